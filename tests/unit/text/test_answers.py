"""Outcomes as sentences, in both markups."""

from datetime import date

import pytest

from bot.calendar.date_expression import NO_MONTH, DateExpression
from bot.text.answers import SUGGEST, answer_message, answer_text
from bot.text.markup import DISCORD
from bot.text.outcome import (
    Answer,
    NoSuchPlace,
    NothingOnDate,
    PlaceInCalendar,
    Silent,
    Suggest,
    Unknown,
)
from bot.text.plain import PLAIN
from tests.builders import make_entry, make_milestone, make_source

PAPER = make_source(title="A title", url="https://example.org", link=True)
HOURS = make_entry(answer="From **nine** to five.", sources=(PAPER,))
LAUNCH = make_milestone()
NINTH = DateExpression("9 november", None, 11, 9)
LEAP_DAY = DateExpression("29 february", None, 2, 29)
DAY_200 = DateExpression(
    "day 200", None, NO_MONTH, 200, numbering=(date(2013, 10, 7), date(2014, 2, 7))
)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (DISCORD, "From **nine** to five.\n-# A paper: [A title](<https://example.org>)"),
        (PLAIN, "From nine to five.\n  — A paper: A title <https://example.org>"),
    ],
)
def test_an_answer_stands_above_its_sources(markup, expected):
    answer = Answer((HOURS,), sources=(PAPER,))
    assert answer_message(answer, markup) == expected
    assert answer_text(answer, markup) == expected.split("\n")[0]


def test_the_dates_asked_for_stand_above_an_answer():
    landing = make_milestone("landing", "2013-11-11", title="It lands")
    answer = Answer((HOURS,), milestones=(LAUNCH, landing))
    assert answer_text(answer, DISCORD).split("\n") == [
        "**7 November 2013** · The torch lifts off",
        "**11 November 2013** · It lands",
        "From **nine** to five.",
    ]


def test_two_answers_stand_under_their_questions_and_may_be_shortened():
    long = make_entry("long", "How long?", answer="An hour.\n\nAnd much more.")
    assert answer_text(Answer((long, HOURS)), PLAIN) == (
        "How long?\nAn hour.\n\nAnd much more.\n\nWhen is it open?\nFrom nine to five."
    )
    assert answer_text(Answer((long, HOURS), shortened=True), PLAIN) == (
        "How long?\nAn hour.\n\nWhen is it open?\nFrom nine to five."
    )


def test_a_milestone_without_an_entry_is_shown_as_a_card():
    text = answer_text(Answer(milestones=(LAUNCH,), linked=(HOURS,)), PLAIN)
    assert text == (
        "The torch lifts off\n7 November 2013 · Baikonur\nOff it went.\n"
        "  — See also: When is it open?"
    )


def test_the_sources_of_a_card_are_not_repeated():
    launch = make_milestone(sources=(PAPER,))
    message = answer_message(Answer(milestones=(launch,), sources=(PAPER,)), DISCORD)
    assert message.count("A title") == 1


def test_the_text_alone_has_no_sources_on_its_cards():
    launch = make_milestone(sources=(PAPER,))
    answer = Answer(milestones=(launch,), sources=(PAPER,), linked=(HOURS,))
    message, text = answer_message(answer, DISCORD), answer_text(answer, DISCORD)
    assert text == message.replace("-# A paper: [A title](<https://example.org>)\n", "")
    assert "A title" not in text
    assert text.endswith("-# See also: When is it open?")


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Suggest((HOURS,)), SUGGEST),
        (Silent(), ""),
        (Unknown(), "I don't know that one. /help shows what you can ask me."),
        (
            Unknown(linked=(HOURS,)),
            (
                "I don't know that one. /help shows what you can ask me.\n"
                "  — See also: When is it open?"
            ),
        ),
        (Unknown(NoSuchPlace("Omsk")), "My calendar has no stop called Omsk."),
        (
            Unknown(NoSuchPlace("Baikonor", ("Baikonur", LAUNCH))),
            (
                "My calendar has no stop called Baikonor. The closest name I know is Baikonur "
                "(7 November 2013)."
            ),
        ),
        (
            Unknown(PlaceInCalendar("Omsk", (date(2013, 11, 6), date(2013, 11, 7)))),
            (
                "I don't know that one. My calendar lists Omsk on 6 November 2013 and "
                "7 November 2013: /milestone Omsk shows what happened there."
            ),
        ),
        (
            Unknown(PlaceInCalendar("Omsk", [date(2013, 11, day) for day in (5, 6, 7)])),
            (
                "I don't know that one. My calendar lists Omsk on 3 days: /milestone Omsk shows "
                "what happened there."
            ),
        ),
        (
            Unknown(NothingOnDate(NINTH, (date(2013, 11, 9), date(2013, 11, 9)), previous=LAUNCH)),
            (
                "My calendar has nothing for 9 November 2013; the previous milestone is "
                "7 November 2013 (The torch lifts off)."
            ),
        ),
        (
            Unknown(NothingOnDate(DateExpression("31 june", None, 6, 31), None)),
            "There is no such day as 31 June.",
        ),
        (
            # The 29th of February of a year that has none lies between the 28th and the 1st.
            Unknown(
                NothingOnDate(LEAP_DAY, (date(2014, 3, 1), date(2014, 2, 28)), previous=LAUNCH)
            ),
            (
                "There is no such day as 29 February 2014; the previous milestone is "
                "7 November 2013 (The torch lifts off)."
            ),
        ),
        (
            Unknown(NothingOnDate(LEAP_DAY, (date(2012, 2, 29), date(2012, 2, 29)))),
            "My calendar has nothing for 29 February 2012.",
        ),
        (
            Unknown(NothingOnDate(DAY_200, None, calendar=(date(1996, 6, 20), date(2014, 3, 1)))),
            (
                "There is no day 200: the days are counted from day 1 (7 October 2013) to day 124 "
                "(7 February 2014)."
            ),
        ),
    ],
)
def test_each_other_outcome_has_its_sentence(outcome, expected):
    assert answer_text(outcome, PLAIN) == expected
    assert answer_message(outcome, PLAIN) == expected
