"""What is said to a question, and how it came about."""

from dataclasses import dataclass

from bot.knowledge.model import Entry, Milestone, Source
from bot.text.sources import with_sources


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to a question, and all that is known of how it came about."""

    question: str
    outcome: str  # answer, suggest, unknown or silent
    text: str  # as the person sees it, sources aside; empty when silent
    entries: tuple[Entry, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    suggestions: tuple[Entry, ...] = ()
    linked: tuple[Entry, ...] = ()  # named below the calendar's answer, for they may be meant
    nearest: tuple[tuple[str, float], ...] = ()
    sources: tuple[Source, ...] = ()
    reasons: tuple[str, ...] = ()
    elapsed_ms: float = 0.0

    @property
    def confidence(self) -> float:
        """The probability that the nearest entry is right; 0 where there is none."""
        return self.nearest[0][1] if self.nearest else 0.0

    @property
    def message(self) -> str:
        """The text with its sources in small print, as one Discord message."""
        # A calendar's text carries each milestone's sources below that milestone already.
        told = bool(self.milestones) and not self.entries
        return self.text if told else with_sources(self.text, self.sources)
