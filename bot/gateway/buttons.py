"""Buttons that outlive the process: what they do is written in their ids, not kept in memory.

An id is `fk<version>:<kind>:<argument>`. A button of another version, left under an old message,
gets a polite word instead of silence.
"""

import re
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Protocol, Self, cast

import discord

from bot.gateway.errors import report, tell

VERSION = 1
LABEL_LIMIT = 80

OnPress = Callable[[discord.Interaction, str], Awaitable[None]]


class PressHandlers(Protocol):
    """The client, as buttons see it: kind → what to do with a press and its argument."""

    press_handlers: dict[str, OnPress]


class Button(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"fk(?P<version>\d+):(?P<kind>[a-z]+):(?P<argument>[a-z0-9:-]+)",
):
    """A button whose id says what it does."""

    def __init__(self, custom_id: str, label: str, style: discord.ButtonStyle) -> None:
        super().__init__(
            discord.ui.Button(custom_id=custom_id, label=label[:LABEL_LIMIT], style=style)
        )

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction,
        item: discord.ui.Item[discord.ui.View],
        match: re.Match[str],
        /,
    ) -> Self:
        """The button as it was pressed."""
        label = getattr(item, "label", None) or "?"
        return cls(match[0], label, getattr(item, "style", discord.ButtonStyle.secondary))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Hand the press to its kind's handler."""
        client = cast("PressHandlers", interaction.client)
        match = self.template.fullmatch(self.custom_id)
        handler = client.press_handlers.get(match["kind"]) if match else None
        if match is None or handler is None or int(match["version"]) != VERSION:
            await tell(interaction, "This button is from another version of me. Please ask again.")
            return
        try:
            await handler(interaction, match["argument"])
        except Exception as error:  # noqa: BLE001  discord.py would only log it
            await report(interaction, error)


def ask_button(entry_id: str, asker: int, label: str, style: discord.ButtonStyle) -> Button:
    """A button that answers an entry; `asker` may have its message turned into the answer."""
    return Button(f"fk{VERSION}:ask:{entry_id}:{asker}", label, style)


def day_button(day: date, label: str) -> Button:
    """A button that turns a card to another day."""
    return Button(f"fk{VERSION}:day:{day.isoformat()}", label, discord.ButtonStyle.secondary)
