"""The discord.py client: intents, cache, error reports, background tasks, and shutting down."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.gateway.attempts import request_trace
from bot.gateway.buttons import KINDS
from bot.gateway.command_sync import sync_if_changed
from bot.gateway.errors import report, shorten_autocomplete_failures
from bot.gateway.event_parsers import make_tolerant
from bot.gateway.responses import note_received
from bot.service.ports import Notes
from bot.text.help import STATUS

log = logging.getLogger(__name__)

CLOSE_TIMEOUT = 3.0  # seconds; closing a dead gateway socket can take ten times that
CANCEL_TIMEOUTS = 1.25, 0.5  # seconds after each cancellation of the background tasks; posts need 1
# Seconds; the pauses double, because Discord limits how many commands are registered in a day.
FIRST_SYNC_PAUSE, LONGEST_SYNC_PAUSE = 5.0, 600.0
NO_PREFIX: tuple[str, ...] = ()
logging.getLogger("discord.app_commands.tree").addFilter(shorten_autocomplete_failures)
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # this bot has no voice

BackgroundWork = Callable[[], Awaitable[None]]


class ReportingTree(app_commands.CommandTree[Any]):
    """The slash commands; every error is reported in the same way."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let every command pass, and note when it came, before anything else is done for it."""
        note_received(interaction)
        return True

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the person; log unexpected errors with an incident code."""
        await report(interaction, error)


class FlamekeeperBot(commands.Bot):
    """A bot without prefix commands; its cogs and background tasks are added from outside."""

    def __init__(self, notes: Notes, *, message_content: bool) -> None:
        super().__init__(
            # Matches nothing: `when_mentioned` would take every mention for a command, and
            # discord.py warns of any other prefix without the message-content intent.
            command_prefix=NO_PREFIX,
            help_command=None,
            tree_cls=ReportingTree,
            intents=discord.Intents(
                guilds=True, guild_messages=True, dm_messages=True, message_content=message_content
            ),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=60.0,
            http_trace=request_trace(),
            activity=discord.CustomActivity(STATUS),
        )
        make_tolerant(self._connection.parsers)
        self._notes = notes
        self._background: dict[str, BackgroundWork] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.add_dynamic_items(*KINDS)

    def add_background_task(self, name: str, work: BackgroundWork) -> None:
        """Add work that runs from the time the servers are known until the bot closes."""
        self._background[name] = work

    async def setup_hook(self) -> None:
        """Register commands and start the background tasks; runs once, after the login."""
        if not await sync_if_changed(self.tree, self._notes):
            self.add_background_task("commands", self._sync_later)
        for name, work in self._background.items():
            task = asyncio.create_task(self._when_ready(work), name=name)
            self._tasks.add(task)
            task.add_done_callback(self._on_task_end)

    async def _sync_later(self) -> None:
        synced, pause = False, FIRST_SYNC_PAUSE
        while not synced:
            await asyncio.sleep(pause)
            synced = await sync_if_changed(self.tree, self._notes)
            pause = min(2 * pause, LONGEST_SYNC_PAUSE)

    async def _when_ready(self, work: BackgroundWork) -> None:
        await self.wait_until_ready()
        await work()

    def _on_task_end(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("The task “%s” ended: %s", task.get_name(), error, exc_info=error)

    async def on_ready(self) -> None:
        """Log that the bot is ready; may run more than once."""
        log.info("Ready as %s in %d servers", self.user, len(self.guilds))

    async def on_message(self, message: discord.Message, /) -> None:
        """Do not look for prefix commands; the cogs listen to messages themselves."""

    async def on_interaction(self, interaction: discord.Interaction[Any], /) -> None:
        """Note when a button was pressed: Discord waits three seconds for the first response."""
        note_received(interaction)

    async def on_error(self, event_method: str, /, *_args: object, **_kwargs: object) -> None:
        """Log an error in an event handler; there is nobody to tell."""
        log.error("The handler %s failed", event_method, exc_info=True)  # noqa: LOG014  called in one

    async def close(self) -> None:
        """Stop the background tasks, then disconnect; do not wait long for Discord."""
        await self._cancel_tasks()
        try:
            async with asyncio.timeout(CLOSE_TIMEOUT):
                await super().close()
        except TimeoutError:
            log.info("Discord did not close the connection in time; no longer waiting for it")
            await self.http.close()

    async def _cancel_tasks(self) -> None:
        """Cancel the background tasks, and again those that are still running after that.

        A library, for example a database driver, may swallow the first cancellation.
        """
        for timeout in CANCEL_TIMEOUTS:
            tasks = list(self._tasks)
            if not tasks:
                return
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks, timeout=timeout)
        for task in self._tasks:
            log.warning("The task “%s” does not stop; no longer waiting for it", task.get_name())
