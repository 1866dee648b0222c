"""A misspelt word is corrected to the word it stands for; a correct word never changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.language.spelling import FREQUENT, SpellingCorrector
from bot.language.word_vectors import frequent

FREQUENCIES = {
    "space": 9,
    "spacewalk": 3,
    "station": 5,
    "soon": 4,
    "launch": 3,
    "ryazanskiy": 2,
    "vkd": 8,
    "2013": 7,
    "65000": 1,
}
CORRECTOR = SpellingCorrector(FREQUENCIES, known={"sotschi"})


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("spcae", "space"),  # two letters swapped
        ("psace", "space"),
        ("stattion", "station"),  # an extra letter
        ("staton", "station"),  # a missing letter
        ("stazion", "station"),  # a wrong letter
        ("spaecwlak", "spacewalk"),  # two errors in a long word
        ("ryasanski", "ryazanskiy"),
        ("launhc", "launch"),
    ],
)
def test_a_misspelt_word_is_corrected(written: str, expected: str):
    assert CORRECTOR.correct(written) == expected


@pytest.mark.parametrize("word", ["moon", "noon", "spare", "lunch", "spice", "nation", "paunch"])
def test_an_english_word_is_never_corrected(word: str):
    assert CORRECTOR.correct(word) is None


@pytest.mark.parametrize(
    ("word", "near"), [("wifi", "wife"), ("memes", "mess"), ("java", "lava"), ("lisa", "list")]
)
def test_a_modern_word_or_a_name_is_never_corrected(word: str, near: str):
    assert SpellingCorrector({near: 9}).correct(word) is None


def test_a_part_of_an_english_word_is_not_a_word():
    assert SpellingCorrector({"trion": 1}).correct("tion") == "trion"


@pytest.mark.parametrize("word", ["space", "station", "sotschi"])
def test_a_known_word_is_not_corrected(word: str):
    assert CORRECTOR.correct(word) is None
    assert CORRECTOR.knows(word)


@pytest.mark.parametrize("word", ["is", "ils", "spc", "soo", "zqx", "isx"])
def test_short_words_are_corrected_only_if_letters_are_swapped_or_one_is_missing(word: str):
    assert CORRECTOR.correct(word) is None


@pytest.mark.parametrize(
    ("written", "expected"), [("vdk", "vkd"), ("wht", "what"), ("adn", "and"), ("hwo", "how")]
)
def test_a_swap_or_a_missing_letter_in_a_short_word_is_corrected(written: str, expected: str):
    assert CORRECTOR.correct(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("paintign", "painting"),
        ("kichen", "kitchen"),
        ("evning", "evening"),
        ("quetsion", "question"),
    ],
)
def test_a_word_nearer_to_a_common_english_word_becomes_that_word(written: str, expected: str):
    assert CORRECTOR.correct(written) == expected


def test_among_equally_near_words_that_of_the_knowledge_wins():
    assert SpellingCorrector({"flask": 1}).correct("flasj") == "flask"
    # “flake” and “flare” are English words.
    assert SpellingCorrector({"flame": 1}).correct("flaje") == "flame"


@pytest.mark.parametrize(("written", "expected"), [("spcea", "space"), ("ovennn", "oven")])
def test_a_word_of_medium_length_may_have_two_edits_if_it_sounds_the_same(
    written: str, expected: str
):
    assert SpellingCorrector({"space": 1, "oven": 1}).correct(written) == expected


@pytest.mark.parametrize("word", ["2031", "2014", "20133", "65001", "2o13", "1aunch"])
def test_numbers_are_never_corrected(word: str):
    assert CORRECTOR.correct(word) is None


@pytest.mark.parametrize("word", ["spxya", "xspacexx", "spaxyalk", "qwertyuiop"])
def test_a_word_too_far_from_every_other_is_not_corrected(word: str):
    assert CORRECTOR.correct(word) is None


@pytest.mark.parametrize(
    ("frequencies", "written", "expected"),
    [
        pytest.param({"torcx": 1, "torch": 1}, "torcch", "torch", id="fewest edits"),
        pytest.param({"qlxme": 9, "flame": 1}, "flxme", "flame", id="same first letter"),
        pytest.param({"krama": 9, "kramb": 1}, "kramx", "krama", id="the more frequent word"),
        pytest.param({"kotvo": 1, "kotof": 9}, "kotov", "kotvo", id="swapped letters"),
        pytest.param({"kramb": 1, "krama": 1}, "kramx", "krama", id="alphabetical order last"),
    ],
)
def test_among_several_words_the_likeliest_wins(
    frequencies: dict[str, int], written: str, expected: str
):
    assert SpellingCorrector(frequencies).correct(written) == expected


_word = st.sampled_from(sorted(word for word in FREQUENCIES if len(word) >= 5 and word.isalpha()))


@given(_word, st.data())
def test_two_swapped_letters_in_a_known_word_lead_back_to_it(word: str, data: st.DataObject):
    at = data.draw(st.integers(0, len(word) - 2))
    typed = word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    assert CORRECTOR.correct(typed) == (None if CORRECTOR.knows(typed) else word)


@given(st.text(max_size=12).filter(bool))
def test_only_an_unknown_word_is_corrected_and_it_becomes_a_known_one(word: str):
    corrected = CORRECTOR.correct(word)
    assert corrected is None or (CORRECTOR.knows(corrected) and not CORRECTOR.knows(word))


def test_a_word_with_another_first_letter_wins_only_if_the_knowledge_has_it_often():
    assert SpellingCorrector({"flame": 10}).correct("glame") == "flame"
    assert SpellingCorrector({"flame": 9}).correct("glame") == "game"
    assert SpellingCorrector({"flame": 30, "glamex": 1}).correct("glame") == "glamex"


@pytest.mark.parametrize(
    ("written", "corrected"), [("ovne", "oven"), ("ovvn", "oven"), ("ovn", None)]
)
def test_a_word_of_four_letters_may_have_one_edit_and_a_shorter_one_none(
    written: str, corrected: str | None
):
    assert SpellingCorrector({"oven": 1}).correct(written) == corrected


@pytest.mark.parametrize(
    ("written", "corrected"), [("isss", None), ("tthe", "the"), ("whyy", "why")]
)
def test_an_extra_letter_in_a_word_of_three_is_corrected_only_for_basic_words(
    written: str, corrected: str | None
):
    assert SpellingCorrector({"iss": 30}).correct(written) == corrected


@pytest.mark.parametrize(
    ("known", "written", "corrected"),
    [
        ("launch", "lanhc", False),  # the consonants in another order
        ("launch", "loinch", True),  # only vowels differ
        ("launch", "paunsh", False),  # another first letter
        ("kramatos", "kromaxos", True),  # from seven letters on, any two edits
        ("kramato", "kromaxo", True),
        ("kramat", "kromax", False),
        ("kramatos", "krimexes", False),  # three edits
    ],
)
def test_two_edits_are_allowed_in_long_words_and_in_words_that_sound_the_same(
    known: str, written: str, corrected: bool
):
    assert (SpellingCorrector({known: 50}).correct(written) == known) is corrected


@given(st.sampled_from(frequent(FREQUENT)))
def test_no_frequent_english_word_is_ever_corrected(word: str):
    assert CORRECTOR.correct(word) is None


@given(st.text("aceknopstw", min_size=3, max_size=9))
def test_a_correction_is_within_the_edits_that_the_length_allows(word: str):
    corrected = CORRECTOR.correct(word)
    if corrected is not None:
        assert OSA.distance(word, corrected) <= (1 if len(word) <= 4 else 2)
        if len(word) == 3:
            assert sorted(corrected) == sorted(word) or len(corrected) == 4


@given(st.text("aeiklnostuy", min_size=5, max_size=7), st.integers(1, 30))
def test_a_wrong_letter_inside_a_word_of_the_knowledge_leads_back_to_it(word: str, often: int):
    corrector = SpellingCorrector({word: often})
    for at in range(1, len(word)):
        typed = word[:at] + "x" + word[at + 1 :]
        if not corrector.knows(typed):
            assert corrector.correct(typed) == word
