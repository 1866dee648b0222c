"""A message as it goes to Discord: text, buttons, a map. It pings nobody and shows no previews."""

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
    """The arguments that all of discord.py's ways to send a message have in common."""

    content: str
    suppress_embeds: bool
    allowed_mentions: discord.AllowedMentions
    view: NotRequired[discord.ui.View]


def plain(content: str, row: Sequence[discord.ui.Item[Any]] = ()) -> Outgoing:
    """A text with a row of buttons, if there are any."""
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


def in_place(outgoing: Outgoing) -> Edited:
    """The arguments for turning the message whose button was pressed into this one."""
    return Edited(
        content=outgoing["content"],
        suppress_embeds=outgoing["suppress_embeds"],
        allowed_mentions=outgoing["allowed_mentions"],
        view=outgoing.get("view"),
    )


def files_of(picture: Picture | None) -> list[discord.File]:
    """A map as discord.py sends it, with its alt text; to be made anew for each attempt."""
    if picture is None:
        return []
    return [discord.File(io.BytesIO(picture.png), picture.name, description=picture.alt_text)]
