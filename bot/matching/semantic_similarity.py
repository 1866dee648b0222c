"""Compares documents and questions in meaning, by the vectors of their words.

The vector of a text is the sum of its terms' vectors, weighted by their information. Since all
documents are about the FAQ's subject, texts are compared by how they differ from the mean one.
"""

from array import array
from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import add, mul, sub

from bot.language.tokens import Token
from bot.language.word_vectors import DIMENSIONS, Vector, unit, vector


def phrase_vector(words: Sequence[Token]) -> Vector | None:
    """Return the unit vector of a few words together; None if none of them has a vector."""
    known = [found for token in words if (found := vector(token.word)) is not None]
    if len(known) == 1:
        return known[0]
    return unit([sum(numbers) for numbers in zip(*known, strict=True)]) if known else None


def weighted_sum(weighted: Iterable[tuple[Vector | None, float]]) -> Vector:
    """Return the sum of the vectors times their weights; terms without a vector are skipped."""
    total = [0.0] * DIMENSIONS
    for term, weight in weighted:
        if term is not None:
            total = list(map(add, total, map(mul, term, repeat(weight))))
    return total


class SemanticIndex:
    """The vectors of all documents, centred on their mean."""

    def __init__(self, sums: Sequence[Vector]) -> None:
        """`sums`: for each document, the weighted sum of the vectors of its wordings' terms."""
        self._sums = [array("d", total) for total in sums]
        units = [unit(total) for total in sums] or [[0.0] * DIMENSIONS]
        self._mean = [sum(column) / len(units) for column in zip(*units, strict=True)]
        self._centred = [self.centred(total) for total in sums]

    def centred(self, total: Vector) -> Vector:
        """Return the unit vector of how a text, given as a weighted sum, differs from the mean."""
        if not any(total):
            return total
        return unit(list(map(sub, unit(total), self._mean)))

    def similarity(self, centred: Vector, document: int, without: Vector | None = None) -> float:
        """Return the cosine similarity of a centred text and a document, from -1 to 1.

        `without`: the weighted sum of a wording that is left out of the document.
        """
        other = self._centred[document]
        if without is not None:
            other = self.centred(
                [a - b for a, b in zip(self._sums[document], without, strict=True)]
            )
        return sum(map(mul, centred, other))
