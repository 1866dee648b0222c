"""Words and phrases that the curator says mean one thing, folded into one term."""

from collections.abc import Iterable, Sequence

from bot.language.tokens import Token, tokens


class Synonyms:
    """Replaces each phrase of a group by the group's term; the longest phrase wins."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._terms: dict[tuple[str, ...], str] = {}
        self._words: set[str] = set()
        for group in groups:
            split = [tokens(phrase) for phrase in group]
            stems = [tuple(token.stem for token in phrase) for phrase in split if phrase]
            if not stems:
                continue
            term = "_".join(stems[0]) + "+"
            for phrase in stems:
                self._terms.setdefault(phrase, term)
            self._words.update(token.word for phrase in split for token in phrase)
        self._openers: dict[str, int] = {}  # first stem → the longest phrase that begins with it
        for phrase in self._terms:
            self._openers[phrase[0]] = max(len(phrase), self._openers.get(phrase[0], 0))

    @property
    def words(self) -> set[str]:
        """Every word of every group, as written (small letters)."""
        return self._words

    def fold(self, words: Sequence[Token]) -> list[tuple[str, int, int]]:
        """The terms of a text in order, each with the stretch of words that it stands for."""
        folded: list[tuple[str, int, int]] = []
        stems = [token.stem for token in words]
        at = 0
        while at < len(words):
            longest = self._openers.get(stems[at], 0)
            for length in range(min(longest, len(words) - at), 0, -1):
                if (term := self._terms.get(tuple(stems[at : at + length]))) is not None:
                    break
            else:
                length, term = 1, stems[at]
            folded.append((term, at, at + length))
            at += length
        return folded
