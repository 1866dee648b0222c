"""Milestones by what people call them: a date, a place in any spelling, or an event."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.calendar.calendar import Calendar
from bot.calendar.date_expression import DateExpression, resolve
from bot.calendar.date_parser import find_dates
from bot.calendar.event_index import EventIndex
from bot.calendar.place_names import NamedPlace, PlaceNames
from bot.knowledge.model import Milestone
from bot.language.english import is_known
from bot.language.tokens import tokens

EVENT_SHARE = 0.6  # of a query's information that an event has to hold
MOST_EVENTS = 3
FEW_DAYS = 10  # a longer stretch has something of everything
ANY_DAY = date(2000, 1, 1)  # for a text in which “today” means nothing


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought up, and the dates that the query names."""

    milestones: tuple[Milestone, ...]
    mentions: tuple[DateExpression, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """The different dates found, in order."""
        return tuple(sorted({milestone.date for milestone in self.milestones}))


class Lookup:
    """Looks milestones up by date, place or event; all from memory."""

    def __init__(self, calendar: Calendar, vocabulary: Sequence[Sequence[str]] = ()) -> None:
        """`vocabulary`: groups of words and phrases that mean one thing."""
        self.calendar = calendar
        self.days_in = lru_cache(maxsize=1_000)(self._days_in)
        self.told = EventIndex(calendar.milestones, vocabulary)
        # “flame” is a word and “Belarus” a name, and so never bent into the name of another place.
        self.names = PlaceNames(
            calendar.milestones, lambda word: is_known(word) or self.told.is_told(word)
        )

    def _days_in(self, text: str) -> frozenset[date]:
        """The calendar's days that a text names."""
        mentions = (
            mention
            for mention in find_dates(text, ANY_DAY)
            if mention.days <= FEW_DAYS and not mention.relative
        )
        return frozenset(milestone.date for milestone in self.on(mentions))

    def find(self, query: str, today: date) -> Found:
        """Milestones that a query speaks of: by date if it names one, else by place, else by event.

        Nothing is guessed for a date: a day without a milestone finds none.
        """
        if mentions := tuple(find_dates(query, today)):
            return Found(self.on(mentions), mentions)
        return Found(self.at(query) or self.events(query))

    def on(self, mentions: Iterable[DateExpression]) -> tuple[Milestone, ...]:
        """What happened on the days spoken of, in order."""
        days = sorted({day for mention in mentions for day in resolve(mention, self.calendar)})
        return tuple(milestone for day in days for milestone in self.calendar.on(day))

    def at(self, query: str) -> tuple[Milestone, ...]:
        """What happened at the place that a query names, misspelt or in another spelling."""
        return common(self.names.find([token.word for token in tokens(query)]))

    def events(self, query: str) -> tuple[Milestone, ...]:
        """The first events that hold the most of what a query says, and enough of it."""
        share, best = self.told.best(self.told.repaired(tokens(query)))
        return tuple(best[:MOST_EVENTS]) if share >= EVENT_SHARE else ()


def common(named: Sequence[NamedPlace]) -> tuple[Milestone, ...]:
    """The milestones that bear all the names, or else any of them, by date."""
    if not named:
        return ()
    first, *others = (set(each.milestones) for each in named)
    shared = first.intersection(*others) or first.union(*others)
    return tuple(sorted(shared, key=lambda milestone: (milestone.date, milestone.id)))
