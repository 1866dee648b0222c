"""The calendar interprets questions that name a date or a place, and no others."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    """The interpretation of a question, exact or not."""
    return interpret(LOOKUP, parsed(question), TODAY)


def exact(question: str) -> Interpretation | None:
    """The interpretation of a question if it is exact."""
    found = interpreted(question)
    return found if found and found.exact else None


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
        ("We do this at school. Where was it on 15 November 2013?", ["rain"]),
        ("what happened today", ["launch"]),
        ("today", ["launch"]),
        ("what happened in 2014", ["summit"]),
        ("where was it on november 8", []),
        ("31 november", []),
    ],
)
def test_a_question_for_nothing_but_a_day_is_exactly_about_what_happened_on_it(
    question: str, expected: list[str]
):
    found = exact(question)
    assert found is not None
    assert found.kind is InterpretationKind.DATE
    assert ids(found) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("when was it in kazan", ["kazan"]),  # where the journey was, not all that happened there
        ("kazan date?", ["kazan"]),
        ("orel date?", ["rest"]),  # a short name is not a misspelt “oral”
        ("which day did they run in Wladiwostok", ["rain", "train"]),
        ("did it visit vladivastok?", ["rain", "train"]),
        ("was the torch ever in Казани", ["kazan"]),
        ("has the flame been to Kazakhstan", ["launch"]),
        ("did Kazan get the torch", ["kazan"]),
        ("what happened in Kazan", ["kazan"]),
        ("when was it in Baikonur or Kazan", ["launch", "kazan"]),
        ("in november, when was it in vladivostok", ["rain", "train"]),
        ("when was it in vladivostok on 16 november", ["train"]),
    ],
)
def test_a_question_for_nothing_but_a_place_is_exactly_about_when_the_journey_was_there(
    question: str, expected: list[str]
):
    found = exact(question)
    assert found is not None
    assert found.kind is InterpretationKind.PLACE
    assert ids(found) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("the flame in vladivostok, 16.11.2013", ["train"]),
        ("I was born on 15 November 2013, where was the torch then?", ["rain"]),
        ("where were the balloons on 7 november", ["launch"]),
        ("the parade on 15 november", ["rain"]),
        ("when did the mayors meet in kazan", ["summit"]),
        ("when was the rain parade in vladivostok", ["rain"]),
        ("when did the train arrive in vladivostok", ["train"]),
        ("when was it in kazan on 16 november", ["kazan"]),  # the wrong date
    ],
)
def test_a_question_that_says_more_may_be_about_something_else(question: str, expected: list[str]):
    found = interpreted(question)
    assert found is not None
    assert not found.exact
    assert ids(found) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what happened in vladivostok in 2013", ["rain", "train"]),
        ("what happened in vladivostok on 16 november", ["train"]),
        ("what was on in Kazan in 2014", ["summit"]),
    ],
)
def test_a_date_with_a_place_is_about_what_happened_there(question: str, expected: list[str]):
    assert ids(exact(question)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what happened in Kazan on 16 november", ["train"]),
        ("what happened in Kazan in november 2013", ["kazan"]),  # not all of that month
    ],
)
def test_a_date_on_which_nothing_happened_there_is_not_exact(question: str, expected: list[str]):
    found = interpreted(question)
    assert found is not None
    assert not found.exact
    assert ids(found) == expected


@pytest.mark.parametrize(
    ("question", "described"),
    [
        ("when was the rain parade in vladivostok", True),
        ("when did the mayors meet in kazan", True),
        ("when did the elephant dance in kazan", False),
        ("when was it in kazan", False),
        ("where were the balloons on 7 november", False),
    ],
)
def test_an_interpretation_says_whether_it_is_described_what_happened_at_a_place(
    question: str, described: bool
):
    found = interpreted(question)
    assert (found is not None and found.described) == described


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("when was it in vladivostok", ["rain", "train"]),
        ("when did it arrive in vladivostok", ["rain"]),
        ("which day did the torch reach Wladiwostok", ["rain"]),
        ("when did it come to vladivastok", ["rain"]),
        ("did it get to vladivostok", ["rain", "train"]),  # asks for no day
        ("when did they arrive in Kazan", ["kazan"]),
    ],
)
def test_it_arrived_at_a_place_on_the_first_day_there(question: str, expected: list[str]):
    assert ids(exact(question)) == expected


def test_it_arrived_once_for_each_stay():
    days = {"a": "11-03", "b": "11-03", "c": "11-04", "d": "11-05", "e": "11-07", "f": "11-09"}
    lookup = make_lookup(
        Calendar([make_milestone(id_, f"2013-{day}", place="Riga") for id_, day in days.items()])
    )
    question = parse_question("when did it arrive in Riga")

    found = interpret(lookup, parse(lookup, question, TODAY), TODAY)

    assert ids(found) == ["a", "b", "e", "f"]


@pytest.mark.parametrize(
    "question",
    [
        "when did it leave vladivostok",
        "which day did it depart from vladivostok",
        "did it leave Kazan",
        "what day did they quit Kazan",
    ],
)
def test_when_it_left_a_place_is_for_the_search(question: str):
    assert interpreted(question) is None


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("did the torch go to Paris", "Paris"),
        ("was it in Berlin?", "Berlin"),
        ("when did it come through tashkent", "tashkent"),
        ("Warsaw when", "Warsaw"),
        ("was the torch in New York?", "New York"),
        ("Was Almaty on the route", "Almaty"),
        ("when was it in Zürich?", "Zürich"),
        ("when was it in Zu\u0308rich", "Zürich"),
        ("was it in “Málaga”?", "Málaga"),
        ("was the torch in T\u0336o\u0336k\u0336y\u0336o\u0336?", "Tokyo"),
        (f"was the torch in Tokyo{1_500 * chr(0x336)}?", "Tokyo"),
    ],
)
def test_a_place_that_the_calendar_does_not_have_is_recognised_as_one(question: str, name: str):
    found = interpreted(question)
    assert found is not None
    assert found.kind is InterpretationKind.UNKNOWN_PLACE
    assert (found.unknown_place, found.found.milestones) == (name, ())
    assert not found.exact  # an entry may know more


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
        "when did the train depart",  # an event is for the search
        "day of the launch",
        "date the flame was lit",
        "when was the day off",
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
    assert interpreted(question) is None


def test_an_exact_interpretation_of_one_sentence_comes_before_others():
    first = "Where were the balloons on 15 November?"
    second = "Where was it on 16 November?"

    assert ids(interpreted(first)) == ["rain"]
    assert ids(exact(f"{first} {second}")) == ["train"]
    assert ids(exact(f"{second} {first}")) == ["train"]


_bits = st.sampled_from(
    """what when where who how did was the torch it happened on in to 7 31 november 2013 kazan
    vladivastok paris today train rain ? , . and date day Казань 🔥 'n' 9/11""".split()
)


@given(st.text(max_size=60) | st.lists(_bits, max_size=9).map(" ".join))
def test_any_text_can_be_interpreted(question: str):
    found = interpreted(question)
    if found is not None:
        assert set(found.found.milestones) <= set(LOOKUP.calendar.milestones)
        assert found.found.milestones or found.kind in {
            InterpretationKind.DATE,
            InterpretationKind.UNKNOWN_PLACE,
        }
        assert bool(found.unknown_place) == (found.kind is InterpretationKind.UNKNOWN_PLACE)
        assert not (found.exact and found.unknown_place)


@given(
    st.lists(_bits, max_size=7).map(" ".join),
    st.sampled_from(["kazan", "7 november", "in vladivostok", "on 31 november"]),
)
def test_what_is_exact_names_a_date_or_a_place(rest: str, named: str):
    for question in (rest, f"{rest} {named}"):
        found = exact(question)
        if found is not None:
            dated = bool(parsed(question).dates.expressions)
            assert dated or LOOKUP.place_names.find(parsed(question).words)
