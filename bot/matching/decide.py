"""From probabilities to what is said: answer, suggest, admit not knowing, or stay silent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.knowledge.model import Knowledge
from bot.matching.calibrate import Calibration, calibrate
from bot.matching.form import is_question, parts
from bot.matching.index import Asked, Index
from bot.matching.score import Match, rank
from bot.matching.terms import Term
from bot.matching.text import bare_name

SUGGESTIONS = 3
NEAREST = 5  # entries that are told with their probabilities
CERTAIN = 0.99  # the probability of an entry that is asked in one of its own wordings


@dataclass(frozen=True, slots=True)
class Bars:
    """The lowest probabilities at which something is said."""

    answer: float = 0.3
    overheard: float = 0.4
    suggest: float = 0.03


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
        self._own: dict[str, set[int]] = {}  # the terms of a wording → its entries
        for number, entry in enumerate(self.index.entries):
            for stems in entry.stems:
                self._own.setdefault(stems, set()).add(number)
        self._names = {
            bare_name(name)
            for milestone in knowledge.milestones
            for name in (milestone.place, milestone.place.split(",")[0], *milestone.aliases)
        }

    def judge(self, text: str, *, overheard: bool = False) -> Judgement:
        """Decide what to say to a message; `overheard`: it was not addressed to the bot."""
        read, asked, found = max(
            ((part, *self._found(part)) for part in (text, *parts(text))),
            key=lambda reading: reading[2][0][0] if reading[2] else 0.0,
        )
        terms = asked.terms
        nearest = tuple((match.id, probability) for probability, match in found)
        outcome, rule = self._decide(text, read, terms, found, overheard=overheard)
        return Judgement(outcome, nearest, (*_observations(terms, found), rule))

    def _found(self, text: str) -> tuple[Asked, list[tuple[float, Match]]]:
        """The question as the index sees it, and the nearest entries with probabilities."""
        asked = self.index.ask(text)
        own = self._own.get(asked.stems, set())
        found: list[tuple[float, Match]] = []
        for match in rank(self.index, asked)[:NEAREST]:
            sure = CERTAIN if own == {match.entry} else self.calibration.probability(match)
            # The calibration speaks of the best; one ranked below it cannot be surer.
            found.append((min([sure, *(probability for probability, _ in found[-1:])]), match))
        return asked, found

    def _decide(
        self,
        text: str,
        read: str,
        terms: Sequence[Term],
        found: list[tuple[float, Match]],
        *,
        overheard: bool,
    ) -> tuple[Outcome, str]:
        """The outcome and the rule; `read`: the part of the text that the terms come from."""
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
        bare = len(terms) == 1 or bare_name(read) in self._names
        if best >= bars.answer and not bare:
            return Answer((found[0][1].id,)), (
                f"{best:.0%} is sure enough to answer (from {bars.answer:.0%})."
            )
        near = tuple(match.id for _, match in found[:SUGGESTIONS]) if best >= bars.suggest else ()
        if near and bare:
            return Suggest(near), "A bare word or name is no question; it is enough to offer."
        if near:
            return Suggest(near), (
                f"{best:.0%} is too unsure to answer (from {bars.answer:.0%}), "
                f"but enough to offer (from {bars.suggest:.0%})."
            )
        return Unknown(), f"{best:.0%} is too unsure even to offer it ({bars.suggest:.0%})."


def _observations(terms: Sequence[Term], found: list[tuple[float, Match]]) -> list[str]:
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
