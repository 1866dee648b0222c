"""A database that cannot be written, at the start and later."""

import sqlite3
import stat
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from bot.store.location import DEFAULT_FILE
from bot.text.notices import STORE_AWAY
from tests.wire.permissions_for_root import BOUND_BY_PERMISSIONS, needs_permissions
from tests.wire.scene import MOSCOW, START_WITHIN, Scene, open_scene

QUESTION = "why wasn't the torch lit?"
TRACEBACK = "Traceback"
WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def forbid_writing(path: Path) -> None:
    path.chmod(path.stat().st_mode & ~WRITE)


def allow_writing(path: Path) -> None:
    path.chmod(path.stat().st_mode | stat.S_IWUSR)


@asynccontextmanager
async def refused_start(scene: Scene, **settings: str) -> AsyncGenerator[str]:
    """Starts a bot that must end with one line on standard error, which is returned."""
    identified = scene.discord.gateway.identified
    async with scene.bot(**settings) as bot:
        assert await bot.exit_code(START_WITHIN) == 2, bot.output
        assert bot.stdout == []
        assert len(bot.stderr) == 1, bot.output
        assert TRACEBACK not in bot.output
        assert scene.discord.gateway.identified == identified, "before it connects to Discord"
        yield bot.stderr[0]


async def test_a_database_that_cannot_be_written_ends_the_start_with_one_sentence(tmp_path: Path):
    needs_permissions(tmp_path)
    async with open_scene(tmp_path / "home", small_faq=True) as scene:
        scene.command = BOUND_BY_PERMISSIONS
        file = scene.home / DEFAULT_FILE
        async with scene.running_bot():
            pass
        for place in (file, file.parent):
            forbid_writing(place)
            async with refused_start(scene) as line:
                assert f"The database {file} cannot be used" in line
                assert "readonly database" in line
                assert "write access to the file and its folder" in line
            allow_writing(place)


async def test_a_database_that_cannot_be_written_later_heals_and_questions_are_answered_meanwhile(
    tmp_path: Path,
):
    needs_permissions(tmp_path)
    async with open_scene(tmp_path / "home", small_faq=True) as scene:
        scene.command = BOUND_BY_PERMISSIONS
        folder = (scene.home / DEFAULT_FILE).parent
        async with scene.running_bot() as bot:
            forbid_writing(folder)
            assert await scene.set_posts(**MOSCOW) == STORE_AWAY
            message = await scene.discord.say(
                scene.channel, scene.person, QUESTION, mentions_bot=True
            )
            answer = await scene.discord.wait_for_message(scene.channel, after=message)
            assert "International Space Station" in answer["content"]
            allow_writing(folder)
            assert "Daily posts: on" in await scene.set_posts(**MOSCOW)
            await bot.wait_line("the database is not available")
            assert TRACEBACK not in bot.output


async def test_a_locked_database_is_told_in_time_and_replies_are_taken_for_questions(
    tmp_path: Path,
):
    async with open_scene(tmp_path, small_faq=True) as scene, scene.running_bot() as bot:
        first = await scene.discord.say(scene.channel, scene.person, QUESTION, mentions_bot=True)
        answer = await scene.discord.wait_for_message(scene.channel, after=first)
        with closing(sqlite3.connect(scene.home / DEFAULT_FILE, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            assert await scene.set_posts(**MOSCOW) == STORE_AWAY
            reply = await scene.discord.say(scene.channel, scene.person, QUESTION, reply_to=answer)
            again = await scene.discord.wait_for_message(scene.channel, after=reply, timeout=5)
            assert "International Space Station" in again["content"]
            lock.execute("ROLLBACK")
        assert "Daily posts: on" in await scene.set_posts(**MOSCOW)
        assert TRACEBACK not in bot.output


async def test_a_start_that_waits_for_a_locked_database_can_be_stopped(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene:
        file = scene.home / DEFAULT_FILE
        file.parent.mkdir()
        with closing(sqlite3.connect(file, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            async with scene.bot() as bot:
                await bot.wait_line("locked", START_WITHIN)
                bot.interrupt()
                assert await bot.exit_code(5) == 0
                assert TRACEBACK not in bot.output
