"""What a question means to the calendar: the types.

The calendar answers a question that asks for something a calendar knows (when it was, where it was
on that day, what happened, whether the journey came there) and names a date or a place. The look-up
is exact if that is all that the question says. Words that it leaves unexplained suggest that the
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

# Words that make the question one about something else: “did it go out in …”.
DIVERTING_WORDS = frozenset("out off up down again much many more most without not".split())
PERSONAL_WORDS = frozenset("you your we us our i my".split())  # people talk about each other


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
    UNKNOWN_PLACE = "unknown place"  # one that the calendar does not have


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What a question means to the calendar."""

    kind: InterpretationKind
    found: FoundMilestones
    exact: bool  # whether it asks for nothing else, so that no entry can answer it better
    described: bool = False  # whether it also says what happened there
    unknown_place: str = ""  # the name of a place that the calendar does not have
