"""Typing errors repaired: against the words of the knowledge first, then against English at large.

A word is only touched when neither the knowledge nor English has it: "moon" is never bent into
"soon". What is nearer to a common English word than to any of the knowledge's becomes that: "flote"
is "float", not "flame". Distances count a transposition as one edit (optimal string alignment).
"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.language import word_vectors
from bot.language.english import FUNCTION_WORDS, QUESTION_WORDS, is_known

SHORTEST = 3  # letters of a word that is repaired
FREQUENT = 8_000  # of the English words may be meant by a misspelt one
_SHORT = 4  # letters of the longest word in which only a slip of order or a lost letter is seen
_SKELETON = str.maketrans("ckqzvyi", "kkkssii")  # letters that stand for one sound
_VOWELS = str.maketrans("", "", "aeiouy")


class SpellingCorrector:
    """Finds the word that a misspelt word most likely stands for."""

    def __init__(self, frequencies: Mapping[str, int], known: Iterable[str] = ()) -> None:
        """`frequencies`: the knowledge's words → how often they occur; `known`: other real ones."""
        self._frequencies = frequencies
        self._known = frozenset(known)
        self._by_length: dict[int, list[str]] = {}
        for word in frequencies:
            if len(word) >= SHORTEST and word.isalpha():
                self._by_length.setdefault(len(word), []).append(word)
        self.repair = lru_cache(maxsize=10_000)(self._repair)

    def knows(self, word: str) -> bool:
        """Whether the word is spelt as it should be, so far as can be known."""
        return word in self._frequencies or word in self._known or is_english(word)

    def _repair(self, word: str) -> str | None:
        """The word meant, or None where none is near enough (or nothing is wrong)."""
        if len(word) < SHORTEST or not word.isalpha() or self.knows(word):
            return None
        near = list(_near(word, self._by_length))
        if not any(slips == 1 and own[0] == word[0] for own, slips in near):
            # One of the knowledge's words that close outdoes any other.
            near += _near(word, _english().get(word[0], {}))
        return min(near, key=lambda pair: self._rank(word, *pair))[0] if near else None

    def _rank(self, word: str, found: str, distance: int) -> tuple[float, bool, bool, float, str]:
        """Nearest first; then the knowledge's own words, the same letters, frequent words."""
        own = self._frequencies.get(found, 0)
        swapped = sorted(found) == sorted(word)
        begins = swapped or found[0] == word[0]
        return (
            distance + (not begins) * 0.6 + (own == 0) * 0.5 - (own > 9) * 0.1,
            not swapped,
            skeleton(found) != skeleton(word),
            -own or (word_vectors.rank(found) or 0),
            found,
        )


def is_english(word: str) -> bool:
    """Whether English has the word, so far as two lists of them know."""
    listed = len(word) > _SHORT and word_vectors.rank(word) is not None
    return listed or is_known(word)


def skeleton(word: str) -> str:
    """What is left of a word's sound without vowels and doubled letters."""
    kept = word.replace("ph", "f").translate(_SKELETON)
    kept = kept[0] + kept[1:].translate(_VOWELS)
    return kept[0] + "".join(b for a, b in pairwise(kept) if a != b)


def _near(word: str, by_length: Mapping[int, list[str]]) -> Iterable[tuple[str, int]]:
    """Words within the slips that a word of this length may have, with their distances."""
    allowed = 1 if len(word) <= _SHORT else 2
    for length in range(len(word) - allowed, len(word) + allowed + 1):
        for found, distance, _ in extract(
            word,
            by_length.get(length, ()),
            scorer=OSA.distance,
            score_cutoff=allowed,
            limit=None,
        ):
            if _likely(word, found, int(distance)):
                yield found, int(distance)


def _likely(word: str, found: str, distance: int) -> bool:
    """Whether one may be a slip of the other: the shorter a word, the less may differ."""
    if len(word) < _SHORT:
        return sorted(word) == sorted(found) or (len(found) > len(word) and _usual(found))
    if distance == 1:
        return len(found) >= _SHORT or _usual(found)
    return len(word) > 6 or (word[0] == found[0] and skeleton(word) == skeleton(found))


def _usual(word: str) -> bool:
    return word in FUNCTION_WORDS or word in QUESTION_WORDS


@cache
def _english() -> Mapping[str, Mapping[int, list[str]]]:
    """The frequent English words by their first letter, which slips seldom touch, and length."""
    words: dict[str, dict[int, list[str]]] = {}
    for word in word_vectors.frequent(FREQUENT):
        if len(word) >= SHORTEST:
            words.setdefault(word[0], {}).setdefault(len(word), []).append(word)
    return words
