"""What to write where a list or a mapping is expected, and something else stands there."""

import re
import unicodedata

from bot.knowledge.odd_characters import named
from bot.knowledge.quoting import quoted
from bot.knowledge.schema import KEYS
from bot.knowledge.yaml_tree import Node

_ITEMS = re.compile(r"\(?(?P<items>\w[\w' ?!.,-]*)\)?")
_SHORT = 60  # characters that are written out in the remedy
_SEPARATORS = "，、；;|/"


def instead_of_list(node: Node) -> str:
    """What to add to “must be a list”; empty if nothing is known."""
    match node.value:
        case str(text) if (mark := _odd_punctuation(text)) is not None:
            return (
                f"; YAML does not know the sign {named(mark)}, so write “[a, b]” with normal signs"
            )
        case str(text) if " - " in text:
            return "; a dash is missing before its first item"
        case str(text) if len(text) < _SHORT and (match := _ITEMS.fullmatch(text.strip())):
            return f"; write “[{match['items']}]”"
        case str(text):
            return f"; YAML reads {quoted(text)} as one text"
        case dict(values) if (key := next(iter(values), "")) in KEYS:
            return f"; if “{key}” belongs to the entry, indent it like the entry's other keys"
        case _:
            return ""


def instead_of_items(node: Node) -> str:
    """What to add to “must be a list” of items with ids; empty if nothing is known."""
    match node.value:
        case dict(values) if "id" in values:
            return "; a dash is missing before “id”"
        case dict(values) if values and all(isinstance(v.value, dict) for v in values.values()):
            id_ = next(iter(values))
            return f"; write “- id: {id_}” instead of “{id_}:”"
        case _:
            return ""


def instead_of_mapping(node: Node) -> str:
    """What to add to “must be a mapping”; empty if nothing is known."""
    match node.value:
        case str(text):
            return f"; YAML reads {quoted(text)} as one text, so a colon may be missing"
        case [Node(value=dict()), *_]:
            return "; remove the dash before the key"
        case _:
            return ""


def instead_of_more_items(node: Node) -> str:
    """What to add to “needs at least 2 items”; empty if nothing is known."""
    match node.value:
        case [Node(value=str(text))] if mark := next((c for c in text if c in _SEPARATORS), None):
            return f"; {quoted(mark)} does not separate items in YAML; use a comma and a space"
        case _:
            return ""


def _odd_punctuation(text: str) -> str | None:
    """The first bracket or comma of another script in a text."""
    kinds = ("Ps", "Pe", "Po")
    odd = (c for c in text if not c.isascii() and unicodedata.category(c) in kinds)
    return next(odd, None)
