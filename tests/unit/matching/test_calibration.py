"""The calibration is fitted to the knowledge itself, and is deterministic."""

import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.knowledge.model import Knowledge
from bot.matching.calibration import Calibration, calibrate
from bot.matching.decision import Matcher
from bot.matching.features import extract_features
from bot.matching.index import Index
from bot.matching.learned_weights import WEIGHTS
from bot.matching.ranking import RankingWeights, rank
from tests.builders import make_entry, make_knowledge


def test_the_same_knowledge_gives_the_same_calibration(bakery: Knowledge):
    assert calibrate(Index(bakery)) == calibrate(Index(bakery))


def test_a_large_enough_faq_gets_a_calibration_of_its_own(matcher: Matcher):
    assert matcher.calibration != Calibration()


@pytest.mark.parametrize(
    "knowledge",
    [
        pytest.param(make_knowledge(), id="nothing"),
        pytest.param(make_knowledge(make_entry()), id="one entry"),
        pytest.param(
            make_knowledge(
                *(make_entry(f"e{at}", phrasings=("Open now?", "Closed?")) for at in range(6))
            ),
            id="few wordings",
        ),
        pytest.param(
            make_knowledge(make_entry(phrasings=tuple(f"open at {at}" for at in range(90)))),
            id="few entries",
        ),
        pytest.param(
            make_knowledge(
                *(make_entry(f"e{at}", "!", phrasings=("🔥", "...") * 5) for at in range(6))
            ),
            id="wordings without a word",
        ),
    ],
)
def test_a_faq_that_is_too_small_gets_the_default_calibration(knowledge: Knowledge):
    assert calibrate(Index(knowledge)) == Calibration()


def test_right_entries_are_more_probable_than_wrong_ones(matcher: Matcher):
    calibration = matcher.calibration
    for entry in matcher.index.entries:
        for text in entry.texts:
            query = matcher.index.parse_query(text)
            ranked = rank(matcher.index, query, calibration.ranking)
            right, *wrong = (
                calibration.probability(extract_features(matcher.index, query, ranked, position))
                for position in range(len(ranked))
            )

            assert all(right > probability for probability in wrong)


def test_a_calibration_can_be_stored_as_numbers_and_restored(matcher: Matcher):
    numbers = matcher.calibration.numbers

    assert Calibration.from_numbers(numbers) == matcher.calibration
    assert Calibration.from_numbers([*numbers, 1.0]) is None
    assert Calibration.from_numbers(numbers[:-1]) is None
    assert Calibration.from_numbers([]) is None


def test_no_similarity_counts_against_an_entry(matcher: Matcher):
    assert min(matcher.calibration.numbers[:-2]) >= 0
    assert matcher.calibration.slope > 0
    assert matcher.calibration.ranking != RankingWeights()


SCRIPT = """
from tests.builders import make_entry, make_knowledge
from bot.matching.decision import Matcher

colours = "red green blue black white brown pink grey gold".split()
things = "car house dress door wall flower bird".split()
entries = [
    make_entry(thing, f"Which {thing} is it?", phrasings=tuple(f"a {c} {thing}" for c in colours))
    for thing in things
]
matcher = Matcher(make_knowledge(*entries, vocabulary=[["house", "home"], ["car", "auto"]]))
print(matcher.calibration.numbers)
for text in ("red car", "which blue home is it", "the grey", "gold", "is it the yellow bird"):
    print(matcher.decide(text))
"""


def test_another_process_gets_the_same_calibration_and_decisions():
    # With another hash seed, every set of words has another order.
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(outputs) == 1
    assert len(outputs.pop().splitlines()) == 6


def test_a_probability_is_the_weighted_sum_of_the_features_after_platt_scaling(matcher: Matcher):
    query = matcher.index.parse_query("how hot is the bread oven")
    match = extract_features(matcher.index, query, rank(matcher.index, query, RankingWeights()), 0)
    total = sum(a * b for a, b in zip(WEIGHTS, match.features(), strict=True))

    assert Calibration().probability(match) == pytest.approx(1 / (1 + math.exp(-total)))
    assert Calibration(intercept=1.5, slope=0.5).probability(match) == pytest.approx(
        1 / (1 + math.exp(-1.5 - total / 2))
    )


def test_an_entry_without_any_salient_term_has_probability_zero(matcher: Matcher):
    query = matcher.index.parse_query("how hot is the volcano")
    ranked = rank(matcher.index, query, RankingWeights())
    uncovered = [
        match
        for position in range(len(ranked))
        if not (match := extract_features(matcher.index, query, ranked, position)).covered
    ]

    assert uncovered
    assert {Calibration(intercept=30.0).probability(match) for match in uncovered} == {0.0}
