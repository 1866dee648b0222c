"""Logistic regression whose weights may be held to a sign: for a few thousand rows, no library.

What is known beforehand of a signal, that more of it can only speak for an answer (or against it),
is worth more than what a few hundred experiments tell: a fit that may turn the sign does so.
"""

import math
from collections.abc import Sequence

ROUNDS = 15
SWEEPS = 200
_CLOSE = 1e-7
Row = Sequence[float]


def logistic(value: float) -> float:
    """The probability that belongs to log-odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def dot(left: Row, right: Row) -> float:
    """The sum of the products."""
    return sum(a * b for a, b in zip(left, right, strict=True))


def fit(
    rows: Sequence[Row], labels: Sequence[float], signs: Sequence[int], ridge: float = 1.0
) -> tuple[float, ...]:
    """The weights that make the labels likeliest, by Newton's method.

    `signs`: 1 where a weight must not be negative, -1 where it must not be positive, 0 where
    either will do. `ridge` draws the weights towards 0, each measured by its signal's spread; where
    a signal never changes (a leading 1) its weight is free.
    """
    size = len(signs)
    scales = [_spread([row[at] for row in rows]) for at in range(size)]
    scaled = [[value / scale for value, scale in zip(row, scales, strict=True)] for row in rows]
    drawn = [0.0 if len({row[at] for row in rows}) == 1 else ridge for at in range(size)]
    weights = [0.0] * size
    for _ in range(ROUNDS):
        gradient = [pull * weight for pull, weight in zip(drawn, weights, strict=True)]
        hessian = [[drawn[i] * (i == j) for j in range(size)] for i in range(size)]
        for row, label in zip(scaled, labels, strict=True):
            probability = logistic(dot(weights, row))
            slope = probability * (1 - probability)
            for i, value in enumerate(row):
                gradient[i] += (probability - label) * value
                steep = slope * value
                line = hessian[i]
                for j in range(i + 1):
                    line[j] += steep * row[j]
        for i in range(size):
            for j in range(i + 1, size):
                hessian[i][j] = hessian[j][i]
        moved = _descend(weights, gradient, hessian, signs)
        change = max(abs(a - b) for a, b in zip(moved, weights, strict=True))
        weights = moved
        if change < _CLOSE:
            break
    return tuple(weight / scale for weight, scale in zip(weights, scales, strict=True))


def _descend(
    weights: Sequence[float],
    gradient: Sequence[float],
    hessian: Sequence[Row],
    signs: Sequence[int],
) -> list[float]:
    """The lowest point of the quadratic model that the signs allow, coordinate by coordinate."""
    step = [0.0] * len(weights)
    for _ in range(SWEEPS):
        furthest = 0.0
        for i, (sign, line) in enumerate(zip(signs, hessian, strict=True)):
            if line[i] <= 0:
                continue
            wanted = weights[i] + step[i] - (gradient[i] + dot(line, step)) / line[i]
            allowed = max(0.0, wanted) if sign > 0 else min(0.0, wanted) if sign < 0 else wanted
            furthest = max(furthest, abs(allowed - weights[i] - step[i]))
            step[i] = allowed - weights[i]
        if furthest < _CLOSE:
            break
    return [weight + change for weight, change in zip(weights, step, strict=True)]


def _spread(values: Sequence[float]) -> float:
    mean = math.fsum(values) / len(values)
    spread = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))
    return spread or 1.0
