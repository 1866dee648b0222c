"""The bot itself: what it asks Discord for, its background tasks, and how it closes."""

import asyncio
from unittest.mock import AsyncMock, Mock, create_autospec

import discord
import pytest
from discord.ext import commands

from bot.gateway import client as client_module
from bot.gateway.client import FlamekeeperBot
from bot.gateway.responses import respond_privately
from bot.service.ports import Notes
from tests.unit.gateway.conftest import FakeTime
from tests.unit.gateway.discord_objects import (
    answer_of,
    http_error,
    make_bot,
    make_interaction,
    make_message,
)


@pytest.fixture(name="bot")
async def _bot(monkeypatch: pytest.MonkeyPatch) -> FlamekeeperBot:
    """A bot that has nothing to register and is ready at once."""
    bot = make_bot()
    monkeypatch.setattr(
        client_module, "sync_if_changed", create_autospec(client_module.sync_if_changed)
    )
    monkeypatch.setattr(bot, "wait_until_ready", AsyncMock(spec=bot.wait_until_ready))
    return bot


@pytest.mark.parametrize("wanted", [True, False])
def test_message_content_is_asked_for_only_if_the_operator_wants_it(wanted: bool):
    bot = FlamekeeperBot(Mock(spec=Notes), message_content=wanted)
    assert bot.intents.message_content is wanted
    assert {name for name, on in bot.intents if on} - {"message_content"} == {
        "guilds", "guild_messages", "dm_messages",
    }  # fmt: skip


def test_nothing_is_cached_that_is_not_needed_and_nobody_is_pinged():
    bot = make_bot()
    assert bot._connection.max_messages is None
    assert bot._connection.member_cache_flags == discord.MemberCacheFlags.none()
    mentions = discord.AllowedMentions.none()
    assert bot.allowed_mentions is not None
    assert bot.allowed_mentions.to_dict() == mentions.to_dict()


async def test_no_message_is_a_prefix_command(monkeypatch: pytest.MonkeyPatch):
    bot = make_bot()
    process_commands = AsyncMock(spec=bot.process_commands)
    monkeypatch.setattr(bot, "process_commands", process_commands)
    message = make_message("help")
    await bot.on_message(message)
    process_commands.assert_not_awaited()
    assert await bot.get_prefix(message) == []
    assert bot.help_command is None


async def test_an_error_in_a_command_is_reported_to_the_person(caplog):
    interaction = make_interaction()
    await make_bot().tree.on_error(interaction, discord.app_commands.AppCommandError("broken"))
    text, private = answer_of(interaction)
    assert "Something went wrong on my side" in text
    assert private
    assert "Incident" in caplog.text


async def test_background_tasks_start_with_the_bot_and_end_when_it_closes(bot: FlamekeeperBot):
    ended = asyncio.Event()
    started = asyncio.Event()

    async def work() -> None:
        started.set()
        try:
            await asyncio.sleep(3600)
        finally:
            ended.set()

    bot.add_background_task("work", work)
    await bot.setup_hook()
    await asyncio.wait_for(started.wait(), 1)
    await bot.close()
    assert ended.is_set()


async def test_commands_that_could_not_be_registered_are_tried_again_until_they_are(
    monkeypatch: pytest.MonkeyPatch, bot: FlamekeeperBot
):
    done = asyncio.Event()
    outcomes = iter([False, False, True])

    async def sync(*_: object) -> bool:
        outcome = next(outcomes)
        if outcome:
            done.set()
        return outcome

    monkeypatch.setattr(client_module, "sync_if_changed", sync)
    monkeypatch.setattr(client_module, "FIRST_SYNC_PAUSE", 0.01)
    await bot.setup_hook()
    await asyncio.wait_for(done.wait(), 2)
    await bot.close()


@pytest.mark.parametrize("losses", [1, 2])
async def test_a_task_that_loses_a_cancellation_does_not_keep_the_bot_from_closing(
    bot: FlamekeeperBot, monkeypatch: pytest.MonkeyPatch, caplog, losses: int
):
    monkeypatch.setattr(client_module, "CANCEL_TIMEOUTS", (0.05, 0.05))
    left = losses
    released = asyncio.Event()

    async def work() -> None:
        nonlocal left
        while left:
            try:
                await released.wait()
            except asyncio.CancelledError:
                left -= 1
        await released.wait()

    bot.add_background_task("stubborn", work)
    await bot.setup_hook()
    await asyncio.sleep(0.01)
    await asyncio.wait_for(bot.close(), 1)
    assert ("“stubborn” does not stop" in caplog.text) is (losses == 2)
    released.set()
    await asyncio.sleep(0.01)


async def test_a_background_task_that_fails_is_logged_by_name(bot: FlamekeeperBot, caplog):
    async def work() -> None:
        raise ZeroDivisionError

    bot.add_background_task("daily posts", work)
    await bot.setup_hook()
    async with asyncio.timeout(1):
        while not caplog.records:
            await asyncio.sleep(0)
    assert "“daily posts”" in caplog.text
    await bot.close()


async def test_a_gateway_that_does_not_close_is_left_in_time(
    bot: FlamekeeperBot, monkeypatch: pytest.MonkeyPatch
):
    async def hang(_self: commands.Bot) -> None:
        await asyncio.sleep(3600)

    monkeypatch.setattr(commands.Bot, "close", hang)
    monkeypatch.setattr(client_module, "CLOSE_TIMEOUT", 0.01)
    http = create_autospec(bot.http, instance=True)
    monkeypatch.setattr(bot, "http", http)
    await asyncio.wait_for(bot.close(), 1)
    http.close.assert_awaited_once_with()


async def test_the_time_for_a_response_begins_when_the_interaction_comes(time: FakeTime):
    interaction = make_interaction()
    bot = make_bot()
    await bot.on_interaction(interaction)
    time.now += 5
    interaction.response.send_message.side_effect = http_error(503)
    await respond_privately(interaction, "Late.")
    interaction.response.send_message.assert_awaited_once()
    assert bot.http.http_trace is not None, "attempts must see the requests"


async def test_the_time_of_a_command_begins_before_its_callback_runs(time: FakeTime):
    interaction = make_interaction()
    assert await make_bot().tree.interaction_check(interaction)
    time.now += 5
    interaction.response.send_message.side_effect = http_error(503)
    await respond_privately(interaction, "Late.")
    interaction.response.send_message.assert_awaited_once()
