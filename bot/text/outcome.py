"""What the bot may reply to a question, as data. `bot.text.answers` turns it into sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.calendar.date_expression import DateExpression
from bot.knowledge.model import Entry, Milestone, Source


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer from one entry, from two (to a double question), from the calendar, or from both.

    Without an entry, the milestones are shown as cards. With an entry, they are the days that the
    question asks for, and are named above the entry's answer.
    """

    entries: tuple[Entry, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    sources: tuple[Source, ...] = ()
    shortened: bool = False  # of two answers, only the first paragraphs are shown
    linked: tuple[Entry, ...] = ()  # other entries that may be meant


@dataclass(frozen=True, slots=True)
class Suggest:
    """Too uncertain for an answer; these entries are offered instead."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class NothingOnDate:
    """The calendar has no milestone on a date, which does not mean that nothing happened."""

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
    """What is asked is in no entry, but the calendar has the place that is named on these days."""

    name: str
    days: Sequence[date]


Reason: TypeAlias = NothingOnDate | NoSuchPlace | PlaceInCalendar


@dataclass(frozen=True, slots=True)
class Unknown:
    """Neither the FAQ nor the calendar has an answer; `reason`: why not, if that is known."""

    reason: Reason | None = None
    linked: tuple[Entry, ...] = ()  # entries that may be meant


@dataclass(frozen=True, slots=True)
class Silent:
    """The message was not meant for the bot, which says nothing."""


Outcome: TypeAlias = Answer | Suggest | Unknown | Silent
