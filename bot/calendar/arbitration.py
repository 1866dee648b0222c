"""Decides whether the FAQ, the calendar or both answer a question that both could answer.

The FAQ has the probability of its nearest entry, the calendar the strength of its interpretation.
Both run from 0 to 1, the higher one wins, and the loser is linked below the answer. Exceptions:

- If an entry's answer names the very day that the calendar found, both answer: the entry below the
  calendar's date.
- Both also answer if the entry is likelier, but the question asks for a day, or names a date or a
  place and nothing else: that much the calendar can answer.
- If an entry names the day that the question asks for, and the calendar found another day that is
  not part of the journey, the entry answers alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.calendar.interpretation import Interpretation, InterpretationKind
from bot.calendar.lookup import FoundMilestones

MIN_STRENGTH = 0.55  # a weaker interpretation is ignored
MIN_LINKED = 0.15  # the lowest probability of an entry that is linked below the calendar's answer
MIN_CONFIRMED = 0.05  # the lowest probability of an entry that answers by naming the calendar's day
MAX_ADDED_DAYS = 2  # an interpretation with more days is not added to a confirmed one


@dataclass(frozen=True, slots=True)
class Rival:
    """An entry that may answer instead of the calendar, with its probability."""

    id: str
    probability: float
    days: frozenset[date] = frozenset()  # the days of the calendar that its answer names
    asks_for_day: bool = False  # whether the entry's own question asks for a day

    def agrees_with(self, interpretation: Interpretation) -> bool:
        """Whether its answer names a day that the calendar found."""
        return not self.days.isdisjoint(interpretation.found.days)


@dataclass(frozen=True, slots=True)
class EntryWins:
    """The FAQ's outcome stands; the calendar's `linked_days` are linked below an answer."""

    linked_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarWins:
    """The calendar answers, or says that it has nothing; `linked_entry` is linked below that."""

    interpretation: Interpretation
    linked_entry: str | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """Both answer: the entry is shown below the dates that the calendar found."""

    entry: str
    found: FoundMilestones


Verdict: TypeAlias = EntryWins | CalendarWins | Together


def arbitrate(
    interpretation: Interpretation | None,
    confirmed: Interpretation | None,
    rivals: Sequence[Rival],
    *,
    faq_answers: bool,
) -> Verdict:
    """Decide between the calendar's interpretation and the FAQ's nearest entries, best first.

    `confirmed`: the interpretation of a question that asks for a day, restricted to the days that
    the first entry names. `faq_answers`: whether that entry is likely enough to answer.
    """
    if interpretation is not None and interpretation.strength < MIN_STRENGTH:
        interpretation = None
    if faq_answers:
        return _against_answer(interpretation, confirmed, rivals[0])
    if interpretation is None:
        return EntryWins()
    is_date = interpretation.kind is InterpretationKind.DATE
    if interpretation.asks_for_day or (is_date and not interpretation.nothing_else):
        for rival in sorted(rivals, key=lambda rival: not rival.asks_for_day):
            if rival.probability >= MIN_CONFIRMED and rival.agrees_with(interpretation):
                return Together(rival.id, interpretation.found)
    linked = bool(rivals) and rivals[0].probability >= MIN_LINKED
    return CalendarWins(interpretation, rivals[0].id if linked else None)


def _against_answer(
    interpretation: Interpretation | None, confirmed: Interpretation | None, rival: Rival
) -> Verdict:
    """Decide between the calendar and an entry that is likely enough to answer."""
    if confirmed is not None:
        # The question may mean another day as well; then both days are shown.
        found = _confirmed_first(confirmed, interpretation) if interpretation else confirmed.found
        return Together(rival.id, found)
    if interpretation is None or _leads_elsewhere(interpretation, rival):
        return EntryWins()
    stronger = interpretation.strength > rival.probability
    is_date = interpretation.kind is InterpretationKind.DATE
    if is_date and interpretation.nothing_else and stronger:
        return CalendarWins(interpretation, rival.id)
    if not interpretation.found.milestones:
        return EntryWins()
    wants_date = interpretation.asks_for_day or interpretation.nothing_else
    if (stronger and rival.agrees_with(interpretation)) or (wants_date and not stronger):
        return Together(rival.id, interpretation.found)
    if stronger:
        return CalendarWins(interpretation, rival.id)
    return EntryWins(interpretation.found.days)


def _leads_elsewhere(interpretation: Interpretation, rival: Rival) -> bool:
    """Whether the entry names the day asked for, and the calendar found one off the journey."""
    return (
        rival.asks_for_day
        and bool(rival.days)
        and interpretation.kind is InterpretationKind.EVENT
        and not any(milestone.track for milestone in interpretation.found.milestones)
        and not rival.agrees_with(interpretation)
    )


def _confirmed_first(confirmed: Interpretation, interpretation: Interpretation) -> FoundMilestones:
    """Return the milestones that the entry confirms, then the others found if they are few."""
    if len(interpretation.found.days) > MAX_ADDED_DAYS:
        return confirmed.found
    milestones = (*confirmed.found.milestones, *interpretation.found.milestones)
    return FoundMilestones(tuple(dict.fromkeys(milestones)))
