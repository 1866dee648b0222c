"""The posting lists of an inverted index, in three flat arrays."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate


class Postings:
    """For each row of an index, the documents that have it and what each of them gains by it.

    A row is a number from 0. Two small arrays for each row would take five times the memory.
    """

    def __init__(self, rows: int, postings: Iterable[tuple[int, int, float]]) -> None:
        """`rows`: how many there are; `postings`: row, document and gain, documents in order."""
        counts = [0] * rows
        of_row, documents, gains = array("I"), array("I"), array("f")
        for row, document, gain in postings:
            counts[row] += 1
            of_row.append(row)
            documents.append(document)
            gains.append(gain)
        self._starts = array("I", accumulate(counts, initial=0))
        self._documents, self._gains = array("I", documents), array("f", gains)
        free = self._starts[:]  # row → where its next posting goes
        for row, document, gain in zip(of_row, documents, gains, strict=True):
            at = free[row]
            self._documents[at], self._gains[at] = document, gain
            free[row] = at + 1

    def count(self, row: int) -> int:
        """Return how many documents have the row."""
        return self._starts[row + 1] - self._starts[row]

    def documents(self, row: int) -> Sequence[int]:
        """Return the documents that have the row, in order."""
        return self._documents[self._starts[row] : self._starts[row + 1]]

    def gains(self, row: int) -> Iterator[tuple[int, float]]:
        """Return the documents that have the row, in order, with what each of them gains."""
        start, end = self._starts[row], self._starts[row + 1]
        return zip(self._documents[start:end], self._gains[start:end], strict=True)

    def dense_gains(self, row: int, documents: int) -> Sequence[float]:
        """Return what each of all documents gains, 0 for those that do not have the row."""
        gains = array("f", bytes(4 * documents))
        for document, gain in self.gains(row):
            gains[document] = gain
        return gains
