"""Dates are written out in words."""

from datetime import date

import pytest

from bot.calendar.day_names import day_name, day_of_year_name, partial_date_name


def test_a_day_has_a_name_with_and_without_its_year():
    assert day_name(date(2013, 11, 9)) == "9 November 2013"
    assert day_of_year_name(date(2013, 11, 9)) == "9 November"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2014", "2014"),
        ("2014-02", "February 2014"),
        ("2014-02-07", "7 February 2014"),
        ("2013-12-31", "31 December 2013"),
        ("2012-02-29", "29 February 2012"),
    ],
)
def test_a_date_is_written_out_as_far_as_it_is_known(text: str, expected: str):
    assert partial_date_name(text) == expected
