"""The names of the calendar's places and events, found in a text: exact, inflected or misspelt."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from bot.knowledge.model import Milestone
from bot.language.tokens import tokens

FUZZY_FROM = 5  # letters: shorter names must be spelt right
ALIKE = 70  # percent, from which on a name is worth mentioning in place of an unknown one


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A name that stands in a text, from word to word, and the milestones that bear it."""

    milestones: tuple[Milestone, ...]
    start: int
    stop: int
    proper: bool  # begins with a capital: what else events are called does not


class PlaceNames:
    """Every name and spelling in the calendar."""

    def __init__(self, milestones: Iterable[Milestone], is_word: Callable[[str], bool]) -> None:
        """`is_word`: whether a word stands for itself and is no misspelt name."""
        self._is_word = lru_cache(maxsize=10_000)(is_word)
        self._milestones: dict[str, list[Milestone]] = {}
        self._written: dict[str, str] = {}
        for milestone in milestones:
            first = milestone.place.split(",")[0].strip()
            for name in (milestone.place, first, *milestone.aliases):
                key = _key(name)
                known = self._milestones.setdefault(key, [])
                self._written.setdefault(key, name)
                if milestone not in known:
                    known.append(milestone)
        self._milestones.pop("", None)
        self._fuzzy = [key for key in self._milestones if len(key) >= FUZZY_FROM]
        self._longest = max((len(name.split()) for name in self._milestones), default=1)

    def find(self, words: Sequence[str]) -> list[NamedPlace]:
        """The names in a text, the longest first and none within another; else a misspelt one."""
        found: list[NamedPlace] = []
        for start, stop in self._windows(len(words)):
            name = " ".join(words[start:stop])
            if name in self._milestones and all(
                stop <= other.start or start >= other.stop for other in found
            ):
                found.append(self._named(name, start, stop))
        return found or self._misspelt(words)

    def nearest(self, name: str) -> tuple[str, Milestone] | None:
        """The proper name that is spelt most like this one, if any is at all."""
        keys = [key for key in self._milestones if self._is_proper(key)]
        near = process.extractOne(_key(name), keys, scorer=ratio, score_cutoff=ALIKE)
        return (self._written[near[0]], self._milestones[near[0]][0]) if near else None

    def _misspelt(self, words: Sequence[str]) -> list[NamedPlace]:
        """The name that takes the fewest slips for its length."""
        best: list[tuple[float, int, int, str]] = []
        for start, stop in self._windows(len(words)):
            name = " ".join(words[start:stop])
            if len(name) < FUZZY_FROM or all(map(self._is_word, words[start:stop])):
                continue
            near = process.extractOne(
                name, self._fuzzy, scorer=OSA.distance, score_cutoff=_slips(name)
            )
            if near:
                best.append((near[1] / len(name), start, stop, near[0]))
        if not best:
            return []
        _, start, stop, name = min(best)
        return [self._named(name, start, stop)]

    def _windows(self, words: int) -> Iterable[tuple[int, int]]:
        for length in range(min(self._longest, words), 0, -1):
            for start in range(words - length + 1):
                yield start, start + length

    def _named(self, name: str, start: int, stop: int) -> NamedPlace:
        return NamedPlace(tuple(self._milestones[name]), start, stop, self._is_proper(name))

    def _is_proper(self, key: str) -> bool:
        return self._written[key][:1] != self._written[key][:1].lower()


def _key(name: str) -> str:
    return " ".join(token.word for token in tokens(name))


def _slips(name: str) -> int:
    """How many typing errors a name of this length may have."""
    return 1 if len(name) < 7 else 2 if len(name) < 14 else 3
