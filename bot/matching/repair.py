"""Typing errors repaired against the words of the knowledge itself, by rapidfuzz.

A word is only touched when neither the knowledge nor common English has it: "moon" is never bent
into "soon". Distances count a transposition as one edit (optimal string alignment).
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.matching.english import is_common

SHORTEST = 4  # letters of a word that is repaired


class Speller:
    """Finds the word of the knowledge that a misspelt word most likely stands for."""

    def __init__(self, frequencies: Mapping[str, int], known: Iterable[str] = ()) -> None:
        """`frequencies`: the knowledge's words → how often they occur; `known`: other real ones."""
        self._frequencies = frequencies
        self._known = frozenset(known)
        self._by_length: dict[int, list[str]] = {}
        for word in frequencies:
            if len(word) >= SHORTEST and not word[0].isdigit():
                self._by_length.setdefault(len(word), []).append(word)
        self.repair = lru_cache(maxsize=10_000)(self._repair)

    def knows(self, word: str) -> bool:
        """Whether the word is spelt as it should be, so far as can be known."""
        return word in self._frequencies or word in self._known or is_common(word)

    def _repair(self, word: str) -> str | None:
        """The word meant, or None where none is near enough (or nothing is wrong)."""
        if len(word) < SHORTEST or word[0].isdigit() or self.knows(word):
            return None
        allowed = 1 if len(word) < 7 else 2
        near = [
            (found, int(distance))
            for length in range(len(word) - allowed, len(word) + allowed + 1)
            for found, distance, _ in extract(
                word,
                self._by_length.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=allowed,
                limit=None,
            )
        ]
        return min(near, key=lambda pair: self._rank(word, *pair))[0] if near else None

    def _rank(self, word: str, found: str, distance: int) -> tuple[int, bool, bool, int, str]:
        """Nearest first; then same beginning, same letters (a slip of order), frequent words."""
        return (
            distance,
            found[0] != word[0],
            sorted(found) != sorted(word),
            -self._frequencies[found],
            found,
        )
