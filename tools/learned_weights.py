"""Learn the weights of the features and write them to `bot/matching/learned_weights.py`.

    python tools/learned_weights.py

The training questions are in `training_questions.jsonl`: some 300 that the FAQ answers and 200 that
it does not, written by people who had not seen its wordings. They are used for nothing else; the
figures in the documents come from other questions. Run it after changing the features, then run
`make calibration`.
"""

import json
from dataclasses import replace
from pathlib import Path

from bot.knowledge.loading import load
from bot.matching import calibration, learned_weights
from bot.matching.decision import Matcher
from bot.matching.features import FEATURE_SIGNS
from bot.matching.logistic_regression import fit
from bot.settings import packaged_knowledge
from bot.store.folder import DiskFolder

QUESTIONS = Path(__file__).with_name("training_questions.jsonl")
RIDGE = 3.0
ROUNDS = 3  # with the weights of one round, the next one splits long messages into questions

TEXT = '''"""Feature weights learned from people's questions; made by `tools/learned_weights.py`."""

WEIGHTS: tuple[float, ...] = (  # in the order of `bot.matching.features.FEATURE_SIGNS`
{rows}
)
'''


def learn(matcher: Matcher) -> tuple[float, ...]:
    """Return weights fitted to the training questions. The matcher uses them from then on."""
    lines = map(json.loads, QUESTIONS.read_text("utf-8").splitlines())
    cases = [case for case in lines if not case.get("overheard")]
    neutral = replace(matcher.calibration, intercept=0.0, slope=1.0)
    weights = calibration.WEIGHTS
    for _ in range(ROUNDS):
        rows: list[tuple[float, ...]] = []
        labels: list[float] = []
        for case in cases:
            match = matcher.search(matcher.parse(case["q"])).match
            if match is None or match.id in case.get("ok_if", ()):
                continue
            rows.append(match.features())
            labels.append(float(match.id in case["gold"]))
        weights = calibration.WEIGHTS = fit(rows, labels, tuple(FEATURE_SIGNS.values()), RIDGE)
        matcher.calibration = neutral
    return weights


def main() -> None:
    """Learn the weights of the packaged knowledge, write them and print them."""
    if len(learned_weights.WEIGHTS) != len(FEATURE_SIGNS):  # features were added or removed
        calibration.WEIGHTS = (0.0,) * len(FEATURE_SIGNS)
    folder = DiskFolder(packaged_knowledge())
    weights = learn(Matcher(load(folder.name, folder.read())))
    rows = "\n".join(
        f"    {weight:.4f},  # {name}" for name, weight in zip(FEATURE_SIGNS, weights, strict=True)
    )
    Path(learned_weights.__file__).write_text(TEXT.format(rows=rows), encoding="utf-8")
    print(rows)  # noqa: T201


if __name__ == "__main__":
    main()
