"""FAQ and calendar: the surer one answers, the other is linked, and agreement ends the contest."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.arbitration import BAR, CalendarWins, EntryWins, Rival, Together, settle
from bot.calendar.interpretation import Kind, Reading
from bot.calendar.lookup import Found
from tests.builders import make_milestone

LAUNCH = make_milestone("launch", "2013-11-07")
LANDING = make_milestone("landing", "2013-11-11")
DAY = LAUNCH.date


def reads(strength: float = 0.9, kind: Kind = Kind.EVENT, **more: Any) -> Reading:
    return Reading(kind, Found((LAUNCH,)), strength, **more)


def rival(probability: float, *told: date, id_: str = "entry", day: bool = False) -> Rival:
    return Rival(id_, probability, frozenset(told), day)


def test_without_a_reading_the_faq_says_what_it_says():
    for answers in (True, False):
        assert settle(None, None, [rival(0.9)], answers=answers) == EntryWins()
    assert settle(reads(BAR - 0.01), None, [rival(0.6)], answers=True) == EntryWins()
    assert settle(None, None, [], answers=False) == EntryWins()


@pytest.mark.parametrize(("probability", "linked"), [(0.2, "entry"), (0.02, None)])
def test_where_the_faq_does_not_answer_the_calendar_does(probability: float, linked: str | None):
    verdict = settle(reads(), None, [rival(probability)], answers=False)
    assert verdict == CalendarWins(reads(), linked)


def test_a_surer_calendar_answers_and_links_the_entry():
    verdict = settle(reads(0.9, day=True), None, [rival(0.5)], answers=True)
    assert verdict == CalendarWins(reads(0.9, day=True), "entry")


def test_a_surer_entry_answers_and_links_the_calendar():
    assert settle(reads(0.7), None, [rival(0.8)], answers=True) == EntryWins((DAY,))


def test_a_surer_entry_has_the_calendars_date_above_it_where_a_day_was_asked_for():
    verdict = settle(reads(0.7, day=True), None, [rival(0.8)], answers=True)
    assert verdict == Together("entry", Found((LAUNCH,)))


def test_an_entry_that_names_the_day_found_answers_together_with_the_calendar():
    for strength in (0.6, 0.95):
        verdict = settle(reads(strength, day=True), None, [rival(0.8, DAY)], answers=True)
        assert verdict == Together("entry", Found((LAUNCH,)))


def test_a_mere_suggestion_that_names_the_day_found_becomes_an_answer():
    rivals = [rival(0.2, id_="other"), rival(0.1, DAY, id_="this")]
    verdict = settle(reads(day=True), None, rivals, answers=False)
    assert verdict == Together("this", Found((LAUNCH,)))


def test_a_mere_date_is_no_reason_to_answer_with_a_suggestion_that_names_it():
    pure = reads(0.98, Kind.DATE, pure=True)
    assert settle(pure, None, [rival(0.2, DAY)], answers=False) == CalendarWins(pure, "entry")
    more = reads(0.7, Kind.DATE)
    verdict = settle(more, None, [rival(0.2, DAY)], answers=False)
    assert verdict == Together("entry", Found((LAUNCH,)))


def test_of_two_suggestions_the_one_that_asks_for_a_day_itself_is_taken():
    rivals = [rival(0.2, DAY, id_="what"), rival(0.1, DAY, id_="when", day=True)]
    verdict = settle(reads(day=True), None, rivals, answers=False)
    assert verdict == Together("when", Found((LAUNCH,)))


def test_a_date_and_nothing_else_is_the_calendars_though_the_entry_names_it():
    pure = reads(0.98, Kind.DATE, pure=True)
    assert settle(pure, None, [rival(0.9, DAY)], answers=True) == CalendarWins(pure, "entry")


@pytest.mark.parametrize("kind", [Kind.DATE, Kind.PLACE])
def test_where_nothing_but_a_day_or_a_place_is_named_the_calendar_has_its_say(kind: Kind):
    verdict = settle(reads(0.9, kind, pure=True), None, [rival(0.95)], answers=True)
    assert verdict == Together("entry", Found((LAUNCH,)))


def test_an_empty_day_does_not_silence_an_entry_unless_nothing_but_the_day_was_asked_for():
    empty = Reading(Kind.DATE, Found(()), 0.9)
    assert settle(empty, None, [rival(0.5)], answers=True) == EntryWins()
    pure = Reading(Kind.DATE, Found(()), 0.98, pure=True)
    assert settle(pure, None, [rival(0.5)], answers=True) == CalendarWins(pure, "entry")
    assert settle(empty, None, [], answers=False) == CalendarWins(empty)


def test_what_an_entry_bears_out_comes_first_and_one_other_day_may_stand_beside_it():
    agreed = Reading(Kind.EVENT, Found((LANDING,)), 0.5, day=True)
    own = reads(0.9, day=True)
    verdict = settle(own, agreed, [rival(0.8, LANDING.date)], answers=True)
    assert verdict == Together("entry", Found((LANDING, LAUNCH)))
    days = [make_milestone(f"m{day}", date(2013, 12, day)) for day in (1, 2, 3)]
    vague = Reading(Kind.PLACE, Found(tuple(days)), 0.9, day=True)
    verdict = settle(vague, agreed, [rival(0.8, LANDING.date)], answers=True)
    assert verdict == Together("entry", Found((LANDING,)))


@given(
    st.none() | st.builds(reads, st.floats(0, 1), st.sampled_from(Kind), pure=st.booleans(),
                          day=st.booleans()),
    st.floats(0, 1), st.sets(st.sampled_from([DAY, LANDING.date])), st.booleans(),
)  # fmt: skip
def test_a_surer_entry_is_never_silenced_and_a_weak_reading_never_heard(
    own: Reading | None, probability: float, told: set[date], answers: bool
):
    verdict = settle(own, None, [rival(probability, *told)], answers=answers)
    if own is None or own.strength < BAR:
        assert verdict == EntryWins()
    elif isinstance(verdict, CalendarWins) and answers:
        assert own.strength > probability


def test_an_entry_that_knows_the_day_asked_for_is_not_outdone_by_one_off_the_journey():
    other = make_milestone("long-ago", "2000-05-29")
    aside = Reading(Kind.EVENT, Found((other,)), 0.9, day=True)
    knows = rival(0.6, DAY, day=True)

    assert settle(aside, None, [knows], answers=True) == EntryWins()
    for entry in (rival(0.6, day=True), rival(0.6, DAY), rival(0.6, other.date, day=True)):
        assert settle(aside, None, [entry], answers=True) != EntryWins(), entry
    on_it = replace(aside, found=Found((replace(other, track="flame"),)))
    assert settle(on_it, None, [knows], answers=True) == CalendarWins(on_it, "entry")
