"""Messages with a map attached, described for people who can't see it."""

import asyncio
import io
from collections.abc import Awaitable

import discord

from bot.gateway.render import Outgoing, in_place
from bot.service.ports import Picture

DEFER_AFTER = 1.0  # seconds of drawing; Discord gives up on an interaction after three


def map_file(picture: Picture) -> discord.File:
    """A map as discord.py sends it, with its alt text."""
    return discord.File(io.BytesIO(picture.png), picture.name, description=picture.alt_text)


async def send_with_map(
    interaction: discord.Interaction,
    outgoing: Outgoing,
    drawing: Awaitable[Picture | None],
    *,
    ephemeral: bool = False,
) -> None:
    """Answer an interaction with a message and its map."""
    picture = await _drawn(interaction, drawing, ephemeral=ephemeral, thinking=True)
    files = [map_file(picture)] if picture else []
    if interaction.response.is_done():
        await interaction.followup.send(**outgoing, files=files, ephemeral=ephemeral)
    else:
        await interaction.response.send_message(**outgoing, files=files, ephemeral=ephemeral)


async def replace_with_map(
    interaction: discord.Interaction, outgoing: Outgoing, drawing: Awaitable[Picture | None]
) -> None:
    """Replace the message whose button was pressed, its map included."""
    picture = await _drawn(interaction, drawing, ephemeral=False, thinking=False)
    files = [map_file(picture)] if picture else []
    if interaction.response.is_done():
        await interaction.edit_original_response(
            content=outgoing["content"],
            allowed_mentions=outgoing["allowed_mentions"],
            view=outgoing.get("view"),
            attachments=files,
        )
    else:
        await interaction.response.edit_message(**in_place(outgoing), attachments=files)


async def _drawn(
    interaction: discord.Interaction,
    drawing: Awaitable[Picture | None],
    *,
    ephemeral: bool,
    thinking: bool,
) -> Picture | None:
    """Wait for the map; if that takes long, tell Discord that the answer comes later."""
    task = asyncio.ensure_future(drawing)
    done, _ = await asyncio.wait({task}, timeout=DEFER_AFTER)
    if not done:
        await interaction.response.defer(ephemeral=ephemeral, thinking=thinking)
    return await task
