"""From a match to a probability: the level of the FAQ in use, found with its self-tests.

What a feature says about a match is much the same for any FAQ, so the weights of the features were
learned once, from people's questions (`learned_weights`). Which weighted sum is enough for an
answer depends on the FAQ: on how many wordings its entries have, and how near they are to each
other. It is found from the self-tests, whose questions nothing should answer, because the entry
that they belong to is left out: only a small share of them may get an answer. The result is
deterministic.
"""

import math
from dataclasses import dataclass

from bot.matching.features import Match, extract_features
from bot.matching.index import Index
from bot.matching.learned_weights import WEIGHTS
from bot.matching.logistic_regression import dot, sigmoid
from bot.matching.ranking import rank
from bot.matching.self_tests import self_tests

CALIBRATION_VERSION = "10"  # raise it whenever the features or what is fitted change
FALSE_SHARE = 0.15  # of the self-tests, this share may get an answer
LOWEST = -1.5  # the lowest level; entries that are unlike each other hardly test each other
SLOPE = 0.5  # log-odds per unit of the weighted sum; the weights are surer of themselves
_MIN_WORDINGS, _MIN_ENTRIES = 40, 5  # with fewer, self-tests are too few to find a level


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weighted sum at which an answer is as probable as not."""

    level: float = 0.0

    @classmethod
    def from_numbers(cls, numbers: object) -> "Calibration | None":
        """Restore a calibration from its `numbers`; None if it is anything else that was stored."""
        match numbers:
            case [float(level)] if math.isfinite(level):
                return cls(level)
            case _:
                return None

    @property
    def numbers(self) -> tuple[float, ...]:
        """The whole calibration as numbers that can be stored."""
        return (self.level,)

    def probability(self, match: Match) -> float:
        """Return the probability, from 0 to 1, that the match answers the question.

        It is 0 if the entry has none of the salient terms, however similar its wordings are.
        """
        if not match.covered:
            return 0.0
        return sigmoid(SLOPE * (dot(WEIGHTS, match.features()) - self.level))


# For a large FAQ until its own is fitted: few questions get an answer rather than wrong ones.
UNFITTED = Calibration(level=0.6)


def calibrate(index: Index) -> Calibration:
    """Find the level of an index, or return the default one if the index is too small."""
    wordings = sum(len(entry.texts) for entry in index.entries if len(entry.texts) > 1)
    if wordings < _MIN_WORDINGS or len(index.entries) < _MIN_ENTRIES:
        return Calibration()
    sums: list[float] = []
    for test in self_tests(index):
        ranked = rank(index, test.query, test.exclusion)
        if ranked:
            match = extract_features(index, test.query, ranked, 0, test.exclusion)
            sums.append(dot(WEIGHTS, match.features()))
    if not sums:  # no wording contains a word
        return Calibration()
    sums.sort(reverse=True)
    return Calibration(max(LOWEST, sums[int(FALSE_SHARE * len(sums))]))
