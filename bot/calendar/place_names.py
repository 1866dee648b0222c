"""Finds the names of the calendar's places and events in a text, exact or misspelt."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from bot.knowledge.model import Milestone
from bot.language.edit_distance_limits import MIN_NAME, SIMILAR_NAME, name_edits
from bot.language.tokens import Token, readings, tokenise

MOST_MISSPELT = 3  # words in a misspelt name
LONGEST_SEARCHED = 50  # words of a text searched for one: each takes half a millisecond


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A name found in a text, and the milestones that have it."""

    name: str  # as the calendar writes it
    milestones: tuple[Milestone, ...]
    start: int  # of the range of words
    stop: int  # its end, exclusive
    proper: bool  # whether it begins with a capital letter; the name of an event may not


class PlaceNames:
    """The names of places and events in all the spellings that the milestones have."""

    def __init__(self, milestones: Iterable[Milestone], is_word: Callable[[str], bool]) -> None:
        """`is_word`: whether a word is correct, and so not a misspelt name."""
        self._is_word = lru_cache(maxsize=10_000)(is_word)
        self._milestones: dict[str, list[Milestone]] = {}  # by the words of a name
        self._written: dict[str, str] = {}  # the words of a name → the name as written
        for milestone in milestones:
            for name in milestone.place_names:
                for key in map(_words, readings(name)):
                    named = self._milestones.setdefault(key, [])
                    self._written.setdefault(key, name)
                    if milestone not in named:
                        named.append(milestone)
        self._milestones.pop("", None)
        self._long_keys = [key for key in self._milestones if len(key) >= MIN_NAME]
        self._find_cached = lru_cache(maxsize=1_000)(self._find)
        self._most_words = max((len(key.split()) for key in self._milestones), default=1)

    def find(self, words: Sequence[str]) -> tuple[NamedPlace, ...]:
        """Find the names in a text, longest first and without overlaps, or else a misspelt one."""
        return self._find_cached(tuple(words))

    def _find(self, words: tuple[str, ...]) -> tuple[NamedPlace, ...]:
        found: list[NamedPlace] = []
        for start, stop in self._ranges(len(words)):
            name = " ".join(words[start:stop])
            if name in self._milestones and all(
                stop <= other.start or start >= other.stop for other in found
            ):
                found.append(self._named(name, start, stop))
        return tuple(found or self._find_misspelt(words))

    def nearest(self, name: str) -> tuple[str, Milestone] | None:
        """Return the proper name with the most similar spelling, and its first milestone.

        None if no name is similar enough.
        """
        keys = [key for key in self._milestones if self._is_proper(key)]
        nearest = process.extractOne(_key(name), keys, scorer=ratio, score_cutoff=SIMILAR_NAME)
        if nearest is None:
            return None
        return self._written[nearest[0]], self._milestones[nearest[0]][0]

    def _find_misspelt(self, words: Sequence[str]) -> list[NamedPlace]:
        """Find the one misspelt name that has the fewest edits for its length.

        None in a long text: the search would hold up everybody else.
        """
        if len(words) > LONGEST_SEARCHED:
            return []
        candidates: list[tuple[float, int, int, str]] = []
        for start, stop in self._ranges(len(words), MOST_MISSPELT):
            name = " ".join(words[start:stop])
            if len(name) < MIN_NAME or all(map(self._is_word, words[start:stop])):
                continue
            nearest = process.extractOne(
                name, self._long_keys, scorer=OSA.distance, score_cutoff=name_edits(len(name))
            )
            if nearest:
                candidates.append((nearest[1] / len(name), start, stop, nearest[0]))
        if not candidates:
            return []
        _, start, stop, name = min(candidates)
        return [self._named(name, start, stop)]

    def _ranges(self, words: int, most: int | None = None) -> Iterable[tuple[int, int]]:
        """Yield every range of words that may be a name, longest first; `most`: its words."""
        for length in range(min(most or self._most_words, self._most_words, words), 0, -1):
            for start in range(words - length + 1):
                yield start, start + length

    def _named(self, key: str, start: int, stop: int) -> NamedPlace:
        return NamedPlace(
            self._written[key], tuple(self._milestones[key]), start, stop, self._is_proper(key)
        )

    def _is_proper(self, key: str) -> bool:
        return self._written[key][:1] != self._written[key][:1].lower()


def _key(name: str) -> str:
    return _words(tokenise(name))


def _words(tokens: Iterable[Token]) -> str:
    return " ".join(token.word for token in tokens)
