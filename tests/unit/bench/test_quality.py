"""All matchers are measured in the same way."""

import pytest
from rapidfuzz import fuzz

from bot.bench.quality import bm25, flamekeeper, measure_quality, rapidfuzz_scorer
from bot.matching.calibration import Calibration
from bot.matching.decision import Matcher
from bot.service.question_file import Case
from tests.builders import make_entry, make_knowledge

KNOWLEDGE = make_knowledge(
    make_entry("hours", "When is the museum open?", phrasings=("opening hours",)),
    make_entry("price", "What does a ticket cost?", phrasings=("admission fee",)),
)


def test_right_entries_are_counted_when_first_and_when_above_the_threshold():
    answers = {"a": ("x", 0.9), "b": ("x", 0.5), "c": ("y", 0.8), "d": ("x", 0.6), "e": ("z", 0.99)}
    cases = [
        Case(q="a", gold=["x"]),
        Case(q="b", gold=["x"]),
        Case(q="c", gold=["x"]),
        Case(q="d", gold=[]),
        Case(q="e", gold=[], ok_if=["z"]),
        Case(q="f", dates=["2013-11-09"]),
        Case(q="f", gold=[], dates=["2013-11-09"]),
        Case(q="g", gold=["x"], overheard=True),
    ]

    quality = measure_quality("a matcher", lambda question: answers[question], cases)

    assert (quality.first.hits, quality.first.n) == (2, 3)
    assert (quality.right.hits, quality.right.n) == (1, 3)


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda: flamekeeper(Matcher(KNOWLEDGE, Calibration())), id="flamekeeper"),
        pytest.param(lambda: rapidfuzz_scorer(KNOWLEDGE, fuzz.token_sort_ratio), id="rapidfuzz"),
        pytest.param(lambda: bm25(KNOWLEDGE), id="bm25"),
    ],
)
def test_each_matcher_finds_an_entry_by_its_own_words(ask):
    answer = ask()
    assert answer("what does the ticket cost")[0] == "price"
    assert answer("museum open")[0] == "hours"


def test_bm25_indexes_every_wording_of_a_long_entry():
    many = tuple(f"how late may visitors still come in on day {day}" for day in range(60))
    knowledge = make_knowledge(
        make_entry(
            "hours", "When is it open?", phrasings=(*many, "opening times of the planetarium")
        ),
        make_entry("price", "What does a ticket cost?", phrasings=("admission fee",)),
    )
    assert bm25(knowledge)("planetarium")[0] == "hours"


def test_an_out_of_scope_question_without_an_entry_does_not_set_the_threshold():
    cases = [Case(q="a", gold=["x"]), Case(q="b", gold=[])]

    quality = measure_quality("a matcher", lambda q: ("x", 0.0) if q == "a" else (None, 0.0), cases)

    assert (quality.right.hits, quality.out_of_scope) == (1, 1)


@pytest.mark.parametrize(("wrong", "hits"), [(1, 1), (2, 1), (3, 0)])
def test_two_percent_of_the_out_of_scope_questions_may_get_an_answer(wrong: int, hits: int):
    """Of 100 such questions, two may score higher than a right answer, but not three."""
    cases = [Case(q="right", gold=["x"]), *(Case(q=str(at), gold=[]) for at in range(100))]

    def ask(question: str):
        if question == "right":
            return "x", 0.5
        return "y", (0.9 if int(question) < wrong else 0.1)

    assert measure_quality("a matcher", ask, cases).right.hits == hits


def test_a_question_without_a_known_word_finds_nothing():
    assert bm25(KNOWLEDGE)("zzz") == (None, 0.0)
    assert flamekeeper(Matcher(KNOWLEDGE, Calibration()))("zzz") == (None, 0.0)
