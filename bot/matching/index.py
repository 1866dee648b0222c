"""An inverted index over entries: which of them share informative terms with a question.

Terms are stems (or terms of the vocabulary) and the pairs of neighbouring ones. An entry is scored
over all its wordings together (BM25), because a question rarely repeats a single one of them.
Everything is plain dictionaries and arrays; numbers stand for strings, so that 100,000 wordings
fit into a small server.
"""

import heapq
import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.knowledge.model import Knowledge
from bot.matching import lexicon
from bot.matching.english import QUESTION_WORDS
from bot.matching.form import kind_of, opens
from bot.matching.indexed import Asked, Indexed, Without
from bot.matching.lexicon import Vector
from bot.matching.meaning import Meanings, of_words, weighted_sum
from bot.matching.pairs import EDGE, ends, pairs
from bot.matching.repair import Speller
from bot.matching.terms import Term, meant, share_of
from bot.matching.text import Token, stem, tokens
from bot.matching.vocabulary import Vocabulary

ANSWER_WEIGHT = 0.4  # a term that only the answer has counts so much of one in a wording
SATURATION = 1.0  # BM25's k1: how soon more of the same term stops counting
LENGTH_SHARE = 0.5  # BM25's b: how far a long entry is held against itself
CONTEXT_SHARE = 0.3  # of its information, for a term that was only said before the question
PAIR_SHARE = 0.5  # of its information, for two terms side by side


class Index:
    """Everything about the knowledge that matching needs."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.vocabulary = Vocabulary(knowledge.vocabulary)
        self._numbers: dict[str, int] = {}
        self._keys: list[str] = [""]
        self._vectors: list[Vector | None] = [None]
        spelt: Counter[str] = Counter()

        def terms(words: Sequence[Token]) -> tuple[int, ...]:
            spelt.update(token.word for token in words)
            return tuple(
                self._number(key, words[start:stop])
                for key, start, stop in self.vocabulary.fold(words)
            )

        written: list[list[tuple[int, ...]]] = []
        kinds: list[tuple[str | None, ...]] = []
        for entry in knowledge.entries:
            worded = [meant(text) for text in entry.wordings]
            written.append([terms(words) for words in worded])
            kinds.append(tuple(kind_of([token.word for token in words]) for words in worded))
        answers = [frozenset(terms(meant(entry.answer))) for entry in knowledge.entries]
        for milestone in knowledge.milestones:
            spelt.update(token.word for token in tokens(milestone.place))
        self.speller = Speller(spelt, self.vocabulary.words)
        self._total = len(written)
        documents = Counter(number for each in written for number in {n for w in each for n in w})
        self._unknown = self._rarity(0)
        self._weights = {
            number: self._rarity(count) * share_of(self._keys[number])
            for number, count in documents.items()
        }
        sizes = [sum(len(set(wording)) for wording in each) for each in written]
        mean = sum(sizes) / max(len(sizes), 1) or 1.0
        self.entries = [
            Indexed(
                id=entry.id,
                texts=entry.wordings,
                stems=tuple(" ".join(self._keys[n] for n in wording) for wording in wordings),
                where=_where(wordings),
                kinds=asked_for,
                answer=answer,
                length=1 - LENGTH_SHARE + LENGTH_SHARE * size / mean,
            )
            for entry, asked_for, wordings, answer, size in zip(
                knowledge.entries, kinds, written, answers, sizes, strict=True
            )
        ]
        self._meanings = Meanings([self._sum(n for w in each for n in w) for each in written])
        self._postings: dict[int, tuple[array[int], array[float]]] = {}
        for number, entry in enumerate(self.entries):
            for term in sorted(entry.where.keys() | entry.answer):
                gain = self._gain(entry, self.weight(term), self._frequency(entry, term))
                self._post(term, number, gain)
        self._index_pairs(written)

    def _number(self, key: str, words: Sequence[Token]) -> int:
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._keys)
            self._keys.append(key)
            self._vectors.append(of_words(words))
        return number

    def _sum(self, terms: Iterable[int]) -> Vector:
        return weighted_sum(
            (self._vectors[term], count * self.weight(term))
            for term, count in Counter(terms).items()
        )

    def alike(self, asked: Asked, number: int, without: Without | None = None) -> float:
        """How near an entry is to a question in meaning, from -1 to 1."""
        less = None
        if without is not None and without.wording is not None and without.entry == number:
            less = self._sum(self._terms_of(self.entries[number].stems[without.wording]))
        return self._meanings.alike(asked.meaning, number, less)

    def _rarity(self, count: int) -> float:
        """How much something tells entries apart that `count` of them have, in nats."""
        return math.log(1 + (self._total - count + 0.5) / (count + 0.5))

    def _index_pairs(self, written: Sequence[Sequence[tuple[int, ...]]]) -> None:
        """Pairs that stand in one wording only tell nothing that the wording does not."""
        counts = [Counter(pair for w in each for pair in set(pairs(w))) for each in written]
        everywhere: Counter[int] = Counter()
        documents: Counter[int] = Counter()
        for each in counts:
            everywhere.update(each)
            documents.update(each.keys())
        self._pair_weights = {
            pair: self._rarity(documents[pair]) for pair, count in everywhere.items() if count > 1
        }
        for number, each in enumerate(counts):
            for pair, count in each.items():
                if (weight := self._pair_weights.get(pair)) is not None:
                    gain = self._gain(self.entries[number], weight * PAIR_SHARE, count)
                    self._post(-pair, number, gain)

    def _post(self, key: int, entry: int, gain: float) -> None:
        entries, gains = self._postings.setdefault(key, (array("i"), array("f")))
        entries.append(entry)
        gains.append(gain)

    def _gain(self, entry: Indexed, weight: float, frequency: float) -> float:
        """BM25: what the entry gains by having a term so often."""
        return weight * frequency * (SATURATION + 1) / (frequency + SATURATION * entry.length)

    def _frequency(self, entry: Indexed, term: int, less: int = 0) -> float:
        count = len(entry.where.get(term, ())) - less
        return count + (ANSWER_WEIGHT if term in entry.answer else 0.0)

    def weight(self, term: int) -> float:
        """A term's information in nats; that of one which no wording has is the highest."""
        weight = self._weights.get(term)
        if weight is not None:
            return weight
        return self._unknown * share_of(self._keys[term]) if term > 0 else self._unknown

    def weight_of(self, key: str) -> float:
        """The same by the term's key."""
        return self.weight(self._numbers.get(key, -1))

    def knows(self, term: int, without: Without | None = None) -> bool:
        """Whether any entry has the term in a wording or its answer."""
        posted = self._postings.get(term)
        if posted is None or without is None or len(posted[0]) > 1:
            return posted is not None
        if posted[0][0] != without.entry:
            return True
        entry = self.entries[without.entry]
        return without.wording is not None and (
            term in entry.answer or entry.where.get(term) != (without.wording,)
        )

    def ask(self, text: str, before: str = "") -> Asked:
        """Prepare a question: its terms in order, typing errors repaired.

        What was said `before` it counts a little when entries are ranked, but need not be covered.
        """
        words = meant(text)
        said = [self.speller.repair(token.word) or token.word for token in words]
        context = tuple(self._terms(meant(before), context=True)) if before else ()
        question = tuple(self._terms(words))
        unknown: dict[str, int] = {}

        def number(term: Term) -> int:
            return self._numbers.get(term.key) or unknown.setdefault(term.key, -1 - len(unknown))

        numbers = [number(term) for term in question]
        every = {number(term): term for term in context} | dict(zip(numbers, question, strict=True))
        weights = {
            number: (CONTEXT_SHARE if term.context else 1.0)
            * (self.weight(number) if number > 0 else self._unknown * share_of(term.key))
            for number, term in every.items()
        }
        total = weighted_sum(
            (self._vectors[n] if n > 0 else lexicon.vector(term.meant), weights[n])
            for n, term in every.items()
        )
        return Asked(
            terms=(*context, *question),
            salient=tuple(number for number, term in every.items() if term.salient),
            sought=_sought(question, numbers),
            weights=weights,
            pairs=tuple(dict.fromkeys(pairs(numbers))),
            context=frozenset(number for number, term in every.items() if term.context),
            stems=" ".join(term.key for term in question),
            kind=kind_of(said),
            opens=opens(said),
            meaning=self._meanings.seen(total),
        )

    def _terms(self, written: Sequence[Token], *, context: bool = False) -> Iterator[Term]:
        repairs = [self.speller.repair(token.word) for token in written]
        words = [
            Token(repair, stem(repair)) if repair else token
            for token, repair in zip(written, repairs, strict=True)
        ]
        for key, start, stop in self.vocabulary.fold(words):
            yield Term(
                key=key,
                written=" ".join(token.word for token in written[start:stop]),
                repaired=next(filter(None, repairs[start:stop]), None),
                context=context,
            )

    def most(self, asked: Asked) -> float:
        """The highest score that any entry could reach for a question."""
        rare = self._unknown * PAIR_SHARE
        beside = (
            self._pair_weights.get(pair, self._unknown) * PAIR_SHARE if pair > 0 else rare
            for pair in asked.pairs
        )
        return (math.fsum(asked.weights.values()) + math.fsum(beside)) * (SATURATION + 1)

    def candidates(
        self, asked: Asked, limit: int, without: Without | None = None
    ) -> list[tuple[int, float]]:
        """The entries that share most information with the question, best first, with scores."""
        scores: dict[int, float] = {}
        shares = dict.fromkeys(asked.context, CONTEXT_SHARE)
        for key in (*asked.weights, *(-pair for pair in asked.pairs)):
            posted = self._postings.get(key)
            if posted is not None:
                share = shares.get(key, 1.0)
                for number, gain in zip(*posted, strict=True):
                    scores[number] = scores.get(number, 0.0) + gain * share
        if without is not None and without.entry in scores:
            if without.wording is None:
                del scores[without.entry]
            else:
                scores[without.entry] -= self._loss(asked, without.entry, without.wording)
        return heapq.nlargest(limit, scores.items(), key=lambda pair: (pair[1], -pair[0]))

    def _loss(self, asked: Asked, number: int, wording: int) -> float:
        """What an entry would score less without one of its wordings."""
        entry, loss = self.entries[number], 0.0
        for term in asked.weights:
            if wording in entry.where.get(term, ()):
                weight = self.weight(term) * (CONTEXT_SHARE if term in asked.context else 1.0)
                loss += self._gain(entry, weight, self._frequency(entry, term))
                loss -= self._gain(entry, weight, self._frequency(entry, term, less=1))
        return loss + self._pair_loss(asked, entry, wording)

    def _pair_loss(self, asked: Asked, entry: Indexed, wording: int) -> float:
        loss = 0.0
        for pair in asked.pairs:
            weight = self._pair_weights.get(pair)
            if weight is not None and self._has_pair(entry, wording, pair):
                count = self._pair_count(entry, pair)
                loss += self._gain(entry, weight * PAIR_SHARE, count)
                loss -= self._gain(entry, weight * PAIR_SHARE, count - 1)
        return loss

    def _pair_count(self, entry: Indexed, pair: int) -> int:
        """How many wordings of an entry have two terms side by side."""
        rarer = min((entry.where.get(term, ()) for term in ends(pair) if term != EDGE), key=len)
        return sum(self._has_pair(entry, wording, pair) for wording in rarer)

    def _has_pair(self, entry: Indexed, wording: int, pair: int) -> bool:
        first, second = ends(pair)
        return f" {self._keys[first]} {self._keys[second]} " in f"  {entry.stems[wording]}  "

    def _terms_of(self, stems: str) -> list[int]:
        return [self._numbers[key] for key in stems.split(" ") if key]


def _where(wordings: Sequence[tuple[int, ...]]) -> dict[int, tuple[int, ...]]:
    where: dict[int, list[int]] = {}
    for at, wording in enumerate(wordings):
        for number in dict.fromkeys(wording):
            where.setdefault(number, []).append(at)
    return {number: tuple(places) for number, places in where.items()}


def _sought(question: Sequence[Term], numbers: Sequence[int]) -> tuple[int, ...]:
    begins = [term.meant.split()[0] in QUESTION_WORDS for term in question]
    start = begins.index(True) + 1 if True in begins else 0
    salient = [(at, numbers[at]) for at, term in enumerate(question) if term.salient]
    return tuple(n for at, n in salient if at >= start) or tuple(n for _, n in salient)
