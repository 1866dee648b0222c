"""A post is due from its time to the end of its local day, also if the clock changes that day."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.calendar.calendar import Calendar, Occasion
from bot.calendar.schedule import LATE_AFTER, Due, Schedule, due, instant, upcoming
from tests.builders import make_milestone, make_window
from tests.narrowing import present

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
BERLIN, NEW_YORK, UTC_ZONE = map(ZoneInfo, ("Europe/Berlin", "America/New_York", "UTC"))
EVERY_DAY = Calendar(
    [make_milestone(f"m{at}", date(2012, 1, 1) + timedelta(days=at)) for at in range(366)]
)
SOME_DAYS = Calendar(
    [make_milestone(day, day) for day in ("2013-11-07", "2013-11-09", "2014-01-01", "2014-03-01")],
    make_window("2013-09-29", "2014-02-07"),
)


def schedule(at: str, zone: str | ZoneInfo = "UTC", saved: str | datetime = LONG_AGO) -> Schedule:
    return Schedule(
        time.fromisoformat(at),
        ZoneInfo(zone) if isinstance(zone, str) else zone,
        moment(saved) if isinstance(saved, str) else saved,
    )


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("UTC", "2026-11-07", "09:00", "2026-11-07T09:00"),
        ("Europe/Berlin", "2026-01-07", "09:00", "2026-01-07T08:00"),
        ("Europe/Berlin", "2026-07-07", "09:00", "2026-07-07T07:00"),
        ("America/New_York", "2026-11-07", "23:30", "2026-11-08T04:30"),
        ("Asia/Tokyo", "2026-11-07", "08:00", "2026-11-06T23:00"),
        ("Pacific/Kiritimati", "2026-11-07", "00:00", "2026-11-06T10:00"),
        ("Asia/Kathmandu", "2026-11-07", "09:00", "2026-11-07T03:15"),
        # A time that is skipped in spring is moved forward by the length of the gap.
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:30"),
        ("Europe/Berlin", "2026-03-29", "02:00", "2026-03-29T01:00"),
        ("Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T01:00"),
        ("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:30"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45"),
        ("Asia/Beirut", "2026-03-29", "00:30", "2026-03-28T22:30"),
        # If a time occurs twice in autumn, the first one counts.
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30"),
        ("Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T02:00"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30"),
        ("America/Havana", "2026-11-01", "00:30", "2026-11-01T04:30"),
    ],
)
def test_the_moment_of_a_post_is_its_time_in_the_servers_zone(
    zone: str, day: str, at: str, expected: str
):
    assert instant(date.fromisoformat(day), schedule(at, zone)) == moment(expected)


@pytest.mark.parametrize(
    ("zone", "at", "now", "is_due"),
    [
        ("UTC", "09:00", "2026-11-07T08:59:59", False),
        ("UTC", "09:00", "2026-11-07T09:00:00", True),
        ("UTC", "09:00", "2026-11-07T23:59:59", True),
        ("UTC", "09:00", "2026-11-08T00:00:00", False),
        ("UTC", "09:00", "2026-11-06T09:00:00", False),
        ("UTC", "00:00", "2026-11-07T00:00:00", True),
        ("UTC", "23:59", "2026-11-07T23:59:30", True),
        # The local day counts, not that of UTC.
        ("Asia/Tokyo", "08:00", "2026-11-06T22:59:59", False),
        ("Asia/Tokyo", "08:00", "2026-11-06T23:00:00", True),
        ("Asia/Tokyo", "08:00", "2026-11-07T14:59:59", True),
        ("Asia/Tokyo", "08:00", "2026-11-07T15:00:00", False),
        ("America/New_York", "23:30", "2026-11-08T04:29:59", False),
        ("America/New_York", "23:30", "2026-11-08T04:30:00", True),
        ("America/New_York", "23:30", "2026-11-08T05:00:00", False),
        # Nothing outside the relay's window
        ("UTC", "09:00", "2026-03-01T12:00:00", False),
    ],
)
def test_a_post_is_due_from_its_time_to_the_end_of_its_local_day(
    zone: str, at: str, now: str, is_due: bool
):
    assert bool(due(schedule(at, zone), SOME_DAYS, moment(now))) == is_due


@pytest.mark.parametrize(
    ("saved", "is_due"),
    [
        ("2026-11-07T08:59:59", True),
        ("2026-11-07T09:00:00", True),
        ("2026-11-07T09:00:01", False),
        ("2026-11-07T09:30:00", False),
        ("2026-11-06T23:00:00", True),
    ],
)
def test_a_schedule_saved_after_its_time_takes_effect_the_next_day(saved: str, is_due: bool):
    plan = schedule("09:00", saved=saved)
    _, first = next(upcoming(plan, EVERY_DAY, moment("2026-11-07T08:00")))

    assert bool(due(plan, SOME_DAYS, moment("2026-11-07T10:00"))) == is_due
    assert due(plan, EVERY_DAY, moment("2026-11-08T09:00")) is not None
    assert first.day.day == (7 if is_due else 8)


def test_a_schedule_saved_before_the_clock_was_set_back_delays_no_post():
    plan = schedule("09:00", saved="2027-05-01T12:00:00")
    now = moment("2026-11-07T09:00:00")

    assert due(plan, SOME_DAYS, now) is not None
    assert next(upcoming(plan, EVERY_DAY, now))[1].day == date(2026, 11, 8)


@pytest.mark.parametrize(
    ("now", "late"),
    [
        ("2026-11-07T09:00:00", False),
        ("2026-11-07T09:15:00", False),
        ("2026-11-07T09:15:01", True),
        ("2026-11-07T23:59:59", True),
    ],
)
def test_a_post_more_than_a_quarter_of_an_hour_overdue_is_late(now: str, late: bool):
    day = date(2026, 11, 7)

    assert due(schedule("09:00"), SOME_DAYS, moment(now)) == Due(
        Occasion(day, SOME_DAYS.on(date(2013, 11, 7))), moment("2026-11-07T09:00"), late=late
    )


@pytest.mark.parametrize(
    ("zone", "at", "day", "expected"),
    [
        # At these times in UTC: None if the post is not due yet, else whether it is late.
        (
            BERLIN,
            "02:30",
            "2026-03-29",
            {"00:59": None, "01:00": None, "01:29": None, "01:30": False, "01:46": True},
        ),
        (
            BERLIN,
            "02:30",
            "2026-10-25",
            {"00:29": None, "00:30": False, "01:30": True, "02:30": True},
        ),
        (
            NEW_YORK,
            "02:30",
            "2026-03-08",
            {"06:30": None, "07:00": None, "07:29": None, "07:30": False, "08:00": True},
        ),
        (
            NEW_YORK,
            "01:30",
            "2026-11-01",
            {"05:29": None, "05:30": False, "06:30": True, "07:30": True},
        ),
    ],
)
def test_on_the_night_of_a_clock_change_the_post_is_due_once(
    zone: ZoneInfo, at: str, day: str, expected: dict[str, bool | None]
):
    plan = schedule(at, zone)
    found = {text: due(plan, EVERY_DAY, moment(f"{day}T{text}")) for text in expected}

    assert {text: post and post.late for text, post in found.items()} == expected
    assert len({post.instant for post in found.values() if post}) == 1


def test_upcoming_posts_are_in_order_across_the_end_of_the_year():
    found = upcoming(schedule("09:00", BERLIN), SOME_DAYS, moment("2026-11-07T08:00"))
    first = [(f"{at:%Y-%m-%d %H:%M}", occasion.milestones[0].id) for at, occasion in found]

    assert first[:4] == [
        ("2026-11-09 08:00", "2013-11-09"),  # the 7th's time has just come: it is due
        ("2027-01-01 08:00", "2014-01-01"),
        ("2027-11-07 08:00", "2013-11-07"),
        ("2027-11-09 08:00", "2013-11-09"),
    ]


def test_the_first_upcoming_post_is_the_one_of_the_local_day():
    # In New York it is still the 7th; in UTC the 8th has begun.
    found = upcoming(schedule("23:30", NEW_YORK), SOME_DAYS, moment("2026-11-08T04:00"))

    assert next(found)[0] == moment("2026-11-08T04:30")


# On one night in spring, the clocks of these zones go from 23:00 to midnight: see the last test.
SKIP_TO_MIDNIGHT = {"America/Nuuk", "America/Godthab", "America/Scoresbysund"}
_zones = st.sampled_from(sorted(available_timezones() - SKIP_TO_MIDNIGHT)).map(ZoneInfo)
_hours = st.times().map(lambda at: at.replace(second=0, microsecond=0))
_days = st.dates(date(2019, 1, 1), date(2036, 1, 1))
_moments = st.datetimes(
    datetime(2019, 1, 1),  # noqa: DTZ001
    datetime(2036, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(_days, _hours, _zones)
@example(date(2026, 3, 29), time(2, 30), BERLIN)
@example(date(2026, 10, 25), time(2, 30), BERLIN)
@example(date(2026, 3, 8), time(2, 30), NEW_YORK)
@example(date(2026, 11, 1), time(1, 30), NEW_YORK)
@example(date(2026, 4, 5), time(1, 45), ZoneInfo("Australia/Lord_Howe"))
@example(date(2026, 3, 29), time(1, 0), ZoneInfo("Antarctica/Troll"))
def test_the_moment_is_the_first_with_that_time_or_is_moved_past_the_gap(
    day: date, at: time, zone: ZoneInfo
):
    found = instant(day, Schedule(at, zone, LONG_AGO))
    planned = datetime.combine(day, at)
    moved = wall(found, zone) - planned
    if moved:  # the clock skipped that time
        jump = wall(found, zone) - wall(found - moved, zone) - moved
        assert moved == jump > timedelta(0)
    assert wall(found, zone).date() == day
    assert all(
        wall(found - timedelta(minutes=before), zone) != planned for before in (30, 60, 120)
    )  # not the second of two


def wall(at: datetime, zone: ZoneInfo) -> datetime:
    """Return what the clocks of a zone show."""
    return at.astimezone(zone).replace(tzinfo=None)


@given(_moments, _hours, _zones, st.timedeltas(timedelta(hours=-20), timedelta(hours=20)))
@example(moment("2026-10-25T01:30"), time(2, 30), BERLIN, timedelta(hours=-1, minutes=-10))
@example(moment("2026-03-29T01:10"), time(2, 30), BERLIN, timedelta(hours=-2))
def test_a_due_post_is_the_one_of_the_local_day_and_was_scheduled_in_time(
    now: datetime, at: time, zone: ZoneInfo, ago: timedelta
):
    found = due(Schedule(at, zone, now + ago), EVERY_DAY, now)

    if found is not None:
        assert found.occasion.day == now.astimezone(zone).date()
        assert found.occasion.milestones == EVERY_DAY.anniversary(found.occasion.day)
        saved = (now + ago).astimezone(zone)
        assert saved <= found.instant or saved.date() > found.occasion.day
        assert found.instant <= now
        assert found.late == (now - found.instant > LATE_AFTER)


@given(_days, _hours, _zones)
@example(date(2026, 3, 29), time(2, 30), BERLIN)
@example(date(2026, 10, 25), time(2, 30), BERLIN)
@example(date(2026, 10, 25), time(23, 59), BERLIN)
@example(date(2026, 3, 8), time(0, 0), NEW_YORK)
def test_every_day_is_due_from_its_moment_to_its_midnight(day: date, at: time, zone: ZoneInfo):
    plan = Schedule(at, zone, LONG_AGO)
    second = timedelta(seconds=1)
    begins = instant(day, plan)
    ends = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC) - second
    first, last = due(plan, EVERY_DAY, begins), due(plan, EVERY_DAY, ends)
    before, after = due(plan, EVERY_DAY, begins - second), due(plan, EVERY_DAY, ends + second)

    assert first == Due(Occasion(day, EVERY_DAY.anniversary(day)), begins, late=False)
    assert last == replace(present(first), late=present(last).late)
    assert before is None or before.occasion.day < day
    assert after is None or after.occasion.day > day


@given(_moments, _hours, _zones, st.timedeltas(timedelta(days=-3), timedelta(days=3)))
@example(moment("2026-10-25T00:00"), time(2, 30), BERLIN, timedelta(0))
@example(moment("2026-03-28T12:00"), time(2, 30), BERLIN, timedelta(0))
def test_upcoming_posts_come_day_by_day_and_are_due_at_their_moment(
    now: datetime, at: time, zone: ZoneInfo, ago: timedelta
):
    plan = Schedule(at, zone, now + ago)
    coming = list(islice(upcoming(plan, EVERY_DAY, now), 3))
    days = [occasion.day for _, occasion in coming]

    for when, occasion in coming:
        assert when > now
        assert due(plan, EVERY_DAY, when) == Due(occasion, when, late=False)
    # Only posts are left out that are due or past, or were scheduled too late that day.
    first = now.astimezone(zone).date()
    for day in {first + timedelta(days=ahead) for ahead in range(3)} - {*days}:
        when = instant(day, plan)
        assert when <= now or (
            when < plan.saved_at and plan.saved_at.astimezone(zone).date() == day
        )


@pytest.mark.parametrize("zone", sorted(SKIP_TO_MIDNIGHT))
def test_a_time_that_is_skipped_just_before_midnight_stays_on_its_day(zone: str):
    plan = schedule("23:30", zone)

    assert instant(date(2026, 3, 28), plan).astimezone(plan.zone).date() == date(2026, 3, 28)
