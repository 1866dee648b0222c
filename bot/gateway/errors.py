"""What went wrong with an interaction: one sentence to the person, the details to the log."""

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
    """Answer a failed interaction, whether or not something was sent already."""
    original = getattr(error, "original", error)
    if isinstance(original, discord.HTTPException):
        failure = failure_of(original)
        if isinstance(failure, Rejection):
            log_failure(f"carry out a command in channel {interaction.channel_id}", failure)
            return
    if isinstance(original, StoreUnavailableError):
        log.warning("A command could not be carried out, because the store is away: %s", original)
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
    """Report an error in the block, for callbacks whose errors discord.py only logs."""
    try:
        yield
    except Exception as error:  # noqa: BLE001
        await report(interaction, error)


def without_failed_choices(record: logging.LogRecord) -> bool:
    """Put one line in the place of discord.py's traceback about choices that Discord did not take.

    A filter for the logger of discord.py's command tree; all other records pass.
    """
    error = record.exc_info[1] if record.exc_info else None
    if not isinstance(error, discord.HTTPException | aiohttp.ClientError):
        return True
    failure = failure_of(error)
    if failure is None or "autocomplete" not in record.msg:
        return True
    log.info("Could not offer choices while somebody typed: %s", failure.reason)
    return False
