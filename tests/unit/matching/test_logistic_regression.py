"""Logistic regression with sign constraints on the weights."""

import math
import random

import pytest

from bot.matching.logistic_regression import dot, fit, sigmoid

TRUE = (-1.0, 2.0, -1.5)


def sample(count: int = 4_000, seed: int = 7):
    rng = random.Random(seed)  # noqa: S311
    rows = [(1.0, rng.gauss(0, 1), rng.gauss(0, 3)) for _ in range(count)]
    labels = [float(rng.random() < sigmoid(dot(TRUE, row))) for row in rows]
    return rows, labels


def test_the_weights_that_generated_the_labels_are_recovered():
    assert fit(*sample(), (0, 0, 0), ridge=0.01) == pytest.approx(TRUE, abs=0.15)


def test_a_constrained_weight_keeps_its_sign():
    rows, labels = sample()

    constrained = fit(rows, labels, (0, -1, -1))

    assert constrained[1] == 0
    assert constrained[2] < 0
    assert fit(rows, labels, (0, 1, -1)) == pytest.approx(fit(rows, labels, (0, 0, 0)), rel=1e-6)


def test_the_ridge_pulls_every_weight_except_the_constant_towards_zero():
    rows, labels = sample(400)
    loose, tight = (fit(rows, labels, (0, 0, 0), ridge=ridge) for ridge in (0.01, 1_000))

    assert abs(tight[1]) < abs(loose[1]) / 5
    assert abs(tight[2]) < abs(loose[2]) / 5
    share = sum(labels) / len(labels)
    assert tight[0] == pytest.approx(math.log(share / (1 - share)), abs=0.3)


def test_the_scale_of_a_feature_does_not_matter():
    rows, labels = sample(500)
    stretched = [(one, a * 1_000, b / 1_000) for one, a, b in rows]

    plain, other = (fit(features, labels, (0, 0, 0)) for features in (rows, stretched))

    assert other == pytest.approx((plain[0], plain[1] / 1_000, plain[2] * 1_000), rel=1e-5)


def test_separable_labels_give_finite_weights():
    rows = [(1.0, float(at)) for at in range(-20, 21)]

    weights = fit(rows, [float(at > 0) for _, at in rows], (0, 0))

    assert all(map(math.isfinite, weights))
    assert weights[1] > 0


@pytest.mark.parametrize("value", [-1e9, -30.0, 0.0, 30.0, 1e9])
def test_a_probability_lies_between_0_and_1(value: float):
    assert 0 < sigmoid(value) < 1


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("signs", [(0, 0, 0, 0), (0, 1, -1, 1), (0, -1, 1, -1)])
def test_the_weights_are_the_optimum_that_the_signs_allow(seed: int, signs: tuple[int, ...]):
    rng = random.Random(seed)  # noqa: S311
    rows = [(1.0, rng.gauss(1, 1), rng.gauss(0, 4), rng.random()) for _ in range(60)]
    labels = [float(rng.random() < sigmoid(row[1] - row[2] / 2)) for row in rows]
    ridge = 2.0

    weights = fit(rows, labels, signs, ridge)

    for at, (weight, sign) in enumerate(zip(weights, signs, strict=True)):
        values = [row[at] for row in rows]
        mean = sum(values) / len(values)
        spread = sum((value - mean) ** 2 for value in values) / len(values)
        slope = ridge * spread * weight + sum(
            (sigmoid(dot(weights, row)) - label) * row[at]
            for row, label in zip(rows, labels, strict=True)
        )
        assert weight * sign >= 0
        if sign and weight == 0:
            assert slope * sign >= -1e-4  # the optimum would have the other sign
        else:
            assert slope == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize("label", [0.0, 1.0])
def test_identical_labels_give_finite_weights(label: float):
    weights = fit([(1.0, float(at)) for at in range(20)], [label] * 20, (0, 1))

    assert all(map(math.isfinite, weights))
    assert (sigmoid(weights[0]) > 0.9) == bool(label)
