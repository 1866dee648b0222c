"""Decides whether the FAQ, the calendar or both answer a question that both could answer.

The FAQ has the probability of its nearest entries, the calendar the strength of its interpretation;
both run from 0 to 1, and the higher one wins. The loser is linked below the answer. Exceptions:

- If an entry's answer names the very day that the calendar found, both answer: the entry below the
  calendar's date.
- Both answer, too, if the entry is the likelier one but the question asks for a day, or names only
  a day or a place: the calendar has at least that.
- If an entry knows the day asked for and the calendar found another one that is not part of the
  journey, the entry answers alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.calendar.interpretation import Interpretation, InterpretationKind
from bot.calendar.lookup import FoundMilestones

MIN_STRENGTH = 0.55  # of an interpretation; a weaker one is ignored
MIN_LINKED = 0.15  # probability of an entry that is linked below the calendar's answer
MIN_CONFIRMED = 0.05  # probability of an entry that answers because it names the calendar's day
FEW_DAYS = 2


@dataclass(frozen=True, slots=True)
class Rival:
    """An entry that may answer instead of the calendar, with its probability."""

    id: str
    probability: float
    days: frozenset[date] = frozenset()  # of the calendar, that its answer names
    asks_for_day: bool = False  # the entry's own question does

    def agrees_with(self, interpretation: Interpretation) -> bool:
        """Whether its answer names a day that the calendar found."""
        return not self.days.isdisjoint(interpretation.found.days)


@dataclass(frozen=True, slots=True)
class EntryWins:
    """The FAQ's outcome stands; `linked_days` of the calendar are linked below an answer."""

    linked_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarWins:
    """The calendar answers, or says that it has nothing; `linked_entry` is linked below that."""

    interpretation: Interpretation
    linked_entry: str | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """Both answer: the entry, below the dates that the calendar found."""

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

    `confirmed`: how the calendar interprets a question for a day if only the days count that the
    first entry names. `faq_answers`: whether that entry is likely enough to be the FAQ's answer.
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
    """Decide between the calendar and an entry that is likely enough to be an answer."""
    if confirmed is not None:
        # The question may mean another day as well; then both are shown.
        found = _either(confirmed, interpretation) if interpretation else confirmed.found
        return Together(rival.id, found)
    if interpretation is None or _leads_elsewhere(interpretation, rival):
        return EntryWins()
    stronger = interpretation.strength > rival.probability
    is_date = interpretation.kind is InterpretationKind.DATE
    if is_date and interpretation.nothing_else and stronger:
        return CalendarWins(interpretation, rival.id)
    if not interpretation.found.milestones:
        return EntryWins()
    plain = interpretation.asks_for_day or interpretation.nothing_else
    if (stronger and rival.agrees_with(interpretation)) or (plain and not stronger):
        return Together(rival.id, interpretation.found)
    if stronger:
        return CalendarWins(interpretation, rival.id)
    return EntryWins(interpretation.found.days)


def _leads_elsewhere(interpretation: Interpretation, rival: Rival) -> bool:
    """Whether the entry knows the day asked for, and the calendar found another off the journey."""
    return (
        rival.asks_for_day
        and bool(rival.days)
        and interpretation.kind is InterpretationKind.EVENT
        and not any(each.track for each in interpretation.found.milestones)
        and not rival.agrees_with(interpretation)
    )


def _either(confirmed: Interpretation, interpretation: Interpretation) -> FoundMilestones:
    """The milestones that the entry confirms, then those of the question alone if they are few."""
    if len(interpretation.found.days) > FEW_DAYS:
        return confirmed.found
    milestones = (*confirmed.found.milestones, *interpretation.found.milestones)
    return FoundMilestones(tuple(dict.fromkeys(milestones)))
