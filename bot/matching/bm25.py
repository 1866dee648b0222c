"""BM25 from an inverted index: how much of a question's information each document contains.

The index has a posting list for each term and each bigram (two adjacent terms). All wordings of a
document are scored together, because a question rarely repeats a single one of them. Dictionaries
and arrays keep it small: 100,000 wordings fit on a small server.
"""

import heapq
import math
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter

from bot.language.terms import information_share
from bot.matching.bigrams import EDGE, bigrams, split
from bot.matching.postings import Postings
from bot.matching.query import Exclusion, IndexedDocument, Query

ANSWER_WEIGHT = 0.4  # a term in the answer counts as this many occurrences in a wording
SATURATION = 1.0  # BM25's k1: how soon further occurrences of a term stop counting
CONTEXT_SHARE = 0.3  # the share of a term's information that counts if only the context has it
FREQUENT_SHARE = 0.25  # a term that more than this share of the documents has is frequent
FREQUENT_DOCUMENTS = 40  # and in no fewer documents than this
SPARE = 3  # how many times as many documents are looked at for frequent terms as are wanted
BIGRAM_SHARE = 0.5  # the share of a bigram's information that counts


def inverse_document_frequency(total: int, count: int) -> float:
    """Return the information, in nats, of a term that `count` of `total` documents have."""
    return math.log(1 + (total - count + 0.5) / (count + 0.5))


class Bm25Index:
    """An inverted index of what each term and each bigram adds to the score of each document."""

    def __init__(
        self,
        documents: Sequence[IndexedDocument],
        wordings: Sequence[Sequence[tuple[int, ...]]],
        keys: Sequence[str],
    ) -> None:
        """`wordings`: the terms of each wording of each document; `keys`: the key of each term."""
        self._documents = documents
        self._entry_count = sum(not document.is_milestone for document in documents)
        self._keys = keys
        self._highest_weight = self._information(0)
        counts = Counter(term for own in wordings for term in {n for w in own for n in w})
        bigram_counts = [Counter(b for w in own for b in set(bigrams(w))) for own in wordings]
        self._bigrams = array("Q", sorted(_shared(bigram_counts)))
        having = Counter(chain.from_iterable(bigram_counts))
        terms = (self._information(counts[n]) * information_share(k) for n, k in enumerate(keys))
        pairs = (self._information(having[bigram]) for bigram in self._bigrams)
        self._weights = array("d", chain(terms, pairs))  # row → its information, in nats
        rows = len(keys) + len(self._bigrams)  # a row for each term, then one for each bigram
        self._postings = Postings(
            rows, chain(self._term_postings(), self._bigram_postings(bigram_counts))
        )
        self._frequent = {
            row: self._postings.dense_gains(row, len(documents))
            for row in range(rows)
            if self._postings.count(row) > max(FREQUENT_SHARE * len(documents), FREQUENT_DOCUMENTS)
        }

    def weight(self, term: int) -> float:
        """Return a term's information in nats; a term that no wording has gets the highest."""
        return self._weights[term] if term > 0 else self._highest_weight

    def knows(self, term: int, exclusion: Exclusion | None = None) -> bool:
        """Whether any document has the term in a wording or in its answer."""
        count = self._postings.count(term) if term > 0 else 0
        if exclusion is None or count != 1:
            return count > 0
        if self._postings.documents(term)[0] != exclusion.document:
            return True
        entry = self._documents[exclusion.document]
        return exclusion.wording is not None and (
            term in entry.answer or entry.wordings_by_term.get(term) != (exclusion.wording,)
        )

    def highest_score(self, query: Query) -> float:
        """Return the highest score that any document could reach for a query."""
        bigram_weights = (
            (self._highest_weight if row is None else self._weights[row]) * BIGRAM_SHARE
            for row in map(self._bigram_row, query.bigrams)
        )
        return (math.fsum(query.weights.values()) + math.fsum(bigram_weights)) * (SATURATION + 1)

    def search(
        self,
        query: Query,
        limit: int,
        exclusion: Exclusion | None = None,
        include: Sequence[int] = (),
        milestones: int = 0,
    ) -> list[tuple[int, float]]:
        """Return the numbers and scores of the best documents: `limit` entries, then milestones.

        `milestones`: how many of them. Those in `include` are added at the end if they score at all
        and are not among the best. Terms that most documents have are only counted for those that
        are good without them.
        """
        scores, frequent = self._scores(query, milestones=milestones > 0)
        count = self._entry_count
        best = _best({n: s for n, s in scores.items() if n < count}, limit, frequent)
        if milestones:
            others = {n: s for n, s in scores.items() if n >= count}
            best += _best(others, milestones, frequent)
        missing = [number for number in include if all(number != found for found, _ in best)]
        best += _with_frequent({n: scores[n] for n in missing if n in scores}, frequent).items()
        if exclusion is not None:
            best = self._without(best, query, exclusion)
        return best

    def _scores(
        self, query: Query, *, milestones: bool
    ) -> tuple[dict[int, float], list[tuple[Sequence[float], float]]]:
        """Return the scores without the frequent terms, and what those add to each document.

        If no entry, or no milestone, has another term, those with the frequent ones are included.
        """
        shares = dict.fromkeys(query.context, CONTEXT_SHARE)
        rows = [(term, shares.get(term, 1.0)) for term in query.weights if term > 0]
        rows += [(row, 1.0) for row in map(self._bigram_row, query.bigrams) if row is not None]
        scores: dict[int, float] = {}
        frequent: list[tuple[int, float]] = []
        for row, share in rows:
            if row in self._frequent:
                frequent.append((row, share))
                continue
            for number, gain in self._postings.gains(row):
                scores[number] = scores.get(number, 0.0) + gain * share
        count = self._entry_count
        entries = all(number >= count for number in scores)
        milestones = milestones and all(number < count for number in scores)
        if entries or milestones:
            having = chain.from_iterable(self._postings.documents(row) for row, _ in frequent)
            scores |= {n: 0.0 for n in having if (entries if n < count else milestones)}
        return scores, [(self._frequent[row], share) for row, share in frequent]

    def _without(
        self, best: Sequence[tuple[int, float]], query: Query, exclusion: Exclusion
    ) -> list[tuple[int, float]]:
        """Leave out an excluded document, or take an excluded wording off its score."""
        if exclusion.wording is None:
            return [(number, score) for number, score in best if number != exclusion.document]
        loss = self._loss(query, exclusion.document, exclusion.wording)
        return [
            (number, score - loss if number == exclusion.document else score)
            for number, score in best
        ]

    def _loss(self, query: Query, number: int, wording: int) -> float:
        """Return how much lower an entry would score without one of its wordings."""
        entry, loss = self._documents[number], 0.0
        for term in query.weights:
            if wording in entry.wordings_by_term.get(term, ()):
                weight = self.weight(term) * (CONTEXT_SHARE if term in query.context else 1.0)
                loss += self._gain(entry, weight, self._frequency(entry, term))
                loss -= self._gain(entry, weight, self._frequency(entry, term, less=1))
        return loss + self._bigram_loss(query, entry, wording)

    def _bigram_loss(self, query: Query, entry: IndexedDocument, wording: int) -> float:
        loss = 0.0
        for bigram in query.bigrams:
            row = self._bigram_row(bigram)
            if row is not None and self._has_bigram(entry, wording, bigram):
                weight = self._weights[row] * BIGRAM_SHARE
                count = self._bigram_count(entry, bigram)
                loss += self._gain(entry, weight, count)
                loss -= self._gain(entry, weight, count - 1)
        return loss

    def _bigram_count(self, entry: IndexedDocument, bigram: int) -> int:
        """Return how many wordings of an entry have the bigram."""
        rarer = min(
            (entry.wordings_by_term.get(term, ()) for term in split(bigram) if term != EDGE),
            key=len,
        )
        return sum(self._has_bigram(entry, wording, bigram) for wording in rarer)

    def _has_bigram(self, entry: IndexedDocument, wording: int, bigram: int) -> bool:
        first, second = split(bigram)
        return f" {self._keys[first]} {self._keys[second]} " in f"  {entry.stems[wording]}  "

    def _term_postings(self) -> Iterator[tuple[int, int, float]]:
        for number, entry in enumerate(self._documents):
            for term in entry.wordings_by_term.keys() | entry.answer:
                gain = self._gain(entry, self.weight(term), self._frequency(entry, term))
                yield term, number, gain

    def _bigram_postings(self, counts: Sequence[Counter[int]]) -> Iterator[tuple[int, int, float]]:
        rows = {bigram: row for row, bigram in enumerate(self._bigrams, len(self._keys))}
        for number, own in enumerate(counts):
            for bigram, count in own.items():
                if (row := rows.get(bigram)) is not None:
                    weight = self._weights[row] * BIGRAM_SHARE
                    yield row, number, self._gain(self._documents[number], weight, count)

    def _bigram_row(self, bigram: int) -> int | None:
        """Return the row of a bigram, None if it is not indexed (binary search)."""
        at = bisect_left(self._bigrams, bigram)
        found = at < len(self._bigrams) and self._bigrams[at] == bigram
        return len(self._keys) + at if found else None

    def _information(self, count: int) -> float:
        return inverse_document_frequency(len(self._documents), count)

    def _gain(self, entry: IndexedDocument, weight: float, frequency: float) -> float:
        """Return what an entry's score gains, by BM25, from a term of this weight and frequency."""
        return weight * frequency * (SATURATION + 1) / (frequency + SATURATION * entry.length)

    def _frequency(self, entry: IndexedDocument, term: int, less: int = 0) -> float:
        count = len(entry.wordings_by_term.get(term, ())) - less
        return count + (ANSWER_WEIGHT if term in entry.answer else 0.0)


def _shared(counts: Iterable[Counter[int]]) -> Iterator[int]:
    """Yield the bigrams that more than one wording has; others would only favour that one."""
    total: Counter[int] = Counter()
    for own in counts:
        total.update(own)
    return (bigram for bigram, count in total.items() if count > 1)


def _best(
    scores: Mapping[int, float], limit: int, frequent: Sequence[tuple[Sequence[float], float]]
) -> list[tuple[int, float]]:
    """Return the best documents, best first, among those that are good without frequent terms."""
    if frequent and len(scores) > SPARE * limit:
        scores = dict(heapq.nlargest(SPARE * limit, scores.items(), key=itemgetter(1)))
    complete = _with_frequent(scores, frequent)
    return sorted(complete.items(), key=_rank)[:limit]


def _with_frequent(
    scores: Mapping[int, float], frequent: Sequence[tuple[Sequence[float], float]]
) -> dict[int, float]:
    """Return the scores with what frequent terms add to them."""
    complete = dict(scores)
    for gains, share in frequent:
        for number in complete:
            complete[number] += gains[number] * share
    return complete


def _rank(item: tuple[int, float]) -> tuple[float, int]:
    """Sort key: the highest score first, then the lowest number."""
    number, score = item
    return -score, number
