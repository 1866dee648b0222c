"""How much of what a question says a milestone speaks of: events told apart by their words."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log

from bot.knowledge.model import Milestone
from bot.language.english import QUESTION_WORDS
from bot.language.spelling import SpellingCorrector
from bot.language.synonyms import Synonyms
from bot.language.terms import FUNCTION_STEMS, QUESTION_STEMS
from bot.language.tokens import Token, stem, tokens

COMMON_SHARE = 0.08  # of the milestones: a word that more of them tell is the subject's
FEWEST_TOLD = 3
IN_TEXT = 0.6  # of a word's weight, where the text has it and no title or name
REPAIRED_FROM = 5  # letters: in shorter words a slip may mean anything
SHORT_STEM = 3  # letters: of so few it may be a name's by chance
KIN_FROM = 5  # letters that a noun and its adjective share: Russia, Russian

# Words that people put round a date, a place or an event when they ask, whatever the subject.
_AROUND = """date day time visit pass reach stop stage leg come go arrive leave left happen occur
town city region place country milestone event calendar special happening birthday month year
monday tuesday wednesday thursday friday saturday sunday exactly supposed plan same himself herself
themselves host turn point able route part history anniversary way carry bring hold
run see last put set make use list everything entry programme night evening weekend week
location position whereabouts meet celebrate welcome greet ride"""
ROUND = FUNCTION_STEMS | QUESTION_STEMS | {stem(word) for word in _AROUND.split()}

_SMALL = re.compile(r"(?<![\w-])[a-z]+")  # words written small are no names

_ASKING = SpellingCorrector(
    dict.fromkeys(QUESTION_WORDS, 1)
)  # slips in these change what is asked for


class EventIndex:
    """The words of every milestone, weighted by how few of the milestones have them."""

    def __init__(
        self, milestones: Iterable[Milestone], vocabulary: Sequence[Sequence[str]] = ()
    ) -> None:
        """`vocabulary`: groups of words and phrases that mean one thing."""
        self._vocabulary = Synonyms(vocabulary)
        self._titles: dict[str, frozenset[str]] = {}
        self._texts: dict[str, frozenset[str]] = {}
        words: Counter[str] = Counter(_AROUND.split())
        self.milestones = tuple(milestones)
        for each in self.milestones:
            title, text = tokens(_named(each)), tokens(each.text)
            words.update(token.word for token in (*title, *text))
            self._titles[each.id] = frozenset(self.fold(title))
            self._texts[each.id] = frozenset(self.fold(text))
        self._speller = SpellingCorrector(words)
        told = Counter(term for terms in self._texts.values() for term in terms)
        self._spread = Counter(
            term
            for id_, terms in self._titles.items()
            for term in terms | self._texts[id_]
        )  # fmt: skip
        often = max(FEWEST_TOLD, COMMON_SHARE * len(self.milestones))
        # What many milestones speak of is the subject itself: it tells none of them apart.
        self.subject = frozenset(term for term, count in told.items() if count > often)
        self._round = ROUND | self.subject
        self._terms = sorted({*self._spread})
        self._kin = lru_cache(maxsize=10_000)(self._kin_of)
        self._told = frozenset(words)
        self._stems = frozenset(map(stem, words))
        small = {word for each in self.milestones for word in _SMALL.findall(_written(each))}
        self._inflected = frozenset(map(stem, small))

    def fold(self, words: Sequence[Token]) -> list[str]:
        """The terms of some words, synonyms made one."""
        return [term for term, _, _ in self._vocabulary.fold(words)]

    def repaired(self, words: Sequence[Token]) -> list[Token]:
        """The words with slips mended, by the calendar's own words."""
        mended = [self._repair(token.word) or token.word for token in words]
        return [Token(word, self._stem(word)) for word in mended]

    def _repair(self, word: str) -> str | None:
        if word in self._told:
            return None
        return (self._speller if len(word) >= REPAIRED_FROM else _ASKING).repair(word)

    def _stem(self, word: str) -> str:
        """A stem, but for what may be a name by chance: names have one form, Mar or Mars."""
        cut = stem(word)
        known = word in self._told or cut in self._round or cut in self._inflected
        return cut if known or len(cut) > SHORT_STEM else word

    def is_told(self, word: str) -> bool:
        """Whether the calendar has a word in any form."""
        return stem(word) in self._stems

    def informative(self, words: Sequence[Token]) -> list[str]:
        """The terms that tell one event from another."""
        return [
            term
            for term, start, stop in self._vocabulary.fold(words)
            if term not in self._round
            # A phrase of the vocabulary tells something, whatever it is made of: “day off”.
            and (stop - start > 1 or words[start].stem not in self._round)
        ]

    def covered(self, terms: Sequence[str], milestone: Milestone) -> float:
        """The weight of those terms that a milestone speaks of."""
        title, text = self._titles[milestone.id], self._texts[milestone.id]
        covered = 0.0
        for term in terms:
            kin = self._kin(term)
            if not kin.isdisjoint(title):
                covered += self.weight(term)
            elif not kin.isdisjoint(text):
                covered += self.weight(term) * IN_TEXT
        return covered

    def total(self, terms: Sequence[str]) -> float:
        """The weight of all those terms."""
        return sum(map(self.weight, terms))

    def best(
        self, words: Sequence[Token], among: Iterable[Milestone] | None = None
    ) -> tuple[float, list[Milestone]]:
        """The largest share of the words' weight that a milestone covers, and which ones do.

        Of equals those whose titles have more of all the words, the subject's included.
        """
        terms = self.informative(words)
        total = self.total(terms)
        if not total:
            return 0.0, []
        said = set(self.fold(words))
        shares = [
            ((self.covered(terms, each) / total, len(said & self._titles[each.id])), each)
            for each in (self.milestones if among is None else among)
        ]
        most = max((share for share, _ in shares), default=(0.0, 0))
        return most[0], [each for share, each in shares if share == most and most[0]]

    def _kin_of(self, term: str) -> frozenset[str]:
        """A term and those of the calendar that differ from it in their ending alone."""
        return frozenset((term, *(other for other in self._terms if _kin(term, other))))

    def weight(self, term: str) -> float:
        """How much a term tells: the more, the fewer milestones have it."""
        return log((len(self.milestones) + 1) / (self._spread[term] + 0.5))


def _named(milestone: Milestone) -> str:
    return " . ".join((milestone.title, milestone.place, *milestone.aliases))


def _written(milestone: Milestone) -> str:
    return f"{_named(milestone)} . {milestone.text}"


def _kin(one: str, other: str) -> bool:
    """Whether two stems differ in their ending alone."""
    if one[:4] != other[:4] or abs(len(one) - len(other)) > 2:
        return False
    shorter, longer = sorted((one, other), key=len)
    same = len(shorter) == len(longer) and shorter[:-1] == longer[:-1]
    return len(shorter) >= KIN_FROM and (same or longer.startswith(shorter))
