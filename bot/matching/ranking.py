"""Compares the best documents of the BM25 index with the question more closely, and ranks them."""

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.matching.index import Index
from bot.matching.query import Exclusion, IndexedDocument, Query

CANDIDATES, MILESTONES = 10, 5  # how many entries and milestones are compared closely

# The weight of each similarity in a candidate's score, chosen on FAQs of different subjects and
# sizes. Fitted to the wordings of a FAQ, they would rank people's questions worse.
MILESTONE_KIND = 0.5  # how well a milestone fits a question for a day: like an entry on one
INFORMATION, SPELLING, MEANING, KIND = 18.0, 4.0, 4.5, 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document in the ranking, with its similarities: 0 to 1, and -1 to 1 for the meaning."""

    document: int  # its number in the index
    score: float  # the weighted sum of the similarities
    information: float  # the share of the question's information that the document has (BM25)
    spelling: float  # the similarity of its nearest wording, by the letters of the stems in order
    meaning: float  # the similarity of all its wordings together, by word vectors
    kind: float  # the share of its wordings that ask for the same kind of thing (who, when …)


def rank(
    index: Index, query: Query, exclusion: Exclusion | None = None, *, milestones: bool = False
) -> list[Candidate]:
    """Return the candidates, best first; none if no document shares a term with the query.

    `milestones`: whether they are candidates too.
    Documents that have the query itself as a wording come before all others.
    """
    highest = index.bm25.highest_score(query)
    owners = index.owners.get(query.stems, ())
    include = [
        number
        for number in owners
        if (exclusion is None or number != exclusion.document)
        and (milestones or not index.documents[number].is_milestone)
    ]
    found = index.bm25.search(
        query, CANDIDATES, exclusion, include, MILESTONES if milestones else 0
    )
    candidates = [
        _candidate(index, number, query, max(0.0, score / highest), exclusion)
        for number, score in found
    ]
    return sorted(
        candidates,
        key=lambda candidate: (candidate.spelling < 1.0, -candidate.score, candidate.document),
    )


def excluded_wording(number: int, exclusion: Exclusion | None) -> int | None:
    """Return the wording of a document that the exclusion leaves out, if any."""
    return exclusion.wording if exclusion is not None and exclusion.document == number else None


def _candidate(
    index: Index,
    number: int,
    query: Query,
    information: float,
    exclusion: Exclusion | None,
) -> Candidate:
    document = index.documents[number]
    excluded = excluded_wording(number, exclusion)
    spelling = _spelling(document, query, excluded)
    meaning = index.similarity(query, number, exclusion)
    kind = _kind(document, query, excluded)
    score = INFORMATION * information + SPELLING * spelling + MEANING * meaning + KIND * kind
    return Candidate(number, score, information, spelling, meaning, kind)


def _spelling(document: IndexedDocument, query: Query, excluded: int | None) -> float:
    choices = document.stems
    if excluded is not None:
        choices = choices[:excluded] + choices[excluded + 1 :]
    found = process.extractOne(query.stems, choices, scorer=fuzz.ratio, processor=None)
    return found[1] / 100 if found else 0.0


def _kind(document: IndexedDocument, query: Query, excluded: int | None) -> float:
    same = document.kinds.count(query.kind)
    if document.is_milestone:
        return MILESTONE_KIND * (same > 0)
    if excluded is None:
        return same / len(document.kinds)
    return (same - (document.kinds[excluded] == query.kind)) / (len(document.kinds) - 1)
