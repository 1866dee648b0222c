"""What a question means to the calendar: the types, and how strong an interpretation can be.

The calendar can answer a question that asks for something a calendar knows (when it was, where it
was on that day, what happened, whether the journey came there) and names a date, a place or an
event. The strength of an interpretation is the share of the question's informative words that it
explains, times the highest strength for its kind. Words that it does not explain suggest that the
question is about something else.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.calendar.date_parser import ParsedDates
from bot.calendar.lookup import FoundMilestones
from bot.language.english import QUESTION_WORDS
from bot.language.question import Question
from bot.language.question_form import QuestionForm
from bot.language.tokens import Token

# The strength of an interpretation that explains every word.
DATE_STRENGTH, PLACE_STRENGTH, EVENT_STRENGTH = 0.985, 0.93, 0.92
LOOSE_FACTOR = 0.8  # for the strength, if the question may be about more than a date or a place

# Words that make the question one about something else: “did it go out in …”.
DIVERTING_WORDS = frozenset("out off up down again much many more most without not".split())
PERSONAL_WORDS = frozenset("you your we us our i my".split())  # people talk about each other

# Question forms that ask for the same thing.
ASKS_FOR_DAY = frozenset({QuestionForm.WHEN, QuestionForm.WHAT_DATE, QuestionForm.DATE})
ASKS_WHETHER = frozenset({QuestionForm.WHETHER, QuestionForm.WHETHER_WHEN, QuestionForm.WAS_THERE})
ASKS_FOR_PLACE = frozenset({QuestionForm.WHERE, QuestionForm.WHICH_PLACE, QuestionForm.PLACE})
ASKS_FOR_EVENTS = frozenset({QuestionForm.WHAT_HAPPENED, QuestionForm.EVENTS})
ASKS_FOR_DETAILS = frozenset({QuestionForm.WHAT, QuestionForm.WHAT_TIME})  # “which rocket was it”


@dataclass(frozen=True, slots=True)
class DatedQuestion:
    """A question whose dates are separated from its other words."""

    question: Question
    dates: ParsedDates
    tokens: tuple[Token, ...]  # without dates, fillers and lead-ins
    form: QuestionForm  # of those tokens

    @property
    def words(self) -> list[str]:
        """The words of the tokens."""
        return [token.word for token in self.tokens]

    @property
    def has_question_word(self) -> bool:
        """Whether one of the tokens is a question word."""
        return not QUESTION_WORDS.isdisjoint(self.words)


class InterpretationKind(StrEnum):
    """The kind of thing that a question names."""

    DATE = "date"
    PLACE = "place"
    EVENT = "event"
    UNKNOWN_PLACE = "unknown place"  # one that the calendar does not have


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What a question means to the calendar; `strength` is between 0 and 1."""

    kind: InterpretationKind
    found: FoundMilestones
    strength: float
    unknown_place: str = ""  # the name of a place that the calendar does not have
    nothing_else: bool = False  # whether the question says no more than the date or place
    asks_for_day: bool = False  # whether the question asks when something was
