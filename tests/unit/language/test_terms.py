"""Which words of a question count, and how much."""

import pytest

from bot.language.terms import FUNCTION_SHARE, Term, is_salient, meant, share_of


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("and who carried it", "who carried it"),
        ("so but then who carried it", "who carried it"),
        ("hey, and who even carried it lol", "who carried it"),
        ("who carried it and why", "who carried it and why"),  # a lead only leads
        ("also", "also"),
        ("and also", "also"),
        ("lol so", "lol so"),  # fillers, both of them
        ("", ""),
    ],
)
def test_fillers_and_leads_are_left_away_unless_nothing_else_is_there(text: str, kept: str):
    assert " ".join(token.word for token in meant(text)) == kept


@pytest.mark.parametrize(
    ("key", "salient", "share"),
    [
        ("oven", True, 1.0),
        ("2013", True, 1.0),
        ("price+", True, 1.0),
        ("the", False, FUNCTION_SHARE),
        ("be", False, FUNCTION_SHARE),  # the stem of “was”
        ("who", False, 1.0),  # says nothing of the subject, but of what is asked
        ("when", False, 1.0),
    ],
)
def test_what_a_question_is_about_are_neither_function_words_nor_question_words(
    key: str, salient: bool, share: float
):
    assert is_salient(key) is salient
    assert share_of(key) == share


def test_what_was_said_before_a_question_is_not_what_it_is_about():
    assert Term("oven", "oven").salient
    assert not Term("oven", "oven", context=True).salient


def test_a_mended_term_means_the_mended_word():
    assert Term("oven", "ovne", "oven").meant == "oven"
    assert Term("iss+", "space station").meant == "space station"
