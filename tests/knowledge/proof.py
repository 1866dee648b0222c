"""Each figure and each name of a text must be in a fact of a source that is shown with it."""

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from tests.knowledge.fact_base import FactBase, Row
from tests.knowledge.names import full_names, names, proves
from tests.knowledge.quantities import Quantities, quantities


@dataclass(frozen=True)
class Unproven:
    """A figure or a name that no fact of a shown source has, and the facts that do have it.

    `shown` says that they rest on a source that is shown: then they are only not listed.
    """

    item: str
    rows: tuple[Row, ...]
    shown: bool

    def __str__(self) -> str:
        if not self.rows:
            return f"{self.item}: in no fact"
        where = "; ".join(f"{row.id} ({', '.join(sorted(row.sources))})" for row in self.rows[:3])
        more = f"; and {len(self.rows) - 3} more" if len(self.rows) > 3 else ""
        problem = (
            "of a source shown, but its fact is not listed: list"
            if self.shown
            else ("of no source shown; carried by")
        )
        return f"{self.item}: {problem} {where}{more}"


@dataclass(frozen=True)
class _Item:
    """A figure, or a folded name with the names that stand behind it in the text."""

    quantity: Quantities = field(default_factory=Quantities)
    name: str = ""
    surnames: frozenset[str] = frozenset()

    def is_in(self, known: Quantities, words: AbstractSet[str]) -> bool:
        if self.name:
            return proves(words, self.name) or any(proves(words, name) for name in self.surnames)
        return not self.quantity.unknown(known)


def unproven(
    text: str,
    sources: Collection[str],
    base: FactBase,
    facts: Collection[str] | None = None,
    common: AbstractSet[str] = frozenset(),
) -> list[Unproven]:
    """Returns the figures and names of a text that none of its sources carries.

    `facts`, if given, are the ids of the only facts that count (beside dated milestones and
    discrepancies). `common` are words that are no names although they start a sentence, beside
    those of the base. A given name is proved by its surname, if the base knows the two together.
    """
    items = _items(text, base, common)
    carried = base.carried_by(sources)
    rows = [row for row in carried if facts is None or row.id in facts or row.id not in base.facts]
    known = reduce(or_, (row.quantities for row in rows), Quantities())
    words = base.own_names(sources).union(*(row.words for row in rows))
    missing = [name for name, item in sorted(items.items()) if not item.is_in(known, words)]
    return [
        _unproven(name, items[name], carried, facts or (), base)
        for name in missing
        if not any(f" {name.removeprefix('the number ')} " in other for other in missing)
    ]


def _unproven(
    name: str, item: _Item, carried: Sequence[Row], facts: Collection[str], base: FactBase
) -> Unproven:
    """Returns the finding with the facts to mend it: of a shown source, else listed, else any."""
    everywhere = [row for row in base.rows if item.is_in(row.quantities, row.words)]
    shown = [row for row in carried if row in everywhere]
    listed = [row for row in everywhere if row.id in facts]
    return Unproven(name, tuple(shown or listed or everywhere), shown=bool(shown))


def helpful_sources(findings: Sequence[Unproven]) -> list[tuple[str, list[str]]]:
    """Returns few sources that carry all that is unproven, each with what it carries."""
    left = {finding.item: finding for finding in findings if finding.rows and not finding.shown}
    chosen: list[tuple[str, list[str]]] = []
    while left:
        carries: dict[str, set[str]] = {}
        for item, finding in left.items():
            for source in {source for row in finding.rows for source in row.sources}:
                carries.setdefault(source, set()).add(item)
        best = max(sorted(carries), key=lambda source: len(carries[source]))
        chosen.append((best, sorted(carries[best])))
        for item in carries[best]:
            del left[item]
    return chosen


def _items(text: str, base: FactBase, common: AbstractSet[str]) -> dict[str, _Item]:
    """Returns each figure and each name of a text, by what it is in words."""
    # The year in the Games' name is no date.
    found = quantities(text.replace("Sochi 2014", "Sochi"))
    items: dict[str, _Item] = {}
    for each in found.each():
        (name,) = each.unknown(Quantities())
        items[name] = _Item(quantity=each)
    known_pairs = full_names(text) & base.full_names
    for folded, written in names(text, base.common | common).items():
        surnames = frozenset(last for first, last in known_pairs if first == folded)
        items[f"the name {written}"] = _Item(name=folded, surnames=surnames)
    return items
