"""Builds the bot and runs it: the one place where everything is put together."""

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack
from typing import Any, TypeVar, cast

import aiohttp
import discord
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.calendar.calendar import Calendar
from bot.gateway.channel_poster import ChannelPoster
from bot.gateway.client import FlamekeeperBot
from bot.gateway.departures import DeparturesCog, DiscordServers
from bot.gateway.faq_admin import FaqAdminCog
from bot.gateway.help import HelpCog
from bot.gateway.journey import JourneyCog
from bot.gateway.milestones import MilestonesCog
from bot.gateway.questions import QuestionsCog
from bot.gateway.settings import SettingsCog
from bot.service.answering import Answerer
from bot.service.daily_posts import DailyPosts
from bot.service.departures import Departures
from bot.service.live_knowledge import LiveKnowledge
from bot.service.map_cache import MapCache
from bot.service.ports import Clock
from bot.service.post_publishing import PostPublishing
from bot.service.server_settings import SettingsService
from bot.service.snapshot import Snapshot
from bot.service.time_zones import TimeZones
from bot.settings import Settings
from bot.signals import stop_signals
from bot.store.database import StoreError, open_database
from bot.store.departures import SqlDepartures
from bot.store.notes import SqlNotes
from bot.store.post_ledger import SqlLedger
from bot.store.settings_store import SqlSettings

log = logging.getLogger(__name__)
T = TypeVar("T")

FIRST_PAUSE, LONGEST_PAUSE = 5.0, 300.0  # seconds between attempts to reach Discord
STABLE_AFTER = 60.0  # seconds of connection after which the pauses start from the first again

EXIT_OK, EXIT_MISUSE = 0, 2


class StartupError(Exception):
    """The bot can't run with these settings; the message says why and what to do."""


async def run_discord(settings: Settings, clock: Clock, live_knowledge: LiveKnowledge) -> int:
    """Run the bot on Discord until it gets a signal to stop; returns the exit code."""
    stop = asyncio.Event()
    token = settings.discord_token.get_secret_value() if settings.discord_token else ""
    with stop_signals(stop.set):
        try:
            async with AsyncExitStack() as stack:
                opened = stack.enter_async_context(open_database(settings.database_url))
                engine = await _unless_stopped(opened, stop)
                if engine is not None:
                    # What was imported stays: later collections pass over it, and hold questions
                    # up less.
                    gc.collect()
                    gc.freeze()
                    await _stay_connected(
                        lambda: build_bot(settings, clock, live_knowledge, engine), token, stop
                    )
        except (StartupError, StoreError) as error:
            log.error("%s", error)  # noqa: TRY400
            return EXIT_MISUSE
    log.info("Stopped")
    return EXIT_OK


async def _unless_stopped(work: Coroutine[Any, Any, T], stop: asyncio.Event) -> T | None:
    """The result of some work, or None if the bot is told to stop first: then it is cancelled."""
    working, stopped = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not working.done():
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)  # how it failed no longer matters
        return None
    return working.result()


async def build_bot(
    settings: Settings, clock: Clock, live_knowledge: LiveKnowledge, engine: AsyncEngine
) -> FlamekeeperBot:
    """Build the bot with everything it does on Discord, ready to connect."""

    def snapshot() -> Snapshot:
        return live_knowledge.snapshot

    def calendar() -> Calendar:
        return live_knowledge.snapshot.calendar

    store, ledger, notes = SqlSettings(engine), SqlLedger(engine), SqlNotes(engine)
    bot = FlamekeeperBot(notes, message_content=settings.message_content)

    maps = MapCache()
    poster = ChannelPoster(bot, maps)
    publishing = PostPublishing(store, ledger, poster, clock)
    daily_posts = DailyPosts(store, ledger, poster, clock, calendar, publishing.wake)
    settings_service = SettingsService(store, ledger, clock, calendar, on_change=daily_posts.wake)
    departures = Departures(
        SqlDepartures(engine), DiscordServers(bot), clock, on_delete=settings_service.forget
    )

    for cog in (
        QuestionsCog(bot, Answerer(snapshot), settings_service, ledger, clock),
        MilestonesCog(snapshot, settings_service, maps),
        JourneyCog(snapshot, settings_service, maps),
        HelpCog(snapshot),
        FaqAdminCog(live_knowledge, daily_posts, settings.admin_guild_ids),
        SettingsCog(settings_service, TimeZones(clock)),
        DeparturesCog(departures),
    ):
        await bot.add_cog(cog)
    bot.add_background_task("daily posts", daily_posts.run)
    bot.add_background_task("publishing", publishing.run)
    bot.add_background_task("departures", departures.run)
    bot.add_background_task("calibration", live_knowledge.keep_calibrated)
    return bot


async def _stay_connected(
    build: Callable[[], Awaitable[FlamekeeperBot]], token: str, stop: asyncio.Event
) -> None:
    """Connect to Discord, and reconnect with back-off if it can't be reached, until stopped."""
    pause = FIRST_PAUSE
    loop = asyncio.get_running_loop()
    stopped = asyncio.create_task(stop.wait())
    while not stop.is_set():
        bot = await build()
        started = loop.time()
        running = asyncio.create_task(_connect(bot, token))
        await asyncio.wait({running, stopped}, return_when=asyncio.FIRST_COMPLETED)
        await bot.close()
        reason = (await asyncio.gather(running, return_exceptions=True))[0]
        if stop.is_set():
            return
        if isinstance(reason, BaseException):
            raise reason
        if loop.time() - started > STABLE_AFTER:
            pause = FIRST_PAUSE
        log.warning("Discord cannot be reached (%s); trying again in %.0f s", reason, pause)
        await asyncio.wait({stopped}, timeout=pause)
        pause = min(pause * 2, LONGEST_PAUSE)


async def _connect(bot: FlamekeeperBot, token: str) -> str:
    """Stay connected as long as possible; returns why the connection ended, if a retry may help.

    Raises StartupError if it can't.
    """
    try:
        await bot.start(token)
    except discord.LoginFailure:
        raise StartupError(
            "Discord rejected the token. Copy a new one from the developer portal "
            "(Bot → Reset Token) into DISCORD_TOKEN."
        ) from None
    except discord.PrivilegedIntentsRequired:
        raise StartupError(
            "Discord rejected the message-content intent. Turn it on in the developer portal "
            "(Bot → Privileged Gateway Intents), or set MESSAGE_CONTENT=false."
        ) from None
    except discord.ConnectionClosed as error:
        if error.code == 4004:
            raise StartupError(
                "Discord's gateway rejected the token. Copy a new one into DISCORD_TOKEN."
            ) from None
        return f"it closed the connection with code {error.code}"
    except (discord.HTTPException, discord.RateLimited, discord.GatewayNotFound) as error:
        return str(error)
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return str(error) or type(error).__name__
    except AttributeError:
        # discord.py 2.7 uses its socket before it has one if the first connection is refused.
        if cast("object | None", bot.ws) is not None:
            raise
        return "its gateway refused the connection"
    return "the connection ended"
