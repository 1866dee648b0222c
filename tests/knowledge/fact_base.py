"""The fact base: facts, dated milestones and discrepancies, each with its sources."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from tests.knowledge.names import common_words, full_names, words
from tests.knowledge.quantities import Quantities, quantities

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(path: Path) -> Any:
    """Loads a YAML file with the C loader, if there is one."""
    return yaml.load(path.read_text("utf-8"), _LOADER)  # noqa: S506


@dataclass(frozen=True)
class Row:
    """A fact, a dated milestone or a discrepancy: what it claims, and who says so."""

    id: str
    text: str
    sources: frozenset[str]
    words: frozenset[str]
    quantities: Quantities


class FactBase:
    """What the knowledge was written from."""

    def __init__(self, path: Path) -> None:
        base = parse(path)
        self.facts: dict[str, dict[str, Any]] = {fact["id"]: fact for fact in base["facts"]}
        self.milestones: list[dict[str, Any]] = base["milestones"]
        self.discrepancies: list[dict[str, Any]] = base["discrepancies"]
        self.sources: dict[str, dict[str, Any]] = base["sources"]

    @cached_property
    def rows(self) -> Sequence[Row]:
        """All that has a source: facts, dated milestones, and what sources say differently."""
        return [
            *(
                _row(id_, fact, ("statement", "note"), self._years)
                for id_, fact in self.facts.items()
            ),
            *(
                _row(
                    f"milestone of {row['date']}",
                    row,
                    ("date", "time_utc", "title", "place", "what", "pin_note"),
                    self._years,
                )
                for row in self.milestones
            ),
            *(
                _row(f"discrepancy {row['id']}", row, ("seed_says", "others_say"), self._years)
                for row in self.discrepancies
            ),
        ]

    @cached_property
    def full_names(self) -> frozenset[tuple[str, str]]:
        """The names of two words that the base knows, folded: given name and surname."""
        return frozenset().union(*(full_names(row.text) for row in self.rows))

    def own_names(self, sources: Collection[str]) -> frozenset[str]:
        """Returns the words of the sources' publishers and titles: a source proves its own name."""
        shown = (self.sources[id_] for id_ in sources if id_ in self.sources)
        return frozenset().union(
            *(words(f"{source['title']} . {source['publisher']}") for source in shown)
        )

    def carried_by(self, sources: Collection[str]) -> list[Row]:
        """Returns the rows that rest on one of these sources."""
        wanted = frozenset(sources)
        return [row for row in self.rows if row.sources & wanted]

    @cached_property
    def common(self) -> frozenset[str]:
        """The words of the base that are no names."""
        return frozenset().union(*(common_words(row.text) for row in self.rows))

    @cached_property
    def _years(self) -> Mapping[tuple[int, int], set[int]]:
        """(month, day) → the years in which the base knows that day."""
        years: dict[tuple[int, int], set[int]] = defaultdict(set)
        texts = [fact["statement"] for fact in self.facts.values()]
        texts += [f"{row['date']} {row['what']}" for row in self.milestones]
        for year, month, day in quantities("\n".join(texts)).days:
            if year and day:
                years[month, day].add(year)
        return years


def _row(
    id_: str, row: Mapping[str, Any], keys: Sequence[str], years: Mapping[tuple[int, int], set[int]]
) -> Row:
    text = " . ".join(str(row[key]) for key in keys if key in row)
    found = quantities(text)
    # "On 9 November …" in a fact means the year that its neighbours name.
    dated = {
        (full, month, day)
        for year, month, day in found.days
        if day and not year
        for full in years.get((month, day), ())
    }
    return Row(
        id_,
        text,
        frozenset(row["sources"]),
        frozenset(words(text)),
        found | Quantities(days=dated),
    )
