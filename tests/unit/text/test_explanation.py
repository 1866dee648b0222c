"""Why the calendar had its part in an outcome, in one sentence."""

import pytest

from bot.calendar.interpretation import InterpretationKind
from bot.text.explanation import calendar_answers, entry_tells


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        (InterpretationKind.DATE, "a date"),
        (InterpretationKind.PLACE, "a place"),
        (InterpretationKind.UNKNOWN_PLACE, "a place that the calendar does not have"),
    ],
)
def test_the_calendar_answers_a_question_about_a_date_or_a_place(kind, subject):
    assert calendar_answers(kind) == f"The calendar answers: the question is about {subject}."


def test_every_kind_has_its_sentence():
    assert len({calendar_answers(kind) for kind in InterpretationKind}) == len(InterpretationKind)


def test_an_entry_that_tells_of_the_day_answers():
    assert entry_tells("launch") == (
        "The calendar found a day that launch tells of, so launch answers."
    )
