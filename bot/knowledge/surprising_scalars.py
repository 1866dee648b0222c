"""Finds the texts that YAML reads differently than they look to somebody who does not know it.

Nothing is reported here: a comment after an id is as good as any other, but one after an answer
may be half of its text. `surprises` picks what matters, by what the value is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from bot.knowledge.model import Position, Severity
from bot.knowledge.plain_values import NOTHING, STARTS_OF_NUMBERS, TRUTH_VALUES, other_meaning
from bot.knowledge.quoting import IN_QUOTES, OR_BLOCK, in_yaml_quotes, quoted
from bot.knowledge.schema import KEYS
from bot.knowledge.text_positions import place_of

_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›"}
_END = 30  # characters of a text that are enough to recognise its end
_SUSPICIOUS = NOTHING.union(TRUTH_VALUES)
_SUSPICIOUS_STARTS = STARTS_OF_NUMBERS.union(_PAIRS)


class Kind(Enum):
    """In which values a surprise matters."""

    NOTHING = auto()  # in what must not be empty
    TYPE = auto()  # in all that have no type of their own
    TEXT = auto()  # in what people read
    STRUCTURE = auto()  # in all


@dataclass(frozen=True, slots=True)
class Surprise:
    """A difference between how a value looks and what it is read as."""

    kind: Kind
    position: Position
    severity: Severity
    message: str


_COMMENTED_OUT = re.compile(r"[-!#]|[\w-]+:(\s|$)")


def comments(text: str) -> Mapping[int, int]:
    """Where “#” cuts off what looks like text: the offset of the text's end → that of the “#”.

    Two spaces before it and one after it show that a comment is meant as one. So does a line of its
    own if a space follows, if it is not indented more than the line above, or if it is a line of
    YAML that was taken out.
    """
    found: dict[int, int] = {}
    at = text.find("#")
    while at >= 0:
        end = at  # of what stands before the spaces
        while end and text[end - 1] in " \t":
            end -= 1
        before, gap, after = text[end - 1 : end], at - end, text[at + 1 : at + 2].strip()
        if before in ("", "\n", "\r"):  # a line of its own
            if gap and after and not _COMMENTED_OUT.match(text, at + 1):
                above = _end_of_text(text, end)
                if gap > _indent_of_line(text, above):
                    found.setdefault(above, at)
            at = text.find("\n", at)
            if at < 0:
                break
        elif gap == 1 or (gap > 1 and after not in ("", "#")):
            found[end] = at
        at = text.find("#", at + 1)
    return found


def _end_of_text(text: str, offset: int) -> int:
    """Where the text before an offset ends, without the white space after it."""
    while offset and text[offset - 1].isspace():
        offset -= 1
    return offset


def _indent_of_line(text: str, offset: int) -> int:
    """How far the line with an offset is indented."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    end = start
    while text[end : end + 1] == " ":
        end += 1
    return end - start


class Scalars:
    """Looks at the scalars of one text; `event`: one of its scalars, from the parser."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text
        self._comments = comments(text)
        self._has_backslash = "\\" in text

    def is_suspicious(self, event: Any) -> bool:
        """Whether to look at a scalar at all; quick, as there seldom is a reason."""
        style = event.style
        if not style:
            value: str = event.value
            return (
                value in _SUSPICIOUS
                or value[0] in _SUSPICIOUS_STARTS
                or event.start_mark.line != event.end_mark.line
                or event.end_mark.index in self._comments
            )
        if style == "|":
            return False
        return event.start_mark.line != event.end_mark.line or (
            self._has_backslash and style == '"'
        )

    def surprises(self, event: Any) -> tuple[Surprise, ...]:
        """What is surprising about a scalar."""
        return tuple(self._marked(event) if event.style else self._plain(event))

    def _plain(self, event: Any) -> Iterator[Surprise]:
        position = self._position(event.start_mark)
        if event.value and event.value in NOTHING:
            yield Surprise(
                Kind.NOTHING,
                position,
                Severity.ERROR,
                f"{quoted(event.value)} means “nothing” in YAML; if it is meant as text, "
                f"write {in_yaml_quotes(event.value)} in quotation marks",
            )
        if meaning := other_meaning(event.value):
            yield Surprise(
                Kind.TYPE,
                position,
                Severity.WARNING,
                f"without quotation marks, YAML takes {quoted(event.value)} for {meaning}; it is "
                f"read as text here, but write {in_yaml_quotes(event.value)} to be sure",
            )
        if (closing := _PAIRS.get(event.value[:1])) and not set(closing) & set(event.value[1:]):
            yield Surprise(
                Kind.TEXT,
                position,
                Severity.WARNING,
                f"{quoted(event.value)} starts with “{event.value[0]}” and nothing closes it; to "
                "YAML it is just a letter, and only \" and ' are quotation marks",
            )
        at = self._comments.get(event.end_mark.index)
        if at is not None:
            yield Surprise(
                Kind.TEXT, self._at(at), Severity.WARNING, self._comment(at, event.value)
            )
        if event.start_mark.line != event.end_mark.line:
            yield from self._lines(event)

    def _comment(self, at: int, text: str) -> str:
        """Why the text after the “#” at an offset is not read."""
        lost = re.split(r"[\r\n]", self._text[at : at + 200], maxsplit=1)[0]
        text = " ".join(text.split())
        end = text if len(text) <= _END else f"…{text[-_END:]}"
        ends = f"the text ends with {quoted(end)}" if text else "no text is left"
        return (
            f"“#” after a space starts a comment in YAML, so {quoted(lost)} is not read "
            f"and {ends}; {OR_BLOCK}"
        )

    def _marked(self, event: Any) -> Iterator[Surprise]:
        """What is surprising in quotation marks, or below “>”."""
        if event.style == '"':
            yield from self._escapes(event)
        if event.start_mark.line != event.end_mark.line:
            yield from self._lines(event)

    def _escapes(self, event: Any) -> Iterator[Surprise]:
        """A backslash in double quotation marks that is read as a code, as in a path."""
        source = self._text[event.start_mark.index : event.end_mark.index]
        is_path = _DRIVE.search(source) is not None
        for match in _ESCAPE.finditer(source):
            code = match["code"]
            if code is None or (code == "n" and not is_path):  # “\\n” is the usual way to write it
                continue
            yield Surprise(
                Kind.TEXT,
                self._at(event.start_mark.index + match.start()),
                Severity.WARNING,
                f"in double quotation marks, YAML takes “\\{code}” for {_ESCAPES[code]}; to keep "
                f"the backslash, use single quotation marks, or write “\\\\{code}”",
            )
            return

    def _lines(self, event: Any) -> Iterator[Surprise]:
        """What is surprising in the second and further lines of a text."""
        first, last = event.start_mark.index, event.end_mark.index
        line_start = self._line_start(first)
        column = _own_column(self._text[line_start:first])
        is_quotation = event.style in ("'", '"')
        joined = 0
        for match in _LINE.finditer(self._text, first, last):
            line, indent = match["line"], len(match["indent"])
            at = match.start("line")
            if is_quotation and indent <= column and _STRUCTURE.match(line):
                closed = event.end_mark.line + 1
                yield Surprise(
                    Kind.STRUCTURE,
                    self._position(event.start_mark),
                    Severity.ERROR,
                    f"a quotation mark is opened here and only closed in line {closed}, so "
                    f"{quoted(line)} is read as part of the text; close it where the text ends",
                )
                return
            if not event.style and (key := _KEY_WITHOUT_SPACE.match(line)) and key[1] in KEYS:
                yield Surprise(
                    Kind.STRUCTURE,
                    self._at(at),
                    Severity.ERROR,
                    f"{quoted(line)} is read as part of the text above; if it is a key, put a "
                    "space after its colon, and indent it like the other keys; if not, "
                    f"{IN_QUOTES}",
                )
                return
            if not joined and _LIST_LIKE.match(line) and not _stands_alone(line, event.value):
                joined = at
        if joined:
            yield Surprise(
                Kind.TEXT,
                self._at(joined),
                Severity.WARNING,
                "YAML joins this line to the one above, so the list becomes running text; to keep "
                "the lines, write “|” after the colon, and the whole text on new lines below",
            )

    def _line_start(self, offset: int) -> int:
        return max(self._text.rfind("\n", 0, offset), self._text.rfind("\r", 0, offset)) + 1

    def _at(self, offset: int) -> Position:
        return Position(self._path, *place_of(self._text, offset))

    def _position(self, mark: Any) -> Position:
        return Position(self._path, mark.line + 1, mark.column + 1)


_LINE = re.compile(r"(?:\r\n|\r|\n)(?P<indent>[ \t]*)(?P<line>[^\r\n]*)")
_LIST_LIKE = re.compile(r"(?:[-*+•–—>]|\d{1,3}[.)]|#{1,3}|-#)[ \t]+\S|-(?=[^\W\d_])")
_STRUCTURE = re.compile(r"- |[a-z][\w-]*:(?: |$)")
_KEY_WITHOUT_SPACE = re.compile(r"([a-z_]+):")
_ESCAPE = re.compile(r"\\(?:(?P<code>[abtnvfre0NLP_])|(?s:.))")
_DRIVE = re.compile(r"\b[A-Za-z]:\\")
_ESCAPES = {
    "a": "a control character",
    "b": "a control character",
    "t": "a tab",
    "n": "a new line",
    "v": "a control character",
    "f": "a control character",
    "r": "a control character",
    "e": "a control character",
    "0": "a control character",
    "N": "a line break",
    "L": "a line break",
    "P": "a line break",
    "_": "a no-break space",
}


def _own_column(before: str) -> int:
    """How far the key or the dash before a text is indented; `before`: the line up to the text."""
    match = re.match(r"( *(?:- +)*)(?:[^\s#][^#]*:\s+)?", before)
    prefix = match[1] if match else ""
    is_item = match is not None and match[0] == match[1] and "-" in prefix
    return prefix.rstrip().rfind("-") if is_item else len(prefix)


def _stands_alone(line: str, value: str) -> bool:
    """Whether a line of the file is a line of the text that is read."""
    return any(read.strip().startswith(line.strip().strip("\"'")) for read in value.split("\n"))
