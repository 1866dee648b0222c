"""What a map is about: its title, the lines below it, the milestones marked and the days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.calendar.day_names import day_name
from bot.calendar.leap_days import days_with_anniversary
from bot.knowledge.model import Milestone
from bot.maps.route import Route, common_name, group_by_town


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn map with its alt text."""

    png: bytes
    alt_text: str
    name: str  # the file name


@dataclass(frozen=True, slots=True)
class Subject:
    """What a map is about."""

    title: str
    lines: tuple[str, ...]
    marked: tuple[Milestone, ...]
    until: date | None  # legs after this day are drawn as ahead; None: no legs are
    day: date | None  # marked on the timeline
    is_journey: bool = False  # the journey as a whole, not a day or a place

    @classmethod
    def of_milestones(cls, milestones: Sequence[Milestone]) -> "Subject":
        """The subject of a map of a day, or of a place with several days."""
        first, *others = milestones
        days = sorted({milestone.date for milestone in milestones})
        if len(days) == 1:
            lines = [f"{day_name(first.date)} · {first.place}"]
            if others:
                elsewhere = (other for other in others if other.place != first.place)
                other = next(elsewhere, others[0])
                lines.append(f"Also: {other.title} · {other.place}")
            return cls(first.title, tuple(lines), tuple(milestones), days[-1], days[-1])
        lines = [f"{day_name(days[0])} – {day_name(days[-1])}"]
        return cls(common_name(milestones), tuple(lines), tuple(milestones), days[-1], None)

    @classmethod
    def of_journey(cls, route: Route, today: date | None) -> "Subject":
        """The subject of a map of the whole journey; `today` is a day in the journey's year."""
        first, last = route.main[0], route.main[-1]
        towns = group_by_town(route.main)
        start, end = (
            next(town.name for town in towns if stop in town.milestones) for stop in (first, last)
        )
        title = f"{start} → {end}"
        if today is None or not first.date <= today <= last.date:
            line = f"{day_name(first.date)} – {day_name(last.date)}"
            return cls(title, (line,), (), None, None, is_journey=True)
        so_far = [milestone for milestone in route.main if milestone.date <= today]
        marked = tuple(stop for stop in so_far if stop.date == so_far[-1].date)
        line = f"By {day_name(today)}: {marked[-1].place}"
        return cls(title, (line,), marked, today, today, is_journey=True)


def day_of_journey(route: Route, today: date) -> date | None:
    """Today's day and month in the year of the journey; None if the journey has no such day.

    29 February is 28 February, if the present year or the one of the journey has no 29th.
    """
    if not route.main:
        return None
    first, last = route.main[0].date, route.main[-1].date
    for year in range(first.year, last.year + 1):
        for day in days_with_anniversary(today, year):
            if first <= day <= last:
                return day
    return None
