"""Probabilities are learnt from the knowledge itself, and always the same ones."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.knowledge.model import Knowledge
from bot.matching.calibrate import FALLBACK, calibrate
from bot.matching.decide import Matcher
from bot.matching.index import Index
from bot.matching.score import rank
from tests.builders import make_entry, make_knowledge


def test_the_same_knowledge_gives_the_same_calibration(bakery: Knowledge):
    assert calibrate(Index(bakery)) == calibrate(Index(bakery))


def test_a_large_enough_faq_gets_bars_of_its_own(matcher: Matcher):
    assert matcher.calibration != FALLBACK


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
    ],
)
def test_a_faq_too_small_to_learn_from_has_the_fallback(knowledge: Knowledge):
    assert calibrate(Index(knowledge)) == FALLBACK


def test_right_entries_are_more_probable_than_wrong_ones(matcher: Matcher):
    for entry in matcher.index.entries:
        for text in entry.texts:
            right, *wrong = rank(matcher.index, matcher.index.ask(text))
            probability = matcher.calibration.probability

            assert all(probability(right) > probability(match) for match in wrong)


SCRIPT = """
from tests.builders import make_entry, make_knowledge
from bot.matching.decide import Matcher

colours = "red green blue black white brown pink grey gold".split()
things = "car house dress door wall flower bird".split()
entries = [
    make_entry(thing, f"Which {thing} is it?", phrasings=tuple(f"a {c} {thing}" for c in colours))
    for thing in things
]
matcher = Matcher(make_knowledge(*entries, vocabulary=[["house", "home"], ["car", "auto"]]))
print(matcher.calibration.weights)
for text in ("red car", "which blue home is it", "the grey", "gold", "is it the yellow bird"):
    print(matcher.judge(text))
"""


def test_another_process_comes_to_the_same_judgements():
    # Another hash seed: another order of every set of words.
    told = {
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

    assert len(told) == 1
    assert len(told.pop().splitlines()) == 6
