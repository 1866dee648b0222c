"""From probabilities to what is said: answer, suggest, admit not knowing, or stay silent."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.knowledge.model import Knowledge
from bot.matching.calibrate import Calibration, calibrate
from bot.matching.form import is_question
from bot.matching.index import Asked, Index
from bot.matching.readings import Reading, halves, readings
from bot.matching.score import rank
from bot.matching.signals import Match, look
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


@dataclass(frozen=True, slots=True)
class Found:
    """What one reading of a message brought up."""

    reading: Reading
    asked: Asked
    nearest: tuple[tuple[float, Match], ...]  # with probabilities, best first

    @property
    def best(self) -> float:
        """The probability of the nearest entry; 0 where there is none."""
        return self.nearest[0][0] if self.nearest else 0.0


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
        found = max(map(self.find, readings(text)), key=lambda found: found.best)
        outcome, rule = self._decide(text, found, overheard=overheard)
        also: Found | None = None
        if isinstance(outcome, Answer) and (second := self._also_asked(text, found)):
            also = second
            outcome = Answer((*outcome.entries, second.nearest[0][1].id))
        nearest = tuple((match.id, probability) for probability, match in found.nearest)
        return Judgement(outcome, nearest, (*_explained(found, also), rule))

    def find(self, reading: Reading) -> Found:
        """The entries nearest to one reading of a message, with their probabilities."""
        asked = self.index.ask(reading.question, reading.before)
        ranked = rank(self.index, asked, self.calibration.ranking)
        own = self._own.get(asked.stems, set())
        nearest: list[tuple[float, Match]] = []
        for place in range(min(NEAREST, len(ranked))):
            match = look(self.index, asked, ranked, place)
            sure = CERTAIN if own == {match.entry} else self.calibration.probability(match)
            # The calibration speaks of the best; one ranked below it cannot be surer.
            nearest.append((min([sure, *(probability for probability, _ in nearest[-1:])]), match))
        return Found(reading, asked, tuple(nearest))

    def _also_asked(self, text: str, found: Found) -> Found | None:
        """The other half of a double question, where it is answered by another entry as surely."""
        double = halves(text)
        if double is None:
            return None
        first = found.nearest[0][1].entry
        sure = [half for half in map(self.find, double) if half.best >= self.bars.answer]
        if len(sure) < 2:
            return None
        others = [half for half in sure if half.nearest[0][1].entry != first]
        return others[0] if len(others) == 1 else None

    def _decide(self, text: str, found: Found, *, overheard: bool) -> tuple[Outcome, str]:
        """The outcome, and the rule that it follows from."""
        bars = self.bars
        if overheard and not is_question(text):
            return (
                Silent(),
                "It was not addressed to the bot and does not have the form of a question.",
            )
        nothing = Silent() if overheard else Unknown()
        if not any(term.salient for term in found.asked.terms):
            return nothing, "No word in it says what it is about."
        if not found.nearest:
            return nothing, "No entry shares a word with it."
        best, first = found.best, Answer((found.nearest[0][1].id,))
        if overheard and best >= bars.overheard:
            return (
                first,
                f"{best:.0%} is sure enough to answer unasked (from {bars.overheard:.0%}).",
            )
        if overheard:
            return (
                nothing,
                f"{best:.0%} is not sure enough to speak unasked ({bars.overheard:.0%}).",
            )
        bare = len(found.asked.terms) == 1 or bare_name(found.reading.question) in self._names
        if best >= bars.answer and not bare:
            return first, f"{best:.0%} is sure enough to answer (from {bars.answer:.0%})."
        if best < bars.suggest:
            return Unknown(), f"{best:.0%} is too unsure even to offer it ({bars.suggest:.0%})."
        near = Suggest(tuple(match.id for _, match in found.nearest[:SUGGESTIONS]))
        if bare:
            return near, "A bare word or name is no question; it is enough to offer."
        return near, (
            f"{best:.0%} is too unsure to answer (from {bars.answer:.0%}), "
            f"but enough to offer (from {bars.suggest:.0%})."
        )


def _explained(found: Found, also: Found | None) -> list[str]:
    """What was seen on the way to the decision, in a curator's words."""
    seen = [
        f"“{term.written}” was read as “{term.repaired}”."
        for term in found.asked.terms
        if term.repaired
    ]
    for place, (probability, match) in zip(("Nearest", "Runner-up"), found.nearest, strict=False):
        seen.append(
            f"{place}: {match.id} at {probability:.0%}; its wording “{match.wording}” is "
            f"{match.ranked.nearest:.0%} alike, and it speaks of "
            f"{match.covered / match.about if match.about else 0:.0%} of what is asked."
        )
    if found.nearest and (unknown := found.nearest[0][1].unknown):
        share = unknown / found.nearest[0][1].about
        seen.append(f"{share:.0%} of what is asked is in no entry.")
    if also is not None:
        seen.append(f"Also asked: “{also.reading.question}”, at {also.best:.0%}.")
    return seen
