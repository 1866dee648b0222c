"""What went wrong with an interaction: one sentence to the person, the details to the log."""

import logging
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import discord
from discord import app_commands

from bot.text.notices import COMMAND_CHANGED, INVALID_CHOICE, SERVERS_ONLY, unexpected_error

log = logging.getLogger(__name__)

TOO_LATE = {10062, 40060}  # unknown interaction, already acknowledged


class RefusalError(app_commands.AppCommandError):
    """Mistaken or forbidden use of a command; the message is for the person."""


async def report(interaction: discord.Interaction, error: Exception) -> None:
    """Answer a failed interaction, whether or not something was sent already."""
    original = getattr(error, "original", error)
    if isinstance(original, discord.HTTPException) and original.code in TOO_LATE:
        log.info("An interaction was answered too late or by another process: %s", original)
        return
    match error:
        case RefusalError():
            text = str(error)
        case app_commands.TransformerError():
            text = INVALID_CHOICE
        case app_commands.NoPrivateMessage():
            text = SERVERS_ONLY
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            text = COMMAND_CHANGED
        case _:
            incident = secrets.token_hex(3)
            log.error("Incident %s", incident, exc_info=original)
            text = unexpected_error(incident)
    await send_privately(interaction, text)


@asynccontextmanager
async def reporting(interaction: discord.Interaction) -> AsyncGenerator[None]:
    """Report an error in the block, for callbacks whose errors discord.py only logs."""
    try:
        yield
    except Exception as error:  # noqa: BLE001
        await report(interaction, error)


async def send_privately(interaction: discord.Interaction, text: str) -> None:
    """Send a sentence that only the person of the interaction sees."""
    try:
        if interaction.response.is_done():
            await interaction.followup.send(text, ephemeral=True)
        else:
            await interaction.response.send_message(text, ephemeral=True)
    except discord.HTTPException as error:
        log.info("Could not send “%s” to a person: %s", text, error)
