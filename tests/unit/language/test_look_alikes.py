"""Text in decorated letters, or in letters that only look Latin, is read as what it looks like."""

import unicodedata
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.only_if import NeededWords, folded
from bot.language.synonyms import Synonyms
from bot.language.tokens import normalise, readings, tokenise, tokenise_with_offsets

QUESTION = "why wasn't the torch lit in space on 9 nov?"


def after_each_letter(marks: str) -> Callable[[str], str]:
    return lambda text: "".join(each + marks if each.isalpha() else each for each in text)


def replacing(letters: str, alike: str) -> Callable[[str], str]:
    return lambda text: text.translate(str.maketrans(letters, alike))


def from_code(first: int, *, capitals: bool = False) -> Callable[[str], str]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if capitals else "abcdefghijklmnopqrstuvwxyz"
    alike = "".join(chr(first + at) for at in range(26))
    return lambda text: replacing(letters, alike)(text.upper() if capitals else text)


def capitals(letters: str, alike: str) -> Callable[[str], str]:
    return lambda text: replacing(letters, alike)(text.upper())


def composed(marks: str) -> Callable[[str], str]:
    return lambda text: unicodedata.normalize("NFC", after_each_letter(marks)(text))


WAYS = {
    "struck through": after_each_letter("\u0336"),
    "underlined": after_each_letter("\u0332"),
    "circled by marks": after_each_letter("\u20dd"),
    "acute accents": composed("\u0301"),
    "diaereses": composed("\u0308"),
    "many marks": after_each_letter("\u0316\u0489\u035c\u0351\u0308\u0363\u0334"),
    "marks of Thai": after_each_letter("\u0e47"),
    "marks of Arabic": after_each_letter("\u0670\u064b"),
    "variation selectors": after_each_letter("\ufe0f"),
    "zero-width spaces": after_each_letter("\u200b"),
    "soft hyphens": after_each_letter("\u00ad"),
    "word joiners": after_each_letter("\u2060"),
    "written to the right": lambda text: f"\u202d{text}\u202c",
    "Cyrillic a, e, o": replacing("aeo", "аео"),
    "all Cyrillic": replacing("aceopxyishdqwjv", "асеорхуіѕһԁԛԝјѵ"),
    "Cyrillic capitals": capitals("ABCEHIJKMOPSTXY", "АВСЕНІЈКМОРЅТХУ"),
    "Cyrillic for fun": replacing("nrwhtk", "ияшнтк"),
    "Greek": replacing("aiovupw", "αιονυρω"),
    "Greek capitals": capitals("ABEHIKMNOPTXYZ", "ΑΒΕΗΙΚΜΝΟΡΤΧΥΖ"),
    "Armenian": replacing("onuhq", "օոսհգ"),
    "Cherokee": capitals("ADEGHLMPRSTVWYZ", "ᎪᎠᎬᏀᎻᏞᎷᏢᏒᏚᎢᏙᎳᎩᏃ"),
    "phonetic": replacing("aiog", "ɑıᴏɡ"),
    "strokes and hooks": replacing("tlhodb", "ŧłħøđɓ"),
    "small capitals": replacing("abcdeghiklmnoprstuvwyz", "ᴀʙᴄᴅᴇɢʜɪᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"),
    "superscripts": replacing("abcdehinoprstwy", "ᵃᵇᶜᵈᵉʰⁱⁿᵒᵖʳˢᵗʷʸ"),
    "bold": from_code(0x1D41A),
    "script": from_code(0x1D4EA),
    "Fraktur": from_code(0x1D586),
    "full width": from_code(0xFF41),
    "circled": from_code(0x24D0),
    "in brackets": from_code(0x249C),
    "white on black circles": from_code(0x1F150, capitals=True),
    "squared": from_code(0x1F130, capitals=True),
    "white on black squares": from_code(0x1F170, capitals=True),
    "Arabic digits": replacing("9", "٩"),
    "digits of full width": replacing("9", "９"),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_decorated_question_is_read_as_the_plain_one(way: str):
    text = WAYS[way](QUESTION)

    assert text != QUESTION
    assert normalise(text) == QUESTION
    assert [token for _, token in tokenise_with_offsets(text)] == tokenise(QUESTION)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Café Zürich Łódź Kōichi", "cafe zurich lodz koichi"),
        ("in ѕрасе а torch", "in space a torch"),
        ("І'm ѕо сосу", "i'm so cocy"),
        ("NОТ ТНЕ", "not the"),
        ("🇼🇭🇾 🇦 flag 🇷🇺", "why a flag 🇷🇺"),
        ("w็h้y", "why"),
    ],
)
def test_letters_are_read_as_what_they_look_like(text: str, expected: str):
    assert normalise(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "сор", "а", "когда сор", "что такое МКС", "НЕТ", "Сочи", "when was it in Сочи",
        "torch in Москва", "what is the МКС", "кто нёс факел в космосе", "а torch и факел",
        "Αρχαία Ολυμπία", "Ελλάδα to Αθήνα", "an α particle", "Чайковский", "若田 光一",
        "हिन्दी", "ไทย", "القاهرة", "բարեւ",
    ],
)  # fmt: skip
def test_words_of_another_alphabet_stay_in_it(text: str):
    assert normalise(text) == unicodedata.normalize("NFKC", text.casefold()).replace("ё", "е")


def test_a_mark_on_a_letter_of_another_alphabet_is_left_out_but_not_from_the_letter():
    assert normalise("Москва\u0301 й\u0336 и\u0306") == "москва й й"


_letters = "abcAHéßıΣΩёйсеорТНгіІΑΝ9٣ᴡⓌ🅦🇼🇭⒲ⷬา\u0301\u0336\u200b\ufe0f ь'’ \t.,<>:@"
_pieces = ["<@1>", "https://x.y/z", "<:a:3>", "the", "torch", "сор", "НЕТ", "ТНЕ", "МКС"]
_texts = st.lists(st.text(_letters, max_size=8) | st.sampled_from(_pieces)).map(" ".join)


@given(_texts)
def test_normalising_is_idempotent_and_the_same_word_by_word(text: str):
    normalised = normalise(text)

    assert normalise(normalised) == normalised
    assert [token for _, token in tokenise_with_offsets(text)] == tokenise(text)


@given(_texts)
def test_a_token_stays_the_same_by_itself(text: str):
    assert all(token.word == normalise(token.word) for token in tokenise(text))


def test_marks_are_left_out_before_a_text_is_cut():
    text = after_each_letter("\u0334" * 100)(QUESTION)

    assert normalise(text) == QUESTION
    assert [token for _, token in tokenise_with_offsets(text)] == tokenise(QUESTION)


def test_the_place_of_a_decorated_word_is_where_it_begins():
    text = "Who tооk t̶h̶e̶ tоrch"
    placed = {token.word: text[offset] for offset, token in tokenise_with_offsets(text)}

    assert placed == {"who": "W", "took": "t", "the": "t", "torch": "t"}
    assert [offset for offset, _ in tokenise_with_offsets(text)] == [0, 4, 9, 16]


def words(readings_: Iterable[Iterable[object]]) -> list[str]:
    return [" ".join(token.word for token in tokens) for tokens in readings_]  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("ISS", ["iss"]),
        ("Сочи", ["сочи"]),
        ("СССР", ["ссср", "cccp"]),
        ("МКС", ["мкс", "mkc"]),
        ("Оха", ["оха", "oxa"]),
        ("Асе", ["асе"]),  # an English word is never taken for it
    ],
)
def test_a_phrase_has_the_readings_that_it_may_have_in_a_question(phrase: str, expected: list[str]):
    assert words(readings(phrase)) == expected


@pytest.mark.parametrize("question", ["what is the МКС", "WHAT IS THE МКС", "что такое МКС", "МКС"])
def test_the_vocabulary_knows_a_word_of_another_alphabet_in_any_question(question: str):
    synonyms = Synonyms([["ISS", "МКС"]])

    assert [term for term, _, _ in synonyms.fold(tokenise(question))][-1] == "iss+"


@pytest.mark.parametrize("text", ["when was it in Оха", "Оха", "WHEN WAS IT IN ОХА", "Охa"])
def test_a_needed_word_of_another_alphabet_is_met_in_any_question(text: str):
    synonyms = Synonyms([])
    needed = NeededWords(["Оха"], synonyms)

    assert needed.are_met_by(folded(tokenise(text), synonyms))
    assert not needed.are_met_by(folded(tokenise("when was it in Сочи"), synonyms))
