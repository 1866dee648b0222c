"""Messages are split into sentences, clauses and questions; compound questions into halves."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.question import parse_question
from bot.language.sentences import (
    LONG_MESSAGE,
    MAX_SPANS,
    QuestionSpan,
    clauses,
    question_spans,
    sentences,
    split_compound_question,
)
from bot.language.tokens import MAX_CHARACTERS

CHATTER = "we watched the launch together on the big screen last night"

Span = tuple[str, str]  # the question and its context, with single spaces


def plain(span: QuestionSpan) -> Span:
    context = span.context.text if span.context else ""
    return " ".join(span.question.text.split()), " ".join(context.split())


def spans(text: str) -> list[Span]:
    return [plain(span) for span in question_spans(parse_question(text))]


def halves(text: str) -> tuple[Span, Span] | None:
    split = split_compound_question(parse_question(text))
    return (plain(split[0]), plain(split[1])) if split else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   ", []),
        ("Was it lit?", ["Was it lit?"]),
        ("It was cold. Was it lit? Who knows", ["It was cold.", "Was it lit?", "Who knows"]),
        ("Wait... really?! Yes…\nwas it", ["Wait...", "really?!", "Yes…", "was it"]),
        ("It weighed 1.8 kilos. V. Kotov had it", ["It weighed 1.8 kilos.", "V. Kotov had it"]),
        ("one\n\n two ", ["one", "two"]),
    ],
)
def test_a_message_is_split_into_its_sentences(text: str, expected: list[str]):
    assert [sentence.text for sentence in sentences(parse_question(text))] == expected


@pytest.mark.parametrize("text", [" " * 10_000, "who was it" + " " * 10_000 + "then"])
def test_a_long_run_of_white_space_takes_no_time(text: str):
    question = parse_question(text)
    started = perf_counter()
    clauses(question)
    split_compound_question(question)
    assert perf_counter() - started < 0.5  # 2 s and more if each space is tried as a beginning


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("where was it then", ["where was it then"]),
        ("I was born on 9 May, where was it", ["I was born on 9 May", "where was it"]),
        ("it is my day so where was it", ["it is my day", "where was it"]),
        ("cold: and also wet, was it", ["cold", "wet", "was it"]),
    ],
)
def test_a_message_is_split_into_its_clauses(text: str, expected: list[str]):
    assert [clause.text for clause in clauses(parse_question(text))] == expected


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
def test_a_short_message_or_a_single_sentence_is_one_span(text: str):
    assert spans(text) == [(text.strip(), "")]


@pytest.mark.parametrize("stop", [".", "!", "?", "...", "?!", "\n", ".\n\n", " ?"])
def test_each_question_in_a_long_message_is_a_span_alone_and_with_its_context(stop: str):
    first = f"{CHATTER}{stop}".strip()
    text = f"{CHATTER}{stop} who went outside? was it lit"

    assert spans(text)[0] == (" ".join(text.split()), "")
    assert spans(text)[-4:] == [
        ("who went outside?", first),
        (f"{first} who went outside?", ""),
        ("was it lit", f"{first} who went outside?"),
        ("who went outside? was it lit", ""),
    ]


def test_a_statement_is_not_a_span():
    text = f"{CHATTER}. We all saw it. Did you like the pizza at the place?"
    assert [question for question, _ in spans(text)] == [
        text,
        "Did you like the pizza at the place?",
        "We all saw it. Did you like the pizza at the place?",
    ]


def test_a_question_that_comes_first_has_no_context():
    assert spans(f"Was it lit? {CHATTER}. We saw it.")[1:] == [("Was it lit?", "")]


def test_a_full_stop_in_a_number_or_after_an_initial_does_not_end_a_sentence():
    text = "Is it true that it weighed 1.8 kilos and that V. Kotov carried it outside? Really?"
    assert spans(text)[1][0].startswith("Is it true that it weighed 1.8 kilos and that V.")


def test_only_a_long_message_is_searched_for_questions():
    assert len(spans(" ".join(["word"] * (LONG_MESSAGE - 3)) + ". was it lit")) > 1
    assert len(spans(" ".join(["word"] * (LONG_MESSAGE - 4)) + ". was it lit")) == 1


def test_the_number_of_spans_is_limited():
    assert len(spans("Was it lit? " * 500)) == 1 + MAX_SPANS


@given(st.text("ab .?!\n", max_size=80))
def test_every_span_is_part_of_the_message(text: str):
    words = "".join(text.split())
    for span in spans(text):
        for part in span:
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
def test_a_compound_question_is_split_and_the_first_half_is_the_context_of_the_second(
    text: str, first: str, second: str
):
    assert halves(text) == ((first, ""), (second, first))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "who went outside with the torch",
        "when and where did it land",
        "who carried bread and butter",
        "did Kotov and Ryazanskiy go outside",
        "I like the torch and who went outside",  # the first half is not a question
        "who went outside and why",  # the second half does not stand on its own
        "was it lit, or not",
    ],
)
def test_a_single_question_is_not_split(text: str):
    assert halves(text) is None


@given(st.text("who did and , ?it", max_size=60))
def test_halves_are_parts_of_the_message(text: str):
    for question, _ in halves(text) or ():
        assert question in " ".join(text.split())


def test_the_context_is_the_two_sentences_before():
    text = f"{CHATTER}. We all saw it. It was cold. Was it lit?"

    assert spans(text)[1][1] == "We all saw it. It was cold."


def test_if_there_are_too_many_questions_the_last_ones_count():
    text = " ".join(f"Was it lit on day number {at}?" for at in range(9))

    assert spans(text)[-1][0].endswith("Was it lit on day number 8?")
    assert all("number 0" not in question for question, _ in spans(text)[1:])


@pytest.mark.parametrize(
    ("text", "compound"),
    [
        ("who was it, and who is he", True),  # three words in each half
        ("who was it, and who is", False),
        ("who then, and who is he", False),
        ("who was it, and the man there", False),  # the second half is not a question
        ("it was him, and who is he", False),
    ],
)
def test_each_half_must_be_a_question_of_its_own(text: str, compound: bool):
    assert (halves(text) is not None) is compound


def test_a_question_at_the_end_of_a_very_long_message_is_a_span_with_its_tokens():
    text = f"{CHATTER}. " * 40 + "Was it lit?"
    *_, span, _ = question_spans(parse_question(text))

    assert len(text) > 2 * MAX_CHARACTERS
    assert [token.word for token in span.question.tokens] == ["was", "it", "lit"]
    assert span.context is not None
    assert len(span.context.tokens) == 2 * len(CHATTER.split())
