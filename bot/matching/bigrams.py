"""Packs two adjacent terms into one number, so that an index can take word order into account."""

from collections.abc import Iterator, Sequence

EDGE = 0  # stands before the first and after the last term of a wording

_TAG = 1 << 63  # above every term's number
_SHIFT = 32


def bigrams(terms: Sequence[int]) -> Iterator[int]:
    """Yield each pair of adjacent terms as one number, or 0 if no document has one of the two."""
    if not terms:
        return
    for first, second in zip((EDGE, *terms), (*terms, EDGE), strict=True):
        yield (first << _SHIFT) + second + _TAG if first >= 0 and second >= 0 else 0


def split(bigram: int) -> tuple[int, int]:
    """Return the two terms of a bigram that is not 0."""
    return (bigram - _TAG) >> _SHIFT, bigram & ((1 << _SHIFT) - 1)
