"""The calendar: milestones by date and by anniversary, and the days before and after a day."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.calendar.leap_days import stands_in_for_leap_day
from bot.knowledge.model import Knowledge, Milestone, RelayWindow


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day in any year on which milestones have their anniversary."""

    day: date  # of the anniversary, not of the milestones themselves
    milestones: tuple[Milestone, ...]


class Calendar:
    """The milestones of one snapshot of the knowledge, in the order of their dates."""

    def __init__(self, milestones: Sequence[Milestone], relay: RelayWindow | None = None) -> None:
        self.milestones = tuple(sorted(milestones, key=lambda milestone: milestone.date))
        self.relay = relay
        self._by_date: dict[date, list[Milestone]] = {}
        self._anniversaries: dict[tuple[int, int], list[Milestone]] = {}
        for milestone in self.milestones:
            self._by_date.setdefault(milestone.date, []).append(milestone)
            if relay is None or milestone.date in relay:
                key = (milestone.date.month, milestone.date.day)
                self._anniversaries.setdefault(key, []).append(milestone)
        self.days = tuple(self._by_date)

    @classmethod
    def of(cls, knowledge: Knowledge) -> "Calendar":
        """Build the calendar of the knowledge."""
        return cls(knowledge.milestones, knowledge.relay)

    def on(self, day: date) -> tuple[Milestone, ...]:
        """Return the milestones of a day, in the order of the file."""
        return tuple(self._by_date.get(day, ()))

    def between(self, first: date, last: date) -> tuple[Milestone, ...]:
        """Return the milestones from the first to the last day, both included."""
        days = self.days[bisect_left(self.days, first) : bisect_right(self.days, last)]
        return tuple(milestone for day in days for milestone in self._by_date[day])

    def previous(self, day: date) -> date | None:
        """Return the last day before this one that has a milestone."""
        at = bisect_left(self.days, day)
        return self.days[at - 1] if at else None

    def next(self, day: date) -> date | None:
        """Return the first day after this one that has a milestone."""
        at = bisect_right(self.days, day)
        return self.days[at] if at < len(self.days) else None

    def anniversary(self, day: date) -> tuple[Milestone, ...]:
        """Return the milestones of the relay that have their anniversary on a day of any year.

        In a year without 29 February, those of that day have theirs on the 28th.
        """
        found = self._anniversaries.get((day.month, day.day), ())
        also = self._anniversaries.get((2, 29), ()) if stands_in_for_leap_day(day) else ()
        return tuple(sorted((*found, *also), key=lambda milestone: milestone.date))

    def occasions(self, start: date, days: int = 4 * 366) -> Iterator[Occasion]:
        """Yield the days with anniversaries, from `start` on; `days`: how many days to search."""
        for ahead in range(days):
            day = start + timedelta(days=ahead)
            if milestones := self.anniversary(day):
                yield Occasion(day, milestones)
