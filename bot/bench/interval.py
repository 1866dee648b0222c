"""95 % intervals by resampling: how far a figure would move with other questions of the kind."""

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

Row = TypeVar("Row")
RESAMPLES = 1_000


def resampled(
    rows: Sequence[Row], figure: Callable[[Sequence[Row]], float], seed: int = 2014
) -> tuple[float, float]:
    """The bounds between which 95 % of the figures of resampled rows lie (percentile bootstrap)."""
    dice = random.Random(seed)  # noqa: S311
    figures = sorted(figure(dice.choices(rows, k=len(rows))) for _ in range(RESAMPLES))
    cut = RESAMPLES * 25 // 1_000
    return figures[cut], figures[-1 - cut]
