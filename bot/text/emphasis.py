"""Sets words bold in a text that has no marks of bold."""

import re
from collections.abc import Iterable, Iterator

Span = tuple[int, int]

_BOLD = "**"
_LINE = re.compile(r"\S(?:.*\S)?")


def with_bold(text: str, spans: Iterable[Span]) -> str:
    """The text with the parts at these positions set bold, each line of them by itself."""
    parts: list[str] = []
    at = 0
    for start, stop in _lines(text, _merged(spans)):
        parts += text[at:start], _BOLD, text[start:stop], _BOLD
        at = stop
    return "".join((*parts, text[at:]))


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans in order, those that overlap as one."""
    open_: Span | None = None
    for start, stop in sorted(spans):
        if open_ and start <= open_[1]:
            open_ = open_[0], max(open_[1], stop)
            continue
        if open_:
            yield open_
        open_ = start, stop
    if open_:
        yield open_


def _lines(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Split the spans at the ends of lines, because bold ends there in a terminal."""
    for start, stop in spans:
        for line in _LINE.finditer(text, start, stop):
            yield line.span()
