"""Which cog registers which commands, where they can be used, and by whom."""

from collections.abc import Callable
from typing import Any
from unittest.mock import Mock

import pytest
from discord.ext import commands
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import build_bot
from bot.gateway.faq_admin import FaqAdminCog
from bot.gateway.help import HelpCog
from bot.gateway.journey import JourneyCog
from bot.gateway.milestones import MilestonesCog
from bot.gateway.questions import QuestionsCog
from bot.gateway.settings import SettingsCog
from bot.service.answering import Answerer
from bot.service.daily_posts import DailyPosts
from bot.service.live_knowledge import LiveKnowledge
from bot.service.ports import Clock, Ledger, MapRenderer
from bot.service.server_settings import SettingsService
from bot.service.time_zones import TimeZones
from bot.settings import Settings
from tests.unit.gateway.discord_objects import make_bot

EVERYWHERE = {
    "contexts": [0, 1, 2],
    "integration_types": [0, 1],
    "default_member_permissions": None,
}
MANAGE_GUILD = 1 << 5
STRING, BOOLEAN, CHANNEL, TEXT, ANNOUNCEMENT = 3, 5, 7, 0, 5


def no_snapshot() -> Any:
    raise AssertionError("registering a command needs no knowledge")


def questions() -> commands.Cog:
    return QuestionsCog(
        make_bot(), Mock(spec=Answerer), Mock(spec=SettingsService),
        Mock(spec=Ledger), Mock(spec=Clock),
    )  # fmt: skip


def milestones() -> commands.Cog:
    return MilestonesCog(no_snapshot, Mock(spec=SettingsService), Mock(spec=MapRenderer))


def journey() -> commands.Cog:
    return JourneyCog(no_snapshot, Mock(spec=SettingsService), Mock(spec=MapRenderer))


def help_cog() -> commands.Cog:
    return HelpCog(no_snapshot)


def faq_admin() -> commands.Cog:
    return FaqAdminCog(Mock(spec=LiveKnowledge), Mock(spec=DailyPosts), ())


def settings() -> commands.Cog:
    return SettingsCog(Mock(spec=SettingsService), Mock(spec=TimeZones))


async def payload_of(make_cog: Callable[[], commands.Cog]) -> dict[str, Any]:
    """The one command that a cog registers, as Discord gets it."""
    bot = make_bot()
    await bot.add_cog(make_cog())
    (command,) = bot.tree.get_commands()
    return command.to_dict(bot.tree)


def option_types(options: list[dict[str, Any]]) -> dict[str, int]:
    return {option["name"]: option["type"] for option in options}


def with_autocomplete(options: list[dict[str, Any]]) -> set[str]:
    return {option["name"] for option in options if option.get("autocomplete")}


@pytest.mark.parametrize(
    ("make_cog", "name", "options", "required", "completed"),
    [
        (questions, "ask", {"question": STRING, "private": BOOLEAN}, {"question"}, {"question"}),
        (milestones, "milestone", {"when": STRING}, set(), {"when"}),
        (journey, "journey", {}, set(), set()),
        (help_cog, "help", {"topic": STRING}, set(), {"topic"}),
    ],
)
async def test_a_command_for_everybody_can_be_used_everywhere(
    make_cog, name: str, options: dict[str, int], required: set[str], completed: set[str]
):
    payload = await payload_of(make_cog)
    assert payload["name"] == name
    assert {key: payload[key] for key in EVERYWHERE} == EVERYWHERE
    assert option_types(payload["options"]) == options
    assert {one["name"] for one in payload["options"] if one["required"]} == required
    assert with_autocomplete(payload["options"]) == completed


async def test_faq_is_offered_to_managers_in_servers_only():
    payload = await payload_of(faq_admin)
    assert payload["name"] == "faq"
    assert payload["default_member_permissions"] == MANAGE_GUILD
    assert payload["contexts"] == [0]
    assert payload["integration_types"] == [0]
    assert {one["name"]: one["description"] for one in payload["options"]} == {
        "reload": "Reload the knowledge files",
        "check": "Check the knowledge files for errors",
    }
    assert payload["description"] == "Manage the FAQ"


async def test_settings_are_offered_to_managers_in_servers_only():
    payload = await payload_of(settings)
    assert payload["name"] == "settings"
    assert payload["default_member_permissions"] == MANAGE_GUILD
    assert payload["contexts"] == [0]
    assert payload["integration_types"] == [0]
    subcommands = {one["name"]: one["options"] for one in payload["options"]}
    assert subcommands.keys() == {"show", "milestones", "milestones-off"}
    options = subcommands["milestones"]
    assert option_types(options) == {
        "channel": CHANNEL, "time": STRING, "timezone": STRING, "publish": BOOLEAN,
    }  # fmt: skip
    channel = options[0]["description"]
    assert "no thread" in channel
    assert "published" in channel
    assert all(len(option["description"]) <= 100 for option in options)
    assert with_autocomplete(options) == {"timezone"}
    assert sorted(options[0]["channel_types"]) == [TEXT, ANNOUNCEMENT]
    assert not any(option["required"] for option in options)


async def test_the_whole_bot_has_every_command_and_no_prefix_command():
    bot = await build_bot(
        Settings.model_validate({}),
        Mock(spec=Clock),
        Mock(spec=LiveKnowledge),
        Mock(spec=AsyncEngine),
    )
    assert [command.name for command in bot.tree.get_commands()] == [
        "ask", "milestone", "journey", "help", "faq", "settings",
    ]  # fmt: skip
    assert bot.commands == set()
    assert bot.extra_events.keys() == {
        "on_message", "on_ready", "on_guild_join", "on_guild_available", "on_guild_remove",
    }  # fmt: skip
    await bot.close()
