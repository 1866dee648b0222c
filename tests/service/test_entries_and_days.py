"""Who answers, an entry or the calendar, and under which days an entry may answer."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.model import Knowledge
from bot.matching.choice import (
    AnswerEntries,
    AnswerMilestones,
    Choice,
    Decision,
    NoMatch,
    StaySilent,
    SuggestEntries,
)
from bot.service.answering import MIN_TELLING, Answerer
from bot.text.outcome import PlaceInCalendar, Unknown
from tests.builders import make_knowledge, make_window
from tests.service.fakes.data import entry, milestone, source
from tests.service.fakes.snapshots import ScriptedMatcher, snapshot
from tests.service.spread import Spread, SpreadAnswerer

TODAY = date(2026, 11, 22)
PAPER = source("paper")

KNOWLEDGE = make_knowledge(
    entry("fall", "Who fell?", "A runner fell in Omsk.", milestones=("omsk-1",)),
    entry("launch", "When was the launch?", "At dawn.", milestones=("launch",), sources=(PAPER,)),
    entry(
        "trip",
        "What was the trip?",
        "Up and down.",
        phrasings=("when was the landing in the steppe",),
        milestones=("launch", "landing"),
    ),
    entry("cost", "What did it cost?"),
    entry("pay", "When did they pay for the landing?", "Later.", milestones=("parade",)),
    milestones=[
        milestone("2013-11-04", id_="omsk-1", title="A fall in Omsk", place="Omsk"),
        milestone("2013-11-05", id_="omsk-2", title="Another fall in Omsk", place="Omsk"),
        milestone("2013-11-07", id_="launch", title="Lift-off", events=("launch",)),
        milestone("2013-11-07", id_="parade", title="A parade", place="Tomsk", aliases=("gala",)),
        milestone("2013-11-11", id_="landing", title="Landing", place="Steppe"),
        *(
            milestone(f"2013-12-0{day}", id_=f"perm-{day}", title=f"Perm {day}", place="Perm")
            for day in range(1, 5)
        ),
    ],
    relay=make_window("2013-11-01", "2014-02-07", "2013-11-01"),
)


def asked(
    question: str,
    choice: Choice,
    near: tuple[tuple[str, float], ...] = (),
    *,
    overheard: bool = False,
    knowledge: Knowledge = KNOWLEDGE,
) -> Spread:
    """The reply to a question for which the search has made its choice."""
    word = question.split(maxsplit=1)[0].casefold().strip("?,")
    made = snapshot(knowledge, ScriptedMatcher(**{word: Decision(choice, near, ("Because.",))}))
    return SpreadAnswerer(Answerer(lambda: made)).ask(question, TODAY, overheard=overheard)


def days(reply: Spread) -> list[str]:
    return [each.date.isoformat() for each in reply.milestones]


def ids(reply: Spread) -> list[str]:
    return [each.id for each in reply.entries]


# --- What the search has found --------------------------------------------------------------------


def test_an_entry_answers_under_the_days_that_the_search_has_found_with_it():
    reply = asked("when did it lift off", AnswerEntries(("launch",), ("launch",)))
    assert reply.text == "**7 November 2013** · Lift-off\nAt dawn."
    assert (ids(reply), days(reply), reply.sources) == (["launch"], ["2013-11-07"], (PAPER,))


def test_days_that_the_search_has_found_without_an_entry_are_shown_as_cards():
    reply = asked("when did it come down", AnswerMilestones(("landing", "launch")))
    assert reply.text.startswith("**Landing**\n*11 November 2013 · Steppe*")
    assert (reply.outcome, ids(reply)) == ("answer", [])
    assert days(reply) == ["2013-11-11", "2013-11-07"], "the most probable first"


def test_days_found_for_an_overheard_question_are_shown_too():
    reply = asked("when did it come down", AnswerMilestones(("landing",)), overheard=True)
    assert (reply.outcome, days(reply)) == ("answer", ["2013-11-11"])


@pytest.mark.parametrize(("length", "shown"), [(1_950, 1), (1_990, 0)])
def test_days_that_do_not_fit_above_an_answer_are_left_out(length: int, shown: int):
    trip = replace(KNOWLEDGE.by_id["trip"], answer="x" * length)
    both = replace(KNOWLEDGE, entries=(trip,))
    choice = AnswerEntries(("trip",), ("launch", "landing"))
    reply = asked("when was the trip", choice, knowledge=both)
    assert len(reply.milestones) == shown
    assert len(reply.message) <= 2_000
    assert ids(reply) == ["trip"]


# --- Nothing but a date or a place: the card of the day -------------------------------------------


@pytest.mark.parametrize(
    ("question", "dates"),
    [
        ("7 november 2013", ["2013-11-07"] * 2),
        ("what happened on 7 november", ["2013-11-07"] * 2),
        ("where was it on 7 november 2013", ["2013-11-07"] * 2),
        ("anything on day 7?", ["2013-11-07"] * 2),
        ("when was it in omsk", ["2013-11-04", "2013-11-05"]),
        ("did it go to omsk?", ["2013-11-04", "2013-11-05"]),
        ("when did it come to omsk", ["2013-11-04"]),
        ("did it visit perm", [f"2013-12-0{day}" for day in range(1, 5)]),
    ],
)
@pytest.mark.parametrize(
    "choice",
    [AnswerEntries(("fall",), ("omsk-1",)), AnswerEntries(("cost",)), SuggestEntries(("fall",))],
    ids=["dated", "undated", "suggested"],
)
def test_nothing_but_a_date_or_place_brings_its_card_whatever_the_search_has_found(
    question, dates, choice
):
    reply = asked(question, choice, (("fall", 0.99), ("cost", 0.6)))
    assert (reply.outcome, ids(reply), days(reply)) == ("answer", [], dates)
    assert [each.id for each in reply.related] == ["fall"], "what else is known is a button"


def test_a_numbered_day_is_answered_by_the_entry_that_tells_of_it_under_its_date():
    reply = asked("where was it on day 7", AnswerEntries(("trip",)), (("trip", 0.9),))
    assert (ids(reply), days(reply)) == (["trip"], ["2013-11-07"])
    assert reply.text == "**7 November 2013** · Lift-off\nUp and down."


@pytest.mark.parametrize(
    ("choice", "question"),
    [
        (AnswerEntries(("cost",)), "where was it on day 7"),  # the entry does not tell of it
        (AnswerEntries(("trip",)), "where was it on 7 november"),  # the day has no number
        (AnswerEntries(("trip",)), "what happened on day 7"),  # all of it is asked for
        (AnswerEntries(("trip",)), "what was day 7"),
        (SuggestEntries(("trip",)), "where was it on day 7"),  # the entry is not the answer
    ],
)
def test_any_other_day_is_answered_with_its_card(choice, question):
    reply = asked(question, choice, (("trip", 0.9),))
    assert (ids(reply), days(reply)) == ([], ["2013-11-07"] * 2)


def test_of_two_answers_none_is_dropped_for_the_date_of_one():
    both = AnswerEntries(("trip", "cost"))
    reply = asked("where was it on day 7 and what did it cost?", both)
    assert (ids(reply), days(reply)) == (["trip", "cost"], [])


# --- More than a date or a place: the calendar helps if the search has found nothing --------------

NEAR = (("fall", 0.4), ("cost", 0.2))


def test_an_answer_of_the_search_stands_alone():
    question = "when did the runner fall in omsk"
    reply = asked(question, AnswerEntries(("cost",)), NEAR)
    assert (ids(reply), days(reply), reply.reasons) == (["cost"], [], ("Because.",))
    reply = asked(question, AnswerMilestones(("landing",)), NEAR)
    assert (ids(reply), days(reply)) == ([], ["2013-11-11"])


@pytest.mark.parametrize("choice", [NoMatch(), SuggestEntries(("cost",))])
def test_else_a_near_entry_answers_under_the_day_that_is_described(choice):
    reply = asked("when did she fall in omsk", choice, (("cost", 0.5), ("fall", MIN_TELLING)))
    assert (ids(reply), days(reply)) == (["fall"], ["2013-11-04"]), "not under the second fall"
    assert reply.reasons[-1] == "The calendar found a day that fall tells of, so fall answers."


@pytest.mark.parametrize(
    ("verb", "near"),
    [
        ("fall", (("cost", 0.5),)),
        ("fall", (("fall", MIN_TELLING - 0.01),)),
        ("fall", ()),
    ],
)
def test_else_the_days_are_shown_as_cards(verb, near):
    reply = asked(f"when did she {verb} in omsk", NoMatch(), near)
    assert (reply.outcome, ids(reply)) == ("answer", [])
    assert days(reply) == ["2013-11-04", "2013-11-05"]
    assert reply.reasons[-1] == "The calendar answers: the question is about a place."


def test_what_was_overheard_is_answered_by_the_search_alone():
    for question in ("when was it in omsk", "7 november", "who carried it in omsk"):
        reply = asked(question, StaySilent(), NEAR, overheard=True)
        assert (reply.outcome, days(reply)) == ("silent", [])


# --- A place in a question that nothing answers ---------------------------------------------------


@pytest.mark.parametrize(
    ("question", "name", "when"),
    [
        ("who carried it in Omsk?", "Omsk", "4 November 2013 and 5 November 2013"),
        ("who sang for the torch in omsk", "Omsk", "4 November 2013 and 5 November 2013"),
        ("who carried it in tomks", "Tomsk", "7 November 2013"),
        ("tomsk", "Tomsk", "7 November 2013"),
    ],
)
def test_a_question_that_nothing_answers_is_told_when_it_was_at_the_place(question, name, when):
    reply = asked(question, NoMatch(), NEAR)
    assert reply.text == (
        f"I don't know that one. My calendar lists {name} on {when}: "
        f"`/milestone {name}` shows what happened there."
    )
    assert (reply.outcome, ids(reply), days(reply)) == ("unknown", [], [])
    assert (reply.suggestions, reply.sources, reply.related) == ((), (), ())


def test_suggestions_give_way_unless_one_is_about_the_place_or_nothing_else_is_asked():
    question = "who carried it in Omsk?"
    assert asked(question, SuggestEntries(("cost",))).outcome == "unknown"
    assert [e.id for e in asked(question, SuggestEntries(("cost", "fall"))).suggestions] == [
        "cost",
        "fall",
    ]
    assert asked("Tomsk?", SuggestEntries(("cost",))).outcome == "suggest"


@pytest.mark.parametrize(
    "question",
    [
        "who carried it in Perm",  # four days: too many to be a hint
        "who carried it in Berlin",  # not in the calendar
        "who carried it at the gala",  # no proper name
    ],
)
def test_anything_else_is_just_unknown(question):
    assert (
        asked(question, NoMatch()).text
        == "I don't know that one. `/help` shows what you can ask me."
    )


def test_an_answer_needs_no_hint():
    reply = asked("who carried it in Omsk?", AnswerEntries(("fall",)))
    assert (ids(reply), days(reply)) == (["fall"], [])


def test_the_days_of_a_hint_are_data_for_the_buttons():
    knowledge = KNOWLEDGE
    made = snapshot(knowledge, ScriptedMatcher(who=Decision(NoMatch(), (), ())))
    outcome = Answerer(lambda: made).ask("who carried it in Omsk?", TODAY).outcome
    hint = PlaceInCalendar("Omsk", (date(2013, 11, 4), date(2013, 11, 5)))
    assert outcome == Unknown(hint)


# --- With the real search -------------------------------------------------------------------------

_SNAPSHOT = snapshot(KNOWLEDGE)
REAL = SpreadAnswerer(Answerer(lambda: _SNAPSHOT))
_asks = st.sampled_from(
    "when was,when did,what day was,what happened on,where was it,who,".split(",")
)
_words = st.sampled_from(
    "the it launch lift-off trip cost pay fell landing parade omsk tomsk perm come go in on at and "
    "november 7 4 11 day 2013 dawn ?".split()
)
_questions = st.tuples(_asks, st.lists(_words, max_size=6).map(" ".join)).map(" ".join)


@given(_questions, st.booleans())
def test_an_entry_is_never_under_a_day_that_is_not_its_own(question: str, overheard: bool):
    reply = REAL.ask(question, TODAY, overheard=overheard)
    shown = {each.id for each in reply.milestones}
    if reply.outcome != "answer":
        assert shown == set()
    elif len(reply.entries) == 1:
        assert shown <= {*reply.entries[0].milestones}
    elif reply.entries:
        assert shown == set(), "two answers have no date above them"


@pytest.mark.parametrize(
    ("question", "entries", "dates"),
    [
        ("When was the launch?", ["launch"], ["2013-11-07"]),
        ("when was the landing in the steppe", ["trip"], ["2013-11-11"]),
        ("When did they pay for the landing?", ["pay"], []),
        ("What was the trip?", ["trip"], []),
        ("when was it in Tomsk", [], ["2013-11-07"]),
        ("what did it cost", ["cost"], []),
    ],
)
def test_a_question_for_a_day_is_answered_with_it_and_no_other_question_is(
    question, entries, dates
):
    reply = REAL.ask(question, TODAY)
    assert (reply.outcome, ids(reply), days(reply)) == ("answer", entries, dates)
