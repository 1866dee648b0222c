"""From signals to the probability that an entry is the right one, learnt from the knowledge itself.

Two experiments on a few hundred seeded wordings: leave the wording out, and its entry should still
be found; leave the whole entry out, and whatever is found should be refused. A logistic regression
over the signals of the best candidates tells the two apart, so that any FAQ gets bars of its own.
"""

import math
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.matching.index import Asked, Index, Without
from bot.matching.score import Match, rank
from bot.matching.terms import Term
from bot.matching.text import normalise

PROBES = 1_200
SEED = 2014
METHOD = "1"  # to be raised with every change of what is fitted, or of the signals
SIGNALS = 13
KNOWN_SHARE = 0.5  # of altered questions get a word that the knowledge has elsewhere
_RIDGE = 0.1  # keeps the weights finite where a small FAQ separates perfectly
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
    covered = match.covered * match.about
    unknown = match.unknown * match.about
    return (
        1.0,
        match.information,
        match.nearest,
        match.spelling,
        match.content,
        match.typical,
        match.covered,
        match.unknown,
        match.margin,
        math.log1p(covered),
        math.log1p(unknown),
        math.log1p(max(0.0, match.about - covered - unknown)),
        math.log1p(match.together),
    )


# Where a FAQ is too small for the experiments: about what they give on middling ones.
FALLBACK = Calibration((-8.0, 2.0, 2.0, 2.0, 2.0, 1.0, 2.0, -2.0, 4.0, 1.0, 0.0, 0.0, 0.0))
_FEWEST = 40


def calibrate(index: Index) -> Calibration:
    """Fit the calibration; the same index gives the same weights."""
    every = [
        (number, wording)
        for number, entry in enumerate(index.entries)
        for wording in range(len(entry.texts))
        if len(entry.texts) > 1
    ]
    if len(every) < _FEWEST or len(index.entries) < 5:
        return FALLBACK
    chance = random.Random(SEED)  # noqa: S311
    probes = chance.sample(every, min(PROBES, len(every)))
    rows: list[tuple[float, ...]] = []
    labels: list[float] = []
    for number, wording in probes:
        text = index.entries[number].texts[wording]
        asked = index.ask(text)
        other, place = chance.choice(every)
        altered = _altered(index, text, index.entries[other].texts[place], chance)
        for question, without, answerable in (
            (asked, Without(number, wording), True),
            (asked, Without(number), False),
            (altered, Without(number, wording), False),
        ):
            if question is None:
                continue
            for match in rank(index, question, without)[:1]:
                rows.append(signals(match))
                labels.append(float(answerable and match.entry == number))
    return Calibration(_fit(rows, labels))


def _altered(index: Index, text: str, other: str, chance: random.Random) -> Asked | None:
    """The same question about something else: its most telling word is another's, or new.

    None where that cannot be done.
    """
    asked = index.ask(text)
    telling = _telling(asked, index)
    replacement = _telling(index.ask(other), index) if chance.random() < KNOWN_SHARE else None
    if telling is None:
        return None
    new = replacement.written if replacement else "qqzzqqzz"
    altered = index.ask(re.sub(rf"\b{re.escape(telling.written)}\b", new, normalise(text)))
    return altered if altered.stems != asked.stems else None


def _telling(asked: Asked, index: Index) -> Term | None:
    salient = [term for term in asked.terms if term.salient]
    return max(salient, key=lambda term: index.weight_of(term.key), default=None)


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
