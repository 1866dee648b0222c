"""The terms of a question, and which of them say what it is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.english import FILLERS, FUNCTION_WORDS, LEAD_INS, QUESTION_WORDS
from bot.language.tokens import Token, stem

FUNCTION_SHARE = 0.5  # the share of a function word's information that counts

FUNCTION_STEMS = frozenset(map(stem, FUNCTION_WORDS))
QUESTION_STEMS = frozenset(map(stem, QUESTION_WORDS))


@dataclass(frozen=True, slots=True)
class Term:
    """A unit of comparison in a question: a stem, a number, or a group of synonyms."""

    key: str
    written: str  # as in the question
    corrected: str | None = None  # the word that replaced a misspelt one
    context: bool = False  # whether it comes from the sentences before the question

    @property
    def intended(self) -> str:
        """The word or phrase with its spelling corrected."""
        return self.corrected or self.written

    @property
    def salient(self) -> bool:
        """Whether an entry that answers the question should contain the term."""
        return not self.context and is_salient(self.key)


def content_tokens(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens without fillers and lead-ins (“and who …”), or all if none are left."""
    kept = [token for token in tokens if token.written not in FILLERS]
    while len(kept) > 1 and kept[0].word in LEAD_INS:
        kept.pop(0)
    return kept or list(tokens)


def is_salient(key: str) -> bool:
    """Whether a term says what a question is about: it is no function word or question word."""
    return key not in FUNCTION_STEMS and key not in QUESTION_STEMS


def information_share(key: str) -> float:
    """Return the share of a term's information that counts."""
    return FUNCTION_SHARE if key in FUNCTION_STEMS else 1.0
