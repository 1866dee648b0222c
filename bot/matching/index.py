"""An inverted index over entries: which of them share informative terms with a question."""

import heapq
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge.model import Knowledge
from bot.matching.english import FUNCTION_WORDS, QUESTION_WORDS
from bot.matching.repair import Speller
from bot.matching.text import Token, stem, tokens
from bot.matching.vocabulary import Vocabulary

ANSWER_WEIGHT = 0.25  # a term that only the answer has counts so much of one in a wording
SATURATION = 1.2  # BM25's k1: how soon more of the same term stops counting
LENGTH_SHARE = 0.3  # BM25's b: how far a long entry is held against itself
FUNCTION_SHARE = 0.15  # of its information, for a word that any question may have
QUESTION_SHARE = 0.5  # the same for who, when, where …

FUNCTION_STEMS = frozenset(stem(word) for word in FUNCTION_WORDS)
QUESTION_STEMS = frozenset(stem(word) for word in QUESTION_WORDS)


@dataclass(frozen=True, slots=True)
class Term:
    """A unit of comparison in a question: a stem, a number, or a term of the vocabulary."""

    key: str
    written: str  # as in the question
    repaired: str | None = None  # the word that a typing error stood for

    @property
    def salient(self) -> bool:
        """Whether an entry that answers the question ought to have it."""
        return self.key not in FUNCTION_STEMS and self.key not in QUESTION_STEMS


@dataclass(frozen=True, slots=True)
class Wording:
    """One way of asking an entry, prepared for comparison."""

    text: str
    keys: tuple[str, ...]
    unique: frozenset[str]
    weight: float  # the information of its terms, in nats


@dataclass(frozen=True, slots=True)
class Indexed:
    """One entry, prepared for comparison."""

    id: str
    wordings: tuple[Wording, ...]
    counts: Counter[str]  # term → in how many wordings it stands
    answer: frozenset[str]  # the terms of the answer
    length: float  # BM25's length norm


@dataclass(frozen=True, slots=True)
class Without:
    """A part of the index to look past: an entry, or one wording of it (for calibration)."""

    entry: int
    wording: Wording | None = None


class Index:
    """Everything about the knowledge that matching needs, in plain dictionaries and lists."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.vocabulary = Vocabulary(knowledge.vocabulary)
        spelt: Counter[str] = Counter()

        def keys(text: str) -> tuple[str, ...]:
            words = tokens(text)
            spelt.update(token.word for token in words)
            return tuple(key for key, _, _ in self.vocabulary.fold(words))

        written = [[(text, keys(text)) for text in entry.wordings] for entry in knowledge.entries]
        counts = [Counter(key for _, terms in each for key in set(terms)) for each in written]
        self._total = len(written)
        self._documents = Counter(key for each in counts for key in each)
        self._weights = {key: self._information(key) for key in self._documents}
        self._unknown = self._information("")
        sizes = [sum(each.values()) for each in counts]
        mean = sum(sizes) / max(len(sizes), 1) or 1.0
        self.entries = [
            Indexed(
                id=entry.id,
                wordings=tuple(self._wording(text, terms) for text, terms in texts),
                counts=count,
                answer=frozenset(keys(entry.answer)),
                length=1 - LENGTH_SHARE + LENGTH_SHARE * size / mean,
            )
            for entry, texts, count, size in zip(
                knowledge.entries, written, counts, sizes, strict=True
            )
        ]
        for milestone in knowledge.milestones:
            spelt.update(token.word for token in tokens(milestone.place))
        self.speller = Speller(spelt, self.vocabulary.words)
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for number, entry in enumerate(self.entries):
            for key in entry.counts.keys() | entry.answer:
                gain = self.gain(entry, key, entry.counts[key])
                self._postings.setdefault(key, []).append((number, gain))

    def _wording(self, text: str, keys: tuple[str, ...]) -> Wording:
        unique = frozenset(keys)
        return Wording(text, keys, unique, math.fsum(map(self.weight, unique)))

    def _information(self, key: str) -> float:
        """How much a term tells entries apart, in nats (BM25's idf over entries)."""
        total, count = self._total, self._documents[key]
        information = math.log(1 + (total - count + 0.5) / (count + 0.5))
        if key in FUNCTION_STEMS:
            return information * FUNCTION_SHARE
        return information * QUESTION_SHARE if key in QUESTION_STEMS else information

    def weight(self, key: str) -> float:
        """A term's information in nats; that of a term which no entry has is the highest."""
        return self._weights.get(key) or (
            self._unknown if key not in FUNCTION_STEMS else self._unknown * FUNCTION_SHARE
        )

    def gain(self, entry: Indexed, key: str, count: int) -> float:
        """BM25: what the entry gains by having the term in `count` of its wordings."""
        frequency = count + (ANSWER_WEIGHT if key in entry.answer else 0.0)
        saturated = frequency * (SATURATION + 1) / (frequency + SATURATION * entry.length)
        return self.weight(key) * saturated

    def knows(self, key: str, without: Without | None = None) -> bool:
        """Whether any entry has the term in a wording or its answer."""
        postings = self._postings.get(key)
        if not postings or without is None or len(postings) > 1 or postings[0][0] != without.entry:
            return bool(postings)
        if without.wording is None:
            return False
        entry = self.entries[without.entry]
        remaining = entry.counts[key] - (key in without.wording.unique)
        return remaining > 0 or key in entry.answer

    def terms(self, text: str) -> list[Term]:
        """The question's terms in order, typing errors repaired."""
        written = tokens(text)
        repairs = [self.speller.repair(token.word) for token in written]
        words = [
            Token(repair, stem(repair)) if repair else token
            for token, repair in zip(written, repairs, strict=True)
        ]
        return [
            Term(
                key=key,
                written=" ".join(token.word for token in written[start:stop]),
                repaired=next(filter(None, repairs[start:stop]), None),
            )
            for key, start, stop in self.vocabulary.fold(words)
        ]

    def candidates(
        self, keys: Sequence[str], limit: int, without: Without | None = None
    ) -> list[tuple[int, float]]:
        """The entries that share most information with the question, best first, with scores."""
        scores: dict[int, float] = {}
        unique = dict.fromkeys(keys)
        for key in unique:
            for number, gain in self._postings.get(key, ()):
                scores[number] = scores.get(number, 0.0) + gain
        if without is not None and without.entry in scores:
            if without.wording is None:
                del scores[without.entry]
            else:
                entry = self.entries[without.entry]
                for key in unique:
                    if key in without.wording.unique:
                        count = entry.counts[key]
                        scores[without.entry] += self.gain(entry, key, count - 1)
                        scores[without.entry] -= self.gain(entry, key, count)
        return heapq.nlargest(limit, scores.items(), key=lambda pair: (pair[1], -pair[0]))
