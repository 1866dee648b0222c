"""Parses YAML into plain mappings, lists and strings, each with its position.

It is stricter than `yaml.safe_load`, because people edit these files by hand. Text stays text: `no`
does not become False, and 12:30 does not become 750. Duplicate keys are errors. So are aliases,
tags and deep nesting, which would let a small file expand without limit. The tree is built from the
parser's events, so that the depth is checked before anything recurses.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

import yaml
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from bot.knowledge.file_kinds import not_plain_text
from bot.knowledge.model import Finding, KnowledgeError, Position, Severity
from bot.knowledge.odd_characters import named
from bot.knowledge.plain_values import NOTHING
from bot.knowledge.surprising_scalars import Kind, Scalars, Surprise
from bot.knowledge.text_positions import place_of

MAX_BYTES = 20_000_000
MAX_DEPTH = 20

_Loader: Any = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # the C parser is about ten times faster

Value: TypeAlias = "str | list[Node] | dict[str, Node] | None"


class Node(NamedTuple):
    """A value and the position where it starts; for a mapping, also the positions of its keys.

    A tuple, because a file has thousands of them, and tuples are quick to make.
    """

    value: Value
    position: Position
    keys: Mapping[str, Position] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Tree:
    """A file as nodes, what was found in it, and what is surprising about values, by position."""

    root: Node
    text: str
    findings: tuple[Finding, ...]
    surprises: Mapping[Position, tuple[Surprise, ...]]


def read_tree(path: str, data: bytes) -> Tree:
    """Parse one YAML document into nodes, with an error for each feature that is not supported.

    Raises KnowledgeError with a single finding if parsing cannot continue: a syntax error, or a
    file that is not UTF-8, too large or nested too deeply.
    """
    if len(data) > MAX_BYTES:
        raise _fatal(
            Position(path), f"the file is larger than {MAX_BYTES // 1_000_000} MB; split or trim it"
        )
    if message := not_plain_text(data):
        raise _fatal(Position(path), message)
    text = _decode(path, data)
    if forbidden := yaml.reader.Reader.NON_PRINTABLE.search(text):
        raise _fatal(
            _position_at(path, text, forbidden.start()),
            f"the character {named(forbidden[0])} is not allowed in YAML; remove it",
        )
    try:
        builder = _Builder(path, text)
        return Tree(builder.document(), text, tuple(builder.findings), builder.surprises)
    except yaml.YAMLError as error:
        from bot.knowledge.syntax.errors import explain_syntax_error  # seldom needed

        raise KnowledgeError((explain_syntax_error(path, text, error),)) from error


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
    return Position(path, *place_of(text, offset))


class _Builder:
    """Turns the events of one document into nodes."""

    def __init__(self, path: str, text: str) -> None:
        self.findings: list[Finding] = []
        self.surprises: dict[Position, tuple[Surprise, ...]] = {}
        self._path = path
        self._scalars = Scalars(path, text)
        self._next: Callable[[], Any] = _Loader(text).get_event

    def document(self) -> Node:
        root: Node | None = None
        while not isinstance(event := self._next(), StreamEndEvent):
            if isinstance(event, StreamStartEvent | DocumentEndEvent):
                continue
            if not isinstance(event, DocumentStartEvent):
                root = self._node(event, depth=1)
            elif root is not None:
                raise _fatal(
                    self._position(event.start_mark),
                    "“---” ends the file's content here; remove it, or "
                    "indent it if it is part of a text",
                )
        return root or Node(None, Position(self._path))

    def _node(self, event: Any, depth: int) -> Node:
        position = self._position(event.start_mark)
        if depth > MAX_DEPTH:
            raise _fatal(position, f"nested more than {MAX_DEPTH} levels deep")
        if type(event) is ScalarEvent:
            value: str = event.value
            if event.tag is not None or event.anchor is not None:
                self._report_markings(event, position)
            if self._scalars.is_suspicious(event) and (found := self._scalars.surprises(event)):
                self.surprises[position] = found
            return Node(None if not event.style and value in NOTHING else value, position)
        self._report_markings(event, position)
        if isinstance(event, SequenceStartEvent):
            items: list[Node] = []
            while type(item := self._next()) is not SequenceEndEvent:
                items.append(self._node(item, depth + 1))
            return Node(items, position)
        if isinstance(event, MappingStartEvent):
            return self._mapping(position, depth)
        return Node(None, position)  # an alias

    def _report_markings(self, event: Any, position: Position) -> None:
        """Report what starts with “*”, “&” or “!”, which YAML does not read as text."""
        tag: str | None = getattr(event, "tag", None)
        anchor: str | None = getattr(event, "anchor", None)
        if isinstance(event, yaml.AliasEvent):
            self._report(
                position,
                f"YAML takes “*{anchor}” for a reference to another value (an alias), which is not "
                "supported; if it is meant as text, put the text in quotation marks; if not, write "
                "the value out",
            )
            return
        if anchor is not None:
            self._report(
                position,
                f"YAML takes “&{anchor}” for the name of what follows (an anchor), so it is not "
                "part of the text; put the text in quotation marks, or remove the name",
                Severity.WARNING,
            )
        if tag is not None:
            written = tag.replace("tag:yaml.org,2002:", "!!")
            self._report(
                position,
                f"YAML takes “{written}” for a type (a tag), which is not supported; if it is "
                "meant as text, put the text in quotation marks; if not, remove it",
            )

    def _mapping(self, position: Position, depth: int) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, Position] = {}
        while type(event := self._next()) is not MappingEndEvent:
            key = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1)
            name = self._key(event, key)
            if name is None:
                self._report(key.position, "a key must be text")
            elif name in keys:
                self._report(
                    key.position,
                    f"duplicate key “{name}” (first on line {keys[name].line}); keep one",
                )
            else:
                keys[name] = key.position
                values[name] = value
        return Node(values, position, keys)

    def _key(self, event: Any, key: Node) -> str | None:
        """The text of a key as it is written, whatever it means to YAML; None if it is no text."""
        for surprise in self.surprises.pop(key.position, ()) if self.surprises else ():
            if surprise.kind is Kind.TYPE:
                self._report(key.position, surprise.message, surprise.severity)
        return event.value or None if isinstance(event, ScalarEvent) else None

    def _position(self, mark: Any) -> Position:
        return Position(self._path, mark.line + 1, mark.column + 1)

    def _report(
        self, position: Position, message: str, severity: Severity = Severity.ERROR
    ) -> None:
        self.findings.append(Finding(position, severity, message))
