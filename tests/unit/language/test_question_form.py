"""The form of a question: what it asks for, and whether a text is a question at all."""

import pytest

from bot.language.question import parse_question
from bot.language.question_form import (
    ASKS_FOR_DAY,
    ASKS_FOR_DETAILS,
    ASKS_FOR_EVENTS,
    ASKS_FOR_PLACE,
    ASKS_WHETHER,
    QuestionForm,
    classify,
)
from bot.language.spelling import SpellingCorrector
from bot.language.tokens import tokenise


def form(text: str) -> QuestionForm:
    return parse_question(text).form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # When
        ("when did it come", QuestionForm.WHEN),
        ("which day was that", QuestionForm.WHEN),
        ("which day was it", QuestionForm.WHEN),
        ("on what date", QuestionForm.WHEN),
        ("in which year", QuestionForm.WHEN),
        ("was it ever in town and when", QuestionForm.WHEN),
        ("what was the date in town", QuestionForm.WHAT_DATE),
        ("on which calendar day was it", QuestionForm.WHAT_DATE),
        ("what time did it start", QuestionForm.WHAT_TIME),
        ("what time did it land", QuestionForm.WHAT_TIME),
        # Whether
        ("was it lit when it flew", QuestionForm.WHETHER_WHEN),
        ("did it visit the town", QuestionForm.WHETHER),
        ("and was it there", QuestionForm.WHETHER),
        ("did it come back", QuestionForm.WHETHER),
        ("is it lit", QuestionForm.WHETHER),
        ("could it come back", QuestionForm.WHETHER),
        ("it was never there", QuestionForm.WAS_THERE),
        # Where
        ("where was it", QuestionForm.WHERE),
        ("which town was it in", QuestionForm.WHICH_PLACE),
        ("which location was it", QuestionForm.WHICH_PLACE),
        # What happened
        ("what happened", QuestionForm.WHAT_HAPPENED),
        ("what took place", QuestionForm.WHAT_HAPPENED),
        ("whats on", QuestionForm.WHAT_HAPPENED),
        ("what did they do", QuestionForm.WHAT_HAPPENED),
        ("what about", QuestionForm.WHAT_HAPPENED),
        ("what was announced", QuestionForm.WHAT_HAPPENED),
        # Who
        ("who ran", QuestionForm.WHO),
        ("who went outside", QuestionForm.WHO),
        ("with whom did it fly", QuestionForm.WHO),
        ("whose idea was it", QuestionForm.WHO),
        ("who day and night carried it", QuestionForm.WHO),  # “day” counts after “what” or “which”
        # How and why
        ("how cold was it when it ran", QuestionForm.HOW),
        ("how was it lit", QuestionForm.HOW),
        ("how", QuestionForm.HOW),
        ("why did it stop on", QuestionForm.WHY),
        ("how many torches were made", QuestionForm.HOW_MANY),
        ("tell me how long it took", QuestionForm.HOW_LONG),
        # Something else
        ("what was the temperature", QuestionForm.WHAT),
        ("which rocket was it", QuestionForm.WHAT),
        ("what happened to the lamp", QuestionForm.WHAT),
        ("which torch was it", QuestionForm.WHAT),
        ("what did it cost", QuestionForm.WHAT),
        ("what old torch was it", QuestionForm.WHAT),  # “old” is a measure after “how” only
        # A noun, without a question word or a verb at the start
        ("town, date?", QuestionForm.DATE),
        ("day of the race", QuestionForm.DATE),
        ("name of the town", QuestionForm.PLACE),
        ("its whereabouts", QuestionForm.PLACE),
        ("anything going on", QuestionForm.EVENTS),
        ("tell me about", QuestionForm.EVENTS),
        ("how about", QuestionForm.EVENTS),
        # Nothing
        ("the lamp", QuestionForm.NONE),
        ("torch price", QuestionForm.NONE),
        ("", QuestionForm.NONE),
    ],
)
def test_the_form_of_a_question_is_what_it_asks_for(text: str, expected: QuestionForm):
    assert form(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("could you tell me when it came", QuestionForm.WHEN),
        ("can anyone say who ran", QuestionForm.WHO),
        ("does anybody know how many were made", QuestionForm.HOW_MANY),
        ("would someone explain why", QuestionForm.WHY),
        ("do you know what day it was", QuestionForm.WHEN),
        ("could you tell me what happened", QuestionForm.WHAT_HAPPENED),
        ("could you tell me the date it came", QuestionForm.DATE),
        ("can you tell me about the lamp", QuestionForm.EVENTS),
        ("can you light the lamp", QuestionForm.WHETHER),  # asks for nothing else
        ("could it come back", QuestionForm.WHETHER),
        ("could they say who ran", QuestionForm.WHO),
        ("did you see it when it ran", QuestionForm.WHETHER_WHEN),  # no request
        ("would it be lit when it flew", QuestionForm.WHETHER_WHEN),
        ("can you", QuestionForm.WHETHER),
        ("could", QuestionForm.WHETHER),
    ],
)
def test_a_polite_request_has_the_form_of_what_it_asks_for(text: str, expected: QuestionForm):
    assert form(text) is expected


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("when did it come", ASKS_FOR_DAY),
        ("what was the date in town", ASKS_FOR_DAY),
        ("day of the race", ASKS_FOR_DAY),
        ("did it visit the town", ASKS_WHETHER),
        ("was it lit when it flew", ASKS_WHETHER),
        ("it was never there", ASKS_WHETHER),
        ("where was it", ASKS_FOR_PLACE),
        ("which town was it in", ASKS_FOR_PLACE),
        ("name of the town", ASKS_FOR_PLACE),
        ("what happened", ASKS_FOR_EVENTS),
        ("anything going on", ASKS_FOR_EVENTS),
        ("which rocket was it", ASKS_FOR_DETAILS),
        ("what time did it land", ASKS_FOR_DETAILS),
        ("who ran", None),
        ("why did it stop", None),
        ("how many were made", None),
        ("the lamp", None),
    ],
)
def test_forms_that_ask_for_the_same_thing_belong_together(
    text: str, forms: frozenset[QuestionForm] | None
):
    groups = (ASKS_FOR_DAY, ASKS_WHETHER, ASKS_FOR_PLACE, ASKS_FOR_EVENTS, ASKS_FOR_DETAILS)

    assert [group for group in groups if form(text) in group] == ([forms] if forms else [])


@pytest.mark.parametrize(
    "measure", "many much long far high fast old often big heavy tall deep".split()
)
def test_how_with_a_measure_is_a_form_of_its_own(measure: str):
    assert form(f"how {measure} was it") == f"how {measure}"


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
        ("what happened then", "what"),
        ("was it lit when it flew", "when"),
        ("on which calendar day was it", "what"),
        ("it was never there", "none"),
        ("which town was it in", "what"),
        ("which day was it", "when"),
        ("who day and night carried it", "who"),
        ("what old torch was it", "what"),
        ("how", "how"),
        ("did it come back", "whether"),
        ("is it lit", "whether"),
        ("torch price", "none"),
        ("day of the race", "none"),  # a noun is not enough
        ("name of the town", "none"),
        ("anything going on", "none"),
        ("", "none"),
    ],
)
def test_the_kind_of_a_question_depends_on_its_first_question_word(text: str, kind: str):
    assert form(text).kind == kind


def test_the_form_of_a_misspelt_question_is_that_of_the_corrected_words():
    text = "whne did it land"
    corrected = parse_question(text, SpellingCorrector({}))

    assert classify(tokenise(text)) is QuestionForm.NONE
    assert not parse_question(text).is_question
    assert corrected.form is QuestionForm.WHEN
    assert corrected.is_question


@pytest.mark.parametrize(
    ("text", "expected"),
    [("how was it", True), ("how many", True), ("why was it", True), ("what was it", False)],
)
def test_how_and_why_are_one_group(text: str, expected: bool):
    assert form(text).asks_how is expected


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
        # A question word or an auxiliary verb at the start
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
        "sorry, did it come back",
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
def test_a_question_mark_an_opening_or_a_request_makes_a_question(text: str):
    assert parse_question(text).is_question


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
        "why",  # too short
        "so why",
        "is it",
        "look at https://example.org/why?",
        "the torch, which was unlit, went to space",
        "explained",
        "he told me about it",
    ],
)
def test_a_statement_is_not_a_question(text: str):
    assert not parse_question(text).is_question


@pytest.mark.parametrize("text", ["the torch went to space? 🔥", "it was unlit? :)", "lit?…"])
def test_a_smiley_may_follow_the_question_mark(text: str):
    assert parse_question(text).is_question


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("who went outside", True),
        ("so hey who went outside", True),
        ("was it lit", True),
        ("who then", False),  # too short
        ("so who then", False),
        ("the torch was lit", False),
        ("so hey", False),
        ("", False),
    ],
)
def test_a_question_opens_with_a_question_word_or_an_auxiliary_verb(text: str, expected: bool):
    assert parse_question(text).opens_question == expected
