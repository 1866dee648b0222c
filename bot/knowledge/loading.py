"""Knowledge files → `Knowledge`, or findings that say where they are wrong. Reads no disk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.knowledge.model import (
    Entry,
    Finding,
    Knowledge,
    KnowledgeError,
    Milestone,
    Position,
    RelayWindow,
    Severity,
    Source,
)
from bot.knowledge.schema import (
    EntryShape,
    MilestoneShape,
    RelayShape,
    SourceShape,
    VocabularyShape,
    explain,
)
from bot.knowledge.yaml_tree import Node, read_tree

FAQ, MILESTONES, SOURCES, VOCABULARY = (
    "faq.yaml",
    "milestones.yaml",
    "sources.yaml",
    "vocabulary.yaml",
)
FILES = (FAQ, MILESTONES, SOURCES, VOCABULARY)

Shape = TypeVar("Shape", bound=BaseModel)


def load(folder: str, files: Mapping[str, bytes]) -> Knowledge:
    """Build the knowledge from the files of a folder: their names → their bytes.

    `folder` only serves to name positions. Raises KnowledgeError with all findings of `parse`.
    """
    knowledge, findings = parse(folder, files)
    if findings:
        raise KnowledgeError(findings)
    return knowledge


def parse(folder: str, files: Mapping[str, bytes]) -> tuple[Knowledge, tuple[Finding, ...]]:
    """The valid part of the knowledge, and every error in the rest, in the order of the files.

    As many errors at once as can be known; a file with a YAML syntax error has just that one.
    """
    reading = _Reading(folder)
    sources = reading.sources(files.get(SOURCES))
    entries = tuple(reading.entries(files.get(FAQ), sources))
    relay, milestones = reading.milestones(files.get(MILESTONES), sources)
    vocabulary = tuple(reading.vocabulary(files.get(VOCABULARY)))
    knowledge = Knowledge(
        entries=entries,
        milestones=tuple(sorted(milestones, key=lambda milestone: milestone.date)),
        sources=sources,
        vocabulary=vocabulary,
        relay=relay,
    )
    return knowledge, tuple(sorted(reading.findings, key=by_position))


def by_position(finding: Finding) -> tuple[str, int, int]:
    """The order of findings: by file, line and column."""
    return (finding.position.path, finding.position.line, finding.position.column)


@dataclass
class _Reading:
    """One pass over the files: collects what is wrong, and keeps what is right."""

    folder: str
    findings: list[Finding] = field(default_factory=list[Finding])
    faulty_sources: bool = False  # what is cited cannot be looked up then

    def sources(self, data: bytes | None) -> dict[str, Source]:
        before = len(self.findings)
        try:
            return self._sources(self._section(SOURCES, data, "sources", required=False))
        finally:
            self.faulty_sources = len(self.findings) > before

    def _sources(self, node: Node | None) -> dict[str, Source]:
        if node is None or not isinstance(node.value, dict):
            self._expect(node, "a mapping of id → source")
            return {}
        shapes = ((key, self._shape(SourceShape, item)) for key, item in node.value.items())
        return {
            key: Source(id=key, **shape.model_dump(), position=node.keys[key])
            for key, shape in shapes
            if shape is not None
        }

    def entries(self, data: bytes | None, sources: Mapping[str, Source]) -> Iterator[Entry]:
        shapes = list(self._items(FAQ, data, "entries", EntryShape, required=True))
        self._refuse_twice((shape.id, node) for shape, node in shapes)
        for shape, node in shapes:
            cited = self._cited(shape.sources, node, sources)
            yield Entry(
                id=shape.id,
                question=shape.question,
                phrasings=tuple(shape.phrasings),
                answer=shape.answer,
                group=shape.group,
                sources=cited,
                facts=tuple(shape.facts),
                see_also=tuple(shape.see_also),
                position=node.position,
                answer_position=_position_of(node, "answer"),
            )

    def milestones(
        self, data: bytes | None, sources: Mapping[str, Source]
    ) -> tuple[RelayWindow | None, Iterable[Milestone]]:
        root = self._root(MILESTONES, data, {"relay", "milestones"})
        shapes = list(self._items_of(root, "milestones", MilestoneShape, required=False))
        self._refuse_twice((shape.id, node) for shape, node in shapes)
        milestones: list[Milestone] = []
        for shape, node in shapes:
            cited = self._cited(shape.sources, node, sources)
            fields: dict[str, Any] = shape.model_dump(exclude={"sources", "aliases"})
            milestones.append(
                Milestone(
                    **fields,
                    aliases=tuple(shape.aliases),
                    sources=cited,
                    position=node.position,
                    text_position=_position_of(node, "text"),
                )
            )
        return self._relay(_child(root, "relay")), milestones

    def _relay(self, node: Node | None) -> RelayWindow | None:
        shape = self._shape(RelayShape, node) if node else None
        if node is None or shape is None:
            return None
        if shape.last < shape.first:
            self._report(node.position, f"the relay ends ({shape.last}) before it starts")
        return RelayWindow(shape.first, shape.last, shape.day_one)

    def vocabulary(self, data: bytes | None) -> Iterator[tuple[str, ...]]:
        node = self._section(VOCABULARY, data, "groups", required=False)
        for item in self._list(node):
            wrapped = Node({"words": item}, item.position, {"words": item.position})
            if (shape := self._shape(VocabularyShape, wrapped)) is not None:
                yield tuple(shape.words)

    def _items(
        self, name: str, data: bytes | None, key: str, shape: type[Shape], *, required: bool
    ) -> Iterator[tuple[Shape, Node]]:
        root = self._root(name, data, {key}, required=required)
        return self._items_of(root, key, shape, required=required)

    def _items_of(
        self, root: Node | None, key: str, shape: type[Shape], *, required: bool
    ) -> Iterator[tuple[Shape, Node]]:
        node = _child(root, key)
        if root is not None and required and (node is None or node.value in (None, [])):
            position = node.position if node else root.position
            self._report(position, f"“{key}:” is missing or empty; there is nothing to answer")
        for item in self._list(node):
            if (valid := self._shape(shape, item)) is not None:
                yield valid, item

    def _section(self, name: str, data: bytes | None, key: str, *, required: bool) -> Node | None:
        return _child(self._root(name, data, {key}, required=required), key)

    def _root(
        self, name: str, data: bytes | None, keys: set[str], *, required: bool = False
    ) -> Node | None:
        """The file's mapping; None where there is none, with the reason reported."""
        path = f"{self.folder}/{name}"
        if data is None:
            if required:
                self._report(Position(path), "the file is missing")
            return None
        try:
            root, findings = read_tree(path, data)
        except KnowledgeError as error:
            self.findings.extend(error.findings)
            return None
        self.findings.extend(findings)
        expected = " and ".join(f"“{key}:”" for key in sorted(keys))
        match root.value:
            case None if required:
                self._report(root.position, f"the file is empty; it needs {expected}")
                return None
            case None:
                return None
            case dict(values):
                for key in values.keys() - keys:
                    self._report(root.keys[key], f"unknown key “{key}”; expected {expected}")
                return root
            case _:
                self._report(root.position, f"the file must be a mapping with {expected}")
                return None

    def _list(self, node: Node | None) -> Sequence[Node]:
        if node is None or node.value is None:
            return ()
        if not isinstance(node.value, list):
            self._expect(node, "a list (lines that start with “- ”)")
            return ()
        return node.value

    def _expect(self, node: Node | None, shape: str) -> None:
        if node is not None and node.value is not None:
            self._report(node.position, f"must be {shape}")

    def _shape(self, shape: type[Shape], node: Node) -> Shape | None:
        """The node as a validated model, or None with every fault reported at its own position."""
        try:
            return shape.model_validate(_plain(node))
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                position, name = _locate(node, fault["loc"])
                prefix = f"“{name}” " if name and fault["type"] not in _NAMES_KEY else ""
                self._report(position, f"{prefix}{explain(fault)}")
            return None

    def _cited(
        self, ids: Iterable[str], node: Node, sources: Mapping[str, Source]
    ) -> tuple[Source, ...]:
        items = self._list(_child(node, "sources"))
        for item in items:
            known = self.faulty_sources or not isinstance(item.value, str)
            if not known and str(item.value).strip() not in sources:
                self._report(item.position, f"unknown source “{item.value}”; add it to {SOURCES}")
        return tuple(sources[id_] for id_ in ids if id_ in sources)

    def _refuse_twice(self, ids: Iterable[tuple[str, Node]]) -> None:
        first: dict[str, Position] = {}
        for id_, node in ids:
            if id_ in first:
                child = _child(node, "id") or node
                self._report(
                    child.position, f"duplicate id “{id_}” (first in line {first[id_].line})"
                )
            else:
                first[id_] = node.position

    def _report(self, position: Position, message: str) -> None:
        self.findings.append(Finding(position, Severity.ERROR, message))


_NAMES_KEY = {"missing", "extra_forbidden"}  # their sentences name the key themselves


def _child(node: Node | None, key: str) -> Node | None:
    return node.value.get(key) if node is not None and isinstance(node.value, dict) else None


def _position_of(node: Node, key: str) -> Position:
    return (_child(node, key) or node).position


def _plain(node: Node) -> object:
    match node.value:
        case dict(values):
            return {key: _plain(value) for key, value in values.items()}
        case list(items):
            return [_plain(item) for item in items]
        case value:
            return value


def _locate(node: Node, location: tuple[int | str, ...]) -> tuple[Position, str | None]:
    """The position of the key that a validation error speaks of (or of the list's item), and it."""
    position, name = node.position, None
    for step in location:
        match node.value, step:
            case dict(values), str() if step in values:
                position, name = node.keys[step], step
                node = values[step]
            case list(items), int() if step < len(items):
                node = items[step]
                position = node.position
            case _:
                break
    return position, name
