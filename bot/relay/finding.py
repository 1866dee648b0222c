"""Milestones by what people call them: a date, a place in any spelling, or an event."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.knowledge.model import Milestone
from bot.matching.english import is_common
from bot.matching.terms import FUNCTION_STEMS, QUESTION_STEMS
from bot.matching.text import bare_name, normalise, stem, tokens
from bot.relay.calendar import Calendar
from bot.relay.dates import Mention, find_dates, resolve

FUZZY_FROM = 5  # letters: shorter names must be spelt right
LONGEST = 12  # words of a question that is about its date or place and nothing else
COMMON_SHARE = 0.08  # of the milestones: a word that more of them have is the subject's
FEWEST_TOLD = 3
EVENT_SHARE = 0.6  # of a query's information that an event has to hold
MOST_EVENTS = 3

# Words that people put round the name of an event when they ask for it, whatever the subject.
_AROUND = """date day time visit pass reach stop stage come go arrive leave left happen town city
region milestone"""
_ROUND = FUNCTION_STEMS | QUESTION_STEMS | {stem(word) for word in _AROUND.split()}


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought up, and the dates that the query names."""

    milestones: tuple[Milestone, ...]
    mentions: tuple[Mention, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """The different dates found, in order."""
        return tuple(sorted({milestone.date for milestone in self.milestones}))


_ASKS_WHEN = re.compile(
    r"\b(?:when|dates?|what day|which days?|on what day|\w+ day$|did (?:it|they|the \w+) (?:\w+ )?"
    r"(?:visit|pass|come|go|get|reach|stop|bring)|bring it)\b"
)


def asks_when(text: str) -> bool:
    """Whether a question asks when the journey came somewhere, or whether it did."""
    return _ASKS_WHEN.search(normalise(text)) is not None


def is_short(text: str) -> bool:
    """Whether a question is short enough to be about its date or place and nothing else."""
    return len(text.split()) <= LONGEST


class Finder:
    """Looks milestones up by date, place or event; all from memory."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._names: dict[str, list[Milestone]] = {}
        self._events: list[tuple[Milestone, frozenset[str]]] = []
        for milestone in calendar.milestones:
            parts = [part.strip() for part in milestone.place.split(",")]
            for name in (milestone.place, *parts[:1], *milestone.aliases):
                known = self._names.setdefault(bare_name(name), [])
                if milestone not in known:
                    known.append(milestone)
            held = _stems(" ".join((milestone.title, milestone.place, *milestone.aliases)))
            self._events.append((milestone, held))
        self._names.pop("", None)
        self._spread = Counter(key for _, keys in self._events for key in keys)
        told = Counter(key for milestone in calendar.milestones for key in _stems(milestone.text))
        often = max(FEWEST_TOLD, COMMON_SHARE * len(self._events))
        # What many milestones speak of is the subject itself: it tells none of them apart.
        self._told = frozenset(told)
        self._round = _ROUND | {key for key, count in told.items() if count > often}
        self._longest = max((len(name.split()) for name in self._names), default=1)

    def find(self, query: str, today: date) -> Found:
        """Milestones that a query speaks of: by date if it names one, else by place, else by event.

        Nothing is guessed for a date: a day without a milestone finds none.
        """
        if mentions := tuple(find_dates(query, today)):
            days = sorted({day for mention in mentions for day in resolve(mention, self.calendar)})
            return Found(tuple(m for day in days for m in self.calendar.on(day)), mentions)
        return Found(self.at(query) or self.events(query))

    def at(self, query: str) -> tuple[Milestone, ...]:
        """What happened at the place that a query names, misspelt or in another spelling."""
        words = bare_name(query).split()
        for length in range(min(self._longest, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                name = " ".join(words[start : start + length])
                if name in self._names:
                    return tuple(self._names[name])
        for length in range(min(self._longest, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                name = " ".join(words[start : start + length])
                if len(name) < FUZZY_FROM or all(map(self._is_word, name.split())):
                    continue
                near = process.extractOne(
                    name, self._names.keys(), scorer=OSA.distance, score_cutoff=_slips(name)
                )
                if near and len(near[0]) >= FUZZY_FROM:
                    return tuple(self._names[near[0]])
        return ()

    def events(self, query: str) -> tuple[Milestone, ...]:
        """The events whose titles hold most of what a query says, best first, then by date."""
        keys = _stems(query) - self._round
        total = sum(map(self._weight, keys))
        if not total:
            return ()
        shares = (
            (sum(map(self._weight, keys & held)) / total, milestone)
            for milestone, held in self._events
        )
        best = sorted(
            ((share, milestone) for share, milestone in shares if share >= EVENT_SHARE),
            key=lambda pair: (-pair[0], pair[1].date),
        )
        top = [milestone for share, milestone in best if share == best[0][0]][:MOST_EVENTS]
        return tuple(sorted(top, key=lambda milestone: milestone.date))

    def _is_word(self, word: str) -> bool:
        """Whether it is a word, and so no misspelt name: “flame” is never bent into a town."""
        return is_common(word) or stem(word) in self._told

    def _weight(self, key: str) -> float:
        return log((len(self._events) + 1) / (self._spread[key] + 0.5))


def _slips(name: str) -> int:
    """How many typing errors a name of this length may have."""
    return 1 if len(name) < 7 else 2 if len(name) < 14 else 3


def _stems(text: str) -> frozenset[str]:
    return frozenset(token.stem for token in tokens(text))
