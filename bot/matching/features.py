"""The features of a match: how well a document fits a question, and what it leaves uncovered."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz, process

from bot.matching.index import Index
from bot.matching.query import Exclusion, Query
from bot.matching.ranking import Candidate, excluded_wording

ANSWER_SHARE = 0.5  # a document with a term only in its answer covers this share of the information
MAX_COUNTED_TERMS = 12  # a longer question counts as if it had this many terms
MANY_TERMS = 8  # a question with this many terms is not brief
NEUTRAL = 0.5  # the value of `least_typical` if a question has no salient term
TYPICAL_SHARE = 0.1  # a term in this share of a document's wordings is fully typical of it


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate with the features from which its probability is computed.

    Shares lie between 0 and 1; information is in nats. *Salient* terms are those that say what a
    question is about: not “the”, “is” or “how”. *Sought* terms are the salient ones after the
    question word, or all salient ones if none comes after it.
    """

    document: int  # its number in the index
    id: str
    wording: str  # the nearest wording, among those with `shared` terms or one fewer
    similarity: float  # of its letters to the question's, with the stems of both sorted
    shared: int  # the highest number of the question's terms that a single wording has
    candidate: Candidate
    margin: float  # its score minus the best other score, which may be higher
    typical: float  # how typical the salient terms are of the document, weighted by information
    least_typical: float  # how typical of the document its least typical sought term is
    covered: float  # information of the salient terms that the document has
    unknown: float  # information of the salient terms that no document has
    elsewhere: float  # information of the salient terms that only other documents have
    terms: int  # the number of terms of the question
    opens: bool  # whether the question begins with a question word or an inverted verb
    foreign: bool  # whether the message has a name or a year that the document does not know
    present: bool  # whether the question is about the present, and no wording of the document is

    @property
    def about(self) -> float:
        """The information of all salient terms: what the question is about."""
        return self.covered + self.unknown + self.elsewhere

    @property
    def covered_share(self) -> float:
        """The share of what the question is about that the document has."""
        return self.covered / self.about if self.about else 0.0

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
            math.log1p(self.covered),
            math.log1p(min(self.terms, MAX_COUNTED_TERMS)),
            float(self.opens),
            float(self.foreign),
            float(self.present),
            self.least_typical * max(0.0, math.log1p(MANY_TERMS) - math.log1p(self.terms)),
        )


# The sign that each feature's weight must have: 1 if a higher value can only make the match more
# probable, -1 if it can only make it less probable, 0 if it may do either.
FEATURE_SIGNS = {
    "constant": 0, "similarity": 1, "shared": 1, "meaning": 1, "margin": 1, "kind": 1,
    "typical": 1, "least_typical": 1, "covered": 1, "terms": 0, "opens": 0,
    "foreign": -1, "present": -1, "brief": 1,
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
    document = index.documents[candidate.document]
    excluded = excluded_wording(candidate.document, exclusion)
    wordings = len(document.texts) - (excluded is not None)
    rival = max([other.score for other in ranked if other is not candidate], default=0.0)
    by_term = document.wordings_by_term
    sharing = Counter(
        chain.from_iterable([by_term[term] for term in query.weights if term in by_term])
    )
    if excluded is not None:
        del sharing[excluded]
    present = query.present and not index.is_about_present(candidate.document)
    foreign = not document.names_vary and not all(map(document.has, query.names))
    shared = max(sharing.values(), default=0)
    if shared > 1:
        near = {at: document.stems[at] for at, count in sharing.items() if count >= shared - 1}
    else:
        near = {at: stems for at, stems in enumerate(document.stems) if at != excluded}
    _, similarity, nearest = process.extractOne(
        query.stems, near, scorer=fuzz.token_sort_ratio, processor=None
    )
    typicality: dict[int, float] = {}
    about = typical = covered = unknown = 0.0
    for term in query.salient:
        having = by_term.get(term, ())
        in_answer = term in document.answer
        count = len(having) - (excluded in having) + (document.is_milestone and in_answer)
        typicality[term] = min(1.0, count / (TYPICAL_SHARE * wordings))
        weight = query.weights[term]
        about += weight
        typical += weight * typicality[term]
        if count or in_answer:
            covered += weight * (1.0 if count else ANSWER_SHARE)
        elif not index.bm25.knows(term, exclusion):
            unknown += weight
    sought = [typicality[term] for term in query.sought]
    return Match(
        document=candidate.document,
        id=document.id,
        wording=document.texts[nearest],
        similarity=similarity / 100,
        shared=shared,
        candidate=candidate,
        margin=candidate.score - rival,
        typical=typical / about if about else 0.0,
        least_typical=min(sought, default=NEUTRAL),
        covered=covered,
        unknown=unknown,
        elsewhere=max(0.0, about - covered - unknown),
        terms=len(query.terms),
        opens=query.opens,
        foreign=foreign,
        present=present,
    )
