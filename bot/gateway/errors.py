"""Reports errors of commands and buttons: a sentence to the person, the details to the log."""

import logging
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import aiohttp
import discord
from discord import app_commands

from bot.gateway.rejections import Rejection, failure_of
from bot.gateway.responses import respond_privately
from bot.gateway.sending import log_failure
from bot.service.ports import StoreUnavailableError
from bot.text.notices import (
    COMMAND_CHANGED,
    INVALID_CHOICE,
    SERVERS_ONLY,
    STORE_AWAY,
    unexpected_error,
)

log = logging.getLogger(__name__)


class RefusalError(app_commands.AppCommandError):
    """Mistaken or forbidden use of a command; the message is for the person."""


async def report(interaction: discord.Interaction, error: Exception) -> None:
    """Tell a person that their command or button failed, whether or not it was answered before."""
    original = getattr(error, "original", error)
    if isinstance(original, discord.HTTPException):
        failure = failure_of(original)
        if isinstance(failure, Rejection):
            log_failure(f"carry out a command in channel {interaction.channel_id}", failure)
            return
    if isinstance(original, StoreUnavailableError):
        log.warning("A command failed because the database is not available: %s", original)
        await respond_privately(interaction, STORE_AWAY)
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
    await respond_privately(interaction, text)


@asynccontextmanager
async def reporting(interaction: discord.Interaction) -> AsyncGenerator[None]:
    """Report errors in the block; for callbacks whose errors discord.py would only log."""
    try:
        yield
    except Exception as error:  # noqa: BLE001
        await report(interaction, error)


def shorten_autocomplete_failures(record: logging.LogRecord) -> bool:
    """Log one line instead of discord.py's traceback if autocomplete choices could not be sent.

    A filter for the logger of discord.py's command tree; all other records pass.
    """
    error = record.exc_info[1] if record.exc_info else None
    if not isinstance(error, discord.HTTPException | aiohttp.ClientError):
        return True
    failure = failure_of(error)
    if failure is None or "autocomplete" not in record.msg:
        return True
    log.info("Could not send autocomplete choices: %s", failure.reason)
    return False
