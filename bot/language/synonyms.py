"""Replaces words and phrases that mean the same, according to the vocabulary, with one term."""

from collections.abc import Iterable, Sequence

from bot.language.tokens import Token, readings


class Synonyms:
    """Replaces each phrase of a group with the group's term; the longest phrase wins."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        """`groups`: words and phrases that mean the same."""
        self._terms: dict[tuple[str, ...], str] = {}  # the stems of a phrase → its group's term
        self._words: set[str] = set()
        for group in groups:
            phrases = [tokens for phrase in group for tokens in readings(phrase)]
            stems = [tuple(token.stem for token in phrase) for phrase in phrases if phrase]
            if not stems:
                continue
            term = "_".join(stems[0]) + "+"
            for phrase in stems:
                self._terms.setdefault(phrase, term)
            self._words.update(token.word for phrase in phrases for token in phrase)
        self._longest: dict[str, int] = {}  # first stem → length of the longest phrase
        for phrase in self._terms:
            self._longest[phrase[0]] = max(len(phrase), self._longest.get(phrase[0], 0))

    @property
    def words(self) -> set[str]:
        """Every word of every group, in lower case."""
        return self._words

    def fold(self, tokens: Sequence[Token]) -> list[tuple[str, int, int]]:
        """Return the terms of a text in order, each with the range of tokens it stands for."""
        folded: list[tuple[str, int, int]] = []
        stems = [token.stem for token in tokens]
        at = 0
        while at < len(stems):
            term, end = stems[at], at + 1
            if longest := self._longest.get(term):  # for most words there is no phrase to look for
                for length in range(min(longest, len(stems) - at), 0, -1):
                    found = self._terms.get(tuple(stems[at : at + length]))
                    if found is not None:
                        term, end = found, at + length
                        break
            folded.append((term, at, end))
            at = end
        return folded
