"""The features by which a candidate is judged: how well it fits, and what it leaves uncovered."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz, process

from bot.matching.index import Index
from bot.matching.query import Exclusion, Query
from bot.matching.ranking import Candidate, excluded_wording

ANSWER_SHARE = 0.5  # of a term is covered by an entry that has it in its answer only
LONG = 12  # terms; what a question has more of them tells nothing
NEITHER = 0.5  # usual nor unusual: where nothing is sought that could be
USUAL = 0.1  # of an entry's wordings: a term that so many have belongs to it through and through


@dataclass(frozen=True, slots=True)
class Match:
    """How well one entry fits a question. Shares lie between 0 and 1; information is in nats.

    What a question is *about* are its salient terms: not words like “the”, “is” or “how”.
    """

    entry: int  # its number in the index
    id: str
    wording: str  # the nearest one, of those that share most terms or one fewer
    similarity: float  # its own, letter by letter over the stems, in whatever order
    shared: int  # how many of the question's terms one wording has
    ranked: Candidate
    margin: float  # the score less the best other entry's, below zero where that has more
    typical: float  # how far what the question is about is usual in its wordings
    least: float  # how usual in them the least usual of what is sought is
    missed: float  # share of what is sought that no wording of it has
    covered: float  # the information of what the question is about and the entry speaks of
    unknown: float  # of what it is about and no entry knows
    elsewhere: float  # of what it is about and only other entries speak of
    terms: int  # how many terms the question has
    opens: bool  # whether it begins with a question word or an inverted verb

    @property
    def about(self) -> float:
        """The information of all that the question is about."""
        return self.covered + self.unknown + self.elsewhere

    def features(self) -> tuple[float, ...]:
        """What the probability rests on, in the order of `SIGNS`."""
        return (
            1.0,
            self.similarity,
            math.log1p(self.shared),
            self.ranked.meaning,
            self.margin,
            self.ranked.kind,
            self.typical,
            self.least,
            self.missed,
            math.log1p(self.covered),
            math.log1p(min(self.terms, LONG)),
            float(self.opens),
        )


# Each signal with its sign: whether more of it speaks for an answer (1), against it (-1), or
# either (0). The first is the constant.
FEATURE_SIGNS = {
    "constant": 0, "similarity": 1, "shared": 1, "meaning": 1, "margin": 1, "kind": 1,
    "typical": 1, "least": 1, "missed": -1, "covered": 1, "terms": 0, "opens": 0,
}  # fmt: skip


def extract_features(
    index: Index,
    query: Query,
    ranked: Sequence[Candidate],
    place: int,
    exclusion: Exclusion | None = None,
) -> Match:
    """The features of the candidate at a place of the ranking."""
    candidate = ranked[place]
    entry = index.entries[candidate.entry]
    ignored = excluded_wording(candidate.entry, exclusion)
    wordings = len(entry.texts) - (ignored is not None)
    rival = max((other.score for other in ranked if other is not candidate), default=0.0)
    sharing = Counter(chain.from_iterable(entry.where.get(term, ()) for term in query.weights))
    if ignored is not None:
        del sharing[ignored]
    shared = max(sharing.values(), default=0)
    near = {
        wording: stems
        for wording, stems in enumerate(entry.stems)
        if sharing[wording] >= shared - 1 and wording != ignored
    }
    _, similarity, nearest = process.extractOne(
        query.stems, near, scorer=fuzz.token_sort_ratio, processor=None
    )
    having = {
        term: len(places) - (ignored is not None and ignored in places)
        for term in query.salient
        for places in (entry.where.get(term, ()),)
    }
    usual = {term: min(1.0, count / (USUAL * wordings)) for term, count in having.items()}
    about = typical = covered = unknown = 0.0
    for term, count in having.items():
        weight = query.weights[term]
        about += weight
        typical += weight * usual[term]
        covered += weight * (1.0 if count else ANSWER_SHARE if term in entry.answer else 0.0)
        unknown += 0.0 if index.postings.knows(term, exclusion) else weight
    sought = [usual[term] for term in query.sought]
    return Match(
        entry=candidate.entry,
        id=entry.id,
        wording=entry.texts[nearest],
        similarity=similarity / 100,
        shared=shared,
        ranked=candidate,
        margin=candidate.score - rival,
        typical=typical / about if about else 0.0,
        least=min(sought, default=NEITHER),
        missed=sought.count(0.0) / len(sought) if sought else 0.0,
        covered=covered,
        unknown=unknown,
        elsewhere=max(0.0, about - covered - unknown),
        terms=len(query.terms),
        opens=query.opens,
    )
