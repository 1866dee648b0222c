"""A question as the calendar takes it apart: its dates, its other words, and what it asks for."""

from dataclasses import dataclass
from datetime import date

from bot.matching.english import QUESTION_WORDS
from bot.matching.terms import meant
from bot.matching.text import Token
from bot.relay.asking import Asks, asks
from bot.relay.dates import Dated, read_dates
from bot.relay.finding import Finder


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the calendar takes it apart."""

    dated: Dated
    written: tuple[Token, ...]  # its words less dates and fillers
    words: tuple[Token, ...]  # the same, slips mended
    asks: Asks

    @property
    def by_noun(self) -> bool:
        """Whether no question word says what is asked for, but a noun at most."""
        return not QUESTION_WORDS & {token.word for token in self.words}


def take_apart(finder: Finder, text: str, today: date) -> Question:
    """The dates, the other words and the form of a question."""
    dated = read_dates(text, today)
    written = tuple(meant(dated.rest)) if dated.rest.strip() else ()
    words = tuple(finder.told.repaired(written))
    return Question(dated, written, words, asks(words))
