"""The features of a match: how well an entry fits a question, and what it leaves uncovered."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz, process

from bot.matching.index import Index
from bot.matching.query import Exclusion, Query
from bot.matching.ranking import Candidate, excluded_wording

ANSWER_SHARE = 0.5  # of a term's information is covered by an entry with it only in its answer
MOST_TERMS = 12  # that a question's length is counted to
NEUTRAL = 0.5  # the least typical term of a question that has no salient one
TYPICAL_SHARE = 0.1  # of an entry's wordings must have a term for it to be fully typical


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate with the features from which its probability is computed.

    Shares lie between 0 and 1; information is in nats. *Salient* terms are those that say what a
    question is about: not “the”, “is” or “how”. *Sought* terms are the salient ones after the
    question word, or all salient ones if there are none after it.
    """

    entry: int  # its number in the index
    id: str
    wording: str  # the nearest of those that share the most terms, or one fewer
    similarity: float  # of that wording's letters, with the stems of both sorted
    shared: int  # the most terms of the question that any one wording has
    candidate: Candidate
    margin: float  # its score minus the best other one's; negative if that is higher
    typical: float  # how typical the salient terms are of the entry, weighted by information
    least_typical: float  # how typical of the entry its least typical sought term is
    missing: float  # share of the sought terms that no wording of the entry has
    covered: float  # information of the salient terms that the entry has
    unknown: float  # information of the salient terms that no entry has
    elsewhere: float  # information of the salient terms that only other entries have
    terms: int  # the number of terms of the question
    opens: bool  # whether the question begins with a question word or an inverted verb

    @property
    def about(self) -> float:
        """The information of all salient terms."""
        return self.covered + self.unknown + self.elsewhere

    def features(self) -> tuple[float, ...]:
        """The values that are weighted and summed, in the order of `FEATURE_SIGNS`."""
        return (
            1.0,
            self.similarity,
            math.log1p(self.shared),
            self.candidate.meaning,
            self.margin,
            self.candidate.kind,
            self.typical,
            self.least_typical,
            self.missing,
            math.log1p(self.covered),
            math.log1p(min(self.terms, MOST_TERMS)),
            float(self.opens),
        )


# The sign that each feature's weight must have: 1 if a higher value can only make the match more
# probable, -1 if it can only make it less probable, 0 if it may do either.
FEATURE_SIGNS = {
    "constant": 0, "similarity": 1, "shared": 1, "meaning": 1, "margin": 1, "kind": 1,
    "typical": 1, "least_typical": 1, "missing": -1, "covered": 1, "terms": 0, "opens": 0,
}  # fmt: skip


def extract_features(
    index: Index,
    query: Query,
    ranked: Sequence[Candidate],
    place: int,
    exclusion: Exclusion | None = None,
) -> Match:
    """The match of a query with the candidate at a place of its ranking."""
    candidate = ranked[place]
    entry = index.entries[candidate.entry]
    excluded = excluded_wording(candidate.entry, exclusion)
    wordings = len(entry.texts) - (excluded is not None)
    rival = max((other.score for other in ranked if other is not candidate), default=0.0)
    sharing = Counter(chain.from_iterable(entry.where.get(term, ()) for term in query.weights))
    if excluded is not None:
        del sharing[excluded]
    shared = max(sharing.values(), default=0)
    near = {
        wording: stems
        for wording, stems in enumerate(entry.stems)
        if sharing[wording] >= shared - 1 and wording != excluded
    }
    _, similarity, nearest = process.extractOne(
        query.stems, near, scorer=fuzz.token_sort_ratio, processor=None
    )
    counts = {
        term: len(places) - (excluded is not None and excluded in places)
        for term in query.salient
        for places in (entry.where.get(term, ()),)
    }
    typicality = {
        term: min(1.0, count / (TYPICAL_SHARE * wordings)) for term, count in counts.items()
    }
    about = typical = covered = unknown = 0.0
    for term, count in counts.items():
        weight = query.weights[term]
        about += weight
        typical += weight * typicality[term]
        covered += weight * (1.0 if count else ANSWER_SHARE if term in entry.answer else 0.0)
        unknown += 0.0 if index.postings.knows(term, exclusion) else weight
    sought = [typicality[term] for term in query.sought]
    return Match(
        entry=candidate.entry,
        id=entry.id,
        wording=entry.texts[nearest],
        similarity=similarity / 100,
        shared=shared,
        candidate=candidate,
        margin=candidate.score - rival,
        typical=typical / about if about else 0.0,
        least_typical=min(sought, default=NEUTRAL),
        missing=sought.count(0.0) / len(sought) if sought else 0.0,
        covered=covered,
        unknown=unknown,
        elsewhere=max(0.0, about - covered - unknown),
        terms=len(query.terms),
        opens=query.opens,
    )
