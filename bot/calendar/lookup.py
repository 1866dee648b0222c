"""Finds milestones by date, or by place in any spelling."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.calendar.calendar import Calendar
from bot.calendar.date_expression import DateExpression, resolve
from bot.calendar.date_parser import find_dates
from bot.calendar.milestone_terms import MilestoneTerms
from bot.calendar.place_names import NamedPlace, PlaceNames
from bot.knowledge.model import Milestone
from bot.language.english import is_known
from bot.language.only_if import NeededWords, folded
from bot.language.question import Question
from bot.language.spelling import SpellingCorrector
from bot.language.synonyms import Synonyms
from bot.language.tokens import tokenise

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
    """Looks up milestones by date or place, all in memory."""

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
        self.terms = MilestoneTerms(calendar.milestones, vocabulary)
        self._synonyms = Synonyms(vocabulary)
        self._needed = {
            milestone: NeededWords(milestone.only_if, self._synonyms)
            for milestone in calendar.milestones
            if milestone.only_if
        }
        self.corrector = corrector
        # A word, or a name that is known (“Belarus”), is no misspelt name of another place.
        self.place_names = PlaceNames(
            calendar.milestones, lambda word: is_known(word) or self.terms.has_word(word)
        )

    def find(self, query: str, today: date) -> FoundMilestones:
        """Find milestones by date if the query names one, else by place.

        A date without milestones finds nothing, even if the query also names a place.
        """
        if expressions := tuple(find_dates(query, today, self.calendar.relay)):
            return FoundMilestones(self.on(expressions), expressions)
        return FoundMilestones(self.at(query))

    def on(self, expressions: Iterable[DateExpression]) -> tuple[Milestone, ...]:
        """Return the milestones on the days that the date expressions mean, in order."""
        days = {day for expression in expressions for day in resolve(expression, self.calendar)}
        return tuple(milestone for day in sorted(days) for milestone in self.calendar.on(day))

    def withheld(self, message: Question) -> frozenset[Milestone]:
        """Return the milestones that a message does not mean, lacking their words (`only_if`)."""
        if not self._needed:
            return frozenset()
        text = folded(message.tokens, self._synonyms)
        return frozenset(
            milestone for milestone, needed in self._needed.items() if not needed.are_met_by(text)
        )

    def at(self, query: str) -> tuple[Milestone, ...]:
        """Return the milestones at the places that a query names, in any spelling."""
        words = [token.word for token in tokenise(query)]
        return shared_milestones(self.place_names.find(words))


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
