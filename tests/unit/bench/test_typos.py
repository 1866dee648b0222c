"""Seeded typing errors: the same question always gets the same few."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.bench.typos import add_typos

WORDS = st.lists(st.text("abcdefghij", min_size=1, max_size=10), max_size=12).map(" ".join)


@given(WORDS)
def test_the_same_text_gets_the_same_errors(text: str):
    assert add_typos(text) == add_typos(text)


@given(WORDS)
def test_a_long_word_gets_at_most_one_edit_and_a_short_word_none(text: str):
    for before, after in zip(text.split(), add_typos(text).split(), strict=True):
        assert OSA.distance(before, after) <= (1 if len(before) > 3 else 0)


def test_about_fifteen_percent_of_the_long_words_are_changed():
    words = " ".join(f"word{letter}{other}" for letter in "abcdefghijklmn" for other in "opqrstuvw")
    changed = sum(a != b for a, b in zip(words.split(), add_typos(words).split(), strict=True))
    assert 0.08 < changed / len(words.split()) < 0.22


def test_the_text_loses_capitals_and_apostrophes_and_keeps_numbers():
    assert add_typos("I'd GO in 2013?") == "id go in 2013?"


def test_another_seed_gives_other_errors():
    text = "several questions about interesting journeys through wonderful landscapes everywhere"
    assert len({add_typos(text, seed) for seed in range(20)}) > 10
