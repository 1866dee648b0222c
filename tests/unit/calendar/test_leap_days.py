"""29 February in years that have it and years that do not."""

from datetime import date

import pytest

from bot.calendar.calendar import Calendar
from bot.calendar.leap_days import days_with_anniversary, stands_in_for_leap_day
from tests.builders import make_lookup, make_milestone

DAY = date.fromisoformat


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2027-02-28", True),
        ("2100-02-28", True),
        ("2028-02-28", False),
        ("2000-02-28", False),
        ("2028-02-29", False),
        ("2027-03-01", False),
        ("2027-01-28", False),
    ],
)
def test_the_28th_stands_in_for_the_29th_only_if_there_is_none(day: str, expected: bool):
    assert stands_in_for_leap_day(DAY(day)) == expected


@pytest.mark.parametrize(
    ("today", "year", "expected"),
    [
        ("2027-02-28", 2012, ["2012-02-29", "2012-02-28"]),
        ("2027-02-28", 2013, ["2013-02-28"]),
        ("2028-02-28", 2012, ["2012-02-28"]),
        ("2028-02-29", 2012, ["2012-02-29"]),
        ("2028-02-29", 2013, ["2013-02-28"]),
        ("2027-03-01", 2012, ["2012-03-01"]),
    ],
)
def test_a_day_remembers_days_of_another_year(today: str, year: int, expected: list[str]):
    assert [day.isoformat() for day in days_with_anniversary(DAY(today), year)] == expected


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("what happened today?", "2027-02-28", ["2012-02-28", "2012-02-29"]),
        ("what happened yesterday?", "2027-03-01", ["2012-02-28", "2012-02-29"]),
        ("what happened tomorrow?", "2027-02-27", ["2012-02-28", "2012-02-29"]),
        ("what happened today?", "2028-02-28", ["2012-02-28"]),
        ("what happened tomorrow?", "2028-02-28", ["2012-02-29"]),
        ("what happened today?", "2028-02-29", ["2012-02-29"]),
        ("what happened on 28 february?", "2027-02-28", ["2012-02-28"]),
        ("what happened on february 29?", "2027-02-28", ["2012-02-29"]),
    ],
)
def test_today_means_the_29th_too_where_the_28th_stands_in(
    text: str, today: str, expected: list[str]
):
    days = ["2012-02-28", "2012-02-29", "2012-03-01"]
    lookup = make_lookup(Calendar([make_milestone(day, day) for day in days]))

    assert [day.isoformat() for day in lookup.find(text, DAY(today)).days] == expected
