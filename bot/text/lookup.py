"""The results of looking something up in the calendar, as data and as sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.calendar.day_names import day_name, day_of_year_name
from bot.knowledge.model import Milestone
from bot.text.markup import MESSAGE_LIMIT, Markup
from bot.text.milestones import anniversary_heading, anniversary_note, milestone_cards
from bot.text.outcome import NothingOnDate
from bot.text.unknown import nothing_on_date

CHOICE_LIMIT = 100  # characters of a choice in an autocomplete list


@dataclass(frozen=True, slots=True)
class Matches:
    """The milestones of a date, a place or an event."""

    milestones: tuple[Milestone, ...]
    stand_in: date | None = None  # “today”, if it is a 28 February that has the 29th's as well


@dataclass(frozen=True, slots=True)
class Anniversary:
    """The milestones that are remembered today, or on the next day that has any."""

    milestones: tuple[Milestone, ...]
    day: date  # of this year or the next
    days_ahead: int  # 0: today


@dataclass(frozen=True, slots=True)
class NotFound:
    """Nothing was found; `nearest`: the most similar name, and a milestone that has it."""

    nearest: tuple[str, Milestone] | None = None


@dataclass(frozen=True, slots=True)
class EmptyCalendar:
    """The calendar has no milestones."""


LookupResult: TypeAlias = Matches | Anniversary | NothingOnDate | NotFound | EmptyCalendar


def lookup_text(result: LookupResult, markup: Markup, *, limit: int | None = MESSAGE_LIMIT) -> str:
    """The text of a result; `limit`: in characters, None for no limit."""
    match result:
        case Matches(milestones, stand_in):
            note = anniversary_note(stand_in, milestones, markup) if stand_in else ""
            return milestone_cards(milestones, markup, above=note, limit=limit)
        case Anniversary(milestones, day):
            note = anniversary_note(day, milestones, markup)
            above = "\n".join(filter(None, [_anniversary(result, markup), note]))
            return milestone_cards(milestones, markup, above=above, limit=limit)
        case NothingOnDate():
            return nothing_on_date(result)
        case NotFound(nearest):
            hint = f" The closest name I know is {nearest[0]}." if nearest else ""
            return (
                f"I couldn't find that date, place or event.{hint} "
                "Try a date, a town or a word from a title."
            )
        case EmptyCalendar():
            return "My calendar is empty."


def _anniversary(found: Anniversary, markup: Markup) -> str:
    if found.days_ahead == 0:
        return anniversary_heading(found.day, markup)
    when = "tomorrow" if found.days_ahead == 1 else f"in {found.days_ahead} days"
    return f"No anniversary today. The next is {when}, on {day_of_year_name(found.day)}:"


def day_choice(milestones: Sequence[Milestone]) -> str:
    """A day's milestones as a choice of an autocomplete list."""
    first, *others = milestones
    more = f" (+{len(others)})" if others else ""
    choice = f"{day_name(first.date)}: {first.title}"
    return choice[: CHOICE_LIMIT - len(more)] + more
