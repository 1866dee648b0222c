"""Text is normalised and split into tokens; contractions and shorthands are written out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import tokens
from bot.language.tokens import MAX_CHARACTERS, normalise, stem, tokenise, tokenise_with_offsets


def words(text: str) -> list[str]:
    return [token.word for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who  TOOK\nit?", "who took it?"),
        ("STRASSE Straße", "strasse strasse"),
        ("ﬁre", "fire"),
        ("Ｔｏｒｃｈ", "torch"),
        ("Cafe\u0301", "cafe"),
        ("Тёркин ТЁРКИН", "теркин теркин"),
        ("don’t don‘t donʼt don´t don`t", "don't don't don't don't don't"),
        ("zero\u200bwidth soft\u00adhyphen", "zerowidth softhyphen"),
        ("<@123> hi <@!45> <@&6> <#7>", "hi"),
        ("a <:torch:123> b <a:flame:45>", "a b"),
        ("at <t:1383796800:R> and <t:1383796800>", "at and"),
        ("see https://example.org/why?x=1 now", "see now"),
        ("@everyone and @here look", "and look"),
        ("@hereafter", "@hereafter"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("", ""),
        (" \t\n", ""),
    ],
)
def test_differences_that_do_not_matter_are_folded(text: str, expected: str):
    assert normalise(text) == expected


_letters = "abcxyzABCXYZéÉüßıİﬁςΣΩёйЯ你0123456789 \t\n'’´.,:;!?()<>@#&-_/*"
_markup = ["<@1>", "<#22>", "<:a:3>", "<t:4:R>", "https://x.y/z", "@everyone", "http://", "<@"]


@given(st.lists(st.text(_letters, max_size=8) | st.sampled_from(_markup)).map(" ".join))
def test_normalising_is_idempotent(text: str):
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<@\u200b1>", id="markup with something invisible in it"),
        pytest.param("e\u200b\u0301", id="an accent behind something invisible"),
        pytest.param("ё\u0306", id="another accent on ё"),
        pytest.param("x" + "ﷺ" * 100, id="cut at a space"),
    ],
)
def test_normalising_odd_texts_is_idempotent(text: str):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_every_token_of_any_text_is_normalised_and_not_empty(text: str):
    for token in tokenise(text):
        assert token.word
        assert token.stem
        assert token.word == normalise(token.word)


def test_a_long_message_is_cut():
    assert len(normalise("x" * 5_000)) == MAX_CHARACTERS
    assert len(normalise("ﷺ" * 1_000)) <= MAX_CHARACTERS


def test_characters_that_stand_for_many_are_cut_before_their_letters_are_looked_at(monkeypatch):
    looked_at: list[int] = []

    def plain_letters(text: str) -> str:
        looked_at.append(len(text))
        return text

    monkeypatch.setattr(tokens, "plain_letters", plain_letters)
    normalise("a" + "ﷺ" * 2_000)  # none that is remembered from another test
    assert max(looked_at) == MAX_CHARACTERS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wasn't", ["was", "not"]),
        ("wasnt", ["was", "not"]),
        ("WASN’T", ["was", "not"]),
        ("didn't", ["did", "not"]),
        ("can't", ["can", "not"]),
        ("cant", ["can", "not"]),
        ("cannot", ["can", "not"]),
        ("won't", ["will", "not"]),
        ("who's", ["who"]),
        ("they've they're they'll they'd", ["they"] * 4),
        ("I'm", ["i"]),
        ("the torch's", ["the", "torch"]),
        ("O'Brien's", ["obriens"]),
        ("rock'n'roll", ["rocknroll"]),
        ("want", ["want"]),
        ("ant", ["ant"]),
        ("wasntme", ["wasntme"]),
    ],
)
def test_contractions_are_written_out(text: str, expected: list[str]):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("y r u here", ["why", "are", "you", "here"]),
        ("whats it abt", ["what", "is", "it", "about"]),
        ("wen n wher", ["when", "and", "where"]),
        ("2day b4 every1", ["today", "before", "everyone"]),
        ("gonna", ["going", "to"]),
        ("5 kms", ["5", "kilometre"]),
        ("idk", ["i", "do", "not", "know"]),
        ("year yes", ["year", "yes"]),
    ],
)
def test_chat_shorthands_are_written_out(text: str, expected: list[str]):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("65,000", ["65000"]),
        ("1,234,567", ["1234567"]),
        ("65000 km", ["65000", "kilometre"]),
        ("1,80 m", ["1,80", "m"]),
        ("1.8", ["1.8"]),
        ("14:34", ["14:34"]),
        ("007", ["7"]),
        ("0", ["0"]),
        ("000", ["0"]),
        ("the 3rd, 21st and 11th", ["the", "3", "21", "and", "11"]),
        ("9, 10", ["9", "10"]),
        ("9.", ["9"]),
        ("tma-11m", ["tma", "11m"]),
        ("1990s", ["1990s"]),
    ],
)
def test_a_number_is_one_token_however_it_is_written(text: str, expected: list[str]):
    assert words(text) == expected


@pytest.mark.parametrize("text", ["0.5", "0:30", "00:30"])
def test_a_number_that_begins_with_zero_begins_with_a_digit(text: str):
    (token,) = tokenise(text)

    assert token.word[0].isdigit()


@pytest.mark.parametrize(
    ("text", "number"), [("1.8kg", "1.8"), ("65,000km", "65000"), ("2,615km", "2615")]
)
def test_a_unit_attached_to_a_number_does_not_change_it(text: str, number: str):
    assert words(text)[0] == number


@pytest.mark.parametrize("word", ["14", "3rd", "2013", "9m"])
def test_a_word_that_begins_with_a_digit_keeps_it(word: str):
    assert tokenise(word)[0].word[0] == word[0]


@given(st.lists(st.text(_letters, max_size=8) | st.sampled_from(_markup)).map(" ".join))
def test_tokens_with_offsets_are_the_same_tokens_in_order(text: str):
    placed = list(tokenise_with_offsets(text))
    offsets = [offset for offset, _ in placed]

    assert [token for _, token in placed] == tokenise(text)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


def test_the_offset_of_a_token_is_where_its_word_begins():
    text = "It wasn't Lit, 1,000\ntimes"
    placed = [(text[offset:][:3], token.word) for offset, token in tokenise_with_offsets(text)]

    assert placed == [
        ("It ", "it"), ("was", "was"), ("was", "not"), ("Lit", "lit"), ("1,0", "1000"),
        ("tim", "times"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "family",
    [
        "torch torches",
        "light lit lighting lights lighted",
        "go goes went gone going",
        "fly flies flew flown flying",
        "be is was were been am are",
        "carry carried carries carrying",
        "astronaut astronauts",
        "child children",
    ],
)
def test_the_forms_of_a_word_have_one_stem(family: str):
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("moon", "soon"), ("launch", "lunch"), ("pole", "pool")]
)
def test_different_words_have_different_stems(one: str, other: str):
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["2013", "11m", "космонавт", "若田", "café"])
def test_numbers_and_words_in_other_scripts_are_their_own_stems(word: str):
    assert stem(word) == word
