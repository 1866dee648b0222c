"""Print how well small FAQs do, cut from ours: 8 and 15 wordings an entry, and all of them.

    python tools/small_faqs.py QUESTIONS.jsonl…

The wordings are drawn with a seed, the entry's question always among them; each size is drawn
several times. Everything else is as with any FAQ: the weights are the learned ones, and the level
is found in the self-tests of the small FAQ. The figures are those of `python -m bot eval`.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.knowledge.loading import load
from bot.knowledge.model import Entry, Knowledge
from bot.service.answering import Answerer
from bot.service.evaluation import Scores, evaluate
from bot.service.question_file import Case, read_cases
from bot.service.snapshot import Snapshot
from bot.settings import packaged_knowledge
from bot.store.folder import DiskFolder

SIZES = (8, 15)  # wordings an entry
SEEDS = (1, 2, 3)
ANY_DAY = date(2026, 11, 28)


def cut(knowledge: Knowledge, wordings: int, seed: int) -> Knowledge:
    """Return the knowledge with at most so many wordings an entry, drawn with a seed."""
    return replace(
        knowledge,
        entries=tuple(_cut_entry(entry, wordings, seed) for entry in knowledge.entries),
    )


def _cut_entry(entry: Entry, wordings: int, seed: int) -> Entry:
    rng = random.Random(f"{seed} {entry.id}")  # noqa: S311
    count = min(wordings - 1, len(entry.phrasings))
    kept = sorted(rng.sample(range(len(entry.phrasings)), count))
    positions = entry.phrasing_positions
    return replace(
        entry,
        phrasings=tuple(entry.phrasings[at] for at in kept),
        phrasing_positions=tuple(positions[at] for at in kept) if positions else (),
    )


def _scores(knowledge: Knowledge, cases: list[Case]) -> Scores:
    snapshot = Snapshot.of(knowledge)
    return evaluate(Answerer(lambda: snapshot), cases, ANY_DAY)


def _rows(knowledge: Knowledge) -> Iterator[tuple[str, Knowledge]]:
    for size in SIZES:
        for seed in SEEDS:
            yield f"{size} wordings, seed {seed}", cut(knowledge, size, seed)
    yield "all wordings", knowledge


def main(paths: list[str]) -> None:
    """Print a line for each FAQ."""
    cases = [
        case
        for path in paths
        for case in read_cases(path, Path(path).read_text("utf-8").splitlines())
    ]
    folder = DiskFolder(packaged_knowledge())
    for name, knowledge in _rows(load(folder.name, folder.read())):
        figures = _scores(knowledge, cases).figures
        shown = "  ".join(
            f"{figure} {figures[figure].percent} % {figures[figure].interval}"
            for figure in ("right", "wrong", "false answers")
        )
        print(f"{name:22} {shown}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
