"""Reads knowledge files into validated shapes, and reports each error at its position."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.knowledge.model import Finding, KnowledgeError, Position, Severity
from bot.knowledge.schema import explain
from bot.knowledge.yaml_tree import Node, read_tree

Shape = TypeVar("Shape", bound=BaseModel)

_NAMES_KEY = {"missing", "extra_forbidden"}  # error types whose message already names the key


class FileValidator:
    """Validates the files of one folder and collects the findings."""

    def __init__(self, folder: str) -> None:
        """`folder`: only used to name positions."""
        self.findings: list[Finding] = []
        self.folder = folder

    def report(self, position: Position, message: str) -> None:
        """Add an error."""
        self.findings.append(Finding(position, Severity.ERROR, message))

    def root(
        self, name: str, data: bytes | None, keys: set[str], *, required: bool = False
    ) -> Node | None:
        """The mapping at the top of a file; None, with the reason reported, if there is none.

        `data`: the file's bytes, None if it does not exist; `keys`: the keys it may have.
        """
        path = f"{self.folder}/{name}"
        if data is None:
            if required:
                self.report(Position(path), "the file is missing")
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
                self.report(root.position, f"the file is empty; it needs {expected}")
                return None
            case None:
                return None
            case dict(values):
                for key in values.keys() - keys:
                    self.report(root.keys[key], f"unknown key “{key}”; expected {expected}")
                return root
            case _:
                self.report(root.position, f"the file must be a mapping with {expected}")
                return None

    def items(
        self, root: Node | None, key: str, shape: type[Shape], *, required: bool = False
    ) -> Iterator[tuple[Shape, Node]]:
        """The valid items of the list under a key, each with its node."""
        node = child(root, key)
        if root is not None and required and (node is None or node.value in (None, [])):
            position = node.position if node else root.position
            self.report(position, f"“{key}:” is missing or empty; there is nothing to answer")
        for item in self.children(node):
            if (valid := self.validate(shape, item)) is not None:
                yield valid, item

    def children(self, node: Node | None) -> Sequence[Node]:
        """The items of a list; none if the node is missing, empty or (then reported) not a list."""
        if node is None or node.value is None:
            return ()
        if not isinstance(node.value, list):
            self.report(node.position, "must be a list (lines that start with “- ”)")
            return ()
        return node.value

    def validate(self, shape: type[Shape], node: Node) -> Shape | None:
        """The node as a pydantic model; None, with all errors reported, if it is not valid."""
        try:
            return shape.model_validate(_without_positions(node))
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                position, name = _locate(node, detail["loc"])
                prefix = f"“{name}” " if name and detail["type"] not in _NAMES_KEY else ""
                self.report(position, f"{prefix}{explain(detail)}")
            return None

    def report_unknown(self, node: Node, key: str, known: Iterable[str], kind: str) -> None:
        """Report each id in the list under a key that is not known; `kind`: what it should name."""
        ids = set(known)
        for item in self.children(child(node, key)):
            if isinstance(item.value, str) and item.value.strip() not in ids:
                near = nearest(item.value, ids)
                instead = f"write “{near}”, or " if near else ""
                self.report(
                    item.position,
                    f"unknown {kind} “{item.value}”; {instead}add it to {kind}s.yaml",
                )

    def report_duplicates(self, ids: Iterable[tuple[str, Node]]) -> None:
        """Report each id that an earlier item already has."""
        first: dict[str, Position] = {}
        for id_, node in ids:
            if id_ in first:
                line = first[id_].line
                self.report(
                    position_of(node, "id"), f"duplicate id “{id_}” (first used on line {line})"
                )
            else:
                first[id_] = node.position


def child(node: Node | None, key: str) -> Node | None:
    """The value under a key; None if there is no such key, or if the node is not a mapping."""
    return node.value.get(key) if node is not None and isinstance(node.value, dict) else None


def position_of(node: Node, key: str) -> Position:
    """The position of the value under a key, or of the whole node if there is no such key."""
    return (child(node, key) or node).position


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name that is probably meant by one that is spelt differently, if any is near enough."""
    return next(iter(get_close_matches(name, sorted(names), n=1)), None)


def _without_positions(node: Node) -> object:
    match node.value:
        case dict(values):
            return {key: _without_positions(value) for key, value in values.items()}
        case list(items):
            return [_without_positions(item) for item in items]
        case value:
            return value


def _locate(node: Node, location: tuple[int | str, ...]) -> tuple[Position, str | None]:
    """The position of the key or list item of a validation error, and the key's name."""
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
