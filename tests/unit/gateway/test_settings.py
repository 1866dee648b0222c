"""/settings: who may use it, what it refuses, and what it changes."""

from datetime import time
from typing import Any
from unittest.mock import Mock, create_autospec

import discord
import pytest

from bot.gateway.errors import RefusalError
from bot.gateway.settings import SettingsCog, describe
from bot.service.server_settings import SettingsService
from tests.service.fakes.clock import FakeClock
from tests.service.fakes.data import calendar, moment
from tests.service.fakes.ledger import MemoryLedger
from tests.service.fakes.settings_store import MemorySettings
from tests.unit.gateway.discord_objects import GUILD, answer_of, complete, make_interaction, use

NOW = moment("2026-11-08 12:00")
CHANNEL = 2**60 + 11


class Stage:
    def __init__(self) -> None:
        self.store = MemorySettings()
        self.cog = SettingsCog(
            SettingsService(
                self.store,
                MemoryLedger(),
                FakeClock(NOW),
                lambda: calendar("2013-11-09", "2013-11-11"),
                lambda: None,
            )
        )

    async def use(self, command: Any, **options: Any) -> str:
        """What a manager reads after using a command."""
        interaction = make_interaction(manage_guild=True)
        await use(command, self.cog, interaction, **options)
        text, private = answer_of(interaction)
        assert private
        return text


@pytest.fixture
def stage() -> Stage:
    return Stage()


def channel(**permissions: bool) -> Mock:
    guild = Mock(spec=discord.Guild, me=Mock(spec=discord.Member))
    mock = Mock(spec=discord.TextChannel, id=CHANNEL, mention=f"<#{CHANNEL}>", guild=guild)
    mock.permissions_for.return_value = discord.Permissions(
        **{"view_channel": True, "send_messages": True, **permissions}
    )
    return mock


# --- Refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["show", "milestones", "milestones_off"])
async def test_members_without_manage_server_are_refused(stage: Stage, name: str):
    interaction = make_interaction(manage_guild=False)
    with pytest.raises(RefusalError, match="Manage Server"):
        await use(getattr(stage.cog, name), stage.cog, interaction)
    assert stage.store.rows == {}


async def test_outside_a_server_there_are_no_settings(stage: Stage):
    interaction = make_interaction(guild_id=None, manage_guild=True)
    with pytest.raises(RefusalError, match=r"^This command only works in servers\.$"):
        await use(stage.cog.show, stage.cog, interaction)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"time": "25:00"}, "Write the time as HH:MM"),
        ({"time": "noon"}, "Write the time as HH:MM"),
        ({"timezone": "Mars/Olympus"}, "I don't know that time zone"),
        ({"time": "09:00", "timezone": "GMT+3"}, "I don't know that time zone"),
    ],
)
async def test_a_wrong_value_is_refused_and_changes_nothing(
    stage: Stage, options: dict[str, str], sentence: str
):
    with pytest.raises(RefusalError, match=sentence):
        await stage.use(stage.cog.milestones, channel=channel(), **options)
    assert stage.store.rows == {}


@pytest.mark.parametrize(
    ("permissions", "missing"),
    [
        ({"send_messages": False}, "the Send Messages permission"),
        ({"view_channel": False}, "the View Channel permission"),
        (
            {"view_channel": False, "send_messages": False},
            "the View Channel and Send Messages permissions",
        ),
    ],
)
async def test_a_channel_that_the_bot_cannot_post_in_is_refused(
    stage: Stage, permissions: dict[str, bool], missing: str
):
    with pytest.raises(RefusalError) as refusal:
        await stage.use(stage.cog.milestones, channel=channel(**permissions))
    assert str(refusal.value) == f"I'm missing {missing} in <#{CHANNEL}>."
    assert stage.store.rows == {}


# --- Changes --------------------------------------------------------------------------------------


async def test_what_is_given_is_set_and_everything_is_shown(stage: Stage):
    text = await stage.use(
        stage.cog.milestones, channel=channel(), time="18:30", timezone="europe/moscow"
    )
    row = stage.store.rows[GUILD]
    assert (row.channel_id, row.at, row.timezone) == (CHANNEL, time(18, 30), "Europe/Moscow")
    assert f"**Daily posts: on**, in <#{CHANNEL}>" in text
    assert "At 18:30, time zone Europe/Moscow" in text


async def test_midnight_is_a_time(stage: Stage):
    await stage.use(stage.cog.milestones, time="0:00")
    assert stage.store.rows[GUILD].at == time(0)


async def test_without_options_nothing_is_changed(stage: Stage):
    assert "off" in await stage.use(stage.cog.milestones)
    assert stage.store.rows == {}


async def test_turning_off_keeps_the_rest_and_says_whether_the_posts_were_on(stage: Stage):
    await stage.use(stage.cog.milestones, channel=channel())
    assert "are off" in await stage.use(stage.cog.milestones_off)
    assert "already off" in await stage.use(stage.cog.milestones_off)
    assert stage.store.rows[GUILD].channel_id == CHANNEL
    assert not stage.store.rows[GUILD].enabled
    assert "**Daily posts: off.**" in await stage.use(stage.cog.show)


async def test_time_zones_are_completed(stage: Stage):
    choices = await complete(stage.cog.milestones, make_interaction(), "timezone", "mosc")
    assert choices[0] == "Europe/Moscow"
    assert len(choices) <= 25


async def test_the_settings_are_shown_as_the_service_has_them():
    service = create_autospec(SettingsService, instance=True)
    service.overview.return_value = await SettingsService(
        MemorySettings(), MemoryLedger(), FakeClock(NOW), calendar, lambda: None
    ).overview(GUILD)
    interaction = make_interaction(manage_guild=True)
    cog = SettingsCog(service)
    await use(cog.show, cog, interaction)
    service.overview.assert_awaited_once_with(GUILD)
    assert answer_of(interaction)[0] == describe(service.overview.return_value)
