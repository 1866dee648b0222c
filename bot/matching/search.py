"""Searches the index for what answers a question: an entry, an entry under its day, or a day.

Entries and milestones are ranked together, and the same calibration gives each a probability. If a
question asks for a day, an entry and the milestones that it tells of are one candidate.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter

from bot.language.question import Question
from bot.language.question_form import (
    ASKS_FOR_DAY,
    ASKS_FOR_EVENTS,
    ASKS_FOR_PLACE,
    ASKS_WHETHER,
    QuestionForm,
)
from bot.language.sentences import QuestionSpan
from bot.matching.calibration import Calibration
from bot.matching.features import Match, extract_features
from bot.matching.index import Index
from bot.matching.query import Query
from bot.matching.query_builder import build_query
from bot.matching.ranking import Candidate, rank

# What the card of a day tells besides the day: where it was, what happened, whether it did.
ASKS_FOR_CARD = ASKS_FOR_PLACE | ASKS_FOR_EVENTS | ASKS_WHETHER | {QuestionForm.NONE}
NEAREST = 5  # how many entries may be named, and how many milestones may be asked for
MAX_DATED = 4  # how many milestones are answered with
MAX_EVENTS = 3  # how many milestones are found for the name of an event
MIN_EVENT_SHARE = 0.6  # an event must cover this share of a text to be found by it
ALIKE = 0.8  # the share of the best score with which another entry is about as near
MIN_DAY = 0.25  # the lowest probability of a milestone under which an entry answers,
ASKED_FOR_DAY = 0.25  # unless this share of its wordings ask for a day
NEARLY = 0.9  # a milestone with this share of the best one's odds is meant as well
FOREIGN = 0.45  # the highest probability if a FAQ on one subject does not know a name: no answer
CERTAIN = 0.99  # the probability of an entry if the question is one of its wordings


@dataclass(frozen=True, slots=True)
class Hit:
    """A match with the probability that it answers the question."""

    match: Match
    probability: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """What may answer a query, best first. `withheld` may only be offered (`only_if`)."""

    query: Query
    entries: tuple[Candidate, ...]
    milestones: tuple[Candidate, ...]
    withheld: tuple[Candidate, ...]  # entries


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What answers a span of a message best: an entry, milestones, or an entry under some days."""

    span: QuestionSpan
    ranking: Ranking
    nearest: Hit | None = None  # the nearest entry
    entry: Match | None = None
    days: tuple[Match, ...] = ()  # milestones, by date
    probability: float = 0.0

    @property
    def match(self) -> Match | None:
        """The match that the probability is about; None if nothing shares a word."""
        return self.entry or next(iter(self.days), None)


class Search:
    """Searches one index."""

    def __init__(self, index: Index, calibration: Calibration) -> None:
        self.index = index
        self.calibration = calibration

    def span(self, span: QuestionSpan, message: Question | None = None) -> SearchResult:
        """Find what answers a span of a message best; `message`: all of it, if it is longer."""
        form = span.question.form
        query = build_query(self.index, span.question, span.context, message)
        milestones = form in ASKS_FOR_DAY or form in ASKS_FOR_CARD
        ranking = self._ranking(query, message or span.question, milestones=milestones)
        entry = next(self._hits(query, ranking.entries), None)
        if form in ASKS_FOR_DAY:
            return self._day(span, ranking, entry)
        day = next(self._hits(query, ranking.milestones), None)
        if day is not None and (entry is None or day.probability > entry.probability):
            return SearchResult(span, ranking, entry, None, (day.match,), day.probability)
        return _answered(span, ranking, entry)

    def nearest(self, result: SearchResult) -> tuple[Hit, ...]:
        """Return the nearest entries, best first, with their probabilities."""
        if result.nearest is None:
            return ()
        nearest = [result.nearest]
        hits = self._hits(result.ranking.query, result.ranking.entries, 1)
        for hit in islice(hits, NEAREST - 1):
            # The calibration is for the best one; the others never get more.
            probability = min(nearest[-1].probability, hit.probability)
            nearest.append(Hit(hit.match, probability))
        return tuple(nearest)

    def preferring(self, half: SearchResult, whole: SearchResult) -> SearchResult:
        """Return the result of half a message, with the entry of the whole one if it is as near.

        On its own, “how long did it take?” fits many entries about as well.
        """
        ranked = half.ranking.entries
        if whole.entry is None or half.days or not ranked:
            return half
        near = {c.document for c in ranked if c.score >= ranked[0].score * ALIKE}
        if whole.entry.document not in near:
            return half
        hit = Hit(whole.entry, whole.probability)
        return SearchResult(half.span, half.ranking, hit, whole.entry, (), whole.probability)

    def withheld(self, ranking: Ranking) -> tuple[Hit, ...]:
        """Return the nearest of the entries that may only be offered, best first."""
        return tuple(islice(self._hits(ranking.query, ranking.withheld), NEAREST))

    def events(self, question: Question) -> tuple[Match, ...]:
        """Return the milestones that cover the most of a text, if it is enough, by date."""
        query = build_query(self.index, question)
        ranked = [c for c in rank(self.index, query, milestones=True) if self._is_milestone(c)]
        matches = [hit.match for hit in islice(self._hits(query, ranked), NEAREST)]
        most = max((match.covered_share for match in matches), default=0.0)
        if most < MIN_EVENT_SHARE:
            return ()
        best = [match for match in matches if match.covered_share >= most][:MAX_EVENTS]
        return tuple(sorted(best, key=attrgetter("document")))

    def _ranking(self, query: Query, message: Question, *, milestones: bool) -> Ranking:
        folded: str | None = None  # few documents need it
        entries: list[Candidate] = []
        dated: list[Candidate] = []
        withheld: list[Candidate] = []
        for candidate in rank(self.index, query, milestones=milestones):
            may_answer = True
            if self.index.needs_words(candidate.document):
                folded = folded or self.index.fold_message(message)
                may_answer = self.index.may_answer(candidate.document, query, folded)
            if self._is_milestone(candidate):
                dated += [candidate] if may_answer else []
            else:
                (entries if may_answer else withheld).append(candidate)
        return Ranking(query, tuple(entries), tuple(dated), tuple(withheld))

    def _is_milestone(self, candidate: Candidate) -> bool:
        return self.index.documents[candidate.document].is_milestone

    def _hits(self, query: Query, ranked: Sequence[Candidate], start: int = 0) -> Iterator[Hit]:
        """Yield candidates of one kind with their probabilities, in the order of the ranking."""
        owners = self.index.owners.get(query.stems)
        for position in range(start, len(ranked)):
            candidate = ranked[position]
            match = extract_features(self.index, query, ranked, position)
            own = owners == (candidate.document,) and not self._is_milestone(candidate)
            yield Hit(match, CERTAIN if own else self._probability(match))

    def _probability(self, match: Match) -> float:
        """Return the probability that a match answers, if the question is none of its wordings."""
        most = FOREIGN if match.foreign and self.index.has_one_subject else CERTAIN
        return min(most, self.calibration.probability(match))

    def _day(self, span: QuestionSpan, ranking: Ranking, entry: Hit | None) -> SearchResult:
        """Find what answers a question for a day; `entry`: the nearest one."""
        query = ranking.query
        days = tuple(islice(self._hits(query, ranking.milestones), NEAREST))
        best = max(days, key=lambda day: day.probability, default=None)
        if best is not None:
            teller = self._teller(query, ranking, best)
            together = max(best.probability, teller.probability if teller else 0.0)
            if entry is None or together > entry.probability:
                if teller is None:
                    return SearchResult(span, ranking, entry, None, _nearly_best(days), together)
                asked_for = self._days_asked_for(days, teller.match)
                return SearchResult(span, ranking, entry, teller.match, asked_for, together)
        if entry is None:
            return SearchResult(span, ranking)
        asked_for = self._days_asked_for(days, entry.match)
        return SearchResult(span, ranking, entry, entry.match, asked_for, entry.probability)

    def _teller(self, query: Query, ranking: Ranking, day: Hit) -> Hit | None:
        """Return the nearest of the entries that tell of a milestone, if it may be right."""
        telling = self.index.related.get(day.match.document, ())
        near = [c for c in ranking.entries[:NEAREST] if c.document in telling]
        if not near:
            return None
        alike = [c for c in near if c.score >= near[0].score * ALIKE]
        # Of those that are about as near, the one that is most often asked for a day is meant.
        teller = max(alike, key=lambda candidate: candidate.kind)
        position = ranking.entries.index(teller)
        match = extract_features(self.index, query, ranking.entries, position)
        probability = self._probability(match)
        return Hit(match, probability) if probability else None

    def _days_asked_for(self, days: Sequence[Hit], entry: Match) -> tuple[Match, ...]:
        """Return those of an entry's milestones that a question for a day asks for.

        If nothing in the question tells them apart, that is none of them.
        """
        own = self.index.related.get(entry.document, ())
        kinds = self.index.documents[entry.document].kinds
        asked_for_day = kinds.count(QuestionForm.WHEN) >= ASKED_FOR_DAY * len(kinds)
        least = 0.0 if asked_for_day else MIN_DAY
        likely = [day for day in days if day.match.document in own and day.probability >= least]
        return _nearly_best(likely)


def _nearly_best(days: Sequence[Hit]) -> tuple[Match, ...]:
    """Return the most probable milestone, and those that are nearly as probable.

    Those that cannot be right are none of them.
    """
    best = max((_odds(day) for day in days), default=0.0)
    near = [day.match for day in days if day.probability and _odds(day) >= best * NEARLY]
    return tuple(sorted(near[:MAX_DATED], key=lambda match: match.document))  # in order of time


def _odds(hit: Hit) -> float:
    return hit.probability / max(1e-9, 1 - hit.probability)


def _answered(span: QuestionSpan, ranking: Ranking, entry: Hit | None) -> SearchResult:
    if entry is None:
        return SearchResult(span, ranking)
    return SearchResult(span, ranking, entry, entry.match, (), entry.probability)
