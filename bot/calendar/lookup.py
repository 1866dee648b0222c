"""Finds milestones by date, by place in any spelling, or by event."""

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
from bot.language.question import parse_question
from bot.language.spelling import SpellingCorrector
from bot.language.tokens import tokenise

MIN_EVENT_SHARE = 0.6  # an event must cover this share of a query's information to be found
MAX_EVENTS = 3
SHORT_PERIOD = 10  # days; the milestones of a longer period have little in common
ANY_DAY = date(2000, 1, 1)  # the present day of texts in which “today” has no meaning


@dataclass(frozen=True, slots=True)
class FoundMilestones:
    """The milestones that a query finds, and the dates that it names."""

    milestones: tuple[Milestone, ...]
    date_expressions: tuple[DateExpression, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """The distinct dates of the milestones, in order."""
        return tuple(sorted({milestone.date for milestone in self.milestones}))


class Lookup:
    """Looks up milestones by date, place or event, all in memory."""

    def __init__(
        self,
        calendar: Calendar,
        corrector: SpellingCorrector,
        vocabulary: Sequence[Sequence[str]] = (),
    ) -> None:
        """`corrector`: corrects the spelling of queries.

        `vocabulary`: groups of words and phrases that mean the same.
        """
        self.calendar = calendar
        self.events = EventIndex(calendar.milestones, vocabulary)
        self.corrector = corrector
        # “flame” is a word and “Belarus” a name: neither is a misspelt name of another place.
        self.place_names = PlaceNames(
            calendar.milestones, lambda word: is_known(word) or self.events.has_word(word)
        )
        self.days_in = lru_cache(maxsize=1_000)(self._days_in)

    def _days_in(self, text: str) -> frozenset[date]:
        """Return the calendar's days that a text names, without long periods and “today”."""
        expressions = (
            expression
            for expression in find_dates(text, ANY_DAY)
            if expression.days <= SHORT_PERIOD and not expression.relative
        )
        return frozenset(milestone.date for milestone in self.on(expressions))

    def find(self, query: str, today: date) -> FoundMilestones:
        """Find milestones by date if the query names one, else by place, else by event.

        A date without milestones finds nothing, even if the query also names a place.
        """
        if expressions := tuple(find_dates(query, today)):
            return FoundMilestones(self.on(expressions), expressions)
        return FoundMilestones(self.at(query) or self.find_events(query))

    def on(self, expressions: Iterable[DateExpression]) -> tuple[Milestone, ...]:
        """Return the milestones on the days that the date expressions mean, in order."""
        days = {day for expression in expressions for day in resolve(expression, self.calendar)}
        return tuple(milestone for day in sorted(days) for milestone in self.calendar.on(day))

    def at(self, query: str) -> tuple[Milestone, ...]:
        """Return the milestones at the places that a query names, in any spelling."""
        words = [token.word for token in tokenise(query)]
        return shared_milestones(self.place_names.find(words))

    def find_events(self, query: str) -> tuple[Milestone, ...]:
        """Return the first milestones that cover the most of a query, if they cover enough."""
        tokens = parse_question(query, self.corrector).tokens
        share, best = self.events.best_matches(self.events.calendar_tokens(tokens))
        return tuple(best[:MAX_EVENTS]) if share >= MIN_EVENT_SHARE else ()


def shared_milestones(places: Sequence[NamedPlace]) -> tuple[Milestone, ...]:
    """Return the milestones that have all the names, or else any of them, by date."""
    if not places:
        return ()
    first, *others = (set(place.milestones) for place in places)
    shared = first.intersection(*others) or first.union(*others)
    return tuple(sorted(shared, key=lambda milestone: (milestone.date, milestone.id)))


def of_journey(milestones: tuple[Milestone, ...]) -> tuple[Milestone, ...]:
    """Return the milestones that are on the journey itself, or all of them if none is."""
    return tuple(milestone for milestone in milestones if milestone.track) or milestones
