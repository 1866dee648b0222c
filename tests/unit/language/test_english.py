"""The list of English words and the search in it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import english
from bot.language.english import all_words, is_common, is_known

LINES = Path(english.__file__).with_name("english_words.txt").read_text("ascii").splitlines()


def test_the_list_is_sorted_and_has_only_words_and_names():
    assert sorted(set(LINES)) == LINES
    assert all(line.isalpha() and (line.islower() or line.istitle()) for line in LINES)


def test_every_line_is_found_as_a_word_or_a_name():
    for line in LINES:
        assert is_common(line.lower()) == line.islower(), line
        assert is_known(line.lower()), line
    assert len(set(all_words())) == len(LINES)


@pytest.mark.parametrize(
    "word", ["", "\n", "a\nb", "zzzzz", "A", "torc", "torchh", "é", "щит", "{"]
)
def test_a_text_that_is_not_exactly_a_line_is_not_found(word: str):
    assert not is_common(word)
    assert not is_known(word)


@given(st.text("abelst", max_size=6))
def test_a_word_is_common_if_and_only_if_the_list_has_it(word: str):
    assert is_common(word) == (word in LINES)
