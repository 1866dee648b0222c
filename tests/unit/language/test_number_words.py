"""Numbers in words are recognised and counted, as cardinals, ordinals and years."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.number_words import (
    CARDINAL,
    ORDINAL,
    ORDINAL_BELOW_HUNDRED,
    YEAR,
    number_in_words,
    year_in_words,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("one", 1),
        ("nine", 9),
        ("nineteen", 19),
        ("thirty", 30),
        ("thirty-four", 34),
        ("thirty four", 34),
        ("hundred", 100),
        ("a hundred", 100),
        ("one hundred and twenty-three", 123),
        ("one hundred five", 105),
    ],
)
def test_a_cardinal_is_counted(text: str, number: int):
    assert re.fullmatch(CARDINAL, text)
    assert number_in_words(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("first", 1),
        ("twelfth", 12),
        ("sixteenth", 16),
        ("twentieth", 20),
        ("twenty-first", 21),
        ("twentyfirst", 21),
        ("ninety ninth", 99),
        ("hundredth", 100),
        ("one-hundredth", 100),
        ("hundred and fifth", 105),
        ("one hundred twenty-fourth", 124),
    ],
)
def test_an_ordinal_is_counted(text: str, number: int):
    assert re.fullmatch(ORDINAL, text)
    assert number_in_words(text) == number
    assert bool(re.fullmatch(ORDINAL_BELOW_HUNDRED, text)) == (number < 100)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("twenty thirteen", 2013),
        ("twenty twenty-six", 2026),
        ("two thousand", 2000),
        ("two thousand and one", 2001),
        ("two thousand fourteen", 2014),
        ("nineteen ninety-six", 1996),
        ("nineteen nineteen", 1919),
    ],
)
def test_a_year_is_read(text: str, year: int):
    assert re.fullmatch(YEAR, text)
    assert year_in_words(text) == year


@pytest.mark.parametrize("text", ["twenty one", "nineteen five", "thirty twelve", "thousand"])
def test_other_numbers_are_no_years(text: str):
    assert not re.fullmatch(YEAR, text)


_words = st.sampled_from("one a twelve twenty fifth hundred hundredth and thousand - x".split())


@given(st.lists(_words, max_size=6).map(" ".join))
def test_whatever_is_recognised_can_be_counted(text: str):
    for form, most in ((CARDINAL, 199), (ORDINAL, 199)):
        for match in re.finditer(form, text):
            assert 1 <= number_in_words(match[0]) <= most
    for match in re.finditer(YEAR, text):
        assert 1910 <= year_in_words(match[0]) <= 2099
