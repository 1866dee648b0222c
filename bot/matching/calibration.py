"""How sure one can be of a match, fitted to the knowledge at hand by experiments on itself.

Which signals speak for an answer, and how loudly, is much the same for any FAQ: those weights were
learnt once, from questions of people (`experience`). How much each likeness counts when entries are
ranked, and what probability belongs to a weighted sum, differs from one FAQ to the next: that is
what the experiments of `probes` tell. Deterministic.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, field

from bot.matching.features import Match, extract_features
from bot.matching.index import Index
from bot.matching.learned_weights import WEIGHTS
from bot.matching.logistic import dot, fit, logistic
from bot.matching.ranking import Candidate, RankingWeights, rank
from bot.matching.self_tests import SelfTest, self_tests

METHOD = "8"  # to be raised with every change of what is fitted, or of the signals
RIVALS = 4  # entries that the right one is compared with when the ranking is fitted
_FEWEST_WORDINGS, _FEWEST_ENTRIES = 40, 5  # below them experiments tell nothing


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the knowledge at hand taught."""

    ranking: RankingWeights = field(default_factory=RankingWeights)
    intercept: float = 0.0  # log-odds that belong to a weighted sum of 0
    slope: float = 1.0  # log-odds for each 1 more of it

    @classmethod
    def of(cls, numbers: Sequence[float]) -> "Calibration | None":
        """From the numbers that `numbers` gave; None where they are others."""
        size = len(astuple(RankingWeights()))
        if len(numbers) != size + 2:
            return None
        return cls(RankingWeights(*numbers[:size]), *numbers[size:])

    @property
    def numbers(self) -> tuple[float, ...]:
        """All of it, to be kept."""
        return (*astuple(self.ranking), self.intercept, self.slope)

    def probability(self, match: Match) -> float:
        """How sure it is that this entry answers the question, between 0 and 1.

        One that speaks of nothing that the question is about does not, however alike it sounds.
        """
        if not match.covered:
            return 0.0
        return logistic(self.intercept + self.slope * dot(WEIGHTS, match.features()))


def calibrate(index: Index) -> Calibration:
    """Fit the calibration; the same index gives the same one."""
    wordings = sum(len(entry.texts) for entry in index.entries if len(entry.texts) > 1)
    if wordings < _FEWEST_WORDINGS or len(index.entries) < _FEWEST_ENTRIES:
        return Calibration()
    experiments = list(self_tests(index))
    ranking = _fit_ranking(index, experiments)
    rows: list[tuple[float, float]] = []
    labels: list[float] = []
    for test in experiments:
        if ranked := rank(index, test.query, ranking, test.exclusion):
            match = extract_features(index, test.query, ranked, 0, test.exclusion)
            rows.append((1.0, dot(WEIGHTS, match.features())))
            labels.append(float(match.entry == test.entry))
    if not rows:  # no wording has a word in it
        return Calibration()
    return Calibration(ranking, *fit(rows, labels, (0, 1)))


def _fit_ranking(index: Index, experiments: Sequence[SelfTest]) -> RankingWeights:
    """What each likeness must count for the right entry to be ahead of its rivals."""
    rows: list[tuple[float, ...]] = []
    for test in experiments:
        if test.entry is None:
            continue
        ranked = rank(index, test.query, RankingWeights(), test.exclusion)
        right = next((each for each in ranked if each.entry == test.entry), None)
        if right is None:
            continue
        rivals = [each for each in ranked if each is not right][:RIVALS]
        rows += [
            tuple(a - b for a, b in zip(_similarities(right), _similarities(rival), strict=True))
            for rival in rivals
        ]
    if not rows:
        return RankingWeights()
    return RankingWeights(*fit(rows, [1.0] * len(rows), (1, 1, 1, 1)))


def _similarities(ranked: Candidate) -> tuple[float, ...]:
    return ranked.information, ranked.spelling, ranked.meaning, ranked.kind
