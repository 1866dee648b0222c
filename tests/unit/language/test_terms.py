"""Which words of a question count, and how much."""

import pytest

from bot.language.terms import (
    FUNCTION_SHARE,
    Term,
    content_tokens,
    information_share,
    is_salient,
)
from bot.language.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("and who carried it", "who carried it"),
        ("so but then who carried it", "who carried it"),
        ("hey, and who even carried it lol", "who carried it"),
        ("who carried it and why", "who carried it and why"),  # a lead-in is at the start
        ("sorry, who carried it", "who carried it"),
        ("also", "also"),
        ("and also", "also"),
        ("lol so", "lol so"),  # both are fillers
        ("", ""),
    ],
)
def test_fillers_and_lead_ins_are_dropped_unless_nothing_else_is_left(text: str, kept: str):
    assert " ".join(token.word for token in content_tokens(tokenise(text))) == kept


@pytest.mark.parametrize(
    ("key", "salient", "share"),
    [
        ("oven", True, 1.0),
        ("2013", True, 1.0),
        ("price+", True, 1.0),
        ("the", False, FUNCTION_SHARE),
        ("be", False, FUNCTION_SHARE),  # the stem of “was”
        ("who", False, 1.0),  # not what the question is about, but what it asks for
        ("when", False, 1.0),
    ],
)
def test_function_words_and_question_words_are_not_salient(key: str, salient: bool, share: float):
    assert is_salient(key) is salient
    assert information_share(key) == share


def test_a_term_of_the_context_is_not_salient():
    assert Term("oven", "oven").salient
    assert not Term("oven", "oven", context=True).salient


def test_a_corrected_term_stands_for_the_corrected_word():
    assert Term("oven", "ovne", "oven").intended == "oven"
    assert Term("iss+", "space station").intended == "space station"
