"""What the answering service returns: the outcome for a question, and the reasons for it."""

from dataclasses import dataclass

from bot.knowledge.model import Entry
from bot.text.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Reply:
    """The outcome for one question. `bot.text.answers` writes it as sentences."""

    question: str  # as received
    outcome: Outcome
    nearest: tuple[tuple[str, float], ...] = ()  # entry ids with probabilities, best first
    related: tuple[Entry, ...] = ()  # to offer below it; those that may be meant come first
    reasons: tuple[str, ...] = ()  # for `ask --explain`
    elapsed_ms: float = 0.0

    @property
    def confidence(self) -> float:
        """The probability that the nearest entry is right; 0 if there is none."""
        return self.nearest[0][1] if self.nearest else 0.0
