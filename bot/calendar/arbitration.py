"""Who answers where the FAQ and the calendar both read something in a question: the surer one.

The FAQ brings the probability of its nearest entries, the calendar the strength of its reading, and
both run from 0 to 1. Where they agree, an entry's answer naming the very day that the calendar
found, there is no contest: the entry answers, under the calendar's date. The same goes for a surer
entry where a day was asked for, or nothing was named but a day or a place: the calendar at least
has that. Where an entry knows the day asked for and the calendar points at another one off the
journey, the entry answers alone. Else the loser is linked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.calendar.interpretation import Kind, Reading
from bot.calendar.lookup import Found

BAR = 0.55  # the lowest strength of a reading that is followed
WORTH_A_LINK = 0.15  # the lowest probability of an entry that is linked under the calendar's answer
FEW_DAYS = 2
WORTH_A_LOOK = 0.05  # the lowest of one that answers because the calendar agrees with it


@dataclass(frozen=True, slots=True)
class Rival:
    """An entry, the probability that it is right, and the calendar's days that its answer names."""

    id: str
    probability: float
    told: frozenset[date] = frozenset()
    day: bool = False  # the entry itself is a question for a day

    def agrees(self, reading: Reading) -> bool:
        """Whether its answer names a day of the reading's."""
        return not self.told.isdisjoint(reading.found.days)


@dataclass(frozen=True, slots=True)
class EntryWins:
    """The FAQ's outcome stands; `link`: days of the calendar to name beside an answer."""

    link: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarWins:
    """The calendar answers, or says that it has nothing there; `link`: an entry to name beside."""

    reading: Reading
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """Both answer: the entry, and the calendar with its date above it."""

    entry: str
    found: Found


Verdict: TypeAlias = EntryWins | CalendarWins | Together


def settle(
    reading: Reading | None, agreed: Reading | None, rivals: Sequence[Rival], *, answers: bool
) -> Verdict:
    """Settle it between a reading and the FAQ's nearest entries, best first.

    `agreed`: the reading that the first entry's days give to a question for a day. `answers`:
    whether that entry is likely enough to be an answer by itself.
    """
    if reading is not None and reading.strength < BAR:
        reading = None
    if answers:
        return _against_an_answer(reading, agreed, rivals[0])
    if reading is None:
        return EntryWins()
    if reading.day or (reading.kind is Kind.DATE and not reading.pure):
        for rival in sorted(rivals, key=lambda rival: not rival.day):
            if rival.probability >= WORTH_A_LOOK and rival.agrees(reading):
                return Together(rival.id, reading.found)
    near = bool(rivals) and rivals[0].probability >= WORTH_A_LINK
    return CalendarWins(reading, rivals[0].id if near else None)


def _against_an_answer(reading: Reading | None, agreed: Reading | None, rival: Rival) -> Verdict:
    if agreed is not None:
        # Where the question may mean another day as well, both are told.
        return Together(rival.id, _either(agreed, reading) if reading else agreed.found)
    if reading is None or (rival.day and rival.told and _is_aside(reading, rival)):
        return EntryWins()
    surer = reading.strength > rival.probability
    if reading.kind is Kind.DATE and reading.pure and surer:
        return CalendarWins(reading, rival.id)
    if not reading.found.milestones:
        return EntryWins()
    plain = reading.day or reading.pure
    if (surer and rival.agrees(reading)) or (plain and not surer):
        return Together(rival.id, reading.found)
    return CalendarWins(reading, rival.id) if surer else EntryWins(reading.found.days)


def _is_aside(reading: Reading, rival: Rival) -> bool:
    """Whether a question for a day that an entry knows led to another day, off the journey."""
    journey = any(each.track for each in reading.found.milestones)
    return reading.kind is Kind.EVENT and not journey and not rival.agrees(reading)


def _either(agreed: Reading, own: Reading) -> Found:
    """The day that the entry bears out, and another that the question alone points at.

    What points at many days says too little to stand beside it.
    """
    if len(own.found.days) > FEW_DAYS:
        return agreed.found
    return Found(tuple(dict.fromkeys((*agreed.found.milestones, *own.found.milestones))))
