"""The calibration is found from the knowledge itself, and is deterministic."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.model import Knowledge
from bot.matching import calibration
from bot.matching.calibration import FALSE_SHARE, LOWEST, SLOPE, Calibration, calibrate
from bot.matching.decision import Matcher
from bot.matching.features import Match, extract_features
from bot.matching.index import Index
from bot.matching.learned_weights import WEIGHTS
from bot.matching.logistic_regression import dot, sigmoid
from bot.matching.query import Exclusion, Query
from bot.matching.query_builder import parse_query
from bot.matching.ranking import rank
from bot.matching.self_tests import self_tests
from tests.builders import make_entry, make_knowledge, make_milestone


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
            make_knowledge(
                *(
                    make_entry(f"e{at}", phrasings=tuple(f"open at {n}" for n in range(20)))
                    for at in range(4)
                )
            ),
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


def nearest(index: Index, query: Query, exclusion: Exclusion | None = None) -> list[Match]:
    """The matches with the entries alone, best first."""
    ranked = [c for c in rank(index, query, exclusion) if c.document < len(index.entries)]
    return [extract_features(index, query, ranked, at, exclusion) for at in range(len(ranked))]


COLOURS = "red green blue black white brown pink grey gold".split()


def coloured(things: str) -> Knowledge:
    return make_knowledge(
        *(
            make_entry(thing, f"a {thing}", phrasings=tuple(f"{c} {thing}" for c in COLOURS))
            for thing in things.split()
        ),
        milestones=[make_milestone(title=f"{colour} {things}") for colour in COLOURS],
    )


def answered(knowledge: Knowledge) -> tuple[int, int]:
    """How many of the self-tests get an answer, and how many find an entry at all."""
    index = Index(knowledge)
    calibration = calibrate(index)
    found = [
        matches[0]
        for test in self_tests(index)
        if (matches := nearest(index, test.query, test.exclusion))
    ]
    return sum(calibration.probability(match) > 0.5 for match in found), len(found)


def test_the_allowed_share_of_the_self_tests_gets_an_answer(
    bakery: Knowledge, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(calibration, "LOWEST", -99.0)
    for knowledge in (bakery, coloured("house dress door wall flower bird")):
        answers, found = answered(knowledge)

        assert answers == int(FALSE_SHARE * found) > 4


def test_entries_that_are_unlike_each_other_do_not_make_the_level_too_low(bakery: Knowledge):
    assert calibrate(Index(bakery)).level == LOWEST
    assert answered(bakery)[0] < FALSE_SHARE * answered(bakery)[1]


def test_entries_that_are_near_to_each_other_have_a_higher_level(bakery: Knowledge):
    """Half of an entry's wordings are asked while the other half is an entry of its own."""
    halves = [
        replace(
            entry,
            id=f"{entry.id}-{half}",
            question=entry.wordings[half],
            phrasings=entry.wordings[half + 2 :: 2],
        )
        for entry in bakery.entries
        for half in (0, 1)
    ]

    levels = [
        calibrate(Index(replace(bakery, entries=tuple(entries)))).level
        for entries in (bakery.entries, halves)
    ]

    assert levels[0] + 0.5 < levels[1]


def test_a_calibration_can_be_stored_as_numbers_and_restored(matcher: Matcher):
    numbers = matcher.calibration.numbers

    assert Calibration.from_numbers(numbers) == matcher.calibration


@pytest.mark.parametrize(
    "stored",
    [[], [0.5, 1.0], ["x"], "x", [None], [1], [[0.5]], [float("nan")], {"a": 1}, 1, None],
)
def test_nothing_else_is_restored_as_a_calibration(stored: object):
    assert Calibration.from_numbers(stored) is None


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


@given(st.floats(-20, 20))
def test_a_probability_is_the_weighted_sum_of_the_features_above_the_level(
    matcher: Matcher, level: float
):
    query = parse_query(matcher.index, "how hot is the bread oven")
    (match, *_) = nearest(matcher.index, query)
    total = dot(WEIGHTS, match.features())

    assert Calibration(level).probability(match) == pytest.approx(sigmoid(SLOPE * (total - level)))
    assert Calibration(total).probability(match) == pytest.approx(0.5)


def test_an_entry_without_any_salient_term_has_probability_zero(matcher: Matcher):
    matches = nearest(matcher.index, parse_query(matcher.index, "how hot is the volcano"))
    uncovered = [match for match in matches if not match.covered]

    assert uncovered
    assert {Calibration(-99.0).probability(match) for match in uncovered} == {0.0}
    assert all(Calibration(-99.0).probability(m) > 0.5 for m in matches if m.covered)


def test_right_entries_are_more_probable_than_wrong_ones(matcher: Matcher):
    for entry in matcher.index.entries:
        for text in entry.texts:
            right, *wrong = map(
                matcher.calibration.probability,
                nearest(matcher.index, parse_query(matcher.index, text)),
            )

            assert all(right > probability for probability in wrong)
