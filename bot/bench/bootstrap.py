"""95 % intervals by resampling: how much a figure would vary with other questions like these."""

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

Row = TypeVar("Row")
RESAMPLES = 1_000


def bootstrap_interval(
    rows: Sequence[Row], figure: Callable[[Sequence[Row]], float], seed: int = 2014
) -> tuple[float, float]:
    """The bounds of a figure's 95 % interval (percentile bootstrap)."""
    dice = random.Random(seed)  # noqa: S311
    figures = sorted(figure(dice.choices(rows, k=len(rows))) for _ in range(RESAMPLES))
    cut = RESAMPLES * 25 // 1_000
    return figures[cut], figures[-1 - cut]
