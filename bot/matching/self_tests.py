"""Experiments on the knowledge itself: what should be found, and what should be refused.

A few hundred seeded wordings are asked. Left out of the index, a wording should still find its
entry, also with a word or two of small talk in it; with its whole entry left out, whatever is found
is wrong; and so it is with the most telling word changed for another.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language import word_vectors
from bot.language.english import is_common
from bot.language.terms import Term, meant
from bot.language.tokens import normalise
from bot.matching.index import Index
from bot.matching.query import Exclusion, Query

PROBES = 900
SEED = 2014
KNOWN_SHARE = 0.5  # of altered questions get a word that the knowledge has elsewhere
_SMALL_TALK = slice(100, 1_500)  # ranks of the words that are put in
_TELLING = slice(800, 9_000)  # ranks of the words that a telling one is changed for


@dataclass(frozen=True, slots=True)
class Probe:
    """A question, what of the index to look past, and the entry that answers it (None: none)."""

    asked: Query
    without: Exclusion
    entry: int | None


def probes(index: Index, count: int = PROBES) -> Iterator[Probe]:
    """The experiments; the same index gives the same ones."""
    every = [
        (number, wording)
        for number, entry in enumerate(index.entries)
        for wording in range(len(entry.texts))
        if len(entry.texts) > 1
    ]
    chance = random.Random(SEED)  # noqa: S311
    words = [
        word
        for word in word_vectors.frequent(_TELLING.stop)
        if len(word) > 2 and len(meant(word)) == 1
    ]
    small_talk, telling = list(filter(is_common, words[_SMALL_TALK])), words[_TELLING]
    for number, wording in chance.sample(every, min(count, len(every))):
        text = index.entries[number].texts[wording]
        asked = index.ask(text)
        yield Probe(asked, Exclusion(number, wording), number)
        yield Probe(asked, Exclusion(number), None)
        talked = text.split()
        for _ in range(chance.randint(1, 2)):
            talked.insert(chance.randint(0, len(talked)), chance.choice(small_talk))
        yield Probe(index.ask(" ".join(talked)), Exclusion(number, wording), number)
        other, place = chance.choice(every)
        known = _telling(index.ask(index.entries[other].texts[place]), index)
        new = known.written if known and chance.random() < KNOWN_SHARE else chance.choice(telling)
        if altered := _altered(index, text, asked, new):
            yield Probe(altered, Exclusion(number, wording), None)


def _altered(index: Index, text: str, asked: Query, new: str) -> Query | None:
    """The same question about something else; None where that cannot be done."""
    telling = _telling(asked, index)
    if telling is None:
        return None
    altered = index.ask(re.sub(rf"\b{re.escape(telling.written)}\b", new, normalise(text)))
    return altered if altered.stems != asked.stems else None


def _telling(asked: Query, index: Index) -> Term | None:
    salient = [term for term in asked.terms if term.salient]
    return max(salient, key=lambda term: index.weight_of(term.key), default=None)
