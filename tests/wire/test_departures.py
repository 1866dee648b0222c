"""A server that removes the bot, and comes back in time or too late."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from bot.store.location import DEFAULT_FILE
from tests.wire.loopback.permissions import MANAGE_GUILD
from tests.wire.scene import MORNING, MOSCOW, Scene, open_scene

TRACEBACK = "Traceback"
LEFT, BACK, DELETED = "has removed the bot", "has added the bot again", "Deleted the settings"


def days_later(days: float) -> str:
    return (datetime.fromisoformat(MORNING) + timedelta(days=days)).isoformat()


async def shown_settings(scene: Scene) -> str:
    used = await scene.discord.slash(
        scene.guild, scene.channel, scene.person, "settings show", permissions=MANAGE_GUILD
    )
    return str((await scene.discord.wait_for_response(used))["content"])


def rows(scene: Scene, table: str) -> int:
    with closing(sqlite3.connect(scene.home / DEFAULT_FILE)) as connection:
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return int(count)


async def test_a_server_that_is_back_after_29_days_finds_its_settings_and_after_31_none(
    tmp_path: Path,
):
    async with open_scene(tmp_path, small_faq=True) as scene:
        world = scene.discord.world
        async with scene.running_bot("--now", MORNING) as bot:
            await scene.set_posts(**MOSCOW)
            _remember_a_post(scene)
            for available in (False, True):  # an outage is no departure
                world.set_available(scene.guild, available)
                await scene.discord.quiet(0.5, scene.posts)
            assert LEFT not in bot.output
            assert rows(scene, "departures") == 0
            world.remove_guild(scene.guild)
            await bot.wait_line(LEFT)
        async with scene.running_bot("--now", days_later(29)) as bot:
            world.restore_guild(scene.guild)
            await bot.wait_line(BACK)
            assert "Daily posts: on" in await shown_settings(scene)
        world.remove_guild(scene.guild)  # while the bot is down
        async with scene.running_bot("--now", days_later(29)) as bot:
            await bot.wait_line(LEFT)
        async with scene.running_bot("--now", days_later(29 + 31)) as bot:
            await bot.wait_line(DELETED)
            world.restore_guild(scene.guild)
            assert "off" in await shown_settings(scene)
            assert TRACEBACK not in bot.output
        assert (rows(scene, "guild_settings"), rows(scene, "departures")) == (0, 0)
        assert rows(scene, "posts") == 1, "the ledger stays"


def _remember_a_post(scene: Scene) -> None:
    with closing(sqlite3.connect(scene.home / DEFAULT_FILE)) as connection:
        connection.execute(
            "INSERT INTO posts (guild_id, day, channel_id, nonce, claimed_at, state) "
            "VALUES (?, '2026-11-22', 1, 'nonce', '2026-11-22 06:00:00', 'sent')",
            (int(scene.guild.id),),
        )
        connection.commit()
