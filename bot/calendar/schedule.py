"""Computes when a server's daily post is due. The present moment is always an argument."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from bot.calendar.calendar import Calendar, Occasion

LATE_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A server's settings for the daily post."""

    at: time  # in the server's own zone
    zone: ZoneInfo
    saved_at: datetime  # with a time zone


@dataclass(frozen=True, slots=True)
class Due:
    """A post that may be sent now; `late` if it was due more than `LATE_AFTER` ago."""

    occasion: Occasion
    instant: datetime  # UTC
    late: bool


def instant(day: date, schedule: Schedule) -> datetime:
    """Return the moment, in UTC, at which the post of a local day is due.

    A time that a clock change skips is moved forward by the length of the gap, or back if that
    would be on the next day. If a time occurs twice, the first one counts.
    """
    local = datetime.combine(day, schedule.at, tzinfo=schedule.zone)
    moved = local.astimezone(UTC)
    if moved.astimezone(schedule.zone).date() == day:
        return moved
    return local.replace(fold=1).astimezone(UTC)


def due(schedule: Schedule, calendar: Calendar, now: datetime) -> Due | None:
    """Return the post that is due now, or None.

    A post is due from its time to the end of its local day. A schedule that is saved after that
    time takes effect on the next day.
    """
    day = now.astimezone(schedule.zone).date()
    milestones = calendar.anniversary(day)
    if not milestones:
        return None
    moment = instant(day, schedule)
    if now < moment or _saved_too_late(day, moment, schedule):
        return None
    return Due(Occasion(day, milestones), moment, late=now - moment > LATE_AFTER)


def skipped(schedule: Schedule, calendar: Calendar, now: datetime) -> Occasion | None:
    """Return today's post if the schedule was saved too late for it; None if it was not."""
    day = now.astimezone(schedule.zone).date()
    milestones = calendar.anniversary(day)
    if milestones and _saved_too_late(day, instant(day, schedule), schedule):
        return Occasion(day, milestones)
    return None


def end_of(day: date, zone: tzinfo) -> datetime:
    """Return the moment, in UTC, at which a local day ends."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)


def _saved_too_late(day: date, moment: datetime, schedule: Schedule) -> bool:
    """Whether the schedule was saved after the time of the post, but on the same day.

    If it was saved on a later day, the clock has been set back since: that delays no post.
    """
    return moment < schedule.saved_at < end_of(day, schedule.zone)


def upcoming(
    schedule: Schedule, calendar: Calendar, now: datetime, days: int = 4 * 366
) -> Iterator[tuple[datetime, Occasion]]:
    """Yield the posts that are not due yet, soonest first, with their moments in UTC.

    `days`: how many days to search, including the present one.
    """
    for occasion in calendar.occasions(now.astimezone(schedule.zone).date(), days):
        moment = instant(occasion.day, schedule)
        if moment > now and not _saved_too_late(occasion.day, moment, schedule):
            yield moment, occasion
