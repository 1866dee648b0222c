"""Guesses what is wrong with a line that YAML cannot read: each with the edit that would mend it.

A guess may be wrong. `causes` tries the edits, and reports the one that helps.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.knowledge.odd_characters import SPACE_LIKE, UNSEEN, named, without_indentation
from bot.knowledge.quoting import OR_BLOCK, other_quotes, quoted
from bot.knowledge.schema import KEYS


@dataclass(frozen=True, slots=True)
class Suspect:
    """What may be wrong at a line and column, from 0; `edits`: lines as they are without it."""

    line: int
    column: int
    message: str
    edits: Mapping[int, str] = field(default_factory=dict[int, str])


A_TAB = "there is a tab here, where YAML allows only spaces; replace it with spaces"

# A line as YAML's blocks have them: spaces, dashes, perhaps a key, and the rest.
_HEAD = re.compile(r"(?P<before>[ ]*(?:- +)*)(?P<key>[\w-]+[ ]*:[ ]+)?(?P<rest>.*)", re.DOTALL)
_SPACES = re.compile(f"[{SPACE_LIKE}]")
_UNSEEN = re.compile(f"[{UNSEEN}]")
_ODD = re.compile(f"[{SPACE_LIKE}{UNSEEN}]")
_NO_SPACE = re.compile(rf" *(?P<sign>[\t{SPACE_LIKE}])")
_TABS = re.compile(r"[ ]*(?:-[ ]*)*\t[\s-]*")


def in_line(number: int, line: str) -> Iterator[Suspect]:
    """What may be wrong in one line, the likeliest first."""
    yield from _odd_characters(number, line)
    yield from _list_items(number, line)
    yield from _value(number, line)
    yield from _without_colon(number, line)
    yield from _continued(number, line)


def _odd_characters(number: int, line: str) -> Iterator[Suspect]:
    if match := _ODD.search(line):
        for instead in ("", " "):
            mended = _UNSEEN.sub(instead, _SPACES.sub(" ", line))
            yield Suspect(number, match.start(), odd_character_is_here(match[0]), {number: mended})
    if match := _TABS.match(line):
        for mended in (
            match[0].expandtabs(4) + line[match.end() :],
            match[0].replace("\t", " ") + line[match.end() :],
        ):
            yield Suspect(number, line.index("\t"), A_TAB, {number: mended})


def odd_indentation(number: int, line: str) -> Suspect | None:
    """A line that is indented with tabs, or what looks like spaces; mended, it is with spaces."""
    bare = without_indentation(line)
    odd = _NO_SPACE.match(line)
    if odd is None:
        return None
    message = A_TAB if odd["sign"] == "\t" else odd_character_is_here(odd["sign"])
    edited = " " * (len(line) - len(bare)) + bare
    return Suspect(number, odd.start("sign"), message, {number: edited})


def odd_character_is_here(character: str) -> str:
    """What to do about an invisible character, or one that only looks like a space."""
    if _SPACES.match(character):
        return (
            f"the character {named(character)} looks like a space but is not one to YAML; "
            "replace it with a normal space"
        )
    return f"the invisible character {named(character)} is here; delete it"


_SIGNS = {
    "*": "a reference (an alias)",
    "&": "the name of what follows (an anchor)",
    "!": "a type (a tag)",
    "%": "an instruction to itself",
    "@": "a sign that is reserved",
    "`": "a sign that is reserved",
    "{": "the start of a mapping, “{key: value}”",
    "}": "the end of a mapping",
    "[": "the start of a list, “[a, b]”",
    "]": "the end of a list",
    ",": "the comma of a list",
    "|": "the sign that the whole text is on the lines below",
    ">": "the sign that the whole text is on the lines below",
    "-": "the start of a list item",
    "?": "the start of a key",
    '"': "the start of a quotation",
    "'": "the start of a quotation",
}


_CLOSING = {"[": "]", "{": "}"}


def _value(number: int, line: str) -> Iterator[Suspect]:
    """A value, or an item of a list, that needs quotation marks."""
    match = _HEAD.fullmatch(line)
    if match is None or not (rest := match["rest"].rstrip()):
        return
    at = match.start("rest")
    edited = line[:at] + "'" + rest.replace("'", "''") + "'"
    sign = rest[0]
    if sign in "\"'":
        end = closing_quote(rest)
        if end is None or not (after := rest[end:].strip()):
            return
        remedy = "remove it" if after == "," else other_quotes(rest)
        message = (
            f"YAML takes {quoted(rest[:end])} for the whole text, so {quoted(after)} cannot "
            f"follow; {remedy}"
        )
        yield Suspect(number, at, message, {number: edited})
        return
    if _CLOSING.get(sign) == rest[-1]:
        return
    if sign in _SIGNS and not (sign in "-?" and rest[1:2].strip()):
        yield Suspect(
            number,
            at,
            f"{quoted(rest)}: YAML takes “{sign}” at the start of a text for {_SIGNS[sign]}; "
            f"{OR_BLOCK}",
            {number: edited},
        )
        return
    colon, comment = re.search(r":(?=\s|$)", rest), re.search(r"(?:^|\s)#", rest)
    if comment and not (colon and colon.start() < comment.start()):
        lost = rest[comment.end() - 1 :]
        yield Suspect(
            number,
            at + comment.end() - 1,
            f"“#” after a space starts a comment in YAML, so {quoted(lost)} is not read; "
            f"{OR_BLOCK}",
            {number: edited},
        )
    if colon and rest[: colon.start()] not in KEYS:
        yield Suspect(number, at, _taken_for_a_key(rest, colon), {number: edited})


def _taken_for_a_key(text: str, colon: re.Match[str]) -> str:
    where = "at the end" if colon.end() == len(text) else "followed by a space"
    key = quoted(text[: colon.start()])
    if text[0] in "“„‘«":
        return (
            f"{quoted(text)}: to YAML {text[0]} is just a letter, and a colon {where} makes it "
            f"take {key} for a key; put the whole text in \" or ' as quotation marks"
        )
    return f"{quoted(text)}: a colon {where} makes YAML take {key} for a key; {OR_BLOCK}"


def _continued(number: int, line: str) -> Iterator[Suspect]:
    """A line of a text of several lines that looks like a key."""
    text = line.strip()
    colon = re.search(r":(?=\s|$)", text)
    if colon and text[colon.end() :].lstrip()[:1] in ("", "[", "{"):
        return
    if colon and not KEYS.intersection(re.split(r"[-{ ]+", text[: colon.start()])):
        mended = line.replace(":", ".")
        at = len(line) - len(line.lstrip())
        yield Suspect(number, at, _taken_for_a_key(text, colon), {number: mended})


_ITEM = re.compile(
    r"(?:(?<=[{,])\s*[\w-]+:\s+|(?<=[\[,])\s*)"
    r"(?P<item>\"(?:[^\"\\]|\\.)*\"[^,\]}]*|'(?:[^']|'')*'[^,\]}]*|[^,\[\]{}]+)"
)


def _list_items(number: int, line: str) -> Iterator[Suspect]:
    """Items of lists and mappings in brackets that need quotation marks."""
    edited, wrong = line, list[re.Match[str]]()
    for match in reversed([*_ITEM.finditer(line)]):
        item = match["item"].rstrip()
        is_quoted = item[:1] in ("'", '"') and closing_quote(item) == len(item)
        if item and not is_quoted and (item[0] in _SIGNS or re.search(r":(\s|$)|(^|\s)#", item)):
            wrong.append(match)
            at = match.start("item")
            text = "'" + item.replace("'", "''") + "'"
            edited = f"{edited[:at]}{text}{edited[at + len(item) :]}"
    if not wrong:
        return
    at, item = wrong[-1].start("item"), wrong[-1]["item"].rstrip()
    if hash_ := re.search(r"(^|\s)#", item):
        yield comment_in_list(number, line, at + hash_.end() - 1)
        return
    if item[0] in "\"'":
        end = closing_quote(item) or len(item)
        after = item[end:].strip()
        other = "in single quotation marks ('…')" if item[0] == '"' else 'in double ones ("…")'
        remedy = f"write a comma between them, or put the whole item {other}"
        message = (
            f"YAML takes {quoted(item[:end])} for the whole item, so {quoted(after)} cannot "
            f"follow; {remedy}"
        )
    elif item[0] in _SIGNS:
        message = (
            f"{quoted(item)}: YAML takes “{item[0]}” at the start of a text for "
            f"{_SIGNS[item[0]]}; put the item in quotation marks"
        )
    else:
        message = f"YAML cannot read {quoted(item)} as text; put the item in quotation marks"
    yield Suspect(number, at, message, {number: edited})


def comment_in_list(number: int, line: str, at: int) -> Suspect:
    """A “#” at a column that takes the end of a list with it."""
    message = (
        f"“#” after a space starts a comment in YAML, so {quoted(line[at:])} is not read, "
        "including the bracket; put the item in quotation marks"
    )
    return Suspect(number, at, message, {number: f"{line[:at]}x{line[at + 1 :]}"})


def _without_colon(number: int, line: str) -> Iterator[Suspect]:
    """A key of ours without its colon."""
    match = re.match(r"(?P<before>\s*(?:- +)*)(?P<key>[a-z_]+)(?P<sign>[ ]*[=;,.]?)(?=\s|$)", line)
    if match and match["key"] in KEYS:
        yield Suspect(
            number,
            match.start("key"),
            f"a colon is missing after “{match['key']}”; write “{match['key']}: …”",
            {number: f"{line[: match.end('key')]}: {line[match.end() :].lstrip()}"},
        )


def closing_quote(text: str) -> int | None:
    """Where a quotation that begins a text ends; None if that is not in this line."""
    pattern = r"\"(?:[^\"\\]|\\.)*\"" if text[0] == '"' else r"'(?:[^']|'')*'"
    match = re.match(pattern, text)
    return match.end() if match else None
