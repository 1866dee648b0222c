"""Only what has the form of a question may be answered unasked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.form import LONG, MOST_PARTS, is_question, parts


@pytest.mark.parametrize(
    "text",
    [
        # A question mark
        "who went outside?",
        "?",
        "the torch went to space?",
        "really?!",
        "(was it lit?)",
        "**was it lit?**",
        '“was it lit?"',
        "why？",
        "is this on ?",
        # A question word or an inverted verb in front
        "who went outside with it",
        "what did they do up there",
        "how high is the station",
        "WHEN DOES IT LAND",
        "whats the weather like",
        "why wasnt it lit",
        "did the torch come back",
        "is the flame still burning",
        "can it burn in space",
        "ok so who went outside",
        "hey guys, did it come back",
        "btw how long was the spacewalk",
        "<@123> who went outside with it",
        # A request
        "tell me about the spacewalk",
        "please explain the lighter story",
        "i want to know who carried it",
        "I'd like to know who carried it",
        "anyone know who carried it",
        "does anybody know",
        "I wonder who carried it",
        "just wondering who carried it",
        "remind me who carried it",
    ],
)
def test_it_is_a_question(text: str):
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "...",
        "!",
        "lol",
        "ok cool",
        "the torch is lit",
        "it went to space",
        "nice torch!",
        "and then who knows",
        "I love this relay",
        "why",  # too short to speak up for
        "so why",
        "is it",
        "look at https://example.org/why?",
        "the torch, which was unlit, went to space",
        "explained",
        "he told me about it",
    ],
)
def test_it_is_no_question(text: str):
    assert not is_question(text)


@pytest.mark.parametrize("text", ["the torch went to space? 🔥", "it was unlit? :)", "lit?…"])
def test_a_smile_behind_the_question_mark_leaves_it_a_question(text: str):
    assert is_question(text)


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
def test_a_short_message_or_a_single_sentence_has_no_parts(text: str):
    assert parts(text) == []


@pytest.mark.parametrize("stop", [".", "!", "?", "...", "?!", "\n", ".\n\n", " ?"])
def test_a_long_message_has_its_questions_each_also_with_the_sentence_before(stop: str):
    first = f"{CHATTER}{stop}".strip()

    assert parts(f"{CHATTER}{stop} who went outside? was it lit")[-4:] == [
        "who went outside?",
        f"{first} who went outside?",
        "was it lit",
        "who went outside? was it lit",
    ]


def test_what_is_no_question_is_no_part():
    assert parts(f"{CHATTER}. We all saw it. Did you like the pizza at the place?") == [
        "Did you like the pizza at the place?",
        "We all saw it. Did you like the pizza at the place?",
    ]


def test_a_point_inside_a_number_or_behind_an_initial_ends_no_sentence():
    text = "Is it true that it weighed 1.8 kilos and that V. Kotov carried it outside? Really?"
    assert parts(text)[0].startswith("Is it true that it weighed 1.8 kilos and that V. Kotov")


def test_a_message_is_long_from_so_many_words():
    assert parts(" ".join(["word"] * (LONG - 3)) + ". was it lit")
    assert not parts(" ".join(["word"] * (LONG - 4)) + ". was it lit")


def test_of_a_very_long_message_only_so_many_parts_are_looked_at():
    assert len(parts("Was it lit? " * 500)) == MOST_PARTS


@given(st.text("ab .?!\n", max_size=80))
def test_every_part_stands_in_the_message(text: str):
    words = " ".join(text.split())
    for part in parts(text):
        assert part == part.strip() != ""
        assert part in text or " ".join(part.split()).replace(" ", "") in words.replace(" ", "")
