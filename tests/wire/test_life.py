"""How the bot process starts, keeps running and ends."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from bot.store.location import DEFAULT_FILE
from tests.wire.scene import START_WITHIN, open_scene

TRACEBACK = "Traceback"


async def test_unchanged_commands_are_registered_only_once(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene:
        for _ in range(2):
            async with scene.running_bot():
                pass
        assert len(scene.discord.sent_requests("PUT", "/commands")) == 1
        names = {command["name"] for command in scene.discord.world.commands[None]}
        assert names == {"ask", "milestone", "journey", "help", "faq", "settings"}


async def test_the_buttons_of_a_milestone_work_after_a_restart(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene:
        async with scene.running_bot():
            interaction = await scene.discord.slash(
                scene.guild, scene.channel, scene.person, "milestone", {"when": "9 nov 2013"}
            )
            card = await scene.discord.wait_for_response(interaction)
        assert card["content"].count("9 November 2013 ·") >= 2, (
            "all milestones of the day are in one message"
        )
        async with scene.running_bot():
            shown = card
            for at, day in ((0, "8 November"), (0, "7 November"), (1, "8 November")):
                button = shown["components"][0]["components"][at]["custom_id"]
                turned = await scene.discord.press(shown, button, scene.person)
                shown = await scene.discord.wait_for_response(turned)
                assert shown["id"] == card["id"]
                assert f"*{day} 2013 ·" in shown["content"]


async def test_a_privileged_intent_is_requested_only_if_the_operator_sets_it(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene:
        scene.discord.forbid_message_content()
        async with scene.running_bot():
            pass
        async with scene.bot(MESSAGE_CONTENT="true") as bot:
            assert await bot.exit_code(START_WITHIN) == 2
            assert "message-content intent" in bot.output
            assert TRACEBACK not in bot.output


async def test_a_refused_token_ends_the_bot_with_a_sentence_that_does_not_show_it(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene:
        wrong = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Wrong1.abcdefghijklmnopqrstuvwxyz0123456789"
        async with scene.bot(DISCORD_TOKEN=wrong) as bot:
            assert await bot.exit_code(START_WITHIN) == 2
            assert "rejected the token" in bot.output
            assert wrong not in bot.output
            assert TRACEBACK not in bot.output


async def test_the_bot_retries_until_discord_can_be_reached(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene:
        await scene.discord.go_dark()
        async with scene.bot() as bot:
            await bot.wait_line("cannot be reached", START_WITHIN)
            await scene.discord.come_back()
            await bot.wait_line("Ready as", START_WITHIN)
            assert TRACEBACK not in bot.output


async def test_the_bot_retries_a_refused_gateway_connection(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene:
        scene.discord.faults.add(method="WS", path="/gateway", status=503, times=2)
        async with scene.bot() as bot:
            await bot.wait_line("Ready as", START_WITHIN)
            assert TRACEBACK not in bot.output


async def test_a_question_during_a_dropped_connection_is_answered_once(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene, scene.running_bot():
        await scene.discord.drop(4000)
        message = await scene.discord.say(
            scene.channel, scene.person, "why wasn't the torch lit?", mentions_bot=True
        )
        await scene.discord.wait_for_message(scene.channel, after=message, timeout=20)
        await scene.discord.quiet(1.0, scene.channel)
        replies = [
            sent
            for sent in scene.discord.messages(scene.channel)
            if (sent.get("message_reference") or {}).get("message_id") == message["id"]
        ]
        assert len(replies) == 1
        assert scene.discord.gateway.resumed == 1


async def test_an_answer_is_sent_once_despite_errors_of_discord(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene, scene.running_bot():
        path = f"/channels/{scene.channel.id}/messages"
        scene.discord.faults.add(method="POST", path=path, status=429, retry_after=0.3)
        scene.discord.faults.add(method="POST", path=path, status=500, before_effect=False)
        message = await scene.discord.say(
            scene.channel, scene.person, "why wasn't the torch lit?", mentions_bot=True
        )
        await scene.discord.wait_for_message(scene.channel, after=message, timeout=20)
        await scene.discord.quiet(4.0, scene.channel)
        assert len(scene.discord.messages(scene.channel)) == 2


async def test_sigterm_and_sigint_end_the_bot_cleanly_within_five_seconds(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene:
        for stop in ("terminate", "interrupt"):
            async with scene.running_bot() as bot:
                began = time.monotonic()
                getattr(bot, stop)()
                assert await bot.exit_code(5) == 0
                assert time.monotonic() - began < 5
                assert TRACEBACK not in bot.output


async def test_sigterm_ends_the_bot_while_discord_is_unreachable(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene:
        await scene.discord.go_dark()
        async with scene.bot() as bot:
            await bot.wait_line("cannot be reached", START_WITHIN)
            bot.terminate()
            assert await bot.exit_code(5) == 0


async def test_questions_and_choices_do_not_wait_for_a_database_that_is_locked(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene, scene.running_bot():
        with closing(sqlite3.connect(scene.home / DEFAULT_FILE, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            choices = await scene.discord.autocomplete(
                scene.guild, scene.channel, scene.person, "milestone", "when", "baikal", timeout=3
            )
            message = await scene.discord.say(
                scene.channel, scene.person, "why wasn't the torch lit?", mentions_bot=True
            )
            await scene.discord.wait_for_message(scene.channel, after=message)
            lock.execute("ROLLBACK")
        assert any("Baikal" in choice["name"] for choice in choices)


async def test_a_bad_setting_or_database_ends_the_bot_with_a_sentence(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene:
        file = tmp_path / "file"
        file.touch()
        for name, value in (
            ("ADMIN_GUILD_IDS", "my server"),
            ("DATABASE_URL", "nonsense"),
            ("DATABASE_URL", f"sqlite+aiosqlite:///{file}/bot.db"),
            ("DATABASE_URL", "postgresql+asyncpg://bot:s3cret@host/db"),
            ("LOG_LEVEL", "loud"),
            ("KNOWLEDGE_DIR", "/nowhere"),
            ("KNOWLEDGE_DIR", "~nobody-of-this-name/faq"),
        ):
            async with scene.bot(**{name: value}) as bot:
                assert await bot.exit_code(START_WITHIN) == 2, name
                assert TRACEBACK not in bot.output
                assert bot.stdout == []
                assert len(bot.stderr) == 1, bot.output
                assert "s3cret" not in bot.output
