"""BM25 from an inverted index: which entries share information with a question, and how much.

Posted are terms and the pairs of neighbouring ones. An entry is scored over all its wordings
together, because a question rarely repeats a single one of them. Plain dictionaries and arrays:
100,000 wordings fit into a small server.
"""

import heapq
import math
from array import array
from collections import Counter
from collections.abc import Sequence

from bot.language.terms import information_share
from bot.matching.bigrams import EDGE, ends, pairs
from bot.matching.query import Exclusion, IndexedEntry, Query

ANSWER_WEIGHT = 0.4  # a term that only the answer has counts so much of one in a wording
SATURATION = 1.0  # BM25's k1: how soon more of the same term stops counting
CONTEXT_SHARE = 0.3  # of its information, for a term that was only said before the question
PAIR_SHARE = 0.5  # of its information, for two terms side by side


def inverse_document_frequency(total: int, count: int) -> float:
    """How much something tells entries apart that `count` of `total` have, in nats."""
    return math.log(1 + (total - count + 0.5) / (count + 0.5))


class Bm25Index:
    """What each entry gains by each term and each pair."""

    def __init__(
        self,
        entries: Sequence[IndexedEntry],
        written: Sequence[Sequence[tuple[int, ...]]],
        keys: Sequence[str],
    ) -> None:
        """`written`: each entry's wordings as terms; `keys`: of each term, by its number."""
        self._entries = entries
        self._keys = keys
        self._rarest = inverse_document_frequency(len(entries), 0)
        documents = Counter(term for each in written for term in {n for w in each for n in w})
        self._weights = {
            term: inverse_document_frequency(len(entries), count) * information_share(keys[term])
            for term, count in documents.items()
        }
        self._posted: dict[int, tuple[array[int], array[float]]] = {}
        for number, entry in enumerate(entries):
            for term in sorted(entry.where.keys() | entry.answer):
                gain = self._gain(entry, self.weight(term), self._frequency(entry, term))
                self._post(term, number, gain)
        self._post_pairs(written)

    def weight(self, term: int) -> float:
        """A term's information in nats; that of one which no wording has is the highest."""
        weight = self._weights.get(term)
        if weight is not None:
            return weight
        return self._rarest * information_share(self._keys[term]) if term > 0 else self._rarest

    def knows(self, term: int, exclusion: Exclusion | None = None) -> bool:
        """Whether any entry has the term in a wording or its answer."""
        posted = self._posted.get(term)
        if posted is None or exclusion is None or len(posted[0]) > 1:
            return posted is not None
        if posted[0][0] != exclusion.entry:
            return True
        entry = self._entries[exclusion.entry]
        return exclusion.wording is not None and (
            term in entry.answer or entry.where.get(term) != (exclusion.wording,)
        )

    def most(self, query: Query) -> float:
        """The highest score that any entry could reach for a question."""
        rare = self._rarest * PAIR_SHARE
        beside = (
            self._pair_weights.get(pair, self._rarest) * PAIR_SHARE if pair > 0 else rare
            for pair in query.pairs
        )
        return (math.fsum(query.weights.values()) + math.fsum(beside)) * (SATURATION + 1)

    def candidates(
        self,
        query: Query,
        limit: int,
        exclusion: Exclusion | None = None,
        besides: Sequence[int] = (),
    ) -> list[tuple[int, float]]:
        """The entries that share most information with the question, best first, with scores.

        `besides`: some that are wanted in any case, if they share any.
        """
        scores: dict[int, float] = {}
        shares = dict.fromkeys(query.context, CONTEXT_SHARE)
        for key in (*query.weights, *(-pair for pair in query.pairs)):
            posted = self._posted.get(key)
            if posted is not None:
                share = shares.get(key, 1.0)
                for number, gain in zip(*posted, strict=True):
                    scores[number] = scores.get(number, 0.0) + gain * share
        if exclusion is not None and exclusion.entry in scores:
            if exclusion.wording is None:
                del scores[exclusion.entry]
            else:
                scores[exclusion.entry] -= self._loss(query, exclusion.entry, exclusion.wording)
        most = heapq.nlargest(limit, scores.items(), key=lambda pair: (pair[1], -pair[0]))
        found = {number for number, _ in most}
        return most + [(n, scores[n]) for n in besides if n in scores and n not in found]

    def _loss(self, query: Query, number: int, wording: int) -> float:
        """What an entry would score less without one of its wordings."""
        entry, loss = self._entries[number], 0.0
        for term in query.weights:
            if wording in entry.where.get(term, ()):
                weight = self.weight(term) * (CONTEXT_SHARE if term in query.context else 1.0)
                loss += self._gain(entry, weight, self._frequency(entry, term))
                loss -= self._gain(entry, weight, self._frequency(entry, term, less=1))
        return loss + self._pair_loss(query, entry, wording)

    def _pair_loss(self, query: Query, entry: IndexedEntry, wording: int) -> float:
        loss = 0.0
        for pair in query.pairs:
            weight = self._pair_weights.get(pair)
            if weight is not None and self._has_pair(entry, wording, pair):
                count = self._pair_count(entry, pair)
                loss += self._gain(entry, weight * PAIR_SHARE, count)
                loss -= self._gain(entry, weight * PAIR_SHARE, count - 1)
        return loss

    def _pair_count(self, entry: IndexedEntry, pair: int) -> int:
        """How many wordings of an entry have two terms side by side."""
        rarer = min((entry.where.get(term, ()) for term in ends(pair) if term != EDGE), key=len)
        return sum(self._has_pair(entry, wording, pair) for wording in rarer)

    def _has_pair(self, entry: IndexedEntry, wording: int, pair: int) -> bool:
        first, second = ends(pair)
        return f" {self._keys[first]} {self._keys[second]} " in f"  {entry.stems[wording]}  "

    def _post_pairs(self, written: Sequence[Sequence[tuple[int, ...]]]) -> None:
        """Pairs that stand in one wording only tell nothing that the wording does not."""
        counts = [Counter(pair for w in each for pair in set(pairs(w))) for each in written]
        everywhere: Counter[int] = Counter()
        documents: Counter[int] = Counter()
        for each in counts:
            everywhere.update(each)
            documents.update(each.keys())
        self._pair_weights = {
            pair: inverse_document_frequency(len(self._entries), documents[pair])
            for pair, count in everywhere.items()
            if count > 1
        }
        for number, each in enumerate(counts):
            for pair, count in each.items():
                if (weight := self._pair_weights.get(pair)) is not None:
                    gain = self._gain(self._entries[number], weight * PAIR_SHARE, count)
                    self._post(-pair, number, gain)

    def _post(self, key: int, entry: int, gain: float) -> None:
        entries, gains = self._posted.setdefault(key, (array("i"), array("f")))
        entries.append(entry)
        gains.append(gain)

    def _gain(self, entry: IndexedEntry, weight: float, frequency: float) -> float:
        """BM25: what the entry gains by having a term so often."""
        return weight * frequency * (SATURATION + 1) / (frequency + SATURATION * entry.length)

    def _frequency(self, entry: IndexedEntry, term: int, less: int = 0) -> float:
        count = len(entry.where.get(term, ())) - less
        return count + (ANSWER_WEIGHT if term in entry.answer else 0.0)
