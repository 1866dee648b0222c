"""Guesses which line is indented wrongly, compared with the lines around it."""

import re
from collections.abc import Iterator, Sequence

from bot.knowledge.quoting import IN_QUOTES, quoted
from bot.knowledge.schema import KEYS, TEXTS
from bot.knowledge.syntax.suspects import A_TAB, Suspect

_HEADER = re.compile(r"(?P<before> *(?:- +)*)(?:[\w-]+: *)?(?P<sign>[|>])[-+\d]*\s*(?:#.*)?")
_NEXT = re.compile(r" *(?:- |(?P<key>[\w-]+):(?: |$))")


def below_a_block_sign(number: int, lines: Sequence[str]) -> Suspect | None:
    """The line of an error that should be indented like the text below “|” or “>” before it."""
    header = number - 1
    while header >= 0 and header > number - _TEXT_LINES and not _HEADER.fullmatch(lines[header]):
        header -= 1
    match = _HEADER.fullmatch(lines[header]) if header >= 0 else None
    if match is None:
        return None
    column = len(match["before"])
    if any(_indent(line) <= column and _NEXT.match(line) for line in lines[header + 1 : number]):
        return None
    own = [line for line in lines[header + 1 : number] if line.strip()]
    wanted = min((_indent(line) for line in own if _indent(line) > column), default=column + 2)
    edits: dict[int, str] = {}
    for at in range(header + 1, min(len(lines), number + _TEXT_LINES)):
        line = lines[at]
        is_same_list = _indent(line) == column and _is_item(line) and _is_item(lines[number])
        if at > number and _indent(line) <= column and _NEXT.match(line) and not is_same_list:
            break
        if line.strip() and _indent(line) < wanted:
            edits[at] = " " * wanted + line.lstrip(" ")
    if not edits:
        return None
    first = min(edits)
    if (key := _NEXT.match(lines[first])) and key["key"] in KEYS:
        return None
    own_column = _indent(lines[first])
    if lines[first][own_column:].startswith("\t"):
        return Suspect(first, own_column, A_TAB, edits)
    return Suspect(
        first,
        own_column,
        f"{quoted(lines[first])} is indented too little for the text below “{match['sign']}” in "
        f"line {header + 1}; put at least {wanted} spaces before it if it is part of that text",
        edits,
    )


def without_block_sign(number: int, lines: Sequence[str]) -> Suspect | None:
    """The key above the text of an error, if the text starts in the line after it without “|”."""
    column = _indent(lines[number])
    if (key := _NEXT.match(lines[number])) and key["key"] in KEYS:
        return None
    for header in range(number - 1, max(-1, number - _TEXT_LINES), -1):
        line = lines[header]
        if line.strip() and _indent(line) < column:
            match = re.fullmatch(r" *(?:- +)*(?P<key>[\w-]+): *", line)
            if match is None or match["key"] not in TEXTS:
                return None
            message = (
                f"“|” is missing after “{match['key']}:”, so YAML takes signs in the text below "
                f"for its own; write “{match['key']}: |”"
            )
            return Suspect(header, match.start("key"), message, {header: f"{line.rstrip()} |"})
    return None


def _is_item(line: str) -> bool:
    return line.lstrip(" ").startswith("- ")


_TEXT_LINES = 60  # in which a text below “|” is looked for


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def indented_like(number: int, line: str, others: Sequence[str]) -> Iterator[Suspect]:
    """The line, indented like each of others, the next first."""
    own = _indent(line)
    tried = {own}
    if (key := _NEXT.match(line)) and key["key"] in KEYS:
        others = [other for other in others if _NEXT.match(other)]  # and no lines of texts
    for other in others if line.strip() else ():
        bare = re.match(r" *(?:- +)*", other)
        for wanted in (_indent(other), len(bare[0]) if bare else own):
            if wanted in tried or not other.strip():
                continue
            tried.add(wanted)
            difference = "more" if own > wanted else "less"
            yield Suspect(
                number,
                own,
                f"{quoted(line)} is indented by {counted_spaces(own)}, {difference} than the lines "
                f"it belongs to; use {wanted}, or {IN_QUOTES} if it continues the text above",
                {number: " " * wanted + line.lstrip(" ")},
            )


def odd_one_out(number: int, lines: Sequence[str]) -> bool:
    """Whether the lines above and below a key are indented alike, and it is not."""
    if not 0 < number < len(lines) - 1 or any(map(_is_item, lines[number - 1 : number + 2])):
        return False
    above, own, below = (_indent(line) for line in lines[number - 1 : number + 2])
    return above == below != own


def counted_spaces(number: int) -> str:
    """“1 space”, “2 spaces”."""
    return f"{number} space" if number == 1 else f"{number} spaces"


def without_dash(number: int, lines: Sequence[str]) -> Suspect | None:
    """The first line of an item without its dash."""
    line, own = lines[number], _indent(lines[number])
    if not re.match(r" *id: ", line):
        return None
    edits = {number: f"{line[:own]}- {line[own:]}"}
    below = lines[number + 1 :]
    shift = 2 if next((_indent(each) for each in below if each.strip()), -1) == own else 0
    for at, each in enumerate(below, start=number + 1):
        if each.strip() and (_indent(each) < own or each[own:].startswith("- ")):
            break
        edits[at] = " " * shift + each
    message = f"{quoted(line)}: a dash is missing before the first key of an item; write “- id: …”"
    return Suspect(number, own, message, edits)


def without_colon(number: int, lines: Sequence[str]) -> Suspect | None:
    """A name without its colon above lines that are indented more."""
    match = re.fullmatch(r" *(?:- +)*(?P<name>[\w-]+) *", lines[number])
    if match is None:
        return None
    after = range(number + 1, len(lines))
    below = next((lines[at] for at in after if lines[at].strip()), "")
    if _indent(below) <= _indent(lines[number]) or not _NEXT.match(below):
        return None
    name = match["name"]
    message = f"a colon is missing after “{name}”; write “{name}:”"
    return Suspect(number, match.start("name"), message, {number: f"{lines[number].rstrip()}:"})


def stray(number: int, line: str) -> Suspect:
    """A line that fits nowhere."""
    if line.lstrip().startswith(("//", "<!--", "--", ";", "/*")):
        message = f"{quoted(line)} is not a comment in YAML; start it with “#” and a space instead"
        return Suspect(number, _indent(line), message, {number: ""})
    message = (
        f"{quoted(line)} is neither a list item (“- …”) nor “key: value”; correct its start, "
        "or indent it like the text that it continues"
    )
    return Suspect(number, _indent(line), message, {number: ""})
