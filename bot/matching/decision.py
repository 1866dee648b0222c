"""From probabilities to what is said: answer, suggest, admit not knowing, or stay silent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.knowledge.model import Knowledge
from bot.language.question_form import is_question
from bot.language.sentences import Reading, halves, readings
from bot.language.tokens import bare_name
from bot.matching.calibration import Calibration, calibrate
from bot.matching.features import Match, extract_features
from bot.matching.index import Index
from bot.matching.query import Query
from bot.matching.ranking import Candidate, rank

SUGGESTIONS = 3
NEAREST = 5  # entries that are told with their probabilities
CERTAIN = 0.99  # the probability of an entry that is asked in one of its own wordings


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The lowest probabilities at which something is said."""

    answer: float = 0.5  # more likely right than not
    overheard: float = 0.55  # speaking unasked and wrong is worse
    suggest: float = 0.2
    bare: float = 0.5  # no probability: how typical of an entry a bare word must be to be offered


@dataclass(frozen=True, slots=True)
class Answer:
    """Answered from one entry, or from two in the order in which they were asked for."""

    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggest:
    """Not sure enough to answer: these are offered."""

    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No entry answers it, and the bot says so."""


@dataclass(frozen=True, slots=True)
class Silent:
    """Not meant for the bot: it says nothing."""


Outcome: TypeAlias = Answer | Suggest | Unknown | Silent


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome, the entries that came nearest with their probabilities, and the reasons."""

    outcome: Outcome
    nearest: tuple[tuple[str, float], ...]  # at most five, best first
    reasons: tuple[str, ...]

    @property
    def confidence(self) -> float:
        """The probability that the nearest entry is the right one; 0 where there is none."""
        return self.nearest[0][1] if self.nearest else 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """What one reading of a message brought up."""

    reading: Reading
    query: Query
    ranked: tuple[Candidate, ...]  # the candidates, best first
    match: Match | None  # the best of them, None where no entry shares a word
    best: float  # its probability


class Matcher:
    """Answers questions from one state of the knowledge. Building it is slow, asking is fast."""

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
            bare_name(name)
            for milestone in knowledge.milestones
            for name in (milestone.place, milestone.place.split(",")[0], *milestone.aliases)
        }

    def decide(self, text: str, *, overheard: bool = False) -> Decision:
        """Decide what to say to a message; `overheard`: it was not addressed to the bot."""
        found = self.read(text)
        nearest = self._nearest(found)
        outcome, rule = self._decide(text, found, nearest, overheard=overheard)
        seen = _explained(found, nearest)
        if (both := self._both(text, overheard=overheard)) and not isinstance(outcome, Silent):
            first, second = both
            outcome = Answer((first.id, second.id))
            rule = f"Two things are asked, and both are sure enough: {first.id} and {second.id}."
        told = tuple((match.id, probability) for match, probability in nearest)
        return Decision(outcome, told, (*seen, rule))

    def read(self, text: str) -> Found:
        """The reading of a message of which one is surest."""
        return max(map(self.find, readings(text)), key=lambda found: found.best)

    def find(self, reading: Reading) -> Found:
        """The entry nearest to one reading of a message, with its probability."""
        query = self.index.parse_query(reading.question, reading.before)
        ranked = tuple(rank(self.index, query, self.calibration.ranking))
        if not ranked:
            return Found(reading, query, (), None, 0.0)
        match = extract_features(self.index, query, ranked, 0)
        own = self.index.owners.get(query.stems) == (match.entry,)
        sure = CERTAIN if own else self.calibration.probability(match)
        return Found(reading, query, ranked, match, sure)

    def _nearest(self, found: Found) -> tuple[tuple[Match, float], ...]:
        """The best candidates with their probabilities.

        The calibration speaks of the best one: another, ranked below it, cannot be surer.
        """
        if found.match is None:
            return ()
        nearest = [(found.match, found.best)]
        for place in range(1, min(NEAREST, len(found.ranked))):
            match = extract_features(self.index, found.query, found.ranked, place)
            sure = min(nearest[-1][1], self.calibration.probability(match))
            nearest.append((match, sure))
        return tuple(nearest)

    def _both(self, text: str, *, overheard: bool) -> tuple[Match, Match] | None:
        """The entries of a double question, in the order asked, if each half has one of its own."""
        double = halves(text)
        if double is None:
            return None
        bar = self.thresholds.overheard if overheard else self.thresholds.answer
        first, second = map(self.find, double)
        if min(first.best, second.best) < bar or first.match is None or second.match is None:
            return None
        return (first.match, second.match) if first.match.id != second.match.id else None

    def _decide(
        self,
        text: str,
        found: Found,
        nearest: Sequence[tuple[Match, float]],
        *,
        overheard: bool,
    ) -> tuple[Outcome, str]:
        """The outcome, and the rule that it follows from."""
        thresholds = self.thresholds
        if overheard and not is_question(text):
            return (
                Silent(),
                "It was not addressed to the bot and does not have the form of a question.",
            )
        nothing = Silent() if overheard else Unknown()
        if not any(term.salient for term in found.query.terms):
            return nothing, "No word in it says what it is about."
        if found.match is None:
            return nothing, "No entry shares a word with it."
        bare = len(found.query.terms) == 1 or bare_name(found.reading.question) in self._names
        if overheard and bare:
            return nothing, "A bare word or name is no reason to speak unasked."
        best, first = found.best, Answer((found.match.id,))
        if overheard and best >= thresholds.overheard:
            return (
                first,
                f"{best:.0%} is sure enough to answer unasked (from {thresholds.overheard:.0%}).",
            )
        if overheard:
            return (
                nothing,
                f"{best:.0%} is not sure enough to speak unasked ({thresholds.overheard:.0%}).",
            )
        offered = [match.id for match, sure in nearest[:SUGGESTIONS] if sure > 0]
        near = Suggest(tuple(offered) or first.entries)
        if bare and found.match.typical >= thresholds.bare:
            return near, "A bare word or name is no question; it is enough to offer."
        if bare:
            return Unknown(), "A bare word or name is no question, and no entry is about it."
        if best >= thresholds.answer:
            return first, f"{best:.0%} is sure enough to answer (from {thresholds.answer:.0%})."
        if best < thresholds.suggest:
            return (
                Unknown(),
                f"{best:.0%} is too unsure even to offer it ({thresholds.suggest:.0%}).",
            )
        return near, (
            f"{best:.0%} is too unsure to answer (from {thresholds.answer:.0%}), "
            f"but enough to offer (from {thresholds.suggest:.0%})."
        )


def _explained(found: Found, nearest: Sequence[tuple[Match, float]]) -> list[str]:
    """What was seen on the way to the decision, in a curator's words."""
    seen = [
        f"“{term.written}” was read as “{term.repaired}”."
        for term in found.query.terms
        if term.repaired
    ]
    if found.reading.before:
        seen.append(f"The question was taken to be: “{found.reading.question}”")
    for place, (match, probability) in zip(("Nearest", "Runner-up"), nearest, strict=False):
        covered = match.covered / match.about if match.about else 0.0
        seen.append(
            f"{place}: {match.id} at {probability:.0%}; its wording “{match.wording}” is "
            f"{match.similarity:.0%} alike, and it speaks of {covered:.0%} of what is asked."
        )
    if found.match is not None:
        seen += _lacking(found.match)
    return seen


def _lacking(match: Match) -> Iterator[str]:
    """What speaks against the nearest entry."""
    if match.unknown:
        yield f"{match.unknown / match.about:.0%} of what is asked is in no entry."
    if match.elsewhere:
        share = match.elsewhere / match.about
        yield f"{share:.0%} of it is left to its answer or to other entries."
    if match.candidate.kind == 0 and match.opens:
        yield f"None of {match.id}'s wordings asks for that kind of thing (who, when, how many …)."
