"""Corrects spelling: to a word of the knowledge, or else to a frequent English word.

A word is corrected only if neither the knowledge nor English has it: "bread" never becomes "break".
A word that is nearer to a frequent English word than to any of the knowledge becomes the English
one: "flote" is "float", not "flake". `edit_distance_limits` says how many edits are allowed.
"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.language import word_vectors
from bot.language.edit_distance_limits import LONG_WORD, MIN_WORD, SHORT_WORD, word_edits
from bot.language.english import FUNCTION_WORDS, QUESTION_WORDS, is_known

FREQUENT = 8_000  # how many of the most frequent English words a misspelt word may stand for
_SAME_SOUND = str.maketrans("ckqzvyi", "kkkssii")  # letters that sound alike → one of them
_VOWELS = str.maketrans("", "", "aeiouy")


class SpellingCorrector:
    """Finds the word that a misspelt word most likely stands for."""

    def __init__(self, frequencies: Mapping[str, int], known: Iterable[str] = ()) -> None:
        """`frequencies`: how often the knowledge has each word; `known`: other correct words."""
        self._frequencies = frequencies
        self._known = frozenset(known)
        self._by_length: dict[int, list[str]] = {}
        for word in frequencies:
            if len(word) >= MIN_WORD and word.isalpha():
                self._by_length.setdefault(len(word), []).append(word)
        _frequent_english()  # now, because the first misspelt word would have to wait for it
        self.correct = lru_cache(maxsize=10_000)(self._correct)

    def knows(self, word: str) -> bool:
        """Whether the word is correct: the knowledge or a list of English words has it."""
        return word in self._frequencies or word in self._known or is_english(word)

    def _correct(self, word: str) -> str | None:
        """Return the intended word; None if the word is correct or no other is near enough."""
        if len(word) < MIN_WORD or not word.isalpha() or self.knows(word):
            return None
        near = list(_near(word, self._by_length))
        if not any(edits == 1 and other[0] == word[0] for other, edits in near):
            # With a word of the knowledge that near, no English word is considered.
            near += _near(word, _frequent_english().get(word[0], {}))
        return min(near, key=lambda pair: self._rank(word, *pair))[0] if near else None

    def _rank(self, word: str, other: str, edits: int) -> tuple[float, bool, bool, float, str]:
        """Sort key: fewest edits, then words of the knowledge, swapped letters, frequent words."""
        frequency = self._frequencies.get(other, 0)
        swapped = sorted(other) == sorted(word)
        same_start = swapped or other[0] == word[0]
        return (
            edits + (not same_start) * 0.6 + (frequency == 0) * 0.5 - (frequency > 9) * 0.1,
            not swapped,
            skeleton(other) != skeleton(word),
            -frequency or (word_vectors.rank(other) or 0),
            other,
        )


def is_english(word: str) -> bool:
    """Whether one of the two lists of English words has the word."""
    # The list with vectors has fragments among its short words: “didn”, “viet”.
    listed = len(word) > SHORT_WORD and word_vectors.rank(word) is not None
    return listed or is_known(word)


def skeleton(word: str) -> str:
    """Return a rough key to how a word sounds: its first letter, then its consonants undoubled."""
    kept = word.replace("ph", "f").translate(_SAME_SOUND)
    kept = kept[0] + kept[1:].translate(_VOWELS)
    return kept[0] + "".join(b for a, b in pairwise(kept) if a != b)


def _near(word: str, by_length: Mapping[int, list[str]]) -> Iterable[tuple[str, int]]:
    """Yield the words that this one may be a misspelling of, each with its number of edits."""
    allowed = word_edits(len(word))
    for length in range(len(word) - allowed, len(word) + allowed + 1):
        for other, edits, _ in extract(
            word,
            by_length.get(length, ()),
            scorer=OSA.distance,
            score_cutoff=allowed,
            limit=None,
        ):
            if _is_likely(word, other, int(edits)):
                yield other, int(edits)


def _is_likely(word: str, other: str, edits: int) -> bool:
    """Whether `word` may be a misspelling of `other`; the shorter it is, the stricter the test."""
    if len(word) < SHORT_WORD:
        return sorted(word) == sorted(other) or (len(other) > len(word) and _is_basic(other))
    if edits == 1:
        return len(other) >= SHORT_WORD or _is_basic(other)
    return len(word) >= LONG_WORD or (word[0] == other[0] and skeleton(word) == skeleton(other))


def _is_basic(word: str) -> bool:
    return word in FUNCTION_WORDS or word in QUESTION_WORDS


@cache
def _frequent_english() -> Mapping[str, Mapping[int, list[str]]]:
    """Return the frequent English words by first letter (which is rarely mistyped) and length."""
    words: dict[str, dict[int, list[str]]] = {}
    for word in word_vectors.frequent(FREQUENT):
        if len(word) >= MIN_WORD:
            words.setdefault(word[0], {}).setdefault(len(word), []).append(word)
    return words
