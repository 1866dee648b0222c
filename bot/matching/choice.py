"""What the matcher may choose to do with a message."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class AnswerEntries:
    """Answer with one entry, or with two in the order of the questions."""

    entries: tuple[str, ...]
    days: tuple[str, ...] = ()  # the milestones that are asked for, by date; shown above


@dataclass(frozen=True, slots=True)
class AnswerMilestones:
    """Answer with days of the calendar."""

    milestones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuggestEntries:
    """Suggest entries, because none is likely enough to answer with."""

    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoMatch:
    """Say that no entry answers the question."""


@dataclass(frozen=True, slots=True)
class StaySilent:
    """Say nothing, because the message was not meant for the bot."""


Choice: TypeAlias = AnswerEntries | AnswerMilestones | SuggestEntries | NoMatch | StaySilent


@dataclass(frozen=True, slots=True)
class Decision:
    """The choice, the nearest entries with their probabilities, and the reasons."""

    choice: Choice
    nearest: tuple[tuple[str, float], ...]  # at most five, best first
    reasons: tuple[str, ...]
    withheld: frozenset[str] = frozenset()  # those of the nearest that may only be offered
