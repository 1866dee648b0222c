"""The phrasings files: more ways of asking for the entries of faq.yaml."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from bot.knowledge.model import Entry, Position
from bot.knowledge.schema import PhrasingsShape
from bot.knowledge.validation import FileValidator, child
from bot.knowledge.wrong_containers import instead_of_mapping
from bot.knowledge.yaml_tree import Node


@dataclass(frozen=True, slots=True)
class MorePhrasings:
    """The phrasings under the id of an entry in one of the files, with their positions."""

    owner: str
    position: Position
    phrasings: tuple[str, ...]
    positions: tuple[Position, ...]


def is_phrasings_file(name: str) -> bool:
    """Whether a file of this name in the folder is a phrasings file."""
    return fnmatchcase(name, "phrasings*.yaml")


def read_phrasings(validator: FileValidator, files: Mapping[str, bytes]) -> Iterator[MorePhrasings]:
    """What the phrasings files among the files of a folder have, in the order of their names."""
    for name in sorted(filter(is_phrasings_file, files)):
        node = child(validator.root(name, files[name], {"phrasings"}), "phrasings")
        if node is None or node.value is None:
            continue
        if not isinstance(node.value, dict):
            message = "must be a mapping of entry id → list of phrasings"
            validator.report_container(node, f"{message}{instead_of_mapping(node)}")
            continue
        for owner, item in node.value.items():
            wrapped = Node({"phrasings": item}, item.position, {"phrasings": item.position})
            if (shape := validator.validate(PhrasingsShape, wrapped)) is not None:
                positions = tuple(text.position for text in validator.children(item))
                yield MorePhrasings(owner, node.keys[owner], shape.phrasings, positions)


def add_phrasings(entry: Entry, more: Iterable[MorePhrasings]) -> Entry:
    """The entry with the phrasings that the files have for it after its own."""
    own = [added for added in more if added.owner == entry.id]
    return replace(
        entry,
        phrasings=(*entry.phrasings, *(text for added in own for text in added.phrasings)),
        phrasing_positions=(
            *entry.phrasing_positions,
            *(position for added in own for position in added.positions),
        ),
    )


def ownerless(
    more: Iterable[MorePhrasings], entries: Iterable[Entry]
) -> tuple[tuple[str, Position], ...]:
    """The ids in the phrasings files that no entry has, each with its position."""
    ids = {entry.id for entry in entries}
    return tuple((added.owner, added.position) for added in more if added.owner not in ids)
