"""Decides how to respond to a question: answer, suggest, admit not knowing, or stay silent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.knowledge.model import Knowledge
from bot.language.question import Question, parse_question
from bot.language.sentences import QuestionSpan, question_spans, split_compound_question
from bot.language.spelling import SpellingCorrector
from bot.language.tokens import bare_name
from bot.matching.calibration import Calibration, calibrate
from bot.matching.features import Match, extract_features
from bot.matching.index import Index
from bot.matching.query import Query
from bot.matching.ranking import Candidate, rank
from bot.matching.thresholds import Thresholds

SUGGESTIONS = 3
NEAREST = 5  # how many entries a decision lists with their probabilities
CERTAIN = 0.99  # the probability of an entry if the question is one of its wordings


@dataclass(frozen=True, slots=True)
class AnswerEntries:
    """Answer with one entry, or with two in the order of the questions."""

    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuggestEntries:
    """Suggest entries, because none is likely enough to answer with."""

    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoMatch:
    """Say that no entry answers the question."""


@dataclass(frozen=True, slots=True)
class StaySilent:
    """Say nothing, because the message was not meant for the bot."""


Choice: TypeAlias = AnswerEntries | SuggestEntries | NoMatch | StaySilent


@dataclass(frozen=True, slots=True)
class Decision:
    """The choice, the nearest entries with their probabilities, and the reasons."""

    choice: Choice
    nearest: tuple[tuple[str, float], ...]  # at most five, best first
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What the search found for one span of a message."""

    span: QuestionSpan
    query: Query
    ranked: tuple[Candidate, ...]  # best first
    match: Match | None  # of the best candidate; None if no entry shares a word
    probability: float  # that the best candidate is the right entry


class Matcher:
    """Matches questions with the entries of one snapshot. Slow to build, fast to use."""

    def __init__(
        self,
        knowledge: Knowledge,
        calibration: Calibration | None = None,
        thresholds: Thresholds | None = None,
    ) -> None:
        self.index = Index(knowledge)
        self.calibration = calibration or calibrate(self.index)
        self.thresholds = thresholds or Thresholds()
        self._names = {
            bare_name(name) for milestone in knowledge.milestones for name in milestone.place_names
        }

    @property
    def corrector(self) -> SpellingCorrector:
        """The corrector of spelling to the words of the knowledge."""
        return self.index.corrector

    def parse(self, text: str) -> Question:
        """Tokenise a message and correct its spelling."""
        return parse_question(text, self.corrector)

    def decide(self, text: str, *, overheard: bool = False) -> Decision:
        """Decide how to respond to a message; `overheard`: it was not addressed to the bot."""
        return self.decide_question(self.parse(text), overheard=overheard)

    def decide_question(self, question: Question, *, overheard: bool = False) -> Decision:
        """Decide how to respond to a message that has been parsed."""
        result = self.search(question)
        nearest = self._nearest(result)
        choice, rule = self._decide(question, result, nearest, overheard=overheard)
        observations = _explain(result, nearest)
        if (both := self._compound_matches(question, overheard=overheard)) and not isinstance(
            choice, StaySilent
        ):
            first, second = both
            choice = AnswerEntries((first.id, second.id))
            rule = f"It asks two things, and both are likely enough: {first.id} and {second.id}."
        probabilities = tuple((match.id, probability) for match, probability in nearest)
        return Decision(choice, probabilities, (*observations, rule))

    def search(self, question: Question) -> SearchResult:
        """Search for each span of a message, and return the most probable result."""
        results = map(self.search_span, question_spans(question))
        return max(results, key=lambda result: result.probability)

    def search_span(self, span: QuestionSpan) -> SearchResult:
        """Find the entry nearest to a span of a message, with its probability."""
        query = self.index.build_query(span.question, span.context)
        ranked = tuple(rank(self.index, query, self.calibration.ranking))
        if not ranked:
            return SearchResult(span, query, (), None, 0.0)
        match = extract_features(self.index, query, ranked, 0)
        is_own_wording = self.index.owners.get(query.stems) == (match.entry,)
        probability = CERTAIN if is_own_wording else self.calibration.probability(match)
        return SearchResult(span, query, ranked, match, probability)

    def _nearest(self, result: SearchResult) -> tuple[tuple[Match, float], ...]:
        """Return the best candidates with their probabilities.

        The calibration is fitted to the best candidate; the others never get a higher probability.
        """
        if result.match is None:
            return ()
        nearest = [(result.match, result.probability)]
        for position in range(1, min(NEAREST, len(result.ranked))):
            match = extract_features(self.index, result.query, result.ranked, position)
            probability = min(nearest[-1][1], self.calibration.probability(match))
            nearest.append((match, probability))
        return tuple(nearest)

    def _compound_matches(
        self, question: Question, *, overheard: bool
    ) -> tuple[Match, Match] | None:
        """Return the matches of a compound question, if each half has a likely entry of its own."""
        halves = split_compound_question(question)
        if halves is None:
            return None
        threshold = self.thresholds.overheard if overheard else self.thresholds.answer
        first, second = map(self.search_span, halves)
        if min(first.probability, second.probability) < threshold:
            return None
        if first.match is None or second.match is None or first.match.id == second.match.id:
            return None
        return first.match, second.match

    def _decide(
        self,
        question: Question,
        result: SearchResult,
        nearest: Sequence[tuple[Match, float]],
        *,
        overheard: bool,
    ) -> tuple[Choice, str]:
        """Return the choice and the rule that it follows from."""
        thresholds = self.thresholds
        if overheard and not question.is_question:
            return (
                StaySilent(),
                "The message was not addressed to the bot and is not a question.",
            )
        nothing = StaySilent() if overheard else NoMatch()
        if not any(term.salient for term in result.query.terms):
            return nothing, "No word says what the question is about."
        if result.match is None:
            return nothing, "No entry shares a word with the question."
        name = bare_name(result.span.question.text)
        bare = len(result.query.terms) == 1 or name in self._names
        if overheard and bare:
            return nothing, "A single word or name is answered only if the bot is addressed."
        best, first = result.probability, AnswerEntries((result.match.id,))
        if overheard:
            limit = f"threshold {thresholds.overheard:.0%} for a message not addressed to the bot"
            if best >= thresholds.overheard:
                return first, f"{best:.0%} is enough to answer ({limit})."
            return nothing, f"{best:.0%} is too little to answer ({limit})."
        possible = [match.id for match, probability in nearest[:SUGGESTIONS] if probability > 0]
        suggestions = SuggestEntries(tuple(possible) or first.entries)
        if bare and result.match.typical >= thresholds.bare:
            return (
                suggestions,
                "A single word or name is not a question, but enough to suggest entries.",
            )
        if bare:
            return NoMatch(), "A single word or name is not a question, and no entry is about it."
        if best >= thresholds.answer:
            return first, f"{best:.0%} is enough to answer (threshold {thresholds.answer:.0%})."
        if best < thresholds.suggest:
            return (
                NoMatch(),
                f"{best:.0%} is too little even to suggest (threshold {thresholds.suggest:.0%}).",
            )
        return suggestions, (
            f"{best:.0%} is too little to answer (threshold {thresholds.answer:.0%}), "
            f"but enough to suggest (threshold {thresholds.suggest:.0%})."
        )


def _explain(result: SearchResult, nearest: Sequence[tuple[Match, float]]) -> list[str]:
    """Return what led to the decision, in words for the people who write the FAQ."""
    observations = [
        f"“{term.written}” was read as “{term.corrected}”."
        for term in result.query.terms
        if term.corrected
    ]
    if result.span.context:
        observations.append(f"The question was taken to be: “{result.span.question.text}”")
    for rank_name, (match, probability) in zip(("Nearest", "Runner-up"), nearest, strict=False):
        covered = match.covered / match.about if match.about else 0.0
        observations.append(
            f"{rank_name}: {match.id} at {probability:.0%}; "
            f"its wording “{match.wording}” is {match.similarity:.0%} similar; "
            f"it covers {covered:.0%} of what the question is about."
        )
    if result.match is not None:
        observations += _objections(result.match)
    return observations


def _objections(match: Match) -> Iterator[str]:
    """Yield what speaks against the nearest entry."""
    if match.unknown:
        yield f"{match.unknown / match.about:.0%} of what the question is about is in no entry."
    if match.elsewhere:
        yield (
            f"{match.elsewhere / match.about:.0%} of what the question is about is only in "
            f"{match.id}'s answer or in other entries."
        )
    if match.candidate.kind == 0 and match.opens:
        yield f"None of {match.id}'s wordings asks for that kind of thing (who, when, how many …)."
