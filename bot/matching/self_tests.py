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
from bot.language.terms import Term, content_tokens
from bot.language.tokens import normalise, tokenise
from bot.matching.index import Index
from bot.matching.query import Exclusion, Query

SELF_TESTS = 900
SEED = 2014
KNOWN_SHARE = 0.5  # of altered questions get a word that the knowledge has elsewhere
_SMALL_TALK = slice(100, 1_500)  # ranks of the words that are put in
_TELLING = slice(800, 9_000)  # ranks of the words that a telling one is changed for


@dataclass(frozen=True, slots=True)
class SelfTest:
    """A question, what of the index to look past, and the entry that answers it (None: none)."""

    query: Query
    exclusion: Exclusion
    entry: int | None


def self_tests(index: Index, count: int = SELF_TESTS) -> Iterator[SelfTest]:
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
        if len(word) > 2 and len(content_tokens(tokenise(word))) == 1
    ]
    small_talk, telling = list(filter(is_common, words[_SMALL_TALK])), words[_TELLING]
    for number, wording in chance.sample(every, min(count, len(every))):
        text = index.entries[number].texts[wording]
        query = index.parse_query(text)
        yield SelfTest(query, Exclusion(number, wording), number)
        yield SelfTest(query, Exclusion(number), None)
        talked = text.split()
        for _ in range(chance.randint(1, 2)):
            talked.insert(chance.randint(0, len(talked)), chance.choice(small_talk))
        yield SelfTest(index.parse_query(" ".join(talked)), Exclusion(number, wording), number)
        other, place = chance.choice(every)
        known = _telling(index.parse_query(index.entries[other].texts[place]), index)
        new = known.written if known and chance.random() < KNOWN_SHARE else chance.choice(telling)
        if altered := _altered(index, text, query, new):
            yield SelfTest(altered, Exclusion(number, wording), None)


def _altered(index: Index, text: str, query: Query, new: str) -> Query | None:
    """The same question about something else; None where that cannot be done."""
    telling = _telling(query, index)
    if telling is None:
        return None
    altered = index.parse_query(re.sub(rf"\b{re.escape(telling.written)}\b", new, normalise(text)))
    return altered if altered.stems != query.stems else None


def _telling(query: Query, index: Index) -> Term | None:
    salient = [term for term in query.terms if term.salient]
    return max(salient, key=lambda term: index.weight_of(term.key), default=None)
