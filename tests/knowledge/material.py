"""The packaged knowledge, and the fact base that it was written from, if that is there."""

import os
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.loading import load
from bot.store.folder import DiskFolder
from tests.knowledge.quantities import Quantities, quantities, runs

ROOT = Path(__file__).parents[2]
FOLDER = DiskFolder(ROOT / "knowledge")
KNOWLEDGE = load(FOLDER.name, FOLDER.read())
MILESTONES = {milestone.id: milestone for milestone in KNOWLEDGE.milestones}
# All texts: an entry's under its id, a milestone's under "milestone" and its id.
TEXTS = {entry.id: entry.answer for entry in KNOWLEDGE.entries} | {
    f"milestone {milestone.id}": f"{milestone.title}. {milestone.text}"
    for milestone in KNOWLEDGE.milestones
}


def parse(path: Path) -> Any:
    """Loads a YAML file with the C loader, if there is one."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text("utf-8"), loader)  # noqa: S506


def facts_folder() -> Path | None:
    """Returns the fact base: FLAMEKEEPER_FACTS, or the folder beside the project, or None."""
    named = os.environ.get("FLAMEKEEPER_FACTS")
    folder = Path(named) if named else ROOT.parent / "shared" / "knowledge"
    return folder if (folder / "facts.yaml").is_file() else None


class FactBase:
    """The research that the knowledge was written from."""

    def __init__(self, folder: Path) -> None:
        base = parse(folder / "facts.yaml")
        self.facts: dict[str, dict[str, Any]] = {fact["id"]: fact for fact in base["facts"]}
        self.milestones: list[dict[str, Any]] = base["milestones"]
        self.discrepancies: list[dict[str, Any]] = base["discrepancies"]
        self.sources: dict[str, dict[str, Any]] = base["sources"]
        self.topics: dict[str, list[str]] = {
            topic["id"]: topic["facts"] for topic in parse(folder / "topics.yaml")
        }
        self.seed = "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("seed-*.txt")))

    @cached_property
    def texts(self) -> list[tuple[dict[str, Any], str, Quantities]]:
        """Every fact and milestone with its text and its quantities."""
        rows = [*self.facts.values(), *self.milestones]
        return [(row, text := _text(row), quantities(text)) for row in rows]

    @cached_property
    def dates(self) -> Quantities:
        """All dates of the fact base, because a text may name the date of another fact."""
        found = quantities("\n".join(map(_text, self.discrepancies)))
        days = found.days.union(*(known.days for _, _, known in self.texts))
        return Quantities(days=days)

    @cached_property
    def runs(self) -> dict[tuple[str, ...], str]:
        """Each run of eight words that must not be copied → the text it comes from."""
        texts = {
            **{f"fact {id_}": fact["statement"] for id_, fact in self.facts.items()},
            **{f"milestone of {row['date']}": row["what"] for row in self.milestones},
            "the seed gallery": self.seed,
        }
        return {run: name for name, text in texts.items() for run in runs(text)}


_NOT_TEXT = {"id", "sources", "confidence", "weight", "basis", "lat", "lon", "topic"}


def _text(row: dict[str, Any]) -> str:
    return " . ".join(str(value) for key, value in row.items() if key not in _NOT_TEXT)
