"""A question is tokenised and spell-checked once; its parts are slices of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.question import parse_question
from bot.language.spelling import SpellingCorrector
from bot.language.tokens import MAX_CHARACTERS, tokenise

CORRECTOR = SpellingCorrector({"oven": 3, "torch": 1})


def test_tokens_are_corrected_and_remember_what_was_typed():
    question = parse_question("How hot is teh ovne?", CORRECTOR)

    assert question.text == "How hot is teh ovne?"
    assert question.words == ["how", "hot", "is", "the", "oven"]
    assert [token.written for token in question.tokens] == ["how", "hot", "is", "the", "ovne"]
    assert question.tokens[-1].stem == "oven"


def test_without_a_corrector_the_words_stay_as_they_are():
    assert [token.word for token in parse_question("the ovne").tokens] == ["the", "ovne"]


def test_the_content_has_no_fillers_and_no_lead_ins():
    question = parse_question("hey, and how hot is the oven lol")

    assert [token.word for token in question.content] == ["how", "hot", "is", "the", "oven"]


@pytest.mark.parametrize(
    ("text", "part", "words"),
    [
        ("How hot is the oven?", "the oven", ["the", "oven"]),
        ("  How   hot\nis it ", "hot\nis", ["hot", "is"]),
        ("It wasn't hot, was it?", "wasn't hot", ["was", "not", "hot"]),
        ("Straße und Torch", "und Torch", ["und", "torch"]),  # folding changes a word's length
        ("<@123> the ﬁre and Torch", "Torch", ["torch"]),
        ("x,z", "z", ["z"]),
    ],
)
def test_a_slice_has_the_tokens_of_its_part_of_the_text(text: str, part: str, words: list[str]):
    question = parse_question(text, CORRECTOR)
    start = text.index(part)
    sliced = question.slice(start, start + len(part))

    assert sliced.text == part
    assert [token.word for token in sliced.tokens] == words


def test_a_slice_keeps_corrections_and_can_be_sliced_again():
    question = parse_question("it is cold. is teh ovne hot", CORRECTOR)
    second = question.slice(11, 100)
    last = second.slice(3, 12)

    assert second.text == "is teh ovne hot"
    assert (last.text, [token.word for token in last.tokens]) == ("teh ovne", ["the", "oven"])


def test_a_slice_is_cut_to_the_length_of_a_question():
    question = parse_question("word " * 1_000)

    assert len(question.tokens) == 1_000
    assert len(question.slice(0, 5_000).text) <= MAX_CHARACTERS
    assert len(question.slice(0, 5_000).tokens) == MAX_CHARACTERS // 5
    assert len(question.slice(4_000, 5_000).tokens) == MAX_CHARACTERS // 5


_bits = st.sampled_from(["who", "Torch", "ﬁre", "wasn't", "<@1>", "Straße", ",", "1,000", "n", "é"])


@given(st.lists(_bits, max_size=8).map(" ".join), st.data())
def test_two_slices_that_meet_at_a_space_have_all_the_tokens(text: str, data: st.DataObject):
    question = parse_question(text)
    spaces = [at for at, character in enumerate(text) if character == " "] or [0]
    at = data.draw(st.sampled_from(spaces))
    first, second = question.slice(0, at), question.slice(at, len(text))

    assert first.tokens + second.tokens == question.tokens
    assert list(first.tokens) == tokenise(first.text)
    assert list(second.tokens) == tokenise(second.text)
