"""Splits a message into sentences and clauses, and finds the questions in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.question import Question

LONG_MESSAGE = 12  # words; a message of this length or more is searched for its questions
MAX_SPANS = 4  # parts of a message that are tried besides the whole; the last ones count
CONTEXT_SENTENCES = 2  # how many sentences before a question may say what it is about
MIN_HALF_WORDS = 3  # words in each half of a compound question

_SENTENCE_END = re.compile(
    r"(?:(?<=\w\w\.)|(?<=\.\.)|(?<=[?!？！…]))\s+|\n"
)  # not after an initial
_CLAUSE_END = re.compile(
    r"(?:[,;:?]\s*)?\b(?:and|but|also|plus|so|because|cause|wonder(?:ing)?)\b\s+(?:also\s+)?"
    r"|[,;:?]\s+"
)


@dataclass(frozen=True, slots=True)
class QuestionSpan:
    """A part of a message that may be the question, and its context: the sentences before it."""

    question: Question
    context: Question | None = None


def sentences(question: Question) -> list[Question]:
    """Split a message into its sentences."""
    return [sentence for _, sentence in _sentences(question)]


def clauses(question: Question) -> list[Question]:
    """Split a message at commas, colons and conjunctions."""
    bounds = [0, *(at for end in _CLAUSE_END.finditer(question.text) for at in end.span())]
    bounds.append(len(question.text))
    parts = (question.slice(*span) for span in zip(bounds[::2], bounds[1::2], strict=True))
    return [part for part in parts if part.text]


def question_spans(message: Question) -> list[QuestionSpan]:
    """Return the whole message and, if it is long, each question in it.

    Each question is returned twice: with the sentences before it as context, because they often say
    what it is about, and as one text with the last of them. The rest of a long message only
    distracts.
    """
    whole = [QuestionSpan(message.slice(0, len(message.text)))]
    if len(message.text.split()) < LONG_MESSAGE:
        return whole
    parts = list(_sentences(message))
    if len(parts) < 2:
        return whole
    spans: list[QuestionSpan] = []
    for at, (start, sentence) in enumerate(parts):
        if not sentence.is_question:
            continue
        if at == 0:
            spans.append(QuestionSpan(sentence))
            continue
        context = message.slice(parts[max(0, at - CONTEXT_SENTENCES)][0], start)
        spans.append(QuestionSpan(sentence, context))
        spans.append(QuestionSpan(message.slice(parts[at - 1][0], start + len(sentence.text))))
    return whole + spans[-MAX_SPANS:]


def split_compound_question(question: Question) -> tuple[QuestionSpan, QuestionSpan] | None:
    """Split a question like “who went out, and how long did it take?” in two; else None.

    The first half is the context of the second, because “it” and “they” may refer to it.
    """
    for boundary in _CLAUSE_END.finditer(question.text):
        first = question.slice(0, boundary.start())
        second = question.slice(boundary.end(), len(question.text))
        if (
            min(len(first.tokens), len(second.tokens)) >= MIN_HALF_WORDS
            and second.opens_question
            and first.is_question
        ):
            return QuestionSpan(first), QuestionSpan(second, first)
    return None


def _sentences(question: Question) -> Iterator[tuple[int, Question]]:
    """Yield the sentences with their positions in the text."""
    start = 0
    ends = [end.span() for end in _SENTENCE_END.finditer(question.text)]
    for stop, following in (*ends, (len(question.text), len(question.text))):
        sentence = question.slice(start, stop)
        if sentence.text:
            start += len(question.text[start:stop]) - len(question.text[start:stop].lstrip())
            yield start, sentence
        start = following
