"""Whether a message has the form of a question: only then may a bot speak unasked."""

import re

from bot.matching.text import normalise, tokens

_OPENERS = frozenset(
    """who whom whose what which when where why how is are was were do does did has have had can
    could will would should""".split()
)
_LEADS = frozenset(
    "yo hey hi hello ok okay so and but well um hmm please oh lol guys sorry btw also just".split()
)
_ENDS_IN_QUESTION = re.compile(r"\?[^\w?]*[dpo]?$")  # a smiley may follow
_REQUEST = re.compile(
    r"\b(?:explain|tell (?:me|us)|(?:i|we)(?:'d| would)? (?:like|want|need|love) to (?:know|hear)"
    r"|does any(?:one|body) know|any(?:one|body) knows?|i wonder|wondering|remind me)\b"
)


def is_question(text: str) -> bool:
    """A question mark, a question word or an inverted verb in front, or a plain request."""
    folded = normalise(text)
    if _ENDS_IN_QUESTION.search(folded) or _REQUEST.search(folded):
        return True
    words = [token.word for token in tokens(folded)]
    while words and words[0] in _LEADS:
        words.pop(0)
    return len(words) >= 3 and words[0] in _OPENERS


def parts(text: str) -> list[str]:
    """The questions in a long message, each alone and with the sentence before it.

    What leads up to a question often says what it is about; the rest of a long message blurs it.
    Empty for a short message; of a very long one the last questions.
    """
    sentences = [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]
    if len(sentences) < 2 or len(text.split()) < LONG:
        return []
    found: list[str] = []
    for before, sentence in zip(("", *sentences), sentences, strict=False):
        if is_question(sentence):
            found += [sentence, f"{before} {sentence}"] if before else [sentence]
    return found[-MOST_PARTS:]


LONG = 12  # words
MOST_PARTS = 9
_SENTENCE_END = re.compile(
    r"(?:(?<=\w\w\.)|(?<=\.\.)|(?<=[?!？！…]))\s+|\n"
)  # not behind an initial
