"""Logistic regression with sign constraints on the weights, fast enough for a few thousand rows.

It may be known that a higher value of a feature can only make a match more probable, or only less.
That is worth more than a few hundred rows, in which the sign of a weight may be due to chance.
"""

import math
from collections.abc import Sequence

NEWTON_STEPS = 15
DESCENT_SWEEPS = 200
_CONVERGED = 1e-7
Row = Sequence[float]


def sigmoid(log_odds: float) -> float:
    """Return the probability for log-odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def dot(left: Row, right: Row) -> float:
    """Return the dot product of two rows of the same length."""
    return sum(a * b for a, b in zip(left, right, strict=True))


def fit(
    rows: Sequence[Row], labels: Sequence[float], signs: Sequence[int], ridge: float = 1.0
) -> tuple[float, ...]:
    """Return the weights that make the labels (0 or 1) most probable, found by Newton's method.

    `signs`: 1 if a weight must not be negative, -1 if it must not be positive, 0 if it may be
    either. `ridge`: the strength of the penalty on large weights, each on the scale of its
    feature's standard deviation; a constant feature (a leading 1) has no penalty.
    """
    size = len(signs)
    scales = [_deviation([row[at] for row in rows]) for at in range(size)]
    scaled = [[value / scale for value, scale in zip(row, scales, strict=True)] for row in rows]
    ridges = [0.0 if len({row[at] for row in rows}) == 1 else ridge for at in range(size)]
    weights = [0.0] * size
    for _ in range(NEWTON_STEPS):
        gradient = [penalty * weight for penalty, weight in zip(ridges, weights, strict=True)]
        hessian = [[ridges[i] * (i == j) for j in range(size)] for i in range(size)]
        for row, label in zip(scaled, labels, strict=True):
            probability = sigmoid(dot(weights, row))
            slope = probability * (1 - probability)
            for i, value in enumerate(row):
                gradient[i] += (probability - label) * value
                curvature = slope * value
                hessian_row = hessian[i]
                for j in range(i + 1):
                    hessian_row[j] += curvature * row[j]
        for i in range(size):
            for j in range(i + 1, size):
                hessian[i][j] = hessian[j][i]
        moved = _newton_step(weights, gradient, hessian, signs)
        change = max(abs(a - b) for a, b in zip(moved, weights, strict=True))
        weights = moved
        if change < _CONVERGED:
            break
    return tuple(weight / scale for weight, scale in zip(weights, scales, strict=True))


def _newton_step(
    weights: Sequence[float],
    gradient: Sequence[float],
    hessian: Sequence[Row],
    signs: Sequence[int],
) -> list[float]:
    """Return the minimum of the quadratic model that the signs allow, by coordinate descent."""
    step = [0.0] * len(weights)
    for _ in range(DESCENT_SWEEPS):
        largest = 0.0
        for i, (sign, row) in enumerate(zip(signs, hessian, strict=True)):
            if row[i] <= 0:
                continue
            free = weights[i] + step[i] - (gradient[i] + dot(row, step)) / row[i]
            allowed = max(0.0, free) if sign > 0 else min(0.0, free) if sign < 0 else free
            largest = max(largest, abs(allowed - weights[i] - step[i]))
            step[i] = allowed - weights[i]
        if largest < _CONVERGED:
            break
    return [weight + change for weight, change in zip(weights, step, strict=True)]


def _deviation(values: Sequence[float]) -> float:
    """Return the standard deviation, or 1 if all values are the same."""
    mean = math.fsum(values) / len(values)
    deviation = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))
    return deviation or 1.0
