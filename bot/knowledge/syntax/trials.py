"""Tries whether the parser gets farther in a file with some of its lines edited.

Only the items around a mistake are parsed again, because a file may have 20 MB.
"""

import re
from collections.abc import Mapping

from bot.knowledge.syntax.parser_stop import Stop, stop_in
from bot.knowledge.text_positions import Lines

_WINDOW = 1_000_000  # characters that are parsed again at most for each trial
_EACH = 8_000_000  # … and for all trials until `start_again`
_ITEM = re.compile(r"- |[\w-]+:(?: |$)")


class Trials:
    """Trials of edits of a text that the parser cannot read; `stop`: where it stopped."""

    def __init__(self, text: str, lines: Lines, stop: Stop) -> None:
        self._text = text
        self._lines = lines
        self._stop = stop
        self._last = min(stop.line, len(lines.texts) - 1)
        self._left = _EACH
        self._windows: dict[int, tuple[int, int] | None] = {}
        self._item_indent = _second_level(lines.texts)

    def start_again(self) -> None:
        """Allow as many trials as at first."""
        self._left = _EACH

    def helps(self, edits: Mapping[int, str], *, entirely: bool = True) -> bool:
        """Whether the parser gets farther with some lines edited."""
        window = self.window(min(edits))
        if window is None:
            return False
        first, end = window
        text = "\n".join(
            edits.get(number, self._lines.texts[number]) for number in range(first, end)
        )
        stop = self._parse(text)
        if stop is None:
            return True
        return not entirely and stop.line + first > self._stop.line

    def window(self, line: int) -> tuple[int, int] | None:
        """The lines of the items from the one with a line to the error, if they show the error."""
        first = self._item_before(line)
        if first not in self._windows:
            self._windows[first] = self._checked_window(first)
        return self._windows[first]

    def _checked_window(self, first: int) -> tuple[int, int] | None:
        end = self._item_after(self._last)
        for start in (first, 0):
            stop_at = self._lines.starts[end] if end < len(self._lines.texts) else len(self._text)
            if stop_at - self._lines.starts[start] > _WINDOW:
                continue
            stop = self._parse("\n".join(self._lines.texts[start:end]))
            if stop is not None and stop.line + start == self._stop.line:
                return start, end
        return None

    def _item_before(self, line: int) -> int:
        for number in range(line, -1, -1):
            if self._starts_item(self._lines.texts[number]):
                return number
        return 0

    def _item_after(self, line: int) -> int:
        for number in range(line + 1, len(self._lines.texts)):
            if self._starts_item(self._lines.texts[number]):
                return number
        return len(self._lines.texts)

    def _starts_item(self, line: str) -> bool:
        indent = self._item_indent
        return not line[:indent].strip(" ") and _ITEM.match(line, indent) is not None

    def _parse(self, text: str) -> Stop | None:
        """Where the parser stops in a text; None if it does not."""
        self._left -= len(text)
        if self._left < 0:
            return self._stop
        return stop_in(text)


def _second_level(lines: list[str]) -> int:
    """How far the items of a file are indented: as the first line under its first key."""
    for line in lines[1:]:
        bare = line.lstrip(" ")
        if bare.strip() and not bare.startswith(("#", "\t")) and len(bare) < len(line):
            return len(line) - len(bare)
    return 1
