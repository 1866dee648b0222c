"""Makes test questions from the FAQ's own wordings that nothing should answer.

Several hundred wordings are drawn, with a fixed seed. If its whole entry is left out of the index,
as if nobody had written it, a wording is a question near the subject without an answer.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from bot.matching.index import Index
from bot.matching.query import Exclusion, Query
from bot.matching.query_builder import parse_query

WORDINGS = 1_800  # at most so many are drawn
SEED = 2014


@dataclass(frozen=True, slots=True)
class SelfTest:
    """A question, and the entry to leave out, so that nothing should be found."""

    query: Query
    exclusion: Exclusion


def self_tests(index: Index, wordings: int = WORDINGS) -> Iterator[SelfTest]:
    """Yield the tests made from at most so many wordings; the same index gives the same tests."""
    numbered = [
        (number, text)
        for number, entry in enumerate(index.entries)
        for text in entry.texts
        if len(entry.texts) > 1
    ]
    rng = random.Random(SEED)  # noqa: S311
    for number, text in rng.sample(numbered, min(wordings, len(numbered))):
        yield SelfTest(parse_query(index, text), Exclusion(number))
