"""The arguments for sending a message with discord.py; it pings nobody and has no link previews."""

import io
from collections.abc import Sequence
from typing import Any, NotRequired, TypedDict

import discord

from bot.service.ports import Picture


class Edited(TypedDict):
    """The arguments for editing a message. If `view` is None, its buttons are removed."""

    content: str
    suppress_embeds: bool
    allowed_mentions: discord.AllowedMentions
    view: discord.ui.View | None


class Outgoing(TypedDict):
    """The arguments that all of discord.py's methods for sending a message have in common."""

    content: str
    suppress_embeds: bool
    allowed_mentions: discord.AllowedMentions
    view: NotRequired[discord.ui.View]


def text_message(content: str, row: Sequence[discord.ui.Item[Any]] = ()) -> Outgoing:
    """A message with a text and, if there are any, a row of buttons."""
    outgoing = Outgoing(
        content=content,
        suppress_embeds=True,
        allowed_mentions=discord.AllowedMentions.none(),
    )
    if row:
        view = discord.ui.View(timeout=None)
        for button in row:
            view.add_item(button)
        outgoing["view"] = view
    return outgoing


def as_edit(outgoing: Outgoing) -> Edited:
    """The arguments for editing a message into this one."""
    return Edited(
        content=outgoing["content"],
        suppress_embeds=outgoing["suppress_embeds"],
        allowed_mentions=outgoing["allowed_mentions"],
        view=outgoing.get("view"),
    )


def files_of(picture: Picture | None) -> list[discord.File]:
    """A map with its alt text, as files to send. Each attempt needs new ones."""
    if picture is None:
        return []
    return [discord.File(io.BytesIO(picture.png), picture.name, description=picture.alt_text)]
