"""Makes test questions from the FAQ's own wordings, each with the entry that it should find.

Several hundred wordings are drawn, with a fixed seed. A wording that is left out of the index
should still find its entry (leave-one-out), also with a word or two of small talk added. If its
whole entry is left out, or its most informative word is replaced with another, nothing should be
found. The calibration is fitted to the results of these tests.
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

WORDINGS = 900  # at most so many are drawn; each gives three or four tests
SEED = 2014
KNOWN_SHARE = 0.5  # the share of replacements that are words of other entries
_SMALL_TALK = slice(100, 1_500)  # the ranks, by frequency, of words that are added
_REPLACEMENTS = slice(800, 9_000)  # the ranks of words that replace an informative one


@dataclass(frozen=True, slots=True)
class SelfTest:
    """A question, what to leave out of the index, and the entry that should be found."""

    query: Query
    exclusion: Exclusion
    expected: int | None  # the entry's number; None if nothing should be found


def self_tests(index: Index, wordings: int = WORDINGS) -> Iterator[SelfTest]:
    """Yield the tests made from at most so many wordings; the same index gives the same tests."""
    numbered = [
        (number, wording)
        for number, entry in enumerate(index.entries)
        for wording in range(len(entry.texts))
        if len(entry.texts) > 1
    ]
    rng = random.Random(SEED)  # noqa: S311
    words = [
        word
        for word in word_vectors.frequent(_REPLACEMENTS.stop)
        if len(word) > 2 and len(content_tokens(tokenise(word))) == 1
    ]
    small_talk, replacements = list(filter(is_common, words[_SMALL_TALK])), words[_REPLACEMENTS]
    for number, wording in rng.sample(numbered, min(wordings, len(numbered))):
        text = index.entries[number].texts[wording]
        query = index.parse_query(text)
        yield SelfTest(query, Exclusion(number, wording), number)
        yield SelfTest(query, Exclusion(number), None)
        chatty = text.split()
        for _ in range(rng.randint(1, 2)):
            chatty.insert(rng.randint(0, len(chatty)), rng.choice(small_talk))
        yield SelfTest(index.parse_query(" ".join(chatty)), Exclusion(number, wording), number)
        other, other_wording = rng.choice(numbered)
        known = _most_informative(
            index.parse_query(index.entries[other].texts[other_wording]), index
        )
        new = known.written if known and rng.random() < KNOWN_SHARE else rng.choice(replacements)
        if replaced := _with_replacement(index, text, query, new):
            yield SelfTest(replaced, Exclusion(number, wording), None)


def _with_replacement(index: Index, text: str, query: Query, new: str) -> Query | None:
    """Return the query with its most informative word replaced; None if that changes nothing."""
    term = _most_informative(query, index)
    if term is None:
        return None
    replaced = index.parse_query(re.sub(rf"\b{re.escape(term.written)}\b", new, normalise(text)))
    return replaced if replaced.stems != query.stems else None


def _most_informative(query: Query, index: Index) -> Term | None:
    salient = [term for term in query.terms if term.salient]
    return max(salient, key=lambda term: index.weight_of(term.key), default=None)
