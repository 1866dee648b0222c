"""FAQ and calendar: the likelier one answers, the other is linked; if they agree, both answer."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.arbitration import (
    MIN_STRENGTH,
    CalendarWins,
    EntryWins,
    Rival,
    Together,
    arbitrate,
)
from bot.calendar.interpretation import Interpretation, InterpretationKind
from bot.calendar.lookup import FoundMilestones
from tests.builders import make_milestone

LAUNCH = make_milestone("launch", "2013-11-07")
LANDING = make_milestone("landing", "2013-11-11")
DAY = LAUNCH.date


def interpretation(
    strength: float = 0.9, kind: InterpretationKind = InterpretationKind.EVENT, **more: Any
) -> Interpretation:
    return Interpretation(kind, FoundMilestones((LAUNCH,)), strength, **more)


def rival(probability: float, *days: date, id_: str = "entry", asks_for_day: bool = False) -> Rival:
    return Rival(id_, probability, frozenset(days), asks_for_day)


def test_without_an_interpretation_the_outcome_of_the_faq_stands():
    for answers in (True, False):
        assert arbitrate(None, None, [rival(0.9)], faq_answers=answers) == EntryWins()
    assert (
        arbitrate(interpretation(MIN_STRENGTH - 0.01), None, [rival(0.6)], faq_answers=True)
        == EntryWins()
    )
    assert arbitrate(None, None, [], faq_answers=False) == EntryWins()


@pytest.mark.parametrize(("probability", "linked"), [(0.2, "entry"), (0.02, None)])
def test_if_the_faq_does_not_answer_the_calendar_does(probability: float, linked: str | None):
    verdict = arbitrate(interpretation(), None, [rival(probability)], faq_answers=False)
    assert verdict == CalendarWins(interpretation(), linked)


def test_a_stronger_calendar_answers_and_links_the_entry():
    verdict = arbitrate(
        interpretation(0.9, asks_for_day=True), None, [rival(0.5)], faq_answers=True
    )
    assert verdict == CalendarWins(interpretation(0.9, asks_for_day=True), "entry")


def test_a_likelier_entry_answers_and_links_the_calendar():
    assert arbitrate(interpretation(0.7), None, [rival(0.8)], faq_answers=True) == EntryWins((DAY,))


def test_a_likelier_entry_answers_below_the_calendars_date_if_the_question_asks_for_a_day():
    verdict = arbitrate(
        interpretation(0.7, asks_for_day=True), None, [rival(0.8)], faq_answers=True
    )
    assert verdict == Together("entry", FoundMilestones((LAUNCH,)))


def test_an_entry_that_names_the_day_found_answers_together_with_the_calendar():
    for strength in (0.6, 0.95):
        verdict = arbitrate(
            interpretation(strength, asks_for_day=True), None, [rival(0.8, DAY)], faq_answers=True
        )
        assert verdict == Together("entry", FoundMilestones((LAUNCH,)))


def test_a_suggestion_that_names_the_day_found_becomes_an_answer():
    rivals = [rival(0.2, id_="other"), rival(0.1, DAY, id_="this")]
    verdict = arbitrate(interpretation(asks_for_day=True), None, rivals, faq_answers=False)
    assert verdict == Together("this", FoundMilestones((LAUNCH,)))


def test_a_date_alone_does_not_turn_a_suggestion_that_names_it_into_an_answer():
    only_date = interpretation(0.98, InterpretationKind.DATE, nothing_else=True)
    assert arbitrate(only_date, None, [rival(0.2, DAY)], faq_answers=False) == CalendarWins(
        only_date, "entry"
    )
    more = interpretation(0.7, InterpretationKind.DATE)
    verdict = arbitrate(more, None, [rival(0.2, DAY)], faq_answers=False)
    assert verdict == Together("entry", FoundMilestones((LAUNCH,)))


def test_between_two_suggestions_the_entry_that_asks_for_a_day_wins():
    rivals = [rival(0.2, DAY, id_="what"), rival(0.1, DAY, id_="when", asks_for_day=True)]
    verdict = arbitrate(interpretation(asks_for_day=True), None, rivals, faq_answers=False)
    assert verdict == Together("when", FoundMilestones((LAUNCH,)))


def test_a_question_with_nothing_but_a_date_goes_to_the_calendar_even_if_the_entry_names_it():
    only_date = interpretation(0.98, InterpretationKind.DATE, nothing_else=True)
    assert arbitrate(only_date, None, [rival(0.9, DAY)], faq_answers=True) == CalendarWins(
        only_date, "entry"
    )


@pytest.mark.parametrize("kind", [InterpretationKind.DATE, InterpretationKind.PLACE])
def test_a_question_with_nothing_but_a_date_or_a_place_is_answered_by_both(
    kind: InterpretationKind,
):
    verdict = arbitrate(
        interpretation(0.9, kind, nothing_else=True), None, [rival(0.95)], faq_answers=True
    )
    assert verdict == Together("entry", FoundMilestones((LAUNCH,)))


def test_a_day_without_milestones_replaces_an_entry_only_if_the_question_names_nothing_else():
    empty = Interpretation(InterpretationKind.DATE, FoundMilestones(()), 0.9)
    assert arbitrate(empty, None, [rival(0.5)], faq_answers=True) == EntryWins()
    only_date = Interpretation(
        InterpretationKind.DATE, FoundMilestones(()), 0.98, nothing_else=True
    )
    assert arbitrate(only_date, None, [rival(0.5)], faq_answers=True) == CalendarWins(
        only_date, "entry"
    )
    assert arbitrate(empty, None, [], faq_answers=False) == CalendarWins(empty)


def test_the_day_that_an_entry_confirms_comes_first_and_one_other_may_follow():
    confirmed = Interpretation(
        InterpretationKind.EVENT, FoundMilestones((LANDING,)), 0.5, asks_for_day=True
    )
    own = interpretation(0.9, asks_for_day=True)
    verdict = arbitrate(own, confirmed, [rival(0.8, LANDING.date)], faq_answers=True)
    assert verdict == Together("entry", FoundMilestones((LANDING, LAUNCH)))
    days = [make_milestone(f"m{day}", date(2013, 12, day)) for day in (1, 2, 3)]
    vague = Interpretation(
        InterpretationKind.PLACE, FoundMilestones(tuple(days)), 0.9, asks_for_day=True
    )
    verdict = arbitrate(vague, confirmed, [rival(0.8, LANDING.date)], faq_answers=True)
    assert verdict == Together("entry", FoundMilestones((LANDING,)))


@given(
    st.none()
    | st.builds(
        interpretation,
        st.floats(0, 1),
        st.sampled_from(InterpretationKind),
        nothing_else=st.booleans(),
        asks_for_day=st.booleans(),
    ),
    st.floats(0, 1),
    st.sets(st.sampled_from([DAY, LANDING.date])),
    st.booleans(),
)
def test_a_likelier_entry_is_never_replaced_and_a_weak_interpretation_never_counts(
    own: Interpretation | None, probability: float, days: set[date], answers: bool
):
    verdict = arbitrate(own, None, [rival(probability, *days)], faq_answers=answers)
    if own is None or own.strength < MIN_STRENGTH:
        assert verdict == EntryWins()
    elif isinstance(verdict, CalendarWins) and answers:
        assert own.strength > probability


def test_an_entry_that_names_the_day_asked_for_beats_a_day_off_the_journey():
    other = make_milestone("long-ago", "2000-05-29")
    elsewhere = Interpretation(
        InterpretationKind.EVENT, FoundMilestones((other,)), 0.9, asks_for_day=True
    )
    entry_with_day = rival(0.6, DAY, asks_for_day=True)

    assert arbitrate(elsewhere, None, [entry_with_day], faq_answers=True) == EntryWins()
    for entry in (
        rival(0.6, asks_for_day=True),
        rival(0.6, DAY),
        rival(0.6, other.date, asks_for_day=True),
    ):
        assert arbitrate(elsewhere, None, [entry], faq_answers=True) != EntryWins(), entry
    on_it = replace(elsewhere, found=FoundMilestones((replace(other, track="flame"),)))
    assert arbitrate(on_it, None, [entry_with_day], faq_answers=True) == CalendarWins(
        on_it, "entry"
    )
