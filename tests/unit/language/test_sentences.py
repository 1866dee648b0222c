"""A long message is read whole and by its questions; a double question falls into halves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.sentences import LONG, MOST, Reading, halves, readings

CHATTER = "we watched the launch together on the big screen last night"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "?!... . !",
        "who went outside?",
        "wow. who went outside?",  # short
        f"{CHATTER} and who went outside with it",  # one sentence
        f"...{CHATTER} and who went outside with it?!",
    ],
)
def test_a_short_message_or_a_single_sentence_is_read_whole(text: str):
    assert readings(text) == [Reading(text)]


@pytest.mark.parametrize("stop", [".", "!", "?", "...", "?!", "\n", ".\n\n", " ?"])
def test_a_long_message_is_read_by_its_questions_with_what_was_said_before(stop: str):
    first = f"{CHATTER}{stop}".strip()
    text = f"{CHATTER}{stop} who went outside? was it lit"

    assert readings(text)[0] == Reading(text)
    assert readings(text)[-4:] == [
        Reading("who went outside?", first),
        Reading(f"{first} who went outside?"),
        Reading("was it lit", f"{first} who went outside?"),
        Reading("who went outside? was it lit"),
    ]


def test_what_is_no_question_is_no_reading():
    text = f"{CHATTER}. We all saw it. Did you like the pizza at the place?"
    assert [reading.question for reading in readings(text)] == [
        text,
        "Did you like the pizza at the place?",
        "We all saw it. Did you like the pizza at the place?",
    ]


def test_a_question_that_comes_first_has_nothing_before_it():
    assert readings(f"Was it lit? {CHATTER}. We saw it.")[1:] == [Reading("Was it lit?")]


def test_a_point_inside_a_number_or_behind_an_initial_ends_no_sentence():
    text = "Is it true that it weighed 1.8 kilos and that V. Kotov carried it outside? Really?"
    assert readings(text)[1].question.startswith("Is it true that it weighed 1.8 kilos and that V.")


def test_a_message_is_long_from_so_many_words():
    assert len(readings(" ".join(["word"] * (LONG - 3)) + ". was it lit")) > 1
    assert len(readings(" ".join(["word"] * (LONG - 4)) + ". was it lit")) == 1


def test_a_very_long_message_is_read_only_so_often():
    assert len(readings("Was it lit? " * 500)) == 1 + MOST


@given(st.text("ab .?!\n", max_size=80))
def test_every_reading_stands_in_the_message(text: str):
    words = " ".join(text.split()).replace(" ", "")
    for reading in readings(text):
        for part in (reading.question, reading.before):
            assert "".join(part.split()) in words


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("who went outside and how long did it take", "who went outside", "how long did it take"),
        ("who went outside, and how long did it take?", "who went outside",
         "how long did it take?"),
        ("was it lit up there? who went outside?", "was it lit up there", "who went outside?"),
        ("when did it land but where was that", "when did it land", "where was that"),
        ("what did it cost, also who made it then", "what did it cost", "who made it then"),
    ],
)  # fmt: skip
def test_a_double_question_falls_into_halves_and_the_second_leans_on_the_first(
    text: str, first: str, second: str
):
    assert halves(text) == (Reading(first), Reading(second, first))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "who went outside with the torch",
        "when and where did it land",
        "who carried bread and butter",
        "did Kotov and Ryazanskiy go outside",
        "I like the torch and who went outside",  # the first half asks nothing
        "who went outside and why",  # nothing stands on its own in the second
        "was it lit, or not",
    ],
)
def test_a_single_question_has_no_halves(text: str):
    assert halves(text) is None


@given(st.text("who did and , ?it", max_size=60))
def test_halves_stand_in_the_message(text: str):
    for half in halves(text) or ():
        assert half.question in text


def test_of_what_was_said_before_the_two_sentences_in_front_count():
    text = f"{CHATTER}. We all saw it. It was cold. Was it lit?"

    assert readings(text)[1].before == "We all saw it. It was cold."


def test_of_very_many_questions_the_last_ones_are_read():
    text = " ".join(f"Was it lit on day number {at}?" for at in range(9))

    assert readings(text)[-1].question.endswith("Was it lit on day number 8?")
    assert all("number 0" not in reading.question for reading in readings(text)[1:])


@pytest.mark.parametrize(
    ("text", "double"),
    [
        ("who was it, and who is he", True),  # three words on either side
        ("who was it, and who is", False),
        ("who then, and who is he", False),
        ("who was it, and the man there", False),  # the second half opens no question
        ("it was him, and who is he", False),
    ],
)
def test_each_half_must_be_a_question_of_its_own(text: str, double: bool):
    assert (halves(text) is not None) is double
