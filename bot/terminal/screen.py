"""Standard output: styled and wrapped on a terminal, plain text in a pipe or file."""

import re
import sys
from typing import Protocol

from bot.text.discord_markdown import rewrite
from bot.text.markup import Markup
from bot.text.plain import PLAIN

# The start of a line. If the line is wrapped, its other lines are indented to this width.
_MARKER = re.compile(r"\s*(?:[-•—] |\d+\. )?")


class Screen(Protocol):
    """Where the terminal's commands write to."""

    @property
    def markup(self) -> Markup:
        """The markup in which texts for this screen are written."""
        ...

    def show(self, text: str) -> None:
        """Print a text written in this screen's markup, with a line end."""
        ...


def standard_output() -> Screen:
    """A screen on standard output."""
    return TerminalScreen() if sys.stdout.isatty() else PlainScreen()


class PlainScreen:
    """Lines as they are."""

    markup: Markup = PLAIN

    def show(self, text: str) -> None:
        print(text, flush=True)


class AnsiMarkup:
    """Markup by the control sequences of terminals, with links that can be clicked (OSC 8)."""

    def bold(self, text: str) -> str:
        return f"\x1b[1m{text}\x1b[22m"

    def italic(self, text: str) -> str:
        return f"\x1b[3m{text}\x1b[23m"

    def code(self, text: str) -> str:
        return self.bold(text)

    def link(self, title: str, url: str) -> str:
        return f"\x1b]8;;{url}\x1b\\{title}\x1b]8;;\x1b\\"

    def heading(self, text: str) -> str:
        return self.bold(text)

    def small(self, text: str) -> str:
        return f"  — {text}"

    def body(self, markdown: str) -> str:
        return rewrite(markdown, self)


class TerminalScreen:
    """Lines wrapped at words, at the width that the terminal has at the moment."""

    markup: Markup = AnsiMarkup()

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(highlight=False)

    def show(self, text: str) -> None:
        for line in text.split("\n"):
            self._show_line(line)

    def _show_line(self, line: str) -> None:
        from rich.text import Text

        styled = Text.from_ansi(line)
        indent = len(match[0]) if (match := _MARKER.match(styled.plain)) else 0
        marker, rest = styled.divide([indent])
        lines = rest.wrap(self._console, max(1, self._console.width - indent)) or [Text()]
        for wrapped in lines:
            wrapped.rstrip()  # the blank at which the line was broken
        first, *others = lines
        self._console.print(marker + first, soft_wrap=True)
        for other in others:
            self._console.print(Text(" " * indent) + other, soft_wrap=True)
