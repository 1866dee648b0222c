"""A typing error is read as the word of the knowledge it stands for; a real word never is."""

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
SPELLER = SpellingCorrector(FREQUENCIES, known={"sotschi"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("spcae", "space"),  # two letters change places
        ("psace", "space"),
        ("stattion", "station"),  # one too many
        ("staton", "station"),  # one too few
        ("stazion", "station"),  # another one
        ("spaecwlak", "spacewalk"),  # two errors in a long word
        ("ryasanski", "ryazanskiy"),
        ("launhc", "launch"),
    ],
)
def test_a_typing_error_is_read_as_the_word_it_stands_for(written: str, meant: str):
    assert SPELLER.repair(written) == meant


@pytest.mark.parametrize("word", ["moon", "noon", "spare", "lunch", "spice", "nation", "paunch"])
def test_a_real_english_word_is_never_bent_into_another(word: str):
    assert SPELLER.repair(word) is None


@pytest.mark.parametrize(
    ("word", "near"), [("wifi", "wife"), ("memes", "mess"), ("java", "lava"), ("lisa", "list")]
)
def test_neither_is_a_word_of_today_nor_a_name(word: str, near: str):
    assert SpellingCorrector({near: 9}).repair(word) is None


def test_a_part_of_a_real_word_is_none_itself():
    assert SpellingCorrector({"trion": 1}).repair("tion") == "trion"


@pytest.mark.parametrize("word", ["space", "station", "sotschi"])
def test_a_word_that_is_known_needs_no_repair(word: str):
    assert SPELLER.repair(word) is None
    assert SPELLER.knows(word)


@pytest.mark.parametrize("word", ["is", "ils", "spc", "soo", "zqx", "isx"])
def test_short_words_are_only_mended_where_letters_changed_places_or_one_is_missing(word: str):
    assert SPELLER.repair(word) is None


@pytest.mark.parametrize(
    ("written", "meant"), [("vdk", "vkd"), ("wht", "what"), ("adn", "and"), ("hwo", "how")]
)
def test_a_slip_in_a_short_word_is_mended(written: str, meant: str):
    assert SPELLER.repair(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("paintign", "painting"),
        ("kichen", "kitchen"),
        ("evning", "evening"),
        ("quetsion", "question"),
    ],
)
def test_what_is_nearer_to_a_common_english_word_becomes_that(written: str, meant: str):
    assert SPELLER.repair(written) == meant


def test_of_equally_near_words_the_knowledges_own_is_meant():
    assert SpellingCorrector({"flask": 1}).repair("flasj") == "flask"
    assert (
        SpellingCorrector({"flame": 1}).repair("flaje") == "flame"
    )  # “flake” and “flare” are English


@pytest.mark.parametrize(("written", "meant"), [("spcea", "space"), ("ovennn", "oven")])
def test_in_a_word_of_middling_length_two_errors_are_seen_where_it_sounds_the_same(
    written: str, meant: str
):
    assert SpellingCorrector({"space": 1, "oven": 1}).repair(written) == meant


@pytest.mark.parametrize("word", ["2031", "2014", "20133", "65001", "2o13", "1aunch"])
def test_numbers_are_never_repaired(word: str):
    assert SPELLER.repair(word) is None


@pytest.mark.parametrize("word", ["spxya", "xspacexx", "spaxyalk", "qwertyuiop"])
def test_what_is_too_far_from_every_word_stays_as_it_is(word: str):
    assert SPELLER.repair(word) is None


@pytest.mark.parametrize(
    ("frequencies", "written", "meant"),
    [
        pytest.param({"torcx": 1, "torch": 1}, "torcch", "torch", id="fewest errors"),
        pytest.param({"qlxme": 9, "flame": 1}, "flxme", "flame", id="same first letter"),
        pytest.param({"krama": 9, "kramb": 1}, "kramx", "krama", id="the more frequent word"),
        pytest.param({"kotvo": 1, "kotof": 9}, "kotov", "kotvo", id="the same letters in a slip"),
        pytest.param({"kramb": 1, "krama": 1}, "kramx", "krama", id="the alphabet at last"),
    ],
)
def test_of_several_words_the_likeliest_is_taken(
    frequencies: dict[str, int], written: str, meant: str
):
    assert SpellingCorrector(frequencies).repair(written) == meant


_word = st.sampled_from(sorted(word for word in FREQUENCIES if len(word) >= 5 and word.isalpha()))


@given(_word, st.data())
def test_two_letters_that_change_places_in_a_known_word_change_it_into_no_other(
    word: str, data: st.DataObject
):
    at = data.draw(st.integers(0, len(word) - 2))
    slip = word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    assert SPELLER.repair(slip) == (None if SPELLER.knows(slip) else word)


@given(st.text(max_size=12).filter(bool))
def test_only_what_is_no_word_is_mended_and_it_becomes_one(word: str):
    mended = SPELLER.repair(word)
    assert mended is None or (SPELLER.knows(mended) and not SPELLER.knows(word))


def test_of_words_that_begin_otherwise_only_those_that_the_knowledge_has_often_are_meant():
    assert SpellingCorrector({"flame": 10}).repair("glame") == "flame"
    assert SpellingCorrector({"flame": 9}).repair("glame") == "game"
    assert SpellingCorrector({"flame": 30, "glamex": 1}).repair("glame") == "glamex"


@pytest.mark.parametrize(("written", "mended"), [("ovne", "oven"), ("ovvn", "oven"), ("ovn", None)])
def test_a_short_word_is_mended_by_a_single_slip_and_a_shorter_one_not_even_so(
    written: str, mended: str | None
):
    assert SpellingCorrector({"oven": 1}).repair(written) == mended


@pytest.mark.parametrize(("written", "mended"), [("isss", None), ("tthe", "the"), ("whyy", "why")])
def test_a_letter_too_many_in_a_word_of_three_is_seen_in_the_commonest_only(
    written: str, mended: str | None
):
    assert SpellingCorrector({"iss": 30}).repair(written) == mended


@pytest.mark.parametrize(
    ("known", "written", "mended"),
    [
        ("launch", "lanhc", False),  # another sound order
        ("launch", "loinch", True),  # vowels alone
        ("launch", "paunsh", False),  # another beginning
        ("kramatos", "kromaxos", True),  # seven letters and more: any two errors
        ("kramato", "kromaxo", True),
        ("kramat", "kromax", False),
        ("kramatos", "krimexes", False),  # three errors
    ],
)
def test_two_errors_are_forgiven_in_long_words_and_where_the_sound_is_kept(
    known: str, written: str, mended: bool
):
    assert (SpellingCorrector({known: 50}).repair(written) == known) is mended


@given(st.sampled_from(frequent(FREQUENT)))
def test_no_frequent_english_word_is_ever_touched(word: str):
    assert SPELLER.repair(word) is None


@given(st.text("aceknopstw", min_size=3, max_size=9))
def test_what_a_word_becomes_is_within_the_slips_that_its_length_may_have(word: str):
    mended = SPELLER.repair(word)
    if mended is not None:
        assert OSA.distance(word, mended) <= (1 if len(word) <= 4 else 2)
        if len(word) == 3:
            assert sorted(mended) == sorted(word) or len(mended) == 4


@given(st.text("aeiklnostuy", min_size=5, max_size=7), st.integers(1, 30))
def test_a_slip_in_the_middle_of_the_knowledges_own_word_leads_back_to_it(word: str, often: int):
    speller = SpellingCorrector({word: often})
    for at in range(1, len(word)):
        slip = word[:at] + "x" + word[at + 1 :]
        if not speller.knows(slip):
            assert speller.repair(slip) == word
