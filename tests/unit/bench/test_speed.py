"""The benchmark of speed measures the right things; how fast they are does not matter here."""

from types import SimpleNamespace

import pytest
from rapidfuzz import process

from bot.bench import speed
from tests.builders import make_entry, make_knowledge

REAL = make_knowledge(
    make_entry("hours", "When is it open?", phrasings=("opening hours please",)),
    make_entry("price", "What does a ticket cost?", phrasings=("admission for a child",)),
)
QUESTIONS = [f"question {number} on tickets" for number in range(40)]


@pytest.mark.parametrize(("comparisons", "asked"), [(0, 10), (20 * 60, 20), (10**6, 40)])
def test_the_slow_reference_is_asked_an_even_sample_of_the_questions(
    monkeypatch, comparisons: int, asked: int
):
    seen: list[str] = []

    def recording(question: str, choices, scorer):
        seen.append(question)
        return process.extractOne(question, choices, scorer=scorer)

    # Patched only in this module, because the matcher uses `process` too.
    monkeypatch.setattr(speed, "process", SimpleNamespace(extractOne=recording))
    monkeypatch.setattr(speed, "REFERENCE_COMPARISONS", comparisons)

    figures = speed.measure_speed(REAL, 60, QUESTIONS)

    assert figures.reference_asked == asked
    assert seen == QUESTIONS[:: 40 // asked]


def test_a_question_that_looks_like_an_option_is_still_a_question(monkeypatch):
    monkeypatch.setattr(speed, "STARTS", 1)
    assert len(speed.time_first_answers("--when is it?")) == 1
