"""Two terms side by side, as one number: what keeps some of a wording's order in an index."""

from collections.abc import Iterator, Sequence

EDGE = 0  # stands before the first and behind the last term of a wording

_TAG = 1 << 63  # above every term's number
_SHIFT = 32


def pairs(numbers: Sequence[int]) -> Iterator[int]:
    """Neighbours as one number each; zero for pairs with a term that no entry knows."""
    if not numbers:
        return
    for first, second in zip((EDGE, *numbers), (*numbers, EDGE), strict=True):
        yield (first << _SHIFT) + second + _TAG if first >= 0 and second >= 0 else 0


def ends(pair: int) -> tuple[int, int]:
    """The two terms of a pair that is not zero."""
    return (pair - _TAG) >> _SHIFT, pair & ((1 << _SHIFT) - 1)
