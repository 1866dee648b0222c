"""Who answers where the FAQ and the calendar both read something in a question: the surer one.

The FAQ brings the probability of its nearest entry, the calendar the strength of its reading, and
both run from 0 to 1. Where they agree, the entry's answer naming the very day that the calendar
found, there is no contest: the entry answers, under the calendar's date. The loser is linked.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.relay.finding import Found
from bot.relay.reading import Kind, Reading

BAR = 0.55  # the lowest strength of a reading that is followed
WORTH_A_LINK = 0.15  # the lowest probability of an entry that is linked under the calendar's answer


@dataclass(frozen=True, slots=True)
class EntryWins:
    """The FAQ's outcome stands; `link`: days of the calendar to name beside an answer."""

    link: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarWins:
    """The calendar answers, or says that it has nothing there; `link`: name the entry beside it."""

    reading: Reading
    link: bool = False


@dataclass(frozen=True, slots=True)
class Agreed:
    """Both tell of the same: the entry answers, and the calendar has its date."""

    found: Found


Verdict: TypeAlias = EntryWins | CalendarWins | Agreed


def settle(
    reading: Reading | None, agreed: Found | None, told: Collection[date], probability: float,
    *, answers: bool,
) -> Verdict:  # fmt: skip
    """Settle it between a reading and the FAQ's nearest entry.

    `agreed`: what of the days that the entry names a question for a day may mean. `told`: those
    days. `answers`: whether the entry is likely enough to be an answer at all.
    """
    if reading is not None and reading.strength < BAR:
        reading = None
    if not answers:
        if reading is None:
            return EntryWins()
        return CalendarWins(reading, link=probability >= WORTH_A_LINK)
    if reading is not None and reading.kind is Kind.DATE and reading.pure:
        if reading.strength > probability:
            return CalendarWins(reading, link=True)
        return EntryWins(reading.found.days)
    if agreed is not None:
        return Agreed(agreed)
    if reading is None or not reading.found.milestones:
        return EntryWins()
    if reading.strength <= probability:
        return EntryWins(reading.found.days)
    if set(told) & set(reading.found.days):
        return Agreed(reading.found)
    return CalendarWins(reading, link=True)
