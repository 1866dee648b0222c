"""Quotations and brackets that are opened and never closed."""

import re
from collections.abc import Iterator

from bot.knowledge.odd_characters import named
from bot.knowledge.syntax.suspects import Suspect, closing_quote


def open_quotation(line: int, column: int, text: str, read_to: int | None) -> Suspect:
    """A quotation that nothing closes, read up to a line, or to the end of the file."""
    mark = text[column : column + 1]
    until = "to the end of the file" if read_to is None else f"on into line {read_to}"
    remedy = "close it where the text ends"
    if curly := re.search("[“”„‘’]" if mark == '"' else "[‘’]", text[column:]):
        remedy = f"close it with {mark}, because {named(curly[0])} is just a letter to YAML"
    elif mark == "'":
        remedy += ', or, if it is an apostrophe, put the whole text in double quotation marks ("…")'
    return Suspect(
        line,
        column,
        f"the quotation mark {mark} is opened here, never closed: YAML reads {until}; {remedy}",
    )


CLOSING = {"[": "]", "{": "}"}


def open_bracket(line: int, column: int, bracket: str) -> Suspect:
    """A bracket that nothing closes."""
    return Suspect(
        line,
        column,
        f"“{bracket}” is opened here, never closed; write “{CLOSING[bracket]}” where it ends, or "
        "put the text in quotation marks if it is meant as text",
    )


_OPENING = re.compile(r"(?:^[ ]*(?:- +)*|: +|[\[{] *|, +)(?P<quote>[\"'])")


def openings(line: str) -> Iterator[int]:
    """Where a quotation is opened in a line, at the start of a value, that it does not close."""
    at = 0
    while match := _OPENING.search(line, at):
        start = match.start("quote")
        end = closing_quote(line[start:])
        if end is None:
            yield start
            return
        at = start + end
