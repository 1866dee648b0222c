"""How sure the bot must be to answer or to suggest."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The lowest probabilities at which the bot answers or suggests."""

    answer: float = 0.5  # more likely right than wrong
    overheard: float = 0.55  # higher, because a wrong answer that nobody asked for is worse
    suggest: float = 0.2
    bare: float = 0.5  # not a probability: how typical of an entry a bare word must be
