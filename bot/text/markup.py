"""What a markup can do, and Discord's markdown as one.

Functions that write sentences take the markup as an argument, so that nothing has to be stripped
afterwards. The others are plain text (`bot.text.plain`) and what terminals understand
(`AnsiMarkup` in `bot.terminal.screen`).
"""

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
        """A text from the knowledge files, which authors write in Discord's markdown."""
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


DISCORD = DiscordMarkup()
