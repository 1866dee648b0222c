"""Registers the commands with Discord, but only if they changed: Discord limits how often."""

import hashlib
import json
import logging
from typing import Any

from discord import app_commands

from bot.service.ports import Notes

log = logging.getLogger(__name__)

_NOTE = "commands"  # holds the hash of the commands that Discord has


async def sync_if_changed(tree: app_commands.CommandTree[Any], notes: Notes) -> None:
    """Register the commands if they differ from those registered before."""
    payload = [command.to_dict(tree) for command in tree.get_commands()]
    state = f"{tree.client.application_id}:{json.dumps(payload, sort_keys=True)}"
    digest = hashlib.sha256(state.encode()).hexdigest()
    if await notes.get(_NOTE) == digest:
        return
    await tree.sync()
    await notes.put(_NOTE, digest)
    log.info("Registered %d commands", len(payload))
