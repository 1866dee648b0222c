"""Messages with a map attached, described for people who can't see it."""

import asyncio
from collections.abc import Awaitable, Callable

import discord

from bot.gateway.outgoing import Outgoing
from bot.gateway.responses import defer, defer_update, replace, respond
from bot.service.ports import Picture

DEFER_AFTER = 1.0  # seconds of drawing; Discord waits three for the first response


async def send_with_map(
    interaction: discord.Interaction,
    outgoing: Outgoing,
    drawing: Awaitable[Picture | None],
    *,
    ephemeral: bool = False,
) -> None:
    """Answer an interaction with a message and its map."""
    picture = await _drawn(drawing, lambda: defer(interaction, ephemeral=ephemeral))
    await respond(interaction, outgoing, ephemeral=ephemeral, picture=picture)


async def replace_with_map(
    interaction: discord.Interaction, outgoing: Outgoing, drawing: Awaitable[Picture | None]
) -> None:
    """Replace the message whose button was pressed, its map included."""
    picture = await _drawn(drawing, lambda: defer_update(interaction))
    await replace(interaction, outgoing, picture)


async def _drawn(
    drawing: Awaitable[Picture | None], defer_it: Callable[[], Awaitable[None]]
) -> Picture | None:
    """Wait for the map; if that takes long, defer the response."""
    task = asyncio.ensure_future(drawing)
    done, _ = await asyncio.wait({task}, timeout=DEFER_AFTER)
    if not done:
        await defer_it()
    return await task
