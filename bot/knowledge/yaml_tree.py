"""Parses YAML into plain mappings, lists and strings, each with its position.

It is stricter than `yaml.safe_load`, because people edit these files by hand. Text stays text: `no`
does not become False, and 12:30 does not become 750. Duplicate keys are errors. So are aliases,
tags and deep nesting, which would let a small file expand without limit. The tree is built from the
parser's events, so that the depth is checked before anything recurses.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from bot.knowledge.model import Finding, KnowledgeError, Position, Severity

MAX_BYTES = 20_000_000
MAX_DEPTH = 20

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is about ten times faster

Value: TypeAlias = "str | list[Node] | dict[str, Node] | None"


@dataclass(frozen=True, slots=True)
class Node:
    """A value and the position where it starts; for a mapping, also the positions of its keys."""

    value: Value
    position: Position
    keys: Mapping[str, Position] = field(default_factory=dict[str, Position])


def read_tree(path: str, data: bytes) -> tuple[Node, tuple[Finding, ...]]:
    """Parse one YAML document into nodes, with an error for each feature that is not supported.

    Raises KnowledgeError with a single finding if parsing cannot continue: a syntax error, or a
    file that is not UTF-8, too large or nested too deeply.
    """
    if len(data) > MAX_BYTES:
        raise _fatal(
            Position(path), f"the file is larger than {MAX_BYTES // 1_000_000} MB; split or trim it"
        )
    text = _decode(path, data)
    if forbidden := yaml.reader.Reader.NON_PRINTABLE.search(text):
        raise _fatal(
            _position_at(path, text, forbidden.start()),
            f"the character U+{ord(forbidden[0]):04X} is not allowed in YAML; remove it",
        )
    try:
        builder = _Builder(path, text)
        return builder.document(), tuple(builder.findings)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        position = Position(path, mark.line + 1, mark.column + 1) if mark else Position(path)
        problem = error.problem or "cannot be read as YAML"
        context = f" ({error.context})" if error.context else ""
        raise _fatal(position, f"YAML syntax: {problem}{context}") from error
    except yaml.YAMLError as error:
        raise _fatal(Position(path), f"YAML syntax: {error}") from error


def _fatal(position: Position, message: str) -> KnowledgeError:
    return KnowledgeError((Finding(position, Severity.ERROR, message),))


def _decode(path: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", errors="replace")
        raise _fatal(
            _position_at(path, before, len(before)),
            f"not UTF-8 (byte 0x{data[error.start]:02X}); save the file as UTF-8",
        ) from error


def _position_at(path: str, text: str, offset: int) -> Position:
    before = text[:offset]
    return Position(path, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


class _Builder:
    """Turns the events of one document into nodes."""

    def __init__(self, path: str, text: str) -> None:
        self.findings: list[Finding] = []
        self._path = path
        self._events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=_Loader))

    def document(self) -> Node:
        root: Node | None = None
        for event in self._events:
            match event:
                case yaml.StreamStartEvent() | yaml.StreamEndEvent() | yaml.DocumentEndEvent():
                    continue
                case yaml.DocumentStartEvent():
                    if root is not None:
                        raise _fatal(
                            self._position(event), "a second document starts here; keep only one"
                        )
                case _:
                    root = self._node(event, depth=1)
        return root or Node(None, Position(self._path))

    def _node(self, event: yaml.Event, depth: int) -> Node:
        position = self._position(event)
        if depth > MAX_DEPTH:
            raise _fatal(position, f"nested more than {MAX_DEPTH} levels deep")
        tag: str | None = getattr(event, "tag", None)
        if tag not in (None, "!"):
            self._report(position, f"the tag {tag} is not supported; remove it")
        match event:
            case yaml.AliasEvent():
                self._report(
                    position, f"the alias *{event.anchor} is not supported; write the text out"
                )
                return Node(None, position)
            case yaml.ScalarEvent():
                plain = event.style not in ("'", '"', "|", ">")
                return Node(None if plain and not event.value else event.value, position)
            case yaml.SequenceStartEvent():
                items: list[Node] = []
                while not isinstance(event_ := next(self._events), yaml.SequenceEndEvent):
                    items.append(self._node(event_, depth + 1))
                return Node(items, position)
            case _:
                return self._mapping(position, depth)

    def _mapping(self, position: Position, depth: int) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, Position] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key.value, str):
                self._report(key.position, "a key must be text")
            elif (first := keys.get(key.value)) is not None:
                self._report(
                    key.position,
                    f"duplicate key “{key.value}” (first on line {first.line}); keep one",
                )
            else:
                keys[key.value] = key.position
                values[key.value] = value
        return Node(values, position, keys)

    def _position(self, event: yaml.Event) -> Position:
        mark = event.start_mark
        return (
            Position(self._path, mark.line + 1, mark.column + 1) if mark else Position(self._path)
        )

    def _report(self, position: Position, message: str) -> None:
        self.findings.append(Finding(position, Severity.ERROR, message))
