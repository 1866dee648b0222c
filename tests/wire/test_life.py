"""The process itself: how it starts, holds out and ends."""

import time
from pathlib import Path

from tests.wire.setting import scene

TRACEBACK = "Traceback"


async def test_commands_are_registered_once_until_they_change(tmp_path: Path):
    async with scene(tmp_path) as setting:
        for _ in range(2):
            async with setting.live():
                pass
        assert len(setting.server.sent_requests("PUT", "/commands")) == 1
        names = {command["name"] for command in setting.server.world.commands[None]}
        assert names == {"ask", "milestone", "journey", "help", "faq", "settings"}


async def test_the_buttons_of_a_milestone_turn_its_card_after_a_restart(tmp_path: Path):
    async with scene(tmp_path) as setting:
        async with setting.live():
            asked = await setting.server.slash(
                setting.guild, setting.channel, setting.person, "milestone", {"when": "9 nov 2013"}
            )
            card = await setting.server.wait_for_response(asked)
        assert card["content"].count("9 November 2013 ·") >= 2, "all of the day on one card"
        async with setting.live():
            shown = card
            for at, day in ((0, "8 November"), (0, "7 November"), (1, "8 November")):
                button = shown["components"][0]["components"][at]["custom_id"]
                turned = await setting.server.press(shown, button, setting.person)
                shown = await setting.server.wait_for_response(turned)
                assert shown["id"] == card["id"]
                assert f"*{day} 2013 ·" in shown["content"]


async def test_no_privileged_intent_is_asked_for_unless_the_operator_wants_it(tmp_path: Path):
    async with scene(tmp_path) as setting:
        setting.server.forbid_message_content()
        async with setting.live():
            pass
        async with setting.bot(MESSAGE_CONTENT="true") as bot:
            assert await bot.exit_code(20) == 2
            assert "message-content intent" in bot.output
            assert TRACEBACK not in bot.output


async def test_a_refused_token_ends_with_one_sentence_and_without_the_token(tmp_path: Path):
    async with scene(tmp_path) as setting:
        wrong = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Wrong1.abcdefghijklmnopqrstuvwxyz0123456789"
        async with setting.bot(DISCORD_TOKEN=wrong) as bot:
            assert await bot.exit_code(20) == 2
            assert "rejected the token" in bot.output
            assert wrong not in bot.output
            assert TRACEBACK not in bot.output


async def test_an_unreachable_discord_is_tried_again_until_it_is_back(tmp_path: Path):
    async with scene(tmp_path) as setting:
        await setting.server.go_dark()
        async with setting.bot() as bot:
            await bot.wait_line("cannot be reached", 20)
            await setting.server.come_back()
            await bot.wait_line("Ready as", 30)
            assert TRACEBACK not in bot.output


async def test_a_refused_gateway_is_tried_again(tmp_path: Path):
    async with scene(tmp_path) as setting:
        setting.server.faults.add(method="WS", path="/gateway", status=503, times=2)
        async with setting.bot() as bot:
            await bot.wait_line("Ready as", 60)
            assert TRACEBACK not in bot.output


async def test_a_dropped_gateway_loses_no_question_and_answers_none_twice(tmp_path: Path):
    async with scene(tmp_path) as setting, setting.live():
        await setting.server.drop(4000)
        asked = await setting.server.say(
            setting.channel, setting.person, "why wasn't the torch lit?", mentions_bot=True
        )
        await setting.server.wait_for_message(setting.channel, after=asked, timeout=20)
        await setting.server.quiet(1.0, setting.channel)
        replies = [
            one
            for one in setting.server.messages(setting.channel)
            if (one.get("message_reference") or {}).get("message_id") == asked["id"]
        ]
        assert len(replies) == 1
        assert setting.server.gateway.resumed == 1


async def test_errors_of_discord_neither_lose_nor_double_an_answer(tmp_path: Path):
    async with scene(tmp_path) as setting, setting.live():
        path = f"/channels/{setting.channel.id}/messages"
        setting.server.faults.add(method="POST", path=path, status=429, retry_after=0.3)
        setting.server.faults.add(method="POST", path=path, status=500, before_effect=False)
        asked = await setting.server.say(
            setting.channel, setting.person, "why wasn't the torch lit?", mentions_bot=True
        )
        await setting.server.wait_for_message(setting.channel, after=asked, timeout=20)
        await setting.server.quiet(4.0, setting.channel)
        assert len(setting.server.messages(setting.channel)) == 2


async def test_sigterm_and_sigint_end_it_cleanly_within_five_seconds(tmp_path: Path):
    async with scene(tmp_path) as setting:
        for stop in ("terminate", "interrupt"):
            async with setting.live() as bot:
                began = time.monotonic()
                getattr(bot, stop)()
                assert await bot.exit_code(5) == 0
                assert time.monotonic() - began < 5
                assert TRACEBACK not in bot.output


async def test_sigterm_ends_it_also_while_discord_is_away(tmp_path: Path):
    async with scene(tmp_path) as setting:
        await setting.server.go_dark()
        async with setting.bot() as bot:
            await bot.wait_line("cannot be reached", 20)
            bot.terminate()
            assert await bot.exit_code(5) == 0


async def test_a_broken_setting_or_database_ends_it_with_a_sentence(tmp_path: Path):
    async with scene(tmp_path) as setting:
        for name, value in (
            ("ADMIN_GUILD_IDS", "my server"),
            ("DATABASE_URL", "nonsense"),
            ("DATABASE_URL", "sqlite+aiosqlite:////proc/nowhere/bot.db"),
            ("LOG_LEVEL", "loud"),
            ("KNOWLEDGE_DIR", "/nowhere"),
        ):
            async with setting.bot(**{name: value}) as bot:
                assert await bot.exit_code(20) == 2, name
                assert TRACEBACK not in bot.output
                assert bot.stdout == []
                assert len(bot.stderr) == 1, bot.output
