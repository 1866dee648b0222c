"""Learn the weights of the features and write them to `bot/matching/learned_weights.py`.

    python tools/learned_weights.py

The training questions are in `training_questions.jsonl`: some 400 that the FAQ answers and 700 that
it does not, by authors who had not seen its wordings. They are used for nothing else; the
figures in the documents come from other questions. Run it after changing the features, then run
`make calibration`.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from small_faqs import SIZES, cut

from bot.knowledge.loading import load
from bot.knowledge.model import Knowledge
from bot.matching import calibration, learned_weights
from bot.matching.calibration import Calibration
from bot.matching.decision import Matcher
from bot.matching.features import FEATURE_SIGNS
from bot.matching.logistic_regression import fit
from bot.settings import packaged_knowledge
from bot.store.folder import DiskFolder

QUESTIONS = Path(__file__).with_name("training_questions.jsonl")
RIDGE = 3.0
SEED = 11  # other cuts than those that `small_faqs.py` prints figures for
ROUNDS = 3  # with the weights of one round, the next one splits long messages into questions

TEXT = '''"""Feature weights learned from people's questions; made by `tools/learned_weights.py`."""

WEIGHTS: tuple[float, ...] = (  # in the order of `bot.matching.features.FEATURE_SIGNS`
{rows}
)
'''


def learn(matchers: Sequence[Matcher]) -> tuple[float, ...]:
    """Return weights fitted to the training questions, as these matchers see them.

    The weights are used from then on. A question whose nearest entry is a wrong one says
    little: often that entry answers it too.
    """
    lines = map(json.loads, QUESTIONS.read_text("utf-8").splitlines())
    cases = [case for case in lines if not case.get("overheard")]
    weights = calibration.WEIGHTS
    for _ in range(ROUNDS):
        rows: list[tuple[float, ...]] = []
        labels: list[float] = []
        for matcher in (each.with_calibration(Calibration()) for each in matchers):
            for case in cases:
                nearest = matcher.nearest(matcher.search(matcher.parse(case["q"])))
                if not nearest or nearest[0].match.id in case.get("ok_if", ()):
                    continue
                right = nearest[0].match.id in case["gold"]
                if right or not case["gold"]:
                    rows.append(nearest[0].match.features())
                    labels.append(float(right))
        weights = calibration.WEIGHTS = fit(rows, labels, tuple(FEATURE_SIGNS.values()), RIDGE)
    return weights


def matchers_of(knowledge: Knowledge) -> list[Matcher]:
    """Return matchers for the whole FAQ and for small ones cut from it."""
    whole = Matcher(knowledge, Calibration())
    small = [Matcher(cut(knowledge, size, SEED), Calibration()) for size in SIZES]
    return [whole, *small]


def main() -> None:
    """Learn the weights of the packaged knowledge, write them and print them."""
    if len(learned_weights.WEIGHTS) != len(FEATURE_SIGNS):  # features were added or removed
        calibration.WEIGHTS = (0.0,) * len(FEATURE_SIGNS)
    folder = DiskFolder(packaged_knowledge())
    weights = learn(matchers_of(load(folder.name, folder.read())))
    rows = "\n".join(
        f"    {weight:.4f},  # {name}" for name, weight in zip(FEATURE_SIGNS, weights, strict=True)
    )
    Path(learned_weights.__file__).write_text(TEXT.format(rows=rows), encoding="utf-8")
    print(rows)  # noqa: T201


if __name__ == "__main__":
    main()
