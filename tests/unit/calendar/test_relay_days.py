"""The days of the relay may be named by their numbers, if the relay says which is the first."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.calendar import Calendar
from bot.calendar.date_expression import likeliest, resolve
from bot.calendar.date_parser import find_dates, parse_dates
from tests.builders import make_milestone, make_window

TODAY = date(2026, 3, 1)
DAY_ONE = date(2013, 10, 7)
RELAY = make_window("2013-09-29", "2014-02-07", "2013-10-07")


def numbers(text: str) -> list[int]:
    """The numbers of the days that a text names."""
    return [
        (date(found.year, found.month, found.day) - DAY_ONE).days + 1 if found.year else found.day
        for found in find_dates(text, TODAY, RELAY)
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("day 34", 34),
        ("Day 34?", 34),
        ("what was day 100", 100),
        ("what's day 12", 12),
        ("where was it on day 2", 2),
        ("and what happened day 7, then?", 7),
        ("day 1", 1),
        ("day34", 34),
        ("day-34", 34),
        ("day #34", 34),
        ("day no. 34", 34),
        ("day number 34", 34),
        ("day ３４", 34),
        ("day thirty-four", 34),
        ("day one hundred and four", 104),
        ("what was it like on day one", 1),
        ("day 34 of the relay", 34),
        ("day 34 of 123", 34),
        ("the day 34 of the relay", 34),
        ("relay day 34", 34),
        ("day 34 - where was it", 34),
        ("on day 34 in a town by a river", 34),
        ("the 100th day", 100),
        ("its 100th day", 100),
        ("on the hundredth day", 100),
        ("100th day: where", 100),
        ("the 100th day of the relay", 100),
        ("the 2nd day of the relay", 2),
        ("the first day of our relay", 1),
        ("on the thirty-fourth day of the journey", 34),
        ("the relay's 3rd day", 3),
        ("its third relay day", 3),
    ],
)
def test_a_numbered_day_is_a_date(text: str, number: int):
    assert numbers(text) == [number]


@pytest.mark.parametrize(
    ("text", "first", "days"),
    [
        ("days 34 to 36", 34, 3),
        ("day 34-36", 34, 3),
        ("from day 34 to day 36", 34, 3),
        ("between day 34 and day 36", 34, 3),
        ("day 120 to 130", 120, 5),  # the relay ends on day 124
    ],
)
def test_from_one_numbered_day_to_another_is_a_period(text: str, first: int, days: int):
    (period,) = find_dates(text, TODAY, RELAY)

    assert (numbers(text), period.days) == ([first], days)


def test_two_numbered_days_are_both_found():
    assert numbers("day 34 and day 36") == [34, 36]
    assert numbers("days 34 or 36") == [34, 36]


@pytest.mark.parametrize(
    "text",
    [
        "mission day 3",
        "day 3 of the mission",
        "day 3 of the journey to the sea",
        "day 2 of 5",
        "day 5 of the Games",
        "day 3 after the start",
        "day 3 aboard the ship",
        "day 2 on the ship",
        "on day 2 in orbit",
        "that day 14 people ran",
        "every day 200 people",
        "per day 14 kg",
        "the day 34",
        "day 5 people came",
        "days 14 people",
        "days 34",
        "34 days",
        "a 7-day trip",
        "10 day 2",
        "D-day 44",
        "birthday 40",
        "since day one",
        "right from day 1",
        "day 2013",
        "day 3.5",
        "day 10:30",
        "day 5%",
        "day 12345",
        "the 9th day",  # of a month?
        "the second day",
        "every 40th day",
        "the 40th day of the holidays",
        "his 100th birthday",
        "the first days of the relay",
        "someday",
    ],
)
def test_other_days_and_numbers_are_no_dates(text: str):
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("day 9 november", (None, 11, 9)),
        ("on the ninth day of november 2013", (2013, 11, 9)),
        ("boxing day 2013", (2013, 12, 26)),
        ("day 2013-11-09", (2013, 11, 9)),
    ],
)
def test_a_date_of_the_calendar_comes_first(text: str, expected: tuple[int | None, int, int]):
    found = find_dates(text, TODAY, RELAY)[0]

    assert (found.year, found.month, found.day) == expected


@pytest.mark.parametrize("relay", [None, make_window("2013-09-29", "2014-02-07")])
def test_without_a_first_day_there_are_no_numbered_days(relay):
    assert find_dates("day 34, the 100th day of the relay", TODAY, relay) == []


def test_the_words_around_a_numbered_day_are_the_rest():
    rest = parse_dates("where was it on day 34 of the relay then", TODAY, RELAY).rest

    assert rest.split() == "where was it on of the relay then".split()


@pytest.mark.parametrize("number", [0, 125, 200, 999])
def test_a_day_beyond_the_relay_is_impossible_and_says_what_is_possible(number: int):
    (found,) = find_dates(f"day {number}", TODAY, RELAY)
    calendar = Calendar([make_milestone("m", "2013-11-09")], RELAY)

    assert not found.possible
    assert found.day == number
    assert found.numbering == (DAY_ONE, date(2014, 2, 7))
    assert (resolve(found, calendar), likeliest(found, calendar)) == ((), None)


def test_a_numbered_day_before_the_relay_window_is_impossible():
    late = make_window("2013-10-10", "2014-02-07", "2013-10-07")

    assert [found.possible for found in find_dates("day 3 or day 4", TODAY, late)] == [False, True]


@given(st.integers(1, 124), st.sampled_from(["day {}", "what was day {}?", "the {}th relay day"]))
def test_any_day_of_the_relay_is_found_by_its_number(number: int, form: str):
    (found,) = find_dates(form.format(number), TODAY, RELAY)

    day = DAY_ONE + timedelta(days=number - 1)
    assert (found.year, found.month, found.day, found.days) == (day.year, day.month, day.day, 1)


_bits = st.sampled_from(
    """day days 34 0 125 9999 one hundred hundredth 100th 2nd of the relay to and - november every
    journey # 2013""".split()
)


@given(st.lists(_bits, max_size=9).map(" ".join), st.dates(), st.dates(), st.dates())
def test_any_text_can_be_read_with_any_relay(text: str, first: date, last: date, day_one: date):
    relay = make_window(first.isoformat(), last.isoformat(), day_one.isoformat())
    for found in find_dates(text, TODAY, relay):
        assert found.days >= 1
        if found.numbering and found.year:
            assert date(found.year, found.month, found.day) in relay
