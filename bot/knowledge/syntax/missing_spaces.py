"""Colons and dashes that YAML does not recognise: no space follows, or they only look like them."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.knowledge.odd_characters import SPACE_LIKE, UNSEEN, named
from bot.knowledge.quoting import quoted
from bot.knowledge.syntax.suspects import Suspect, odd_character_is_here

_ODD = re.compile(f"[{SPACE_LIKE}{UNSEEN}]")
_COLONS = "\uff1a\ufe55\ufe13\u02d0\u2236\ua789\u0589"
_BULLETS = "\u2022\u2023\u25e6\u2043\u2219\u00b7*+"
_DASHES = f"\u2010-\u2015\u2212\ufe58\ufe63\uff0d{_BULLETS}"
_KEY_WITHOUT_SPACE = re.compile(
    rf"(?P<before>\s*(?:-\s*)*)(?P<key>[A-Za-z_][\w-]*)[ ]*(?P<mark>:(?=[^ \t/:])|[{_COLONS}])"
)
_DASH_WITHOUT_SPACE = re.compile(
    rf"(?P<before>[ ]*)(?P<mark>-(?=[^ \t-])|[{_DASHES}](?![*\w]*\*)|\d{{1,3}}[.)](?= ))"
)
_BEFORE_TEXT = re.compile(f"[ {SPACE_LIKE}{UNSEEN}]*")


def mark_without_space(number: int, line: str) -> Suspect | None:
    """A colon or dash that YAML does not recognise, with its line mended; None if there is none."""
    edited, mark = line, None
    if dash := _DASH_WITHOUT_SPACE.match(line):
        mark = dash
        edited = f"{dash['before']}- {line[_end_of_gap(line, dash.end()) :]}"
    if key := _KEY_WITHOUT_SPACE.match(edited):
        mark = mark or key
        value = edited[_end_of_gap(edited, key.end()) :]
        edited = f"{edited[: key.end('key')]}: {value}"
    if mark is None:
        return None
    at, sign = mark.start("mark"), mark["mark"]
    name = "colon" if mark is key else "dash"
    after = line[at + 1 : at + 2]
    better = quoted(edited if name == "dash" else edited[edited.index(key["key"]) if key else 0 :])
    if sign not in ":-":
        message = (
            f"“{sign}” does not start a list item in YAML; write {better}"
            if sign.isascii()
            else f"the character {named(sign)} is not a {name} to YAML; write {better}"
        )
    elif after and _ODD.match(after):
        at += 1
        message = f"{odd_character_is_here(after)}; write {better}"
    else:
        message = f"{quoted(line)}: a space is missing after the {name}; write {better}"
    return Suspect(number, at, message, {number: edited})


def all_mended(suspects: Collection[Suspect], lines: Sequence[str]) -> dict[int, str]:
    """The lines as they are with all of the suspects mended.

    The lines below a dash that move with its text, when it gets its space, are among them.
    """
    edits = {line: text for suspect in suspects for line, text in suspect.edits.items()}
    for suspect in suspects:
        for line in _moving(suspect.line, lines):
            edits[line] = " " + edits.get(line, lines[line])
    return edits


def with_lines_below(suspect: Suspect, lines: Sequence[str]) -> Suspect:
    """The suspect, which also tells if lines below it have to be moved."""
    if not any(_moving(suspect.line, lines)):
        return suspect
    message = f"{suspect.message}, and indent the other lines of this item by one more space"
    return replace(suspect, message=message)


def _moving(number: int, lines: Sequence[str]) -> Iterator[int]:
    """The lines below a dash without a space that are indented like the text after it."""
    dash = _DASH_WITHOUT_SPACE.match(lines[number])
    if dash is None or not lines[number][dash.end() : dash.end() + 1].strip():
        return
    begun = False
    for line in range(number + 1, len(lines)):
        if not lines[line].strip():
            continue
        indent = len(lines[line]) - len(lines[line].lstrip(" "))
        if indent < dash.end() or (indent > dash.end() and not begun):
            return
        begun = True
        yield line


def _end_of_gap(line: str, at: int) -> int:
    gap = _BEFORE_TEXT.match(line, at)
    return gap.end() if gap else at
