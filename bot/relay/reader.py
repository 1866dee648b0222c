"""The strongest reading of a message, whichever way it names something of the calendar."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.relay.asking import Asks
from bot.relay.by_date import by_date
from bot.relay.by_name import by_event, by_place, nowhere
from bot.relay.finding import Finder, Found
from bot.relay.mention import Mention
from bot.relay.question import Question, take_apart
from bot.relay.reading import EVENT, LOOSE, Reading

_CLAUSE = re.compile(r"[,;:]\s+|\s+(?:and|so|because|cause|wonder(?:ing)?)\s+")
_SENTENCE = re.compile(r"(?<=\w\w[.?!])\s+|\n")


def read(finder: Finder, text: str, today: date) -> Reading | None:
    """The strongest reading of a message or of one of its sentences; None where there is none.

    Of a mere clause where it asks what happened on a day: people tell why they want to know.
    """
    parts = dict.fromkeys((text, *_SENTENCE.split(text)))
    taken = {part: take_apart(finder, part, today) for part in parts}
    readings = [
        _read(finder, part, question)
        for part, question in taken.items()
        if part == text or question.asks is not Asks.NOTHING
    ]
    for clause in _CLAUSE.split(text):
        question = take_apart(finder, clause, today)
        if question.asks in {Asks.WHERE, Asks.WHAT} and question.dated.mentions:
            readings.append(by_date(finder, question))
    return strongest(readings)


def strongest(readings: Iterable[Reading | None]) -> Reading | None:
    """The first of the strongest readings."""
    found = (reading for reading in readings if reading)
    return max(found, key=lambda reading: reading.strength, default=None)


def _read(finder: Finder, text: str, question: Question) -> Reading | None:
    if question.dated.mentions and (dated := by_date(finder, question)):
        return dated
    if question.asks in {Asks.HOW, Asks.OTHERWISE, Asks.WHO}:
        return None
    named = finder.names.find([token.word for token in question.words])
    readings = [by_event(finder, question), by_place(finder, question, named) if named else None]
    best = strongest(readings)
    if question.dated.mentions and question.by_noun and (best is None or best.strength < EVENT / 2):
        return by_date(finder, replace(question, asks=Asks.NOTHING))
    here = _within(best, question.dated.mentions, finder)
    return here if named else strongest((here, nowhere(finder, text, question)))


def _within(reading: Reading | None, mentions: Sequence[Mention], finder: Finder) -> Reading | None:
    """A reading less what lies outside the days that the question names beside it.

    Where nothing is left, the day named is rather the asker's error: the reading is but weaker.
    """
    if reading is None or not mentions:
        return reading
    on = set(finder.on(mentions))
    left = tuple(each for each in reading.found.milestones if each in on)
    if not left:
        return replace(reading, strength=reading.strength * LOOSE)
    return replace(reading, found=Found(left))
