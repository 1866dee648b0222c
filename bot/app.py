"""The only place where things are built and joined."""

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import cast

import aiohttp
import discord
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.calendar.calendar import Calendar
from bot.gateway.channel_poster import ChannelPoster
from bot.gateway.client import FlamekeeperClient
from bot.gateway.faq_admin import FaqCommands
from bot.gateway.help import Guide
from bot.gateway.journey import Journey
from bot.gateway.milestones import Milestones
from bot.gateway.questions import Questions
from bot.gateway.settings import SettingsCommands
from bot.service.answering import Answerer
from bot.service.daily_posts import DailyPosts
from bot.service.map_cache import MapCache
from bot.service.ports import Calibrations, Clock, KnowledgeFolder
from bot.service.server_settings import SettingsService
from bot.service.snapshot import LiveKnowledge, Snapshot
from bot.settings import Settings
from bot.store.database import StoreError, open_database
from bot.store.records import SqlLedger, SqlNotes, SqlSettings

log = logging.getLogger(__name__)

RETRY_FIRST, RETRY_LAST = 5.0, 300.0  # seconds between attempts to reach Discord
STEADY_AFTER = 60.0  # seconds of connection after which the next failure starts from RETRY_FIRST

OK, MISUSE = 0, 2


class StartupError(Exception):
    """The bot cannot run as it is set up; the text says why and what to do."""


def build_client(
    settings: Settings, clock: Clock, curator: LiveKnowledge, engine: AsyncEngine
) -> FlamekeeperClient:
    """A Discord client with everything that the bot does on Discord."""
    store, ledger, notes = SqlSettings(engine), SqlLedger(engine), SqlNotes(engine)
    client = FlamekeeperClient(notes, message_content=settings.message_content)

    def calendar() -> Calendar:
        return curator.snapshot.calendar

    def snapshot() -> Snapshot:
        return curator.snapshot

    map_cache = MapCache(snapshot)
    daily_posts = DailyPosts(store, ledger, ChannelPoster(client, map_cache), clock, calendar)
    settings_service = SettingsService(store, ledger, clock, calendar, on_change=daily_posts.wake)
    questions = Questions(client, Answerer(snapshot), settings_service, ledger, clock)
    milestones = Milestones(snapshot, settings_service, map_cache)

    client.on_each_message(questions.on_message)
    client.in_background("daily posts", daily_posts.run)
    client.on_press("ask", questions.press)
    client.on_press("day", milestones.press)
    for command in (
        questions.command(),
        milestones.command(),
        Journey(snapshot, settings_service, map_cache).command(),
        Guide(snapshot).command(),
        FaqCommands(curator, daily_posts, settings.admin_guild_ids),
        SettingsCommands(settings_service),
    ):
        client.tree.add_command(command)
    return client


async def run_discord(
    settings: Settings,
    folder: KnowledgeFolder,
    snapshot: Snapshot,
    calibrations: Calibrations,
    clock: Clock,
) -> int:
    """Run the bot on Discord until it is told to stop; returns the exit code."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    token = settings.discord_token.get_secret_value() if settings.discord_token else ""
    async with AsyncExitStack() as stack:
        curator = LiveKnowledge(folder, snapshot, calibrations)
        try:
            engine = await stack.enter_async_context(open_database(settings.database_url))
            await _stay_connected(
                lambda: build_client(settings, clock, curator, engine), token, stop
            )
        except (StartupError, StoreError) as error:
            log.error("%s", error)  # noqa: TRY400
            return MISUSE
    log.info("Stopped")
    return OK


async def _stay_connected(
    build: Callable[[], FlamekeeperClient], token: str, stop: asyncio.Event
) -> None:
    """Connect, and connect anew with back-off whenever Discord cannot be reached, until stopped."""
    pause = RETRY_FIRST
    loop = asyncio.get_running_loop()
    stopped = asyncio.create_task(stop.wait())
    while not stop.is_set():
        client = build()
        started = loop.time()
        running = asyncio.create_task(_connect(client, token))
        await asyncio.wait({running, stopped}, return_when=asyncio.FIRST_COMPLETED)
        await client.close()
        reason = (await asyncio.gather(running, return_exceptions=True))[0]
        if stop.is_set():
            return
        if isinstance(reason, BaseException):
            raise reason
        if loop.time() - started > STEADY_AFTER:
            pause = RETRY_FIRST
        log.warning("Discord cannot be reached (%s); trying again in %.0f s", reason, pause)
        await asyncio.wait({stopped}, timeout=pause)
        pause = min(pause * 2, RETRY_LAST)


async def _connect(client: FlamekeeperClient, token: str) -> str:
    """Stay connected as long as it lasts; returns why it ended, where trying again makes sense.

    Raises StartupError where it does not.
    """
    try:
        await client.start(token)
    except discord.LoginFailure:
        raise StartupError(
            "Discord refuses the token. Copy it anew from the developer portal (Bot → Reset Token) "
            "into DISCORD_TOKEN."
        ) from None
    except discord.PrivilegedIntentsRequired:
        raise StartupError(
            "Discord refuses the message-content intent. Switch it on in the developer portal "
            "(Bot → Privileged Gateway Intents), or set MESSAGE_CONTENT=false."
        ) from None
    except discord.ConnectionClosed as error:
        if error.code == 4004:
            raise StartupError(
                "Discord refuses the token at its gateway. Copy it anew into DISCORD_TOKEN."
            ) from None
        return f"it closed the connection with code {error.code}"
    except (discord.HTTPException, discord.GatewayNotFound) as error:
        return str(error)
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return str(error) or type(error).__name__
    except AttributeError:
        # discord.py 2.7 trips over its own missing socket when the first connection is refused.
        if cast("object | None", client.ws) is not None:
            raise
        return "its gateway refused the connection"
    return "the connection ended"
