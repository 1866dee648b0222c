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

ANSWER_SHARE = 0.5  # an entry with a term only in its answer covers this share of the information
MAX_COUNTED_TERMS = 12  # a longer question counts as if it had this many terms
NEUTRAL = 0.5  # the value of `least_typical` if a question has no salient term
TYPICAL_SHARE = 0.1  # a term in this share of an entry's wordings is fully typical of the entry


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate with the features from which its probability is computed.

    Shares lie between 0 and 1; information is in nats. *Salient* terms are those that say what a
    question is about: not “the”, “is” or “how”. *Sought* terms are the salient ones after the
    question word, or all salient ones if none comes after it.
    """

    entry: int  # its number in the index
    id: str
    wording: str  # the nearest wording, among those with `shared` terms or one fewer
    similarity: float  # of its letters to the question's, with the stems of both sorted
    shared: int  # the highest number of the question's terms that a single wording has
    candidate: Candidate
    margin: float  # its score minus the best other score, which may be higher
    typical: float  # how typical the salient terms are of the entry, weighted by information
    least_typical: float  # how typical of the entry its least typical sought term is
    missing: float  # the share of the sought terms that no wording of the entry has
    covered: float  # information of the salient terms that the entry has
    unknown: float  # information of the salient terms that no entry has
    elsewhere: float  # information of the salient terms that only other entries have
    terms: int  # the number of terms of the question
    opens: bool  # whether the question begins with a question word or an inverted verb

    @property
    def about(self) -> float:
        """The information of all salient terms: what the question is about."""
        return self.covered + self.unknown + self.elsewhere

    def features(self) -> tuple[float, ...]:
        """Return the values that are weighted and summed, in the order of `FEATURE_SIGNS`."""
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
            math.log1p(min(self.terms, MAX_COUNTED_TERMS)),
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
    position: int,
    exclusion: Exclusion | None = None,
) -> Match:
    """Return the match of a query with the candidate at a position in its ranking."""
    candidate = ranked[position]
    entry = index.entries[candidate.entry]
    excluded = excluded_wording(candidate.entry, exclusion)
    wordings = len(entry.texts) - (excluded is not None)
    rival = max((other.score for other in ranked if other is not candidate), default=0.0)
    sharing = Counter(
        chain.from_iterable(entry.wordings_by_term.get(term, ()) for term in query.weights)
    )
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
        term: len(having) - (excluded in having)
        for term in query.salient
        for having in (entry.wordings_by_term.get(term, ()),)
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
        unknown += 0.0 if index.bm25.knows(term, exclusion) else weight
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
