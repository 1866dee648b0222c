"""The list of English words and the search in it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import english
from bot.language.english import (
    CALENDAR_WORDS,
    MIN_NAME,
    PRESENT_WORDS,
    all_words,
    is_common,
    is_known,
    is_name_or_year,
)

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


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("atlanta", True),
        ("gagarin", True),
        ("1996", True),
        ("2014", True),
        ("turkey", False),  # a bird too
        ("oven", False),
        ("xyzzy", False),  # may be a typing error
        ("ann", False),  # too short to be sure
        ("monday", False),
        ("october", False),
        ("christmas", False),
        ("0996", False),
        ("3000", False),
        ("199", False),
        ("19961", False),
        ("", False),
    ],
)
def test_a_word_that_can_only_be_a_name_or_a_year_is_recognised(word: str, expected: bool):
    assert is_name_or_year(word) == expected


def test_every_name_of_the_list_that_is_no_word_and_no_day_is_a_name():
    names = [line.lower() for line in LINES if line.istitle()]
    known = {name for name in names if is_name_or_year(name)}

    assert known == {
        name
        for name in names
        if len(name) >= MIN_NAME and name not in CALENDAR_WORDS and not is_common(name)
    }
    assert len(known) > 5_000


@given(st.integers(0, 99_999))
def test_a_number_is_a_year_if_it_is_one_of_two_millennia(number: int):
    assert is_name_or_year(str(number)) == (1_000 <= number < 3_000)


def test_words_of_the_present_are_common_words_in_lower_case():
    assert all(is_common(word) for word in PRESENT_WORDS)
