"""What went wrong, said to the person in one sentence and to the log in full."""

import logging
import secrets

import discord
from discord import app_commands

log = logging.getLogger(__name__)

TOO_LATE = {10062, 40060}  # unknown interaction, already acknowledged


class RefusalError(app_commands.AppCommandError):
    """Mistaken or forbidden use; the text is for the person."""


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
            text = f"“{error.value}” does not fit here. Please choose from the list."
        case app_commands.NoPrivateMessage():
            text = "That works in servers only."
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            text = "That command has changed. Reload Discord (Ctrl+R) and try again."
        case _:
            incident = secrets.token_hex(3)
            log.error("Incident %s", incident, exc_info=original)
            text = f"Something went wrong on my side. If it happens again, quote {incident}."
    await tell(interaction, text)


async def tell(interaction: discord.Interaction, text: str) -> None:
    """Say something to the person alone."""
    try:
        if interaction.response.is_done():
            await interaction.followup.send(text, ephemeral=True)
        else:
            await interaction.response.send_message(text, ephemeral=True)
    except discord.HTTPException as error:
        log.info("Could not tell a person “%s”: %s", text, error)
