"""A thousand servers' posts are due at once, amid faults, kills and questions."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from bot.service.ports import ClaimState
from bot.store.database import open_database
from bot.store.tables import guild_settings, posts
from tests.wire.loopback import BotProcess, Channel
from tests.wire.loopback.permissions import MANAGE_GUILD, READ_MESSAGE_HISTORY
from tests.wire.scene import Scene, open_scene

SERVERS = 1_000
UNREADABLE = 5  # every fifth server does not let the bot read its channel's history
FIRST, SECOND, LAST = (f"2026-11-23T{at}+03:00" for at in ("08:59:58", "09:01:30", "09:20:00"))
QUESTION = "Why wasn't the torch lit in space?"


def _database(scene: Scene) -> str:
    return f"sqlite+aiosqlite:///{scene.home / 'data' / 'flamekeeper.db'}"


async def _add_servers(scene: Scene) -> list[Channel]:
    """Adds a thousand servers whose posts are due at nine in Moscow."""
    world = scene.discord.world
    channels: list[Channel] = []
    for number in range(SERVERS):
        guild = world.add_guild(f"Server {number}", owner=world.owner)
        channels.append(world.add_channel(guild, "daily"))
        if number % UNREADABLE == 0:
            world.shut_out(channels[-1], READ_MESSAGE_HISTORY)
    rows = [
        {"guild_id": int(str(channel.guild_id)), "channel_id": int(channel.id), "at": "09:00",
         "timezone": "Europe/Moscow", "enabled": True, "saved_at": datetime(2026, 1, 1, tzinfo=UTC)}
        for channel in channels
    ]  # fmt: skip
    async with open_database(_database(scene)) as engine, engine.begin() as connection:
        await connection.execute(sa.insert(guild_settings), rows)
    return channels


def _plan_faults(scene: Scene) -> None:
    """Makes 5 % of the sends fail, in all the ways that Discord can, and half of the rest slow."""
    path = rf"^/channels/(?!{scene.channel.id}/)\d+/messages$"
    kinds = [
        {"status": 429}, {"status": 500}, {"status": 503}, {"status": 502, "before_effect": False},
        {"status": 503, "before_effect": False},
    ]  # fmt: skip
    slow = [{"delay": 0.5, "probability": 0.25, "before_effect": first} for first in (True, False)]
    for seed, kind in enumerate([*kinds, *slow]):
        scene.discord.faults.add(
            method="POST", path=path, times=None, seed=seed, **{"probability": 0.01, **kind}
        )


async def _ask_meanwhile(scene: Scene, waits: list[float]) -> None:
    """Asks a question every two seconds and notes how long each answer takes."""
    while True:
        message = await scene.discord.say(scene.channel, scene.person, QUESTION, mentions_bot=True)
        begun = time.monotonic()
        answer = await scene.discord.wait_for_message(scene.channel, after=message, timeout=10)
        assert "International Space Station" in answer["content"]
        waits.append(time.monotonic() - begun)
        await asyncio.sleep(2.0)


@asynccontextmanager
async def _running_while_asked(
    scene: Scene, now: str, waits: list[float]
) -> AsyncGenerator[BotProcess]:
    async with scene.running_bot("--now", now) as bot:
        asking = asyncio.create_task(_ask_meanwhile(scene, waits))
        yield bot
        asking.cancel()
        for result in await asyncio.gather(asking, return_exceptions=True):
            assert isinstance(result, asyncio.CancelledError), result


async def _until(count: Callable[[], int], enough: int) -> None:
    async with asyncio.timeout(60):
        while count() < enough:
            await asyncio.sleep(0.05)


async def _until_unchanged(count: Callable[[], int]) -> None:
    async with asyncio.timeout(60):
        before = -1
        while (now := count()) != before:
            before = now
            await asyncio.sleep(2.0)


async def _in_state(scene: Scene, *states: ClaimState) -> set[int]:
    query = sa.select(posts.c.guild_id).where(posts.c.state.in_(states))
    async with open_database(_database(scene)) as engine, engine.connect() as connection:
        return set((await connection.execute(query)).scalars())


async def test_a_thousand_servers_each_get_one_post_despite_faults_and_kills(
    tmp_path: Path,
):
    async with open_scene(tmp_path) as scene:
        discord = scene.discord
        channels = await _add_servers(scene)
        _plan_faults(scene)
        discord.rate_limits.enforced = True
        waits: list[float] = []
        begun = time.monotonic()

        def missing() -> list[int]:
            return [
                int(str(channel.guild_id)) for channel in channels if not discord.messages(channel)
            ]

        def served() -> int:
            return SERVERS - len(missing())

        for now, enough in ((FIRST, 300), (SECOND, 650)):
            async with _running_while_asked(scene, now, waits) as bot:
                await _until(served, enough)
                bot.kill()
                await bot.exit_code()
        # What was under way at the kill arrives before Discord forgets the nonces.
        await _until_unchanged(served)
        # Now only a channel's history shows what was sent.
        discord.clock.advance(900)
        async with _running_while_asked(scene, LAST, waits) as bot:
            uncertain: set[int] = set()
            async with asyncio.timeout(120):
                while {*missing()} - uncertain or await _in_state(scene, ClaimState.CLAIMED):
                    await asyncio.sleep(1.0)
                    uncertain = await _in_state(scene, ClaimState.UNCERTAIN)
            took = time.monotonic() - begun
            await discord.quiet(5.0, channels[0])
            named = {
                guild for guild in uncertain
                if any(f"sent to server {guild} (" in line for line in bot.lines)
            }  # fmt: skip
            shown = await _shown(scene, next(iter(uncertain))) if uncertain else ""

        counts = {
            int(str(channel.guild_id)): len(discord.messages(channel)) for channel in channels
        }
        failed = sum(fault.hits for fault in discord.faults.planned if fault.status)
        over = discord.rate_limits.exceeded
        print(  # noqa: T201
            f"\n{SERVERS} servers in {took:.0f} s: {sum(counts.values())} posts, {failed} faults, "
            f"{len(uncertain)} uncertain, {len(missing())} of them without a post, "
            f"{len(over)} requests over the limits, "
            f"{len(waits)} questions answered within {max(waits):.2f} s"
        )
        doubled = [
            [(each["timestamp"], each["content"][:200]) for each in discord.messages(channel)]
            for channel in channels
            if counts[int(str(channel.guild_id))] > 1
        ]
        assert doubled == [], "no server gets two posts"
        assert {*missing()} <= uncertain
        assert named == uncertain
        assert not uncertain or "can't tell whether the post" in shown
        assert len(uncertain) <= 40, "only posts under way during a kill"
        assert failed >= SERVERS * 0.03
        assert over == []
        assert len(waits) >= 8
        assert max(waits) < 2.0


async def _shown(scene: Scene, guild_id: int) -> str:
    guild = scene.discord.world.guilds[str(guild_id)]
    channel = next(iter(guild.channels.values()))
    used = await scene.discord.slash(
        guild, channel, scene.discord.world.owner, "settings show", permissions=MANAGE_GUILD
    )
    response = await scene.discord.wait_for_response(used)
    assert response["ephemeral"]
    return str(response["content"])
