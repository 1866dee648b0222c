"""A weekday and a time of day beside a date belong to it; other words do not."""

from datetime import date

import pytest

from bot.calendar.date_parser import parse_dates

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "9 november at 5pm",
        "9 november 5 p.m.",
        "9 november, 5:30 am",
        "9 november at 5",
        "9 november @ 17:00",
        "9 november around 5 o'clock",
        "9 november 14h",
        "9 november at 04:14 utc",
        "9 november 0414 utc",
        "9 november at 14.34 utc",
        "9 november (14:34:10 UTC+4)",
        "9 november 14:34 local time",
        "9 november between 14:34 and 20:24 utc",
        "9 november from 2 pm to 8 pm",
        "9 november by noon",
        "9 november at midnight",
        "9 november in the early morning",
        "9 november at night",
        "9 november, saturday, 14:34",
        "9 november (Sat)",
        "9 november 2013 14:34",
        "2013-11-09 14:34",
        "9.11.2013, 2pm",
        "9/11/2013 5pm",
        "5pm 9 november",
        "at 5pm on 9 november",
        "around 14:34 utc on saturday 9 november",
        "noon on november 9",
        "the evening of 9 november",
        "the early morning of the 9th of november",
        "Saturday the 9th of November",
        "sat, 9 nov",
        "Sat. 9 Nov",
        "Sat, 09 Nov 2013 14:34:00 +0400",
        "9 november at 4 in the morning",
    ],
)
def test_a_weekday_and_a_time_of_day_belong_to_the_date(text: str):
    parsed = parse_dates(f"so {text}, what then?", TODAY)

    assert {(found.month, found.day) for found in parsed.expressions} >= {(11, 9)}
    assert parsed.rest.replace(",", " ").split() == ["so", "what", "then?"]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("what time on 9 november", "what time on"),
        ("9 november at home", "at home"),
        ("9 november at 5 places", "at 5 places"),
        ("9 november 14 people", "14 people"),
        ("9 november at what time", "at what time"),
        ("9 november, sunrise", ", sunrise"),
        ("monday or 9 november", "monday or"),
        ("the same time 9 november", "the same time"),
    ],
)
def test_other_words_beside_a_date_are_kept(text: str, rest: str):
    assert parse_dates(text, TODAY).rest.split() == rest.split()


def test_a_weekday_between_two_dates_belongs_to_the_second():
    parsed = parse_dates("9 november, sun 10 november", TODAY)

    assert [found.day for found in parsed.expressions] == [9, 10]
    assert parsed.rest.replace(",", "").split() == []


def test_a_period_may_have_times_of_day():
    (period,) = parse_dates("from 9 november 5pm to 11 november at 3 am", TODAY).expressions

    assert (period.day, period.days) == (9, 3)
