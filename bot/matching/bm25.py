"""BM25 from an inverted index: how much of a question's information each entry contains.

The index has a posting list for each term and each bigram (two adjacent terms). All wordings of an
entry are scored together, because a question rarely repeats a single one of them. Dictionaries and
arrays keep it small: 100,000 wordings fit on a small server.
"""

import heapq
import math
from array import array
from collections import Counter
from collections.abc import Sequence

from bot.language.terms import information_share
from bot.matching.bigrams import EDGE, bigrams, split
from bot.matching.query import Exclusion, IndexedEntry, Query

ANSWER_WEIGHT = 0.4  # a term in the answer counts as this many occurrences in a wording
SATURATION = 1.0  # BM25's k1: how soon further occurrences of a term stop counting
CONTEXT_SHARE = 0.3  # the share of a term's information that counts if only the context has it
BIGRAM_SHARE = 0.5  # the share of a bigram's information that counts


def inverse_document_frequency(total: int, count: int) -> float:
    """Return the information, in nats, of a term that `count` of `total` entries have."""
    return math.log(1 + (total - count + 0.5) / (count + 0.5))


class Bm25Index:
    """An inverted index of what each term and each bigram adds to the score of each entry."""

    def __init__(
        self,
        entries: Sequence[IndexedEntry],
        wordings: Sequence[Sequence[tuple[int, ...]]],
        keys: Sequence[str],
    ) -> None:
        """`wordings`: the terms of each wording of each entry; `keys`: the key of each term."""
        self._entries = entries
        self._keys = keys
        self._highest_weight = inverse_document_frequency(len(entries), 0)
        counts = Counter(term for own in wordings for term in {n for w in own for n in w})
        self._weights = {
            term: inverse_document_frequency(len(entries), count) * information_share(keys[term])
            for term, count in counts.items()
        }
        self._postings: dict[int, tuple[array[int], array[float]]] = {}
        for number, entry in enumerate(entries):
            for term in sorted(entry.wordings_by_term.keys() | entry.answer):
                gain = self._gain(entry, self.weight(term), self._frequency(entry, term))
                self._add_posting(term, number, gain)
        self._add_bigrams(wordings)

    def weight(self, term: int) -> float:
        """Return a term's information in nats; a term that no wording has gets the highest."""
        weight = self._weights.get(term)
        if weight is not None:
            return weight
        if term > 0:
            return self._highest_weight * information_share(self._keys[term])
        return self._highest_weight

    def knows(self, term: int, exclusion: Exclusion | None = None) -> bool:
        """Whether any entry has the term in a wording or in its answer."""
        postings = self._postings.get(term)
        if postings is None or exclusion is None or len(postings[0]) > 1:
            return postings is not None
        if postings[0][0] != exclusion.entry:
            return True
        entry = self._entries[exclusion.entry]
        return exclusion.wording is not None and (
            term in entry.answer or entry.wordings_by_term.get(term) != (exclusion.wording,)
        )

    def highest_score(self, query: Query) -> float:
        """Return the highest score that any entry could reach for a query."""
        bigram_weights = (
            self._bigram_weights.get(bigram, self._highest_weight) * BIGRAM_SHARE
            for bigram in query.bigrams
        )
        return (math.fsum(query.weights.values()) + math.fsum(bigram_weights)) * (SATURATION + 1)

    def search(
        self,
        query: Query,
        limit: int,
        exclusion: Exclusion | None = None,
        include: Sequence[int] = (),
    ) -> list[tuple[int, float]]:
        """Return the numbers and scores of the `limit` best entries, best first.

        Entries in `include` are added at the end if they score at all and are not among the best.
        """
        scores: dict[int, float] = {}
        shares = dict.fromkeys(query.context, CONTEXT_SHARE)
        for key in (*query.weights, *(-bigram for bigram in query.bigrams)):
            postings = self._postings.get(key)
            if postings is not None:
                share = shares.get(key, 1.0)
                for number, gain in zip(*postings, strict=True):
                    scores[number] = scores.get(number, 0.0) + gain * share
        if exclusion is not None and exclusion.entry in scores:
            if exclusion.wording is None:
                del scores[exclusion.entry]
            else:
                scores[exclusion.entry] -= self._loss(query, exclusion.entry, exclusion.wording)
        best = heapq.nlargest(limit, scores.items(), key=lambda item: (item[1], -item[0]))
        found = {number for number, _ in best}
        return best + [(n, scores[n]) for n in include if n in scores and n not in found]

    def _loss(self, query: Query, number: int, wording: int) -> float:
        """Return how much lower an entry would score without one of its wordings."""
        entry, loss = self._entries[number], 0.0
        for term in query.weights:
            if wording in entry.wordings_by_term.get(term, ()):
                weight = self.weight(term) * (CONTEXT_SHARE if term in query.context else 1.0)
                loss += self._gain(entry, weight, self._frequency(entry, term))
                loss -= self._gain(entry, weight, self._frequency(entry, term, less=1))
        return loss + self._bigram_loss(query, entry, wording)

    def _bigram_loss(self, query: Query, entry: IndexedEntry, wording: int) -> float:
        loss = 0.0
        for bigram in query.bigrams:
            weight = self._bigram_weights.get(bigram)
            if weight is not None and self._has_bigram(entry, wording, bigram):
                count = self._bigram_count(entry, bigram)
                loss += self._gain(entry, weight * BIGRAM_SHARE, count)
                loss -= self._gain(entry, weight * BIGRAM_SHARE, count - 1)
        return loss

    def _bigram_count(self, entry: IndexedEntry, bigram: int) -> int:
        """Return how many wordings of an entry have the bigram."""
        rarer = min(
            (entry.wordings_by_term.get(term, ()) for term in split(bigram) if term != EDGE),
            key=len,
        )
        return sum(self._has_bigram(entry, wording, bigram) for wording in rarer)

    def _has_bigram(self, entry: IndexedEntry, wording: int, bigram: int) -> bool:
        first, second = split(bigram)
        return f" {self._keys[first]} {self._keys[second]} " in f"  {entry.stems[wording]}  "

    def _add_bigrams(self, wordings: Sequence[Sequence[tuple[int, ...]]]) -> None:
        """Index the bigrams that more than one wording has; others would only favour that one."""
        counts = [Counter(bigram for w in own for bigram in set(bigrams(w))) for own in wordings]
        wording_counts: Counter[int] = Counter()
        entry_counts: Counter[int] = Counter()
        for own in counts:
            wording_counts.update(own)
            entry_counts.update(own.keys())
        self._bigram_weights = {
            bigram: inverse_document_frequency(len(self._entries), entry_counts[bigram])
            for bigram, count in wording_counts.items()
            if count > 1
        }
        for number, own in enumerate(counts):
            for bigram, count in own.items():
                if (weight := self._bigram_weights.get(bigram)) is not None:
                    gain = self._gain(self._entries[number], weight * BIGRAM_SHARE, count)
                    self._add_posting(-bigram, number, gain)

    def _add_posting(self, key: int, entry: int, gain: float) -> None:
        entries, gains = self._postings.setdefault(key, (array("i"), array("f")))
        entries.append(entry)
        gains.append(gain)

    def _gain(self, entry: IndexedEntry, weight: float, frequency: float) -> float:
        """Return what an entry's score gains, by BM25, from a term of this weight and frequency."""
        return weight * frequency * (SATURATION + 1) / (frequency + SATURATION * entry.length)

    def _frequency(self, entry: IndexedEntry, term: int, less: int = 0) -> float:
        count = len(entry.wordings_by_term.get(term, ())) - less
        return count + (ANSWER_WEIGHT if term in entry.answer else 0.0)
