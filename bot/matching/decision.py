"""Decides how to respond to a question: answer, suggest, admit not knowing, or stay silent."""

from collections.abc import Sequence
from copy import copy

from bot.knowledge.model import Knowledge
from bot.language.question import Question, parse_question
from bot.language.sentences import question_spans
from bot.language.spelling import SpellingCorrector
from bot.language.tokens import bare_name
from bot.matching.calibration import Calibration, calibrate
from bot.matching.choice import (
    AnswerEntries,
    AnswerMilestones,
    Choice,
    Decision,
    NoMatch,
    StaySilent,
)
from bot.matching.compound import answer_together, search_halves
from bot.matching.index import Index
from bot.matching.query import Query
from bot.matching.reasons import observations
from bot.matching.search import Hit, Search, SearchResult
from bot.matching.suggestions import merge_withheld, suggest
from bot.matching.thresholds import Thresholds

NOTHING_SHARED = "No entry or day that may answer shares a word with the question"


class Matcher:
    """Matches questions with the entries of one snapshot. Slow to build, fast to use."""

    def __init__(
        self,
        knowledge: Knowledge,
        calibration: Calibration | None = None,
        thresholds: Thresholds | None = None,
    ) -> None:
        self.index = Index(knowledge)
        self._search = Search(self.index, calibration or calibrate(self.index))
        self.thresholds = thresholds or Thresholds()
        self._names = {
            bare_name(name) for milestone in knowledge.milestones for name in milestone.place_names
        }

    def with_calibration(self, calibration: Calibration) -> "Matcher":
        """Return a matcher with the same index and another calibration."""
        other = copy(self)
        other._search = Search(self.index, calibration)  # noqa: SLF001
        return other

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
        nearest = self.nearest(result)
        withheld = self._search.withheld(result.ranking)
        choice, rule = self._decide(question, result, nearest, withheld, overheard=overheard)
        both = search_halves(self._search, question, result, self.thresholds)
        limit = self.thresholds.overheard if overheard else self.thresholds.answer
        if (
            both
            and min(half.probability for half in both) >= limit
            and not isinstance(choice, StaySilent)
        ):
            choice = answer_together(both)
            found = " and ".join(dict.fromkeys(half.match.id for half in both if half.match))
            rule = f"It asks two things, and both are likely enough: {found}."
        probabilities = tuple(
            (hit.match.id, hit.probability) for hit in merge_withheld(nearest, withheld)
        )
        may_answer = {hit.match.id for hit in nearest}
        return Decision(
            choice,
            probabilities,
            (*observations(result, nearest), rule),
            frozenset(id_ for id_, _ in probabilities if id_ not in may_answer),
        )

    def find_events(self, text: str) -> tuple[str, ...]:
        """Return the ids of the milestones that a text describes, if it does, by date."""
        return tuple(match.id for match in self._search.events(self.parse(text)))

    def search(self, question: Question) -> SearchResult:
        """Search for each span of a message, and return the most probable result."""
        spans = question_spans(question)
        if len(spans) == 1:
            return self._search.span(spans[0])
        results = [self._search.span(span, question) for span in spans]
        return max(results, key=lambda result: result.probability)

    @property
    def calibration(self) -> Calibration:
        """The calibration in use."""
        return self._search.calibration

    def nearest(self, result: SearchResult) -> tuple[Hit, ...]:
        """Return the nearest entries that may answer, the one that does first."""
        nearest = self._search.nearest(result)
        if result.entry is None:
            return nearest
        answer = Hit(result.entry, result.probability)
        others = [hit for hit in nearest if hit.match.document != result.entry.document]
        return (answer, *(Hit(h.match, min(h.probability, answer.probability)) for h in others))

    def _is_wording(self, query: Query) -> bool:
        """Whether an entry has the words of a query as a wording."""
        owners = self.index.owners.get(query.stems, ()) if query.terms else ()
        return any(not self.index.documents[number].is_milestone for number in owners)

    def _decide(
        self,
        question: Question,
        result: SearchResult,
        nearest: Sequence[Hit],
        withheld: Sequence[Hit],
        *,
        overheard: bool,
    ) -> tuple[Choice, str]:
        """Return the choice and the rule that it follows from.

        `nearest`: the entries that may answer; `withheld`: those that may only be suggested.
        """
        thresholds = self.thresholds
        offered = merge_withheld(nearest, withheld)
        if overheard and not question.is_question:
            return (
                StaySilent(),
                "The message was not addressed to the bot and is not a question.",
            )
        nothing = StaySilent() if overheard else NoMatch()
        own = not overheard and self._is_wording(result.ranking.query)
        if not own and not any(term.salient for term in result.ranking.query.terms):
            return nothing, "No word says what the question is about."
        if result.match is None and (overheard or not offered):
            return nothing, f"{NOTHING_SHARED}."
        name = bare_name(result.span.question.text)
        one_term = len(result.ranking.query.terms) == 1
        one_word = len(question.tokens) == 1
        bare = name in self._names or (one_word if own else one_term)
        if overheard and bare:
            return nothing, "A single word or name is answered only if the bot is addressed."
        best = result.probability
        days = tuple(match.id for match in result.days)
        first: Choice = (
            AnswerEntries((result.entry.id,), days) if result.entry else AnswerMilestones(days)
        )
        if bare and offered and offered[0].match.typical >= thresholds.bare:
            return (
                suggest(offered),
                "A single word or name is not a question, but enough to suggest entries.",
            )
        if bare:
            return NoMatch(), "A single word or name is not a question, and no entry is about it."
        limit = thresholds.overheard if overheard else thresholds.answer
        shown = f"threshold {limit:.0%}"
        if overheard:
            shown += " for a message not addressed to the bot"
        others = nearest[1:] if result.entry else nearest
        rival = max((hit.probability for hit in others), default=0.0)
        found = result.match is not None
        if found and limit <= best < thresholds.sure and rival >= best * thresholds.ambiguous:
            return nothing if overheard else suggest(offered), (
                f"{best:.0%} is enough to answer, "
                f"but the runner-up has nearly as much ({rival:.0%})."
            )
        if found and best >= limit:
            return first, f"{best:.0%} is enough to answer ({shown})."
        too_little = f"{best:.0%} is too little to answer ({shown})" if found else NOTHING_SHARED
        if overheard:
            return nothing, f"{too_little}."
        most = max([best, *(hit.probability for hit in (*offered[:1], *withheld))])
        if most < thresholds.suggest:
            return (
                NoMatch(),
                f"{most:.0%} is too little even to suggest (threshold {thresholds.suggest:.0%}).",
            )
        suggestions = suggest(offered)
        if suggestions == nothing:
            return nothing, f"{too_little}, and there is no entry to suggest."
        return suggestions, (
            f"{too_little}, but enough to suggest (threshold {thresholds.suggest:.0%})."
            if found
            else f"{too_little}, but {most:.0%} is enough to suggest one that needs other words "
            f"(threshold {thresholds.suggest:.0%})."
        )
