"""A question as the calendar takes it apart: its dates, its other words, and what it asks for."""

from dataclasses import dataclass
from datetime import date

from bot.calendar.date_parser import ParsedDates, parse_dates
from bot.calendar.lookup import Lookup
from bot.language.asked_for import Asks, asks
from bot.language.english import QUESTION_WORDS
from bot.language.terms import meant
from bot.language.tokens import Token


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the calendar takes it apart."""

    dated: ParsedDates
    written: tuple[Token, ...]  # its words less dates and fillers
    words: tuple[Token, ...]  # the same, slips mended
    asks: Asks

    @property
    def by_noun(self) -> bool:
        """Whether no question word says what is asked for, but a noun at most."""
        return not QUESTION_WORDS & {token.word for token in self.words}


def take_apart(lookup: Lookup, text: str, today: date) -> Question:
    """The dates, the other words and the form of a question."""
    dated = parse_dates(text, today)
    written = tuple(meant(dated.rest)) if dated.rest.strip() else ()
    words = tuple(lookup.told.repaired(written))
    return Question(dated, written, words, asks(words))
