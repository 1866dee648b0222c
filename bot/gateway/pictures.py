"""Messages with their maps: an attachment, described for those who cannot see it."""

import asyncio
import io
from collections.abc import Awaitable

import discord

from bot.gateway.render import Outgoing, in_place
from bot.service.ports import Picture

SOON = 1.0  # seconds that an interaction waits before Discord is told that more comes


def attachment(picture: Picture) -> discord.File:
    """A picture as discord.py sends it, with its alt text."""
    return discord.File(io.BytesIO(picture.png), picture.name, description=picture.alt)


async def reply(
    interaction: discord.Interaction,
    outgoing: Outgoing,
    drawing: Awaitable[Picture | None],
    *,
    ephemeral: bool = False,
) -> None:
    """Answer an interaction with a message and its picture."""
    picture = await _drawn(interaction, drawing, ephemeral=ephemeral, in_place=False)
    files = [attachment(picture)] if picture else []
    if interaction.response.is_done():
        await interaction.followup.send(**outgoing, files=files, ephemeral=ephemeral)
    else:
        await interaction.response.send_message(**outgoing, files=files, ephemeral=ephemeral)


async def replace(
    interaction: discord.Interaction, outgoing: Outgoing, drawing: Awaitable[Picture | None]
) -> None:
    """Turn the message whose button was pressed into another, picture included."""
    picture = await _drawn(interaction, drawing, ephemeral=False, in_place=True)
    files = [attachment(picture)] if picture else []
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
    in_place: bool,
) -> Picture | None:
    task = asyncio.ensure_future(drawing)
    done, _ = await asyncio.wait({task}, timeout=SOON)
    if not done:
        await interaction.response.defer(ephemeral=ephemeral, thinking=not in_place)
    return await task
