"""The calendar reads what is its own in a question, and leaves alone what is not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.arbitration import BAR
from bot.calendar.by_place import agreeing
from bot.calendar.calendar import Calendar
from bot.calendar.interpretation import Kind, Reading
from bot.calendar.interpreter import read
from bot.calendar.lookup import Lookup
from bot.calendar.question import take_apart
from tests.builders import make_milestone, make_window

TODAY = date(2026, 11, 7)
TOLD = "The torch of the relay came by, and the flame with it."
FINDER = Lookup(
    Calendar(
        [
            make_milestone("lit", "2013-09-29", title="The flame is lit", place="Olympia",
                           text=TOLD),
            make_milestone(
                "launch",
                "2013-11-07",
                title="The torch lifts off",
                place="Baikonur, Kazakhstan",
                aliases=("Байконур", "Kazakhstan", "lift-off"),
                text=f"A rocket took it up. {TOLD}",
                track="space",
            ),
            make_milestone(
                "rain", "2013-11-15", title="A parade in the rain", place="Vladivostok",
                aliases=("Wladiwostok",), text=f"Petrov sold umbrellas. {TOLD}", track="flame",
            ),
            make_milestone(
                "train", "2013-11-16", title="The train departs", place="Vladivostok",
                aliases=("Wladiwostok",),
                text=f"Eleven coaches. {TOLD}", track="flame",
            ),
            make_milestone("rest", "2013-12-04", title="A rest day", place="Perm", text="Sleep.",
                           aliases=("Orel",)),
            make_milestone(
                "kazan", "2013-12-31", title="New Year's Eve in Kazan", place="Kazan", text=TOLD,
                aliases=("Казань",), track="flame",
            ),
            make_milestone(
                "summit", "2014-06-20", title="A summit of mayors", place="Kazan",
                text="They met at the zoo.",
                aliases=("Yoshkar-Mar",),
            ),
        ],
        make_window("2013-09-29", "2014-02-07"),
    ),
    vocabulary=(
        ("lift-off", "lifted off", "launch"), ("rain", "wet weather"), ("rest day", "day off"),
    ),
)  # fmt: skip


def reading(question: str) -> Reading | None:
    found = read(FINDER, question, TODAY)
    return found if found and found.strength >= BAR else None


def ids(question: str) -> list[str]:
    found = reading(question)
    assert found is not None, question
    return [each.id for each in found.found.milestones]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what happened on november 7", ["launch"]),
        ("7 nov 2013", ["launch"]),
        ("where was the torch on 15 nov?", ["rain"]),
        ("who carried it on 16 november 2013", ["train"]),
        ("was there anything on the 31st of december", ["kazan"]),
        ("new year's eve", ["kazan"]),
        ("the flame in vladivostok, 16.11.2013", ["train"]),
        ("I was born on 15 November 2013, where was the torch then?", ["rain"]),
        ("We do this at school. Where was it on 15 November 2013?", ["rain"]),
        ("what happened today", ["launch"]),
        ("today", ["launch"]),
        ("what happened in 2014", ["summit"]),
        ("where was it on november 8", []),
        ("31 november", []),
    ],
)
def test_a_question_for_a_day_has_what_happened_on_it(question: str, expected: list[str]):
    found = reading(question)
    assert found is not None
    assert found.kind is Kind.DATE
    assert ids(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("when was it in kazan", ["kazan"]),  # where the journey was, not all that happened there
        ("kazan date?", ["kazan"]),
        ("orel date?", ["rest"]),  # a short name is no slip of “oral”
        ("when did the mayors meet in kazan", ["summit"]),
        ("which day did they run in Wladiwostok", ["rain", "train"]),
        ("did it visit vladivastok?", ["rain", "train"]),
        ("was the torch ever in Казани", ["kazan"]),
        ("has the flame been to Kazakhstan", ["launch"]),
        ("did Kazan get the torch", ["kazan"]),
        ("what happened in Kazan", ["kazan"]),
        ("when was it in Baikonur or Kazan", ["launch", "kazan"]),
        ("in november, when was it in vladivostok", ["rain", "train"]),
    ],
)
def test_a_question_for_a_place_has_when_it_was_there(question: str, expected: list[str]):
    assert sorted(ids(question)) == sorted(expected)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("when did the train depart", ["train"]),
        ("day of the launch", ["launch"]),
        ("when did the mayors see the zoos", ["summit"]),
        ("when did it lift off", ["launch"]),
        ("which day was the parade of umbrellas", ["rain"]),
        ("when was the wet weather parade", ["rain"]),
        ("whne was teh prade in the rain", ["rain"]),
        ("date the flame was lit", ["lit"]),
        ("when was the day off", ["rest"]),  # a phrase says something though its words do not
    ],
)
def test_a_question_for_an_event_has_its_day(question: str, expected: list[str]):
    assert ids(question) == expected


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("did the torch go to Paris", "Paris"),
        ("was it in Berlin?", "Berlin"),
        ("when did it come through tashkent", "tashkent"),
        ("Warsaw when", "Warsaw"),
        ("was the torch in New York?", "New York"),
        ("Was Almaty on the route", "Almaty"),
    ],
)
def test_a_place_that_the_calendar_does_not_have_is_known_as_one(question: str, name: str):
    found = reading(question)
    assert found is not None
    assert (found.kind, found.name, found.found.milestones) == (Kind.NOWHERE, name, ())


@pytest.mark.parametrize(
    "question",
    [
        "what day is it today",
        "how are you today",
        "where is the torch today",
        "what are you doing tomorrow",
        "Kazan",
        "the torch in Kazan",
        "how many people were in Kazan",
        "how cold was it on 7 november",
        "what was the temperature at noon on 7 november",
        "who paid for the balloons on 7 november",
        "which rocket flew on 7 november",
        "did the torch go out in Kazan",
        "was it made in Kazan?",
        "is there a train from Kazan",
        "did you go to Kazan",
        "see you on 7 november",
        "merry christmas",
        "was it lit when it was in Kazan",
        "when did the elephant dance",
        "when did the torch get to Mars",
        "did the torch go to space",
        "did they bring it to Petrov",
        "did they sell umbrellas in november",
        "It left Vladivostok on 16 November 2013. How many coaches had it?",
        "I read that the train left on 16 November. How many coaches had it?",
        "what happened to the rocket",
        "2013",
        "may",
        "how many of the 14000",
        "",
        "🔥",
    ],
)
def test_what_asks_for_something_else_is_left_alone(question: str):
    assert reading(question) is None


def test_more_that_is_not_explained_makes_a_reading_weaker():
    said = ["on 7 november", "balloons on 7 november", "red balloons sold on 7 november"]
    strengths = [found.strength for each in said if (found := read(FINDER, each, TODAY))]
    assert len(strengths) == 3
    assert sorted(strengths, reverse=True) == strengths
    assert len(set(strengths)) == 3


def test_a_day_that_an_answer_names_is_taken_only_for_a_question_that_it_fits():
    days = {date(2013, 11, 15), date(2013, 11, 16)}
    found = agreeing(FINDER, take_apart(FINDER, "when did the train go off", TODAY), days)
    assert found is not None
    assert [each.id for each in found.found.milestones] == ["train"]
    for question in ("when did the elephant dance", "how long was the train", "when"):
        assert agreeing(FINDER, take_apart(FINDER, question, TODAY), days) is None
    assert agreeing(FINDER, take_apart(FINDER, "when did the train go off", TODAY), ()) is None


_bits = st.sampled_from(
    """what when where who how did was the torch it happened on in to 7 31 november 2013 kazan
    vladivastok paris today train rain ? , . and date day Казань 🔥 'n' 9/11""".split()
)


@given(st.text(max_size=60) | st.lists(_bits, max_size=9).map(" ".join))
def test_any_text_is_read_or_not_and_strength_is_a_share(question: str):
    found = read(FINDER, question, TODAY)
    if found is not None:
        assert 0 <= found.strength <= 1
        assert set(found.found.milestones) <= set(FINDER.calendar.milestones)
        assert found.found.milestones or found.kind in {Kind.DATE, Kind.NOWHERE}
