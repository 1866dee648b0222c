"""Word vectors for English: which words are frequent, and which are similar in meaning.

A table of about 22,000 words, the most frequent first. Each has a vector of 48 four-bit numbers,
made by `tools/word_vectors.py` (its docstring names the source). No model is needed to use them.
"""

import math
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate, islice, repeat
from operator import mul
from pathlib import Path

from bot.language.english import all_words

DIMENSIONS = 48
_ROW = DIMENSIONS // 2  # bytes
_PAIRS = [((byte >> 4) - 8.0, (byte & 15) - 8.0) for byte in range(256)]

Vector = Sequence[float]  # of length 1 unless stated otherwise


@cache
def _words() -> str:
    # A plain path: importlib.resources would load an archive reader for it.
    return Path(__file__).with_name("word_vectors.txt").read_text("ascii")


@cache
def _alphabetical() -> tuple[Sequence[int], Sequence[int]]:
    """Return the words in alphabetical order: where each starts in the text, and its rank.

    A dictionary of the words would take ten times the memory.
    """
    words = _words().split()
    starts = [0, *accumulate(len(word) + 1 for word in words)]
    ranks = array("I", sorted(range(len(words)), key=words.__getitem__))
    return array("I", (starts[rank] for rank in ranks)), ranks


@cache
def _table() -> bytes:
    return Path(__file__).with_name("word_vectors.i4").read_bytes()


def rank(word: str) -> int | None:
    """Return a word's rank by frequency, 0 for the most frequent; None if it is not listed."""
    text, (starts, ranks) = _words(), _alphabetical()
    line, length = f"{word}\n", len(word) + 1
    at = bisect_left(starts, line, key=lambda start: text[start : start + length])
    found = at < len(starts) and text.startswith(line, starts[at])
    return ranks[at] if found else None


def frequent(count: int) -> list[str]:
    """Return the most frequent words that both English word lists have, in order of frequency."""
    words = _words().split()
    both = set(words).intersection(all_words())
    return list(islice((word for word in words if word in both), count))


@lru_cache(maxsize=500)
def vector(word: str) -> Vector | None:
    """Return a word's unit vector, or None if the word is not listed.

    The dot product of two vectors is the similarity of their words in meaning.
    """
    at = rank(word)
    if at is None:
        return None
    row = _table()[at * _ROW : (at + 1) * _ROW]
    return unit([number for byte in row for number in _PAIRS[byte]])


def unit(numbers: Vector) -> Vector:
    """Scale a vector to length 1; a zero vector stays zero."""
    length = math.hypot(*numbers)
    return array("f", map(mul, numbers, repeat(1 / length)) if length else numbers)
