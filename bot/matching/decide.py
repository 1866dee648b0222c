"""From probabilities to what is said: answer, suggest, admit not knowing, or stay silent."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.knowledge.model import Knowledge
from bot.matching.calibrate import Calibration, calibrate
from bot.matching.form import is_question
from bot.matching.index import Index, Term
from bot.matching.score import Match, rank
from bot.matching.text import bare_name

CERTAIN = 0.99  # the probability of an entry that is asked in one of its own wordings


@dataclass(frozen=True, slots=True)
class Bars:
    """The lowest probabilities at which something is said."""

    answer: float = 0.25
    overheard: float = 0.45
    suggest: float = 0.06


@dataclass(frozen=True, slots=True)
class Answer:
    """Answered from these entries, best first."""

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
class Judgement:
    """The outcome, the entries that came nearest with their probabilities, and the reasons."""

    outcome: Outcome
    nearest: tuple[tuple[str, float], ...]  # at most five, best first
    reasons: tuple[str, ...]

    @property
    def confidence(self) -> float:
        """The probability that the nearest entry is the right one; 0 where there is none."""
        return self.nearest[0][1] if self.nearest else 0.0


class Matcher:
    """Answers questions from one state of the knowledge. Building it is slow, asking is fast."""

    def __init__(
        self, knowledge: Knowledge, calibration: Calibration | None = None, bars: Bars | None = None
    ) -> None:
        self.index = Index(knowledge)
        self.calibration = calibration or calibrate(self.index)
        self.bars = bars or Bars()
        self._own: dict[tuple[str, ...], set[int]] = {}  # the terms of a wording → its entries
        for number, entry in enumerate(self.index.entries):
            for wording in entry.wordings:
                self._own.setdefault(wording.keys, set()).add(number)
        self._names = {
            bare_name(name)
            for milestone in knowledge.milestones
            for name in (milestone.place, milestone.place.split(",")[0], *milestone.aliases)
        }

    def judge(self, text: str, *, overheard: bool = False) -> Judgement:
        """Decide what to say to a message; `overheard`: it was not addressed to the bot."""
        terms = self.index.terms(text)
        own = self._own.get(tuple(term.key for term in terms), set())
        found = sorted(
            (
                (
                    CERTAIN if own == {match.entry} else self.calibration.probability(match),
                    match,
                )
                for match in rank(self.index, terms)[:5]
            ),
            key=lambda pair: -pair[0],
        )
        nearest = tuple((match.id, probability) for probability, match in found)
        outcome, rule = self._decide(text, terms, found, overheard=overheard)
        return Judgement(outcome, nearest, (*_observations(terms, found), rule))

    def _decide(
        self, text: str, terms: list[Term], found: list[tuple[float, Match]], *, overheard: bool
    ) -> tuple[Outcome, str]:
        bars = self.bars
        if overheard and not is_question(text):
            return (
                Silent(),
                "It was not addressed to the bot and does not have the form of a question.",
            )
        nothing = Silent() if overheard else Unknown()
        if not any(term.salient for term in terms):
            return nothing, "No word in it says what it is about."
        if not found:
            return nothing, "No entry shares a word with it."
        best = found[0][0]
        if overheard:
            if best >= bars.overheard:
                return Answer((found[0][1].id,)), (
                    f"{best:.0%} is sure enough to answer unasked (from {bars.overheard:.0%})."
                )
            return (
                Silent(),
                f"{best:.0%} is not sure enough to speak unasked ({bars.overheard:.0%}).",
            )
        bare = len(terms) == 1 or bare_name(text) in self._names
        if best >= bars.answer and not bare:
            return Answer((found[0][1].id,)), (
                f"{best:.0%} is sure enough to answer (from {bars.answer:.0%})."
            )
        near = tuple(match.id for probability, match in found[:3] if probability >= bars.suggest)
        if near and bare:
            return Suggest(near), "A bare word or name is no question; it is enough to offer."
        if near:
            return Suggest(near), (
                f"{best:.0%} is too unsure to answer (from {bars.answer:.0%}), "
                f"but enough to offer (from {bars.suggest:.0%})."
            )
        return Unknown(), f"{best:.0%} is too unsure even to offer it ({bars.suggest:.0%})."


def _observations(terms: list[Term], found: list[tuple[float, Match]]) -> list[str]:
    """What was seen on the way to the decision, in a curator's words."""
    seen = [f"“{term.written}” was read as “{term.repaired}”." for term in terms if term.repaired]
    for place, (probability, match) in zip(("Nearest", "Runner-up"), found, strict=False):
        seen.append(
            f"{place}: {match.id} at {probability:.0%}; its wording “{match.wording}” is "
            f"{match.nearest:.0%} alike, and it speaks of {match.covered:.0%} of what is asked."
        )
    if found and found[0][1].unknown:
        seen.append(f"{found[0][1].unknown:.0%} of what is asked is in no entry.")
    return seen
