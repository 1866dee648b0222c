"""When a server's daily post is due. Pure: the moment is an argument."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.calendar.calendar import Calendar, Occasion

LATE_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A server's wish: the hour in its own zone, and when it was saved (an aware instant)."""

    at: time
    zone: ZoneInfo
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """A post that may be sent now; `late` when its hour passed more than `LATE_AFTER` ago."""

    occasion: Occasion
    instant: datetime  # UTC
    late: bool


def instant(day: date, schedule: Schedule) -> datetime:
    """The moment of the post on a local day, in UTC.

    An hour that the clock change skips is moved on by the length of the gap, or back where that
    would leave the day; of an hour that comes twice the first is meant.
    """
    local = datetime.combine(day, schedule.at, tzinfo=schedule.zone)
    moved = local.astimezone(UTC)
    if moved.astimezone(schedule.zone).date() == day:
        return moved
    return local.replace(fold=1).astimezone(UTC)


def due(schedule: Schedule, calendar: Calendar, now: datetime) -> Due | None:
    """The post of the local day, from its hour to the day's end; None where nothing is due.

    A setting saved after the hour counts from the next day on.
    """
    day = now.astimezone(schedule.zone).date()
    milestones = calendar.anniversary(day)
    if not milestones:
        return None
    hour = instant(day, schedule)
    if now < hour or _too_late(day, hour, schedule):
        return None
    return Due(Occasion(day, milestones), hour, late=now - hour > LATE_AFTER)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which a local day is over, in UTC."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)


def _too_late(day: date, hour: datetime, schedule: Schedule) -> bool:
    """Whether the wish came on the day itself, after the hour.

    One dated still later is none of this day's: it was saved before the clock was set back.
    """
    return hour < schedule.saved_at < end_of(day, schedule.zone)


def upcoming(
    schedule: Schedule, calendar: Calendar, now: datetime, days: int = 4 * 366
) -> Iterator[tuple[datetime, Occasion]]:
    """The posts whose hour is still to come, soonest first, with their moments in UTC.

    `days`: how many to look through, the present one included.
    """
    for occasion in calendar.occasions(now.astimezone(schedule.zone).date(), days):
        hour = instant(occasion.day, schedule)
        if hour > now and not _too_late(occasion.day, hour, schedule):
            yield hour, occasion
