"""What can be said to a question, as data: what `text` writes and what the edges match on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.calendar.date_expression import DateExpression
from bot.knowledge.model import Entry, Milestone, Source


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: of one entry, of two to a double question, of the calendar, or of both.

    With milestones and no entry, the milestones are shown as cards. With an entry, they are the
    days that the question asks for, and stand above the entry's answer.
    """

    entries: tuple[Entry, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    sources: tuple[Source, ...] = ()
    shortened: bool = False  # of two answers, only the first paragraphs are shown
    linked: tuple[Entry, ...] = ()  # entries that may be meant as well
    linked_days: tuple[Milestone, ...] = ()  # days that may be meant as well, named below


@dataclass(frozen=True, slots=True)
class Suggest:
    """Not sure enough for an answer: these entries are offered."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class NothingOnDate:
    """The calendar has no milestone on a date; it never says that nothing happened."""

    expression: DateExpression
    span: tuple[date, date] | None  # the first and last day that are probably meant, if any exist
    previous: Milestone | None = None  # the first one of the last day before
    next: Milestone | None = None
    calendar: tuple[date, date] | None = None  # its first and last day, None if it is empty


@dataclass(frozen=True, slots=True)
class NoSuchPlace:
    """The calendar has no stop of this name; `nearest`: the most similar name, and a stop there."""

    name: str
    nearest: tuple[str, Milestone] | None = None


@dataclass(frozen=True, slots=True)
class PlaceInCalendar:
    """A bare name of a place: no question, but the calendar can be searched for it."""

    name: str
    days: Sequence[date]


Reason: TypeAlias = NothingOnDate | NoSuchPlace | PlaceInCalendar


@dataclass(frozen=True, slots=True)
class Unknown:
    """Neither the FAQ nor the calendar answers it; `reason`: what is known about why not."""

    reason: Reason | None = None
    linked: tuple[Entry, ...] = ()  # entries that may be meant


@dataclass(frozen=True, slots=True)
class Silent:
    """Not meant for the bot: it says nothing."""


Outcome: TypeAlias = Answer | Suggest | Unknown | Silent
