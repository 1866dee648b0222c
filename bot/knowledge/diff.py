"""Compares two states of the knowledge, for the report after a reload."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.knowledge.model import Entry, Knowledge, Milestone


@dataclass(frozen=True, slots=True)
class Changes:
    """The ids of the items added, removed and changed, in the order of the files."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class Difference:
    """The changes between two states; `rest`: whether the vocabulary or relay window changed."""

    entries: Changes
    milestones: Changes
    rest: bool

    def __bool__(self) -> bool:
        return bool(self.entries or self.milestones or self.rest)


def difference(old: Knowledge, new: Knowledge) -> Difference:
    """Compare two states of the knowledge; positions in the files are ignored."""
    return Difference(
        entries=_changes(old.entries, new.entries),
        milestones=_changes(old.milestones, new.milestones),
        rest=(old.vocabulary, old.relay) != (new.vocabulary, new.relay),
    )


def _changes(old: Iterable[Entry | Milestone], new: Iterable[Entry | Milestone]) -> Changes:
    before: Mapping[str, Entry | Milestone] = {item.id: item for item in old}
    after: Mapping[str, Entry | Milestone] = {item.id: item for item in new}
    return Changes(
        added=tuple(id_ for id_ in after if id_ not in before),
        removed=tuple(id_ for id_ in before if id_ not in after),
        changed=tuple(id_ for id_ in after if id_ in before and after[id_] != before[id_]),
    )
