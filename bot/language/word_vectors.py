"""English at large: which words are frequent, and which are near each other in meaning.

A table of some 22,000 words, the most frequent first, with a vector each: 48 numbers of four bits,
made by `tools/word_vectors.py` (see there from what). No model is needed to use it.
"""

from array import array
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from bot.language.english import all_words

DIMENSIONS = 48
_ROW = DIMENSIONS // 2  # bytes
_PAIRS = [((byte >> 4) - 8.0, (byte & 15) - 8.0) for byte in range(256)]

Vector = Sequence[float]  # of length 1 where nothing else is said


@cache
def _ranks() -> dict[str, int]:
    # A plain path: importlib.resources would load an archive reader for it.
    words = Path(__file__).with_name("word_vectors.txt").read_text("ascii").split()
    return {word: rank for rank, word in enumerate(words)}


@cache
def _table() -> bytes:
    return Path(__file__).with_name("word_vectors.i4").read_bytes()


def rank(word: str) -> int | None:
    """A word's place by frequency, from 0; None where it is not among the listed ones."""
    return _ranks().get(word)


def frequent(count: int) -> list[str]:
    """The words that stand in both lists of English, the most frequent first."""
    ranks = _ranks()
    both = {word for word in all_words() if word in ranks}
    return list(islice((word for word in ranks if word in both), count))


@lru_cache(maxsize=8_000)
def vector(word: str) -> Vector | None:
    """Where a word stands in meaning: the cosine of two vectors tells how near two words are."""
    at = rank(word)
    if at is None:
        return None
    row = _table()[at * _ROW : (at + 1) * _ROW]
    return unit([number for byte in row for number in _PAIRS[byte]])


def unit(numbers: Vector) -> Vector:
    """The same direction with length 1; of nothing but zeros, zeros."""
    length = sum(number * number for number in numbers) ** 0.5
    return array("f", [number / length for number in numbers] if length else numbers)
