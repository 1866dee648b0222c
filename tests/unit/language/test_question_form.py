"""Only what has the form of a question may be answered unasked."""

import pytest

from bot.language.question_form import is_question, kind_of, opens


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


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("who went outside", "who"),
        ("with whom did it fly", "who"),
        ("whose idea was it", "who"),
        ("which torch was it", "what"),
        ("how was it lit", "how"),
        ("how many torches were made", "how many"),
        ("tell me how long it took", "how long"),
        ("what time did it land", "when"),
        ("what did it cost", "what"),
        ("which day was it", "when"),
        ("who day and night carried it", "who"),  # only “what” and “which” ask for a time
        ("what old torch was it", "what"),  # only “how” asks for a measure
        ("how", "how"),
        ("did it come back", "whether"),
        ("is it lit", "whether"),
        ("torch price", None),
        ("", None),
    ],
)
def test_a_question_is_of_a_kind(text: str, kind: str | None):
    assert kind_of(text.split()) == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("who went outside", True),
        ("so hey who went outside", True),
        ("was it lit", True),
        ("who then", False),  # too short to be one
        ("so who then", False),
        ("the torch was lit", False),
        ("so hey", False),
        ("", False),
    ],
)
def test_a_question_opens_with_a_question_word_or_an_inverted_verb(text: str, expected: bool):
    assert opens(text.split()) == expected
