"""From signals to the probability that an entry is the right one, learnt from the knowledge itself.

Two experiments on a few hundred seeded wordings: leave the wording out, and its entry should still
be found; leave the whole entry out, and whatever is found should be refused. A logistic regression
over the signals of the best candidates tells the two apart, so that any FAQ gets bars of its own.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from bot.matching.index import Index, Without
from bot.matching.score import Match, rank

PROBES = 400
SEED = 2014
_RIDGE = 1.0  # keeps the weights finite where a small FAQ separates perfectly
_ROUNDS = 25


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weights of the signals; the first is the constant."""

    weights: tuple[float, ...]

    def probability(self, match: Match) -> float:
        """How sure it is that this entry answers the question, between 0 and 1."""
        return _logistic(_dot(self.weights, signals(match)))


def signals(match: Match) -> tuple[float, ...]:
    """What the probability rests on; the leading 1 goes with the constant."""
    return (
        1.0,
        match.information,
        match.nearest,
        match.order,
        match.covered,
        match.unknown,
        max(-1.0, min(1.0, match.margin)),
    )


# Where a FAQ is too small for the experiments: fitted on the relay's own.
FALLBACK = Calibration((-7.5, 3.0, 5.0, 0.5, 4.0, -2.0, 6.0))
_FEWEST = 40


def calibrate(index: Index) -> Calibration:
    """Fit the calibration; the same index gives the same weights."""
    every = [
        (number, wording)
        for number, entry in enumerate(index.entries)
        for wording in entry.wordings
        if len(entry.wordings) > 1
    ]
    if len(every) < _FEWEST or len(index.entries) < 5:
        return FALLBACK
    probes = random.Random(SEED).sample(every, min(PROBES, len(every)))  # noqa: S311
    rows: list[tuple[float, ...]] = []
    labels: list[float] = []
    for number, wording in probes:
        terms = index.terms(wording.text)
        for without in (Without(number, wording), Without(number)):
            for match in rank(index, terms, without)[:3]:
                rows.append(signals(match))
                labels.append(float(match.entry == number))
    return Calibration(_fit(rows, labels))


def _fit(rows: Sequence[Sequence[float]], labels: Sequence[float]) -> tuple[float, ...]:
    """Ridge-penalised logistic regression by Newton's method."""
    size = len(rows[0])
    weights = [0.0] * size
    for _ in range(_ROUNDS):
        gradient = [-_RIDGE * weight for weight in weights]
        hessian = [[_RIDGE * (i == j) for j in range(size)] for i in range(size)]
        for row, label in zip(rows, labels, strict=True):
            probability = _logistic(_dot(weights, row))
            slope = probability * (1 - probability)
            for i, value in enumerate(row):
                gradient[i] += (label - probability) * value
                for j in range(i + 1):
                    hessian[i][j] += slope * value * row[j]
        for i in range(size):
            for j in range(i + 1, size):
                hessian[i][j] = hessian[j][i]
        step = _solve(hessian, gradient)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-6:
            break
    return tuple(weights)


def _solve(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """Solve a small positive definite system by Gaussian elimination."""
    size = len(vector)
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    for at in range(size):
        for below in range(at + 1, size):
            factor = rows[below][at] / rows[at][at]
            for column in range(at, size + 1):
                rows[below][column] -= factor * rows[at][column]
    solution = [0.0] * size
    for at in reversed(range(size)):
        known = sum(rows[at][column] * solution[column] for column in range(at + 1, size))
        solution[at] = (rows[at][size] - known) / rows[at][at]
    return solution


def _dot(left: Sequence[float], right: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(left, right, strict=True))


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
