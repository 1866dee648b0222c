"""How near entries and questions are in meaning, by the vectors of their words.

A text's vector is the sum of its terms', weighted by information. All entries speak of the FAQ's
subject; what tells them apart is how each differs from the average one.
"""

from collections.abc import Iterable, Sequence
from operator import mul

from bot.language.tokens import Token
from bot.language.word_vectors import DIMENSIONS, Vector, unit, vector


def of_words(words: Sequence[Token]) -> Vector | None:
    """The direction of some words together; None where none of them is known."""
    known = [found for token in words if (found := vector(token.word)) is not None]
    return unit([sum(numbers) for numbers in zip(*known, strict=True)]) if known else None


def weighted_sum(weighted: Iterable[tuple[Vector | None, float]]) -> Vector:
    """The sum of vectors, each as often as its weight says; unknown ones count nothing."""
    total = [0.0] * DIMENSIONS
    for each, weight in weighted:
        if each is not None:
            total = [a + weight * b for a, b in zip(total, each, strict=True)]
    return total


class SemanticIndex:
    """Where entries stand in meaning, seen from the middle of all."""

    def __init__(self, sums: Sequence[Vector]) -> None:
        """`sums`: of each entry the weighted sum of its wordings' terms."""
        self._sums = sums
        directions = [unit(each) for each in sums] or [[0.0] * DIMENSIONS]
        self._middle = [sum(each) / len(directions) for each in zip(*directions, strict=True)]
        self._seen = [self.seen(each) for each in sums]

    def seen(self, total: Vector) -> Vector:
        """The direction in which a text differs from the average entry."""
        if not any(total):
            return total
        return unit([a - b for a, b in zip(unit(total), self._middle, strict=True)])

    def similarity(self, seen: Vector, entry: int, less: Vector | None = None) -> float:
        """The cosine between a text and an entry, from -1 to 1.

        `less`: the sum of a wording that is to be looked past.
        """
        other = self._seen[entry]
        if less is not None:
            rest = [a - b for a, b in zip(self._sums[entry], less, strict=True)]
            other = self.seen(rest)
        return sum(map(mul, seen, other))
