"""Word vectors for English: which words are frequent, and which are similar in meaning.

A table of about 22,000 words, the most frequent first. Each has a vector of 48 four-bit numbers,
made by `tools/word_vectors.py` (its docstring names the source). No model is needed to use them.
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

Vector = Sequence[float]  # of length 1 unless stated otherwise


@cache
def _ranks() -> dict[str, int]:
    # A plain path: importlib.resources would load an archive reader for it.
    words = Path(__file__).with_name("word_vectors.txt").read_text("ascii").split()
    return {word: rank for rank, word in enumerate(words)}


@cache
def _table() -> bytes:
    return Path(__file__).with_name("word_vectors.i4").read_bytes()


def rank(word: str) -> int | None:
    """Return a word's rank by frequency, 0 for the most frequent; None if it is not listed."""
    return _ranks().get(word)


def frequent(count: int) -> list[str]:
    """Return the most frequent words that both English word lists have, in order of frequency."""
    ranks = _ranks()
    both = {word for word in all_words() if word in ranks}
    return list(islice((word for word in ranks if word in both), count))


@lru_cache(maxsize=8_000)
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
    length = sum(number * number for number in numbers) ** 0.5
    return array("f", [number / length for number in numbers] if length else numbers)
