"""Whether a text has one of the words and phrases without which something is not meant."""

from collections.abc import Iterable, Sequence

from bot.language.synonyms import Synonyms
from bot.language.tokens import Token, readings


class NeededWords:
    """Words and phrases of which a text must have one; without any, every text is good enough.

    They are compared by stems and, where the vocabulary knows other words for them, by its terms.
    A phrase must be there word by word, in order.
    """

    def __init__(self, phrases: Sequence[str], synonyms: Synonyms) -> None:
        self._any = bool(phrases)
        tokenised = [tokens for phrase in phrases for tokens in readings(phrase) if tokens]
        self._patterns = {_stems(tokens) for tokens in tokenised}
        self._patterns |= {_terms(tokens, synonyms) for tokens in tokenised}

    def __bool__(self) -> bool:
        """Whether anything is needed."""
        return self._any

    def are_met_by(self, text: str) -> bool:
        """Whether a text has one of them; `text`: its tokens in the form that `folded` gives."""
        return not self._any or any(pattern in text for pattern in self._patterns)


def folded(tokens: Sequence[Token], synonyms: Synonyms) -> str:
    """The tokens of a text, best with their spelling corrected, as `NeededWords` looks at them.

    All stems come first, because the terms of the vocabulary may hide a word: it folds “day off”
    into one term, in which “day” would not be found.
    """
    return f"{_stems(tokens)}/{_terms(tokens, synonyms)}"


def _stems(tokens: Iterable[Token]) -> str:
    return f" {' '.join(token.stem for token in tokens)} "


def _terms(tokens: Sequence[Token], synonyms: Synonyms) -> str:
    return f" {' '.join(term for term, _, _ in synonyms.fold(tokens))} "
