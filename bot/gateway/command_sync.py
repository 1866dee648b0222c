"""Registers the commands with Discord, but only if they changed: Discord limits how often."""

import hashlib
import json
import logging
from typing import Any

import discord
from discord import app_commands

from bot.gateway.rejections import TransientFailure, failure_of
from bot.service.ports import Notes, StoreUnavailableError

log = logging.getLogger(__name__)

_NOTE = "commands"  # holds the hash of the commands that Discord has


async def sync_if_changed(tree: app_commands.CommandTree[Any], notes: Notes) -> bool:
    """Register the commands if they differ from those registered before.

    False if Discord does not take them now; those registered before stay, and nothing is raised,
    because messages can be answered all the same.
    """
    payload = [command.to_dict(tree) for command in tree.get_commands()]
    state = f"{tree.client.application_id}:{json.dumps(payload, sort_keys=True)}"
    digest = hashlib.sha256(state.encode()).hexdigest()
    if await _noted(notes) == digest:
        return True
    try:
        await tree.sync()
    except (discord.HTTPException, discord.RateLimited) as error:
        failure = failure_of(error)
        reason = failure.reason if isinstance(failure, TransientFailure) else str(error)
        log.warning("The commands cannot be registered now, those from before stay: %s", reason)
        return False
    log.info("Registered %d commands", len(payload))
    try:
        await notes.put(_NOTE, digest)
    except StoreUnavailableError as error:
        log.warning("The commands will be registered again at the next start: %s", error)
    return True


async def _noted(notes: Notes) -> str | None:
    try:
        return await notes.get(_NOTE)
    except StoreUnavailableError as error:
        log.warning("Registering the commands, perhaps once more than needed: %s", error)
        return None
