"""The two ways to write what people read: Discord's markdown, and plain text.

Functions that write sentences take the markup as an argument, so that nothing has to be stripped
afterwards. Terminals have a third markup (`AnsiMarkup` in `bot.terminal.screen`).
"""

import re
from typing import Protocol

MESSAGE_LIMIT = 2_000  # characters in one Discord message


class Markup(Protocol):
    """How to mark up a piece of text."""

    def bold(self, text: str) -> str:
        """Strong text."""
        ...

    def italic(self, text: str) -> str:
        """Emphasised text."""
        ...

    def code(self, text: str) -> str:
        """Something to type, such as a command."""
        ...

    def link(self, title: str, url: str) -> str:
        """A title that leads to an address."""
        ...

    def heading(self, text: str) -> str:
        """A heading; it takes a line of its own."""
        ...

    def small(self, text: str) -> str:
        """Small print; it takes a line of its own."""
        ...

    def body(self, markdown: str) -> str:
        """A text from the knowledge files, which curators write in Discord's markdown."""
        ...


class DiscordMarkup:
    """Discord's markdown."""

    def bold(self, text: str) -> str:
        return f"**{text}**"

    def italic(self, text: str) -> str:
        return f"*{text}*"

    def code(self, text: str) -> str:
        return f"`{text}`"

    def link(self, title: str, url: str) -> str:
        escaped = title.replace("[", r"\[").replace("]", r"\]")
        return f"[{escaped}](<{url}>)"

    def heading(self, text: str) -> str:
        return f"## {text}"

    def small(self, text: str) -> str:
        return f"-# {text}"

    def body(self, markdown: str) -> str:
        return markdown


class PlainMarkup:
    """Text without any markup, for pipes and files."""

    def bold(self, text: str) -> str:
        return text

    def italic(self, text: str) -> str:
        return text

    def code(self, text: str) -> str:
        return text

    def link(self, title: str, url: str) -> str:
        return f"{title} <{url}>"

    def heading(self, text: str) -> str:
        return text

    def small(self, text: str) -> str:
        return f"  — {text}"

    def body(self, markdown: str) -> str:
        return rewrite(markdown, self)


DISCORD, PLAIN = DiscordMarkup(), PlainMarkup()

_MARKED = re.compile(r"[*_`\[\\#<~]|^-# ", re.MULTILINE)
_LINE_START = re.compile(r"(?P<small>-# )|(?P<heading>#{1,3} )")


def rewrite(markdown: str, markup: Markup) -> str:
    """Parse Discord's markdown and write it in another markup, line by line."""
    if not _MARKED.search(markdown):
        return markdown
    # Imported only for texts with markup: few have any, and the import takes 50 ms.
    from bot.text.discord_markdown import rewrite_line  # noqa: PLC0415

    lines: list[str] = []
    for line in markdown.split("\n"):
        start = _LINE_START.match(line)
        text = rewrite_line(line[start.end() :] if start else line, markup)
        if start and start["small"]:
            text = markup.small(text)
        elif start:
            text = markup.heading(text)
        lines.append(text)
    return "\n".join(lines)
