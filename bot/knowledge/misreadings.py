"""Explains values and keys that YAML could read, but not as their author meant them.

Each explanation is a list of places, each with what to say about it.
"""

from collections.abc import Collection, Mapping
from difflib import get_close_matches

from pydantic_core import ErrorDetails

from bot.knowledge.model import Position
from bot.knowledge.odd_characters import named, odd_character, oddity, twin, without_indentation
from bot.knowledge.quoting import OR_BLOCK, quoted
from bot.knowledge.schema import FILE_KEYS, KEYS, explain
from bot.knowledge.syntax.missing_spaces import mark_without_space
from bot.knowledge.text_positions import Lines
from bot.knowledge.wrong_containers import (
    instead_of_list,
    instead_of_mapping,
    instead_of_more_items,
)
from bot.knowledge.yaml_tree import Node

Explanation = list[tuple[Position, str]]


class Explainer:
    """Explains what is wrong in files; `texts`: the text of each, by its path."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._lines: dict[str, list[str]] = {}

    def missing_spaces(self, position: Position) -> Explanation:
        """The lines, from a position on, in which a space is missing after a colon or a dash."""
        found: Explanation = []
        lines = self._lines_of(position.path)
        for number in range(position.line - 1, len(lines)):
            suspect = mark_without_space(number, lines[number])
            if suspect is None:
                break
            place = Position(position.path, number + 1, suspect.column + 1)
            found.append((place, suspect.message))
        return found

    def unknown_key(
        self, position: Position, key: str, known: Collection[str], expected: str | None = None
    ) -> Explanation:
        """A key that is none of the known ones; `expected`: in words, if they are few."""
        if found := self.missing_spaces(position):
            return found
        before, colon, after = key.partition(":")
        if colon and before in known:
            better = f"write “{before}: {after}”"
            return [(position, f"“{key}”: a space is missing after the colon; {better}")]
        at = odd_character(key)
        if (bare := without_indentation(key)) != key and bare:
            message = (
                f"“{bare}” is indented with the character {named(key[0])}, which is not a space "
                "to YAML; replace it with normal spaces"
            )
            return [(position, message)]
        if at is not None and key[at] != " ":
            meant = nearest(key, known) or nearest(key, KEYS)
            remedy = f"write “{meant}” with normal letters and spaces" if meant else "remove it"
            place = self._odd_place(key, position) or position
            return [(place, f"the key “{key}” contains the character {named(key[at])}; {remedy}")]
        remedy = expected or "remove it or correct its spelling"
        if near := twin(key, known) if expected else nearest(key, known):
            remedy = f"write “{near}”"
        elif key in KEYS - FILE_KEYS:
            remedy += "; if it belongs to an entry, indent it like the entry's other keys"
        elif " " in key or key[:1].isupper():
            remedy += "; if it is part of the text above, indent it like that text"
        return [(position, f"unknown key “{key}”; {remedy}")]

    def invalid_value(
        self, position: Position, name: str, node: Node, detail: ErrorDetails
    ) -> Explanation:
        """A value that is not as it has to be; `position`, `name`: of its key."""
        message = f"{name}{explain(detail)}"
        match detail["type"], node.value:
            case "model_type" | "dict_type" | "list_type" | "tuple_type", str() | dict():
                if found := self.missing_spaces(node.position):
                    return found
                message += _instead(detail["type"], node)
            case "list_type" | "tuple_type" | "model_type" | "dict_type" | "too_short", _:
                message += _instead(detail["type"], node)
            case "string_type", dict() | list():
                message += f": {self._no_text(node)}"
            case "string_pattern_mismatch" | "day" | "float_parsing", str(text):
                at = odd_character(text)
                if at is not None and text[at] != " ":
                    position = self._odd_place(text, node.position) or position
                    message += f"; it contains the character {named(text[at])}"
            case _:
                pass
        return [(position, message)]

    def unknown_id(
        self, id_: str, position: Position, known: Collection[str], kind: str
    ) -> Explanation:
        """An id that names nothing; `kind`: what it should name."""
        near = meant(id_, known)
        instead = f"write {near}, or " if near else ""
        place = self._odd_place(id_, position) or position
        return [(place, f"unknown {kind} “{id_}”{oddity(id_)}; {instead}add it to {kind}s.yaml")]

    def _no_text(self, node: Node) -> str:
        """Why a list or a mapping stands where a text is expected."""
        sign = self._line(node.position)[node.position.column - 1 :][:1]
        match node.value:
            case dict() if sign == "?":
                return f"YAML takes “? ” at its start for a key; {OR_BLOCK}"
            case dict(values) if sign != "{" and values:
                key = next(iter(values))
                if key in KEYS:
                    return (
                        f"YAML takes “{key}” for a key; if it is one of the entry, remove the "
                        "dash, and indent it like the entry's other keys"
                    )
                return (
                    f"YAML takes {quoted(key)} for a key, because of the colon after it; {OR_BLOCK}"
                )
            case dict():
                return f"YAML takes “{{” at its start for a mapping, “{{key: value}}”; {OR_BLOCK}"
            case list() if sign == "[":
                return f"YAML takes “[” at its start for a list, “[a, b]”; {OR_BLOCK}"
            case _:
                return f"YAML takes “- ” at its start for a list item; {OR_BLOCK}"

    def _odd_place(self, text: str, position: Position) -> Position | None:
        """Where the first odd character of a text stands that begins at a position, if any."""
        at = odd_character(text)
        found = -1 if at is None else self._line(position).find(text[at], position.column - 1)
        return None if found < 0 else Position(position.path, position.line, found + 1)

    def _line(self, position: Position) -> str:
        lines = self._lines_of(position.path)
        return lines[position.line - 1] if position.line <= len(lines) else ""

    def _lines_of(self, path: str) -> list[str]:
        if path not in self._lines:
            self._lines[path] = Lines(self._texts.get(path, "")).texts
        return self._lines[path]


def _instead(error_type: str, node: Node) -> str:
    """What to write for a value that is no list, no mapping or too short a list."""
    match error_type:
        case "list_type" | "tuple_type":
            return instead_of_list(node)
        case "model_type" | "dict_type":
            return instead_of_mapping(node)
        case _:
            return instead_of_more_items(node)


def nearest(name: str, names: Collection[str]) -> str | None:
    """The name that is probably meant by one that is spelt differently, if any is near enough."""
    return twin(name, names) or next(iter(get_close_matches(name, sorted(names), n=1)), None)


def meant(name: str, names: Collection[str]) -> str | None:
    """The nearest name as it is to be written, in quotation marks, with what is odd about it."""
    near = nearest(name, names)
    return None if near is None else f"“{near}”{oddity(near)}"
