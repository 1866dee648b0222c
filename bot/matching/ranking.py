"""Compares the best entries of the BM25 index with the question more closely, and ranks them."""

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.matching.index import Index
from bot.matching.query import Exclusion, IndexedEntry, Query

CANDIDATES = 12  # how many entries are compared closely


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """The weight of each similarity in a candidate's score; part of the calibration."""

    information: float = 14.0
    spelling: float = 6.0
    meaning: float = 2.5
    kind: float = 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry in the ranking, with its similarities: 0 to 1, and -1 to 1 for the meaning."""

    entry: int  # its number in the index
    score: float  # the weighted sum of the similarities
    information: float  # the share of the question's information that the entry has (BM25)
    spelling: float  # the similarity of its nearest wording, by the letters of the stems in order
    meaning: float  # the similarity of all its wordings together, by word vectors
    kind: float  # the share of its wordings that ask for the same kind of thing (who, when …)


def rank(
    index: Index, query: Query, weights: RankingWeights, exclusion: Exclusion | None = None
) -> list[Candidate]:
    """Return the candidates, best first; none if no entry shares a term with the query.

    Entries that have the query itself as a wording come before all others.
    """
    highest = index.bm25.highest_score(query)
    owners = index.owners.get(query.stems, ())
    include = [number for number in owners if exclusion is None or number != exclusion.entry]
    found = index.bm25.search(query, CANDIDATES, exclusion, include)
    candidates = [
        _candidate(index, number, query, weights, max(0.0, score / highest), exclusion)
        for number, score in found
    ]
    return sorted(
        candidates,
        key=lambda candidate: (candidate.spelling < 1.0, -candidate.score, candidate.entry),
    )


def excluded_wording(number: int, exclusion: Exclusion | None) -> int | None:
    """Return the wording of an entry that the exclusion leaves out, if any."""
    return exclusion.wording if exclusion is not None and exclusion.entry == number else None


def _candidate(
    index: Index,
    number: int,
    query: Query,
    weights: RankingWeights,
    information: float,
    exclusion: Exclusion | None,
) -> Candidate:
    entry = index.entries[number]
    excluded = excluded_wording(number, exclusion)
    spelling = _spelling(entry, query, excluded)
    meaning = index.similarity(query, number, exclusion)
    kind = _kind(entry, query, excluded)
    score = (
        weights.information * information
        + weights.spelling * spelling
        + weights.meaning * meaning
        + weights.kind * kind
    )
    return Candidate(number, score, information, spelling, meaning, kind)


def _spelling(entry: IndexedEntry, query: Query, excluded: int | None) -> float:
    choices = entry.stems
    if excluded is not None:
        choices = choices[:excluded] + choices[excluded + 1 :]
    found = process.extractOne(query.stems, choices, scorer=fuzz.ratio, processor=None)
    return found[1] / 100 if found else 0.0


def _kind(entry: IndexedEntry, query: Query, excluded: int | None) -> float:
    same = entry.kinds.count(query.kind)
    if excluded is None:
        return same / len(entry.kinds)
    return (same - (entry.kinds[excluded] == query.kind)) / (len(entry.kinds) - 1)
