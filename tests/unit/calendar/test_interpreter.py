"""The calendar interprets questions about dates, places and events, and no others."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.arbitration import MIN_STRENGTH
from bot.calendar.by_event import interpret_event_on_days
from bot.calendar.calendar import Calendar
from bot.calendar.interpretation import DatedQuestion, Interpretation, InterpretationKind
from bot.calendar.interpreter import interpret, parse
from bot.language.question import parse_question
from tests.builders import make_lookup, make_milestone, make_window

TODAY = date(2026, 11, 7)
TEXT = "The torch of the relay came by, and the flame with it."
LOOKUP = make_lookup(
    Calendar(
        [
            make_milestone("lit", "2013-09-29", title="The flame is lit", place="Olympia",
                           text=TEXT),
            make_milestone(
                "launch",
                "2013-11-07",
                title="The torch lifts off",
                place="Baikonur, Kazakhstan",
                aliases=("Байконур", "Kazakhstan", "lift-off"),
                text=f"A rocket took it up. {TEXT}",
                track="space",
            ),
            make_milestone(
                "rain", "2013-11-15", title="A parade in the rain", place="Vladivostok",
                aliases=("Wladiwostok",), text=f"Petrov sold umbrellas. {TEXT}", track="flame",
            ),
            make_milestone(
                "train", "2013-11-16", title="The train departs", place="Vladivostok",
                aliases=("Wladiwostok",),
                text=f"Eleven coaches. {TEXT}", track="flame",
            ),
            make_milestone("rest", "2013-12-04", title="A rest day", place="Perm", text="Sleep.",
                           aliases=("Orel",)),
            make_milestone(
                "kazan", "2013-12-31", title="New Year's Eve in Kazan", place="Kazan", text=TEXT,
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


def parsed(question: str) -> DatedQuestion:
    return parse(LOOKUP, parse_question(question, LOOKUP.corrector), TODAY)


def interpreted(question: str) -> Interpretation | None:
    """The interpretation of a question, however weak."""
    return interpret(LOOKUP, parsed(question), TODAY)


def strong(question: str) -> Interpretation | None:
    """The interpretation of a question if it is strong enough to count."""
    found = interpreted(question)
    return found if found and found.strength >= MIN_STRENGTH else None


def ids(interpretation: Interpretation | None) -> list[str]:
    assert interpretation is not None
    return [milestone.id for milestone in interpretation.found.milestones]


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
def test_a_question_about_a_day_finds_what_happened_on_it(question: str, expected: list[str]):
    found = strong(question)
    assert found is not None
    assert found.kind is InterpretationKind.DATE
    assert ids(found) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("when was it in kazan", ["kazan"]),  # where the journey was, not all that happened there
        ("kazan date?", ["kazan"]),
        ("orel date?", ["rest"]),  # a short name is not a misspelt “oral”
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
def test_a_question_about_a_place_finds_when_the_journey_was_there(
    question: str, expected: list[str]
):
    assert sorted(ids(strong(question))) == sorted(expected)


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
        ("when was the day off", ["rest"]),  # a phrase is informative even if its words are not
    ],
)
def test_a_question_about_an_event_finds_its_day(question: str, expected: list[str]):
    assert ids(strong(question)) == expected


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
def test_a_place_that_the_calendar_does_not_have_is_recognised_as_one(question: str, name: str):
    found = strong(question)
    assert found is not None
    assert found.kind is InterpretationKind.UNKNOWN_PLACE
    assert (found.unknown_place, found.found.milestones) == (name, ())


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
def test_a_question_about_something_else_is_not_interpreted(question: str):
    assert strong(question) is None


def test_every_unexplained_word_makes_an_interpretation_weaker():
    texts = ["on 7 november", "balloons on 7 november", "red balloons sold on 7 november"]
    strengths = [found.strength for text in texts if (found := interpreted(text))]
    assert len(strengths) == 3
    assert sorted(strengths, reverse=True) == strengths
    assert len(set(strengths)) == 3


def test_an_event_on_given_days_is_found_only_if_the_question_describes_it():
    days = {date(2013, 11, 15), date(2013, 11, 16)}
    train = parsed("when did the train go off")
    assert ids(interpret_event_on_days(LOOKUP, train, days)) == ["train"]
    for question in ("when did the elephant dance", "how long was the train", "when"):
        assert interpret_event_on_days(LOOKUP, parsed(question), days) is None
    assert interpret_event_on_days(LOOKUP, train, ()) is None


_bits = st.sampled_from(
    """what when where who how did was the torch it happened on in to 7 31 november 2013 kazan
    vladivastok paris today train rain ? , . and date day Казань 🔥 'n' 9/11""".split()
)


@given(st.text(max_size=60) | st.lists(_bits, max_size=9).map(" ".join))
def test_any_text_can_be_interpreted_and_strength_is_a_share(question: str):
    found = interpreted(question)
    if found is not None:
        assert 0 <= found.strength <= 1
        assert set(found.found.milestones) <= set(LOOKUP.calendar.milestones)
        assert found.found.milestones or found.kind in {
            InterpretationKind.DATE,
            InterpretationKind.UNKNOWN_PLACE,
        }
