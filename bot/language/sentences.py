"""The ways to read a message: whole, its questions in their context, the halves of a double one."""

import re
from dataclasses import dataclass

from bot.language.question_form import is_question, opens_question
from bot.language.tokens import tokens

LONG = 12  # words from which a message is searched for its questions
MOST = 4  # readings of one message
CONTEXT = 2  # sentences before a question that may say what it is about
_SENTENCE_END = re.compile(
    r"(?:(?<=\w\w\.)|(?<=\.\.)|(?<=[?!？！…]))\s+|\n"
)  # not behind an initial
_JOINT = re.compile(r"\s*(?:[,;?]\s*)?\b(?:and|but|also|plus|&)\b\s+(?:also\s+)?|[?;]\s+|,\s+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of a message taken for the question, and what was said before it."""

    question: str
    before: str = ""


def readings(text: str) -> list[Reading]:
    """The whole message, and each question of a long one: alone, and in its context.

    What leads up to a question often says what it is about; the rest of a long message blurs it.
    """
    whole = [Reading(text)]
    if len(text.split()) < LONG:
        return whole
    sentences = [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]
    found: list[Reading] = []
    for at, sentence in enumerate(sentences):
        if len(sentences) > 1 and is_question(sentence):
            before = " ".join(sentences[max(0, at - CONTEXT) : at])
            found.append(Reading(sentence, before))
            if before:
                found.append(Reading(f"{sentences[at - 1]} {sentence}"))
    return whole + found[-MOST:]


def halves(text: str) -> tuple[Reading, Reading] | None:
    """A double question (“who went out, and how long did it take?”) taken apart; None if it is one.

    The second half may lean on the first: “it” and “they” stand for what was named there.
    """
    for joint in _JOINT.finditer(text):
        first, second = text[: joint.start()].strip(), text[joint.end() :].strip()
        if (
            len(tokens(first)) > 2
            and len(tokens(second)) > 2
            and opens_question(second)
            and is_question(first)
        ):
            return Reading(first), Reading(second, first)
    return None
