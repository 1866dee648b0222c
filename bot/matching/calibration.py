"""From a match to a probability: Platt scaling, fitted to the self-tests of the knowledge.

What a feature says about a match is much the same for any FAQ, so the weights of the features were
learned once, from people's questions (`learned_weights`). How much each similarity counts in the
ranking, and which probability a weighted sum stands for, differs between FAQs. Both are fitted here
to the self-tests of the FAQ in use. The result is deterministic.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, field

from bot.matching.features import Match, extract_features
from bot.matching.index import Index
from bot.matching.learned_weights import WEIGHTS
from bot.matching.logistic_regression import dot, fit, sigmoid
from bot.matching.ranking import Candidate, RankingWeights, rank
from bot.matching.self_tests import SelfTest, self_tests

CALIBRATION_VERSION = "9"  # raise it whenever the features or what is fitted change
RIVALS = 4  # how many entries the right one is compared with when the ranking is fitted
_MIN_WORDINGS, _MIN_ENTRIES = 40, 5  # with fewer, self-tests are too few to fit anything


@dataclass(frozen=True, slots=True)
class Calibration:
    """The ranking weights, and the intercept and slope of the Platt scaling."""

    ranking: RankingWeights = field(default_factory=RankingWeights)
    intercept: float = 0.0  # log-odds at a weighted sum of 0
    slope: float = 1.0  # log-odds per unit of the weighted sum

    @classmethod
    def from_numbers(cls, numbers: Sequence[float]) -> "Calibration | None":
        """Restore a calibration from its `numbers`; None if there are too few or too many."""
        size = len(astuple(RankingWeights()))
        if len(numbers) != size + 2:
            return None
        return cls(RankingWeights(*numbers[:size]), *numbers[size:])

    @property
    def numbers(self) -> tuple[float, ...]:
        """The whole calibration as numbers that can be stored."""
        return (*astuple(self.ranking), self.intercept, self.slope)

    def probability(self, match: Match) -> float:
        """Return the probability, from 0 to 1, that the matched entry answers the question.

        It is 0 if the entry has none of the salient terms, however similar its wordings are.
        """
        if not match.covered:
            return 0.0
        return sigmoid(self.intercept + self.slope * dot(WEIGHTS, match.features()))


def calibrate(index: Index) -> Calibration:
    """Fit a calibration to the index, or return the default one if the index is too small."""
    wordings = sum(len(entry.texts) for entry in index.entries if len(entry.texts) > 1)
    if wordings < _MIN_WORDINGS or len(index.entries) < _MIN_ENTRIES:
        return Calibration()
    tests = list(self_tests(index))
    ranking = _fit_ranking(index, tests)
    rows: list[tuple[float, float]] = []
    labels: list[float] = []
    for test in tests:
        if ranked := rank(index, test.query, ranking, test.exclusion):
            match = extract_features(index, test.query, ranked, 0, test.exclusion)
            rows.append((1.0, dot(WEIGHTS, match.features())))
            labels.append(float(match.entry == test.expected))
    if not rows:  # no wording contains a word
        return Calibration()
    return Calibration(ranking, *fit(rows, labels, (0, 1)))


def _fit_ranking(index: Index, tests: Sequence[SelfTest]) -> RankingWeights:
    """Return the weights that best rank the right entries above their rivals."""
    rows: list[tuple[float, ...]] = []
    for test in tests:
        if test.expected is None:
            continue
        ranked = rank(index, test.query, RankingWeights(), test.exclusion)
        right = next((other for other in ranked if other.entry == test.expected), None)
        if right is None:
            continue
        rivals = [other for other in ranked if other is not right][:RIVALS]
        rows += [
            tuple(a - b for a, b in zip(_similarities(right), _similarities(rival), strict=True))
            for rival in rivals
        ]
    if not rows:
        return RankingWeights()
    return RankingWeights(*fit(rows, [1.0] * len(rows), (1, 1, 1, 1)))


def _similarities(candidate: Candidate) -> tuple[float, ...]:
    return candidate.information, candidate.spelling, candidate.meaning, candidate.kind
