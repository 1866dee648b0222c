"""Matchers are judged by the same counting."""

import pytest
from rapidfuzz import fuzz

from bot.bench.quality import bm25, judged, ours, plain
from bot.matching.calibrate import Calibration
from bot.matching.decide import Matcher
from bot.service.evaluating import Case
from tests.builders import make_entry, make_knowledge

KNOWLEDGE = make_knowledge(
    make_entry("hours", "When is the museum open?", phrasings=("opening hours",)),
    make_entry("price", "What does a ticket cost?", phrasings=("admission fee",)),
)


def test_the_right_entry_first_and_above_what_is_to_be_refused_is_counted():
    said = {"a": ("x", 0.9), "b": ("x", 0.5), "c": ("y", 0.8), "d": ("x", 0.6), "e": ("z", 0.99)}
    cases = [
        Case(q="a", gold=["x"]),
        Case(q="b", gold=["x"]),
        Case(q="c", gold=["x"]),
        Case(q="d", gold=[]),
        Case(q="e", gold=[], ok_if=["z"]),
        Case(q="f", dates=["2013-11-09"]),
        Case(q="g", gold=["x"], overheard=True),
    ]

    quality = judged("a matcher", lambda question: said[question], cases)

    assert (quality.first.hits, quality.first.n) == (2, 3)
    assert (quality.right.hits, quality.right.n) == (1, 3)


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda: ours(Matcher(KNOWLEDGE, Calibration())), id="ours"),
        pytest.param(lambda: plain(KNOWLEDGE, fuzz.token_sort_ratio), id="rapidfuzz"),
        pytest.param(lambda: bm25(KNOWLEDGE), id="bm25"),
    ],
)
def test_each_matcher_finds_what_is_asked_in_its_own_words(ask):
    answer = ask()
    assert answer("what does the ticket cost")[0] == "price"
    assert answer("museum open")[0] == "hours"


def test_a_question_without_a_known_word_has_no_score():
    assert bm25(KNOWLEDGE)("zzz") == (None, 0.0)
    assert ours(Matcher(KNOWLEDGE, Calibration()))("zzz") == (None, 0.0)
