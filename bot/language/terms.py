"""The terms of a question, and which of them say what it is about."""

from dataclasses import dataclass

from bot.language.english import FILLERS, FUNCTION_WORDS, LEADS, QUESTION_WORDS
from bot.language.tokens import Token, stem, tokens

FUNCTION_SHARE = 0.5  # of its information, for a word that any question may have

FUNCTION_STEMS = frozenset(stem(word) for word in FUNCTION_WORDS)
QUESTION_STEMS = frozenset(stem(word) for word in QUESTION_WORDS)


@dataclass(frozen=True, slots=True)
class Term:
    """A unit of comparison in a question: a stem, a number, or a term of the vocabulary."""

    key: str
    written: str  # as in the question
    repaired: str | None = None  # the word that a typing error stood for
    context: bool = False  # said before the question, not in it

    @property
    def meant(self) -> str:
        """The word or phrase that was meant."""
        return self.repaired or self.written

    @property
    def salient(self) -> bool:
        """Whether an entry that answers the question ought to have it."""
        return not self.context and is_salient(self.key)


def meant(text: str) -> list[Token]:
    """The words of a text without fillers and leads (“and who …”), unless nothing else is there."""
    words = tokens(text)
    kept = [token for token in words if token.word not in FILLERS]
    while len(kept) > 1 and kept[0].word in LEADS:
        kept.pop(0)
    return kept or words


def is_salient(key: str) -> bool:
    """Whether a term says what a question is about: no function word, no question word."""
    return key not in FUNCTION_STEMS and key not in QUESTION_STEMS


def share_of(key: str) -> float:
    """The share of its information that a term keeps."""
    return FUNCTION_SHARE if key in FUNCTION_STEMS else 1.0
