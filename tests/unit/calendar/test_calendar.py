"""Milestones by date, the days before and after, and anniversaries."""

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.calendar import Calendar
from bot.knowledge.model import Milestone
from tests.builders import make_entry, make_knowledge, make_milestone, make_window

DAY = date.fromisoformat
WINDOW = make_window("2013-12-30", "2014-02-07")
MILESTONES = [
    make_milestone("last", "2014-02-07"),
    make_milestone("after", "2014-02-08"),
    make_milestone("new-year", "2014-01-01"),
    make_milestone("eve", "2013-12-31"),
    make_milestone("eve-too", "2013-12-31"),
    make_milestone("first", "2013-12-30"),
    make_milestone("before", "2013-12-29"),
    make_milestone("years-before", "2007-12-31"),
]
CALENDAR = Calendar(MILESTONES, WINDOW)


def ids(milestones: tuple[Milestone, ...]) -> list[str]:
    return [milestone.id for milestone in milestones]


def test_a_day_has_its_milestones_in_the_order_of_the_file():
    assert ids(CALENDAR.on(DAY("2013-12-31"))) == ["eve", "eve-too"]
    assert CALENDAR.on(DAY("2014-12-31")) == ()


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2013-12-30", "2014-01-01", ["first", "eve", "eve-too", "new-year"]),
        ("2014-02-07", "2014-02-07", ["last"]),
        ("2014-01-02", "2014-02-06", []),
        ("2014-02-08", "2014-02-07", []),
        ("2000-01-01", "2013-12-29", ["years-before", "before"]),
    ],
)
def test_a_period_includes_both_its_ends(first: str, last: str, expected: list[str]):
    assert ids(CALENDAR.between(DAY(first), DAY(last))) == expected


@pytest.mark.parametrize(
    ("day", "previous", "following"),
    [
        ("2013-12-31", "2013-12-30", "2014-01-01"),
        ("2014-01-15", "2014-01-01", "2014-02-07"),
        ("2007-12-31", None, "2013-12-29"),
        ("2014-02-08", "2014-02-07", None),
        ("1999-01-01", None, "2007-12-31"),
        ("2020-01-01", "2014-02-08", None),
    ],
)
def test_the_previous_and_the_next_day_exclude_the_day_itself(
    day: str, previous: str | None, following: str | None
):
    assert CALENDAR.previous(DAY(day)) == (DAY(previous) if previous else None)
    assert CALENDAR.next(DAY(day)) == (DAY(following) if following else None)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-12-31", ["eve", "eve-too"]),  # not what happened years before the relay
        ("2013-12-31", ["eve", "eve-too"]),
        ("1990-12-30", ["first"]),
        ("2026-02-07", ["last"]),
        ("2026-02-08", []),
        ("2026-12-29", []),
        ("2026-06-01", []),
    ],
)
def test_only_milestones_of_the_relay_have_anniversaries(day: str, expected: list[str]):
    assert ids(CALENDAR.anniversary(DAY(day))) == expected


def test_without_a_relay_every_milestone_has_an_anniversary():
    calendar = Calendar(MILESTONES)

    assert ids(calendar.anniversary(DAY("2026-12-31"))) == ["years-before", "eve", "eve-too"]
    assert ids(calendar.anniversary(DAY("2026-02-08"))) == ["after"]


def test_occasions_start_on_the_day_itself_and_continue_into_the_next_year():
    occasions = list(islice(CALENDAR.occasions(DAY("2026-12-31")), 4))

    assert [(occasion.day.isoformat(), ids(occasion.milestones)) for occasion in occasions] == [
        ("2026-12-31", ["eve", "eve-too"]),
        ("2027-01-01", ["new-year"]),
        ("2027-02-07", ["last"]),
        ("2027-12-30", ["first"]),
    ]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2025-03-01", "2026-02-28"),
        ("2026-02-28", "2026-02-28"),
        ("2027-03-01", "2028-02-29"),
        ("2028-02-28", "2028-02-29"),
        ("2028-02-29", "2028-02-29"),
        ("2028-03-01", "2029-02-28"),
        ("2099-03-01", "2100-02-28"),  # no leap year, although it divides by four
        ("2399-03-01", "2400-02-29"),
    ],
)
def test_the_29th_of_february_has_its_anniversary_in_every_year(start: str, expected: str):
    calendar = Calendar([make_milestone("leap", "2012-02-29")])

    assert next(calendar.occasions(DAY(start))).day == DAY(expected)


@pytest.mark.parametrize("day", ["2028-02-28", "2026-03-01", "2028-03-01", "2026-02-27"])
def test_no_other_day_replaces_the_29th_of_february(day: str):
    assert Calendar([make_milestone("leap", "2012-02-29")]).anniversary(DAY(day)) == ()


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2027-02-28", ["eve", "leap"]),
        ("2028-02-28", ["eve"]),
        ("2028-02-29", ["leap"]),
    ],
)
def test_the_28th_keeps_its_own_milestones_beside_those_of_the_29th(day: str, expected: list[str]):
    calendar = Calendar([make_milestone("leap", "2012-02-29"), make_milestone("eve", "2013-02-28")])

    assert sorted(ids(calendar.anniversary(DAY(day)))) == expected


def test_a_29th_of_february_outside_the_relay_has_no_anniversary():
    window = make_window("2012-03-01", "2012-04-01")
    calendar = Calendar([make_milestone("leap", "2012-02-29")], window)

    assert calendar.anniversary(DAY("2027-02-28")) == ()


@given(st.dates(date(1900, 1, 1), date(2400, 12, 31)))
def test_every_milestone_has_exactly_one_anniversary_in_any_year_of_its_calendar(day: date):
    calendar = Calendar([make_milestone("one", day)])
    days = (date(2027, 1, 1) + timedelta(days=ahead) for ahead in range(365 + 366))

    assert sorted(each.year for each in days if calendar.anniversary(each)) == [2027, 2028]


def test_an_empty_calendar_has_no_occasions():
    calendar = Calendar([], WINDOW)

    assert list(calendar.occasions(DAY("2026-01-01"))) == []
    assert calendar.next(DAY("2026-01-01")) is None


def test_the_calendar_of_knowledge_has_its_relay_window():
    knowledge = make_knowledge(make_entry(), milestones=MILESTONES, relay=WINDOW)
    calendar = Calendar.of(knowledge)

    assert calendar.relay == WINDOW
    assert ids(calendar.anniversary(DAY("2026-02-08"))) == []


_days = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@given(st.lists(_days, min_size=1, max_size=20), _days)
def test_going_from_day_to_day_visits_every_day_once(days: list[date], day: date):
    calendar = Calendar([make_milestone(f"m{number}", on) for number, on in enumerate(days)])
    forwards: list[date] = []
    at: date | None = date.min
    while at := calendar.next(at):
        forwards.append(at)
    backwards: list[date] = []
    at = date.max
    while at := calendar.previous(at):
        backwards.append(at)

    assert forwards == backwards[::-1] == sorted(set(days))
    before, after = calendar.previous(day), calendar.next(day)
    one = timedelta(days=1)
    around = (before or date.min) + one, (after or date.max) - one
    assert calendar.between(*around) == calendar.on(day)
