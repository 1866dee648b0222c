"""What the answering service returns: what is said to a question, and how it came about."""

from dataclasses import dataclass

from bot.knowledge.model import Entry
from bot.text.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Reply:
    """The outcome for one question. `bot.text.answers` writes it as sentences."""

    question: str  # as received
    outcome: Outcome
    nearest: tuple[tuple[str, float], ...] = ()  # entry ids with probabilities, best first
    related: tuple[Entry, ...] = ()  # to be offered below an answer, what may be meant first
    reasons: tuple[str, ...] = ()  # why it came to this, for curators
    elapsed_ms: float = 0.0

    @property
    def confidence(self) -> float:
        """The probability that the nearest entry is right; 0 if there is none."""
        return self.nearest[0][1] if self.nearest else 0.0
