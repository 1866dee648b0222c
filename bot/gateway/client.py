"""The Discord client: intents, cache, command sync, background tasks and an orderly end."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable

import discord
from discord import app_commands

from bot.gateway.buttons import Button, OnPress
from bot.gateway.errors import report
from bot.service.ports import Notes

log = logging.getLogger(__name__)

CLOSE_WITHIN = 3.0  # seconds; closing a dead gateway socket can take ten times that
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # this bot has no voice
_SYNCED = "commands"  # the note that holds the hash of the commands Discord has

MessageHandler = Callable[[discord.Message], Awaitable[None]]
Background = Callable[[], Awaitable[None]]


class Commands(app_commands.CommandTree["FlamekeeperClient"]):
    """The slash commands, with one answer to every error."""

    async def on_error(
        self,
        interaction: discord.Interaction["FlamekeeperClient"],
        error: app_commands.AppCommandError,
        /,
    ) -> None:
        """Tell the person; unexpected errors are logged with an incident number."""
        await report(interaction, error)

    async def sync_if_changed(self, notes: Notes) -> bool:
        """Register the commands with Discord if they differ from what it has. True if it did."""
        payload = [command.to_dict(self) for command in self.get_commands()]
        state = f"{self.client.application_id}:{json.dumps(payload, sort_keys=True)}"
        digest = hashlib.sha256(state.encode()).hexdigest()
        if await notes.get(_SYNCED) == digest:
            return False
        await self.sync()
        await notes.put(_SYNCED, digest)
        log.info("Registered %d commands", len(payload))
        return True


class FlamekeeperClient(discord.Client):
    """A client without opinions on content: handlers, commands and tasks are given to it."""

    def __init__(self, notes: Notes, *, message_content: bool) -> None:
        intents = discord.Intents(
            guilds=True, guild_messages=True, dm_messages=True, message_content=message_content
        )
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=60.0,
            activity=discord.CustomActivity("/help shows what I know"),
        )
        self.tree = Commands(self)
        self._notes = notes
        self._on_messages: list[MessageHandler] = []
        self.press_handlers: dict[str, OnPress] = {}
        self.add_dynamic_items(Button)
        self._background: dict[str, Background] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def on_each_message(self, handler: MessageHandler) -> None:
        """Have every new message handed to a handler."""
        self._on_messages.append(handler)

    def on_press(self, kind: str, handler: OnPress) -> None:
        """Have the presses of one kind of button handed to a handler."""
        self.press_handlers[kind] = handler

    def in_background(self, name: str, work: Background) -> None:
        """Have work done from when the servers are known until the client closes."""
        self._background[name] = work

    async def setup_hook(self) -> None:
        """Register commands and start the background work; runs once, after the login."""
        await self.tree.sync_if_changed(self._notes)
        for name, work in self._background.items():
            task = asyncio.create_task(self._when_ready(work), name=name)
            self._tasks.add(task)
            task.add_done_callback(self._ended)

    async def _when_ready(self, work: Background) -> None:
        await self.wait_until_ready()
        await work()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("The task “%s” ended: %s", task.get_name(), error, exc_info=error)

    async def on_ready(self) -> None:
        """Log that the bot is there; may run more than once."""
        log.info("Ready as %s in %d servers", self.user, len(self.guilds))

    async def on_message(self, message: discord.Message) -> None:
        """Hand a message on."""
        for handler in self._on_messages:
            await handler(message)

    async def on_error(self, event_method: str, /, *_args: object, **_kwargs: object) -> None:
        """Log what failed in an event handler; there is nobody to tell."""
        log.error("The handler %s failed", event_method, exc_info=True)  # noqa: LOG014  called in one

    async def close(self) -> None:
        """Stop the background work, then leave Discord, both within bounds."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        try:
            async with asyncio.timeout(CLOSE_WITHIN):
                await super().close()
        except TimeoutError:
            log.info("Discord did not close the connection in time; left without its word")
            await self.http.close()
