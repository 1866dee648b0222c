"""A text must have one of the needed words, whatever its inflection, or a synonym of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.only_if import NeededWords, folded
from bot.language.question import parse_question
from bot.language.spelling import SpellingCorrector
from bot.language.synonyms import Synonyms
from bot.language.tokens import tokenise

GROUPS = [
    ["paralympics", "paralympic games", "games for the disabled"],
    ["spacewalk", "space walk", "eva"],
    ["relay", "torch relay"],
    ["orbit", "deep space"],
]
SYNONYMS = Synonyms(GROUPS)
CORRECTOR = SpellingCorrector({"atlanta": 3, "paralympic": 2, "summer": 2})


def meets(text: str, *needed: str) -> bool:
    question = parse_question(text, CORRECTOR)
    return NeededWords(needed, SYNONYMS).are_met_by(folded(question.tokens, SYNONYMS))


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("what about the Paralympics?", "paralympic"),
        ("was it a paralympic torch", "Paralympics"),
        ("Atlanta's torch", "Atlanta"),
        ("did ATLANTA have one", "atlanta"),
        ("the 1996 torch", "1996"),
        ("when did they fly", "flew"),
        ("wat about atlnata", "Atlanta"),
        ("the summer games of 1996", "summer games"),
        ("two summer game torches", "summer games"),
        ("torches at games for the disabled", "paralympics"),
        ("how long was the EVA", "spacewalk"),
        ("was there a space walk", "spacewalk"),
        ("where did the torch relay start", "torch"),
        ("the last space walk", "space"),
        ("a deep space walk", "space walk"),
    ],
)
def test_a_word_is_met_whatever_its_form_spelling_or_synonym(text: str, needed: str):
    assert meets(text, needed)


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("when did it get to space", "Atlanta"),
        ("who was in the park", "park and ride"),
        ("games in the summer", "summer games"),
        ("the summer and its games", "summer games"),
        ("the year 19961", "1996"),
        ("atlantan torches", "tan"),
        ("an atlas", "Atlanta"),
        ("space and a walk", "spacewalk"),
        ("", "Atlanta"),
        ("!?", "Atlanta"),
    ],
)
def test_a_word_is_not_met_by_parts_of_it_or_by_words_in_another_order(text: str, needed: str):
    assert not meets(text, needed)


def test_one_of_several_is_enough():
    assert meets("the torch of 1996", "Atlanta", "1996", "summer games")
    assert not meets("the torch of 2000", "Atlanta", "1996", "summer games")


def test_where_nothing_is_needed_every_text_is_good_enough():
    assert not NeededWords((), SYNONYMS)
    assert meets("")
    assert meets("anything at all")


def test_a_needed_word_without_letters_is_never_met():
    assert NeededWords(["?!"], SYNONYMS)
    assert not meets("well?!", "?!")
    assert not meets("", "?!")


def test_the_end_of_the_stems_and_the_first_term_are_no_phrase():
    assert not meets("games of the summer", "summer games")
    assert not meets("games", "games games")


WORDS = st.sampled_from("the torch summer games 1996 space walk eva relay atlanta for".split())
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)


@given(TEXTS, TEXTS.filter(bool), TEXTS)
def test_a_text_meets_every_phrase_that_it_has(before: str, phrase: str, after: str):
    assert meets(f"{before} {phrase} {after}", phrase)


@given(TEXTS, st.lists(WORDS, min_size=1, max_size=2).map(" ".join))
def test_without_a_vocabulary_only_texts_with_the_words_in_a_row_meet_a_phrase(
    text: str, phrase: str
):
    none = Synonyms(())
    stems = [token.stem for token in tokenise(text)]
    wanted = [token.stem for token in tokenise(phrase)]
    there = any(
        stems[at : at + len(wanted)] == wanted for at in range(len(stems) - len(wanted) + 1)
    )

    assert NeededWords([phrase], none).are_met_by(folded(tokenise(text), none)) == there
