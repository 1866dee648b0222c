"""Learn what the features of a match are worth, and write it to `bot/matching/learned_weights.py`.

    python tools/learn.py

The teachers are the questions of `tools/learning.jsonl`, written without sight of any wording of
the FAQ: some 300 that it answers, and 200 that it does not. They serve for nothing else; what is
learnt is judged on other questions. To be run after a change of the features; then `make
calibration`.
"""

import json
from dataclasses import replace
from pathlib import Path

from bot.knowledge.loading import load
from bot.matching import calibration, learned_weights
from bot.matching.decision import Matcher
from bot.matching.features import FEATURE_SIGNS
from bot.matching.logistic import fit
from bot.settings import packaged_knowledge
from bot.store.folder import DiskFolder

QUESTIONS = Path(__file__).with_name("learning.jsonl")
RIDGE = 3.0
ROUNDS = 3  # which reading of a message is best depends on what was learnt before

TEXT = '''"""What questions of people taught once and for all; see `tools/learn.py`."""

WEIGHTS: tuple[float, ...] = (  # in the order of `bot.matching.features.SIGNS`
{rows}
)
'''


def learn(matcher: Matcher) -> tuple[float, ...]:
    """The weights that tell right matches from wrong ones best; they are in use from then on."""
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
    """Fit the weights round by round and write them."""
    if len(learned_weights.WEIGHTS) != len(FEATURE_SIGNS):  # features were added or taken away
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
