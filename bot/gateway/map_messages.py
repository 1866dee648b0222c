"""Messages with a map attached, described for people who can't see it."""

import asyncio
from collections.abc import Awaitable, Callable

import discord

from bot.gateway.outgoing import Outgoing
from bot.gateway.responses import announce, announce_replacement, replace, respond
from bot.service.ports import Picture

DEFER_AFTER = 1.0  # seconds of drawing; Discord gives up on an interaction after three


async def send_with_map(
    interaction: discord.Interaction,
    outgoing: Outgoing,
    drawing: Awaitable[Picture | None],
    *,
    ephemeral: bool = False,
) -> None:
    """Answer an interaction with a message and its map."""
    picture = await _drawn(drawing, lambda: announce(interaction, ephemeral=ephemeral))
    await respond(interaction, outgoing, ephemeral=ephemeral, picture=picture)


async def replace_with_map(
    interaction: discord.Interaction, outgoing: Outgoing, drawing: Awaitable[Picture | None]
) -> None:
    """Replace the message whose button was pressed, its map included."""
    picture = await _drawn(drawing, lambda: announce_replacement(interaction))
    await replace(interaction, outgoing, picture)


async def _drawn(
    drawing: Awaitable[Picture | None], announce_it: Callable[[], Awaitable[None]]
) -> Picture | None:
    """Wait for the map; if that takes long, tell Discord that the answer comes later."""
    task = asyncio.ensure_future(drawing)
    done, _ = await asyncio.wait({task}, timeout=DEFER_AFTER)
    if not done:
        await announce_it()
    return await task
