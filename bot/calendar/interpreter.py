"""The strongest reading of a message, whichever way it names something of the calendar."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.calendar.by_date import by_date
from bot.calendar.by_place import by_event, by_place, nowhere
from bot.calendar.date_expression import DateExpression
from bot.calendar.interpretation import EVENT, LOOSE, Reading
from bot.calendar.lookup import Found, Lookup
from bot.calendar.question import Question, take_apart
from bot.language.asked_for import Asks

_CLAUSE = re.compile(r"[,;:]\s+|\s+(?:and|so|because|cause|wonder(?:ing)?)\s+")
_SENTENCE = re.compile(r"(?<=\w\w[.?!])\s+|\n")


def read(lookup: Lookup, text: str, today: date) -> Reading | None:
    """The strongest reading of a message or of one of its sentences; None where there is none.

    Of a mere clause where it asks what happened on a day: people tell why they want to know.
    """
    parts = dict.fromkeys((text, *_SENTENCE.split(text)))
    taken = {part: take_apart(lookup, part, today) for part in parts}
    readings = [
        _read(lookup, part, question)
        for part, question in taken.items()
        if part == text or question.asks is not Asks.NOTHING
    ]
    for clause in _CLAUSE.split(text):
        question = take_apart(lookup, clause, today)
        if question.asks in {Asks.WHERE, Asks.WHAT} and question.dated.mentions:
            readings.append(by_date(lookup, question))
    return strongest(readings)


def strongest(readings: Iterable[Reading | None]) -> Reading | None:
    """The first of the strongest readings."""
    found = (reading for reading in readings if reading)
    return max(found, key=lambda reading: reading.strength, default=None)


def _read(lookup: Lookup, text: str, question: Question) -> Reading | None:
    if question.dated.mentions and (dated := by_date(lookup, question)):
        return dated
    if question.asks in {Asks.HOW, Asks.OTHERWISE, Asks.WHO}:
        return None
    named = lookup.names.find([token.word for token in question.words])
    readings = [by_event(lookup, question), by_place(lookup, question, named) if named else None]
    best = strongest(readings)
    if question.dated.mentions and question.by_noun and (best is None or best.strength < EVENT / 2):
        return by_date(lookup, replace(question, asks=Asks.NOTHING))
    here = _within(best, question.dated.mentions, lookup)
    return here if named else strongest((here, nowhere(lookup, text, question)))


def _within(
    reading: Reading | None, mentions: Sequence[DateExpression], lookup: Lookup
) -> Reading | None:
    """A reading less what lies outside the days that the question names beside it.

    Where nothing is left, the day named is rather the asker's error: the reading is but weaker.
    """
    if reading is None or not mentions:
        return reading
    on = set(lookup.on(mentions))
    left = tuple(each for each in reading.found.milestones if each in on)
    if not left:
        return replace(reading, strength=reading.strength * LOOSE)
    return replace(reading, found=Found(left))
