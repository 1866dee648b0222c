"""Numbers the terms of the index, so that 100,000 wordings fit into a small server's memory."""

from collections.abc import Iterable, Sequence

from bot.language.english import is_name_or_year
from bot.language.tokens import Token
from bot.matching.semantic_similarity import phrase_vector


class TermTable:
    """The terms of the index, numbered from 1: each with its key and the vector of its words."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.keys: list[str] = [""]  # number → key
        self.vectors = [phrase_vector(())]  # number → vector, None if no word has one
        self.names: set[int] = set()  # the terms that are names or years

    def add(self, key: str, tokens: Sequence[Token]) -> int:
        """Return the number of a term, a new one if the term is new; `tokens`: its words."""
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.keys)
            self.keys.append(key)
            self.vectors.append(phrase_vector(tokens))
            if len(tokens) == 1 and is_name_or_year(tokens[0].word):
                self.names.add(number)
        return number

    def number(self, key: str) -> int | None:
        """Return the number of the term with a key, if there is one."""
        return self._numbers.get(key)

    def numbers(self, keys: Iterable[str]) -> set[int]:
        """Return the numbers of those terms that there are."""
        return {self._numbers[key] for key in keys if key in self._numbers}
