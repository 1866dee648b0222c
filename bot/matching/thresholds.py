"""How probable a match must be for the bot to answer or to suggest."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The lowest probabilities at which the bot answers or suggests."""

    answer: float = 0.5  # more likely right than wrong
    overheard: float = 0.5  # to answer a message that was not addressed to the bot
    sure: float = 0.7  # below it, a runner-up may make the answer doubtful:
    ambiguous: float = 0.9  # one with this share of the best one's probability
    suggest: float = 0.2
    bare: float = 0.5  # to suggest; not a probability, but how typical a bare word is of an entry
