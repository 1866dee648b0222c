"""Finds the dates in a text, in the forms in which people write them."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from bot.calendar.date_expression import DateExpression, Reading
from bot.calendar.date_names import HOLIDAY_WORDS, MONTH_NUMBERS
from bot.calendar.date_periods import merge_periods
from bot.calendar.date_reader import may_have_date, readings
from bot.calendar.date_surroundings import widen
from bot.calendar.discord_timestamps import write_out_timestamps
from bot.knowledge.model import RelayWindow
from bot.language.edit_distance_limits import MIN_MONTH, name_edits
from bot.language.english import is_known
from bot.language.number_words import ORDINAL_WORDS
from bot.language.tokens import normalise


@dataclass(frozen=True, slots=True)
class ParsedDates:
    """The dates in a text, and the rest of the text without them."""

    expressions: tuple[DateExpression, ...]
    rest: str  # normalised


def find_dates(text: str, today: date, relay: RelayWindow | None = None) -> list[DateExpression]:
    """Return every date in the text, in order; 7/11 counts as 7 November and as 11 July."""
    return list(parse_dates(text, today, relay).expressions)


def parse_dates(text: str, today: date, relay: RelayWindow | None = None) -> ParsedDates:
    """Separate the dates in a text from its other words.

    `relay`: whose numbered days are dates too, if it says which day is the first.
    """
    text = _CORRECTABLE_WORD.sub(_correct, normalise(write_out_timestamps(text)))
    if not may_have_date(text):
        return ParsedDates((), text)
    dates = _without_overlaps(text, today, relay)
    found = merge_periods(text, [(meanings, widen(text, *span)) for meanings, span in dates])
    rest, at = "", 0
    for _, (start, stop) in found:
        rest += f"{text[at:start]} "
        at = max(at, stop)
    expressions = tuple(expression for expressions, _ in found for expression in expressions)
    return ParsedDates(expressions, rest + text[at:])


def _without_overlaps(text: str, today: date, relay: RelayWindow | None) -> list[Reading]:
    """Return the dates in the order of the text; of those that overlap, the most specific."""
    found: list[Reading] = []
    for expressions, (start, stop) in readings(text, today, relay):
        if all(stop <= begun or start >= ended for _, (begun, ended) in found):
            found.append((expressions, (start, stop)))
    return sorted(found, key=lambda reading: reading[1])


_CORRECTABLE_WORD = re.compile(rf"[^\W\d_]{{{MIN_MONTH},}}")
_CORRECT_WORDS = (
    *(
        name
        for name in (*MONTH_NUMBERS, *HOLIDAY_WORDS)
        if len(name) >= MIN_MONTH and name.isalpha()
    ),
    *ORDINAL_WORDS,
)


def _correct(match: re.Match[str]) -> str:
    return _correct_word(match[0])


@lru_cache(maxsize=10_000)
def _correct_word(word: str) -> str:
    """Return the word of a date that a word is a misspelling of, or else the word itself."""
    if word in _CORRECT_WORDS or is_known(word):
        return word
    edits = name_edits(len(word))
    near = extractOne(word, _CORRECT_WORDS, scorer=OSA.distance, score_cutoff=edits)
    return near[0] if near and (near[0][0] == word[0] or near[1] == 1) else word
