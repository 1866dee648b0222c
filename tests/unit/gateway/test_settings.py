"""/settings: who may use it, what it refuses, and what it changes."""

from datetime import time
from typing import Any
from unittest.mock import Mock, create_autospec

import discord
import pytest
from discord import app_commands

from bot.gateway.errors import RefusalError
from bot.gateway.posts_channel import PostsChannel
from bot.gateway.settings import SettingsCog, describe
from bot.service.server_settings import SettingsService
from bot.service.time_zones import TimeZones
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
        self.clock = FakeClock(NOW)
        self.ledger = MemoryLedger()
        self.cog = SettingsCog(
            SettingsService(
                self.store,
                self.ledger,
                self.clock,
                lambda: calendar("2013-11-08", "2013-11-09", "2013-11-11"),
                lambda: None,
            ),
            TimeZones(self.clock),
        )
        self.announcements = False  # whether the server's channel is one for announcements

    async def use(self, command: Any, **options: Any) -> str:
        """What a manager reads after using a command."""
        interaction = make_interaction(manage_guild=True)
        there = channel()
        there.is_news.return_value = self.announcements
        interaction.guild.get_channel.return_value = there
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
        ({"timezone": "Mars/Olympus"}, "I don't know the time zone “Mars/Olympus”"),
        (
            {"time": "09:00", "timezone": "GMT+3"},
            r"I don't know the time zone “GMT\+3”. Did you mean .*Europe/Moscow \(UTC\+3\)",
        ),
        ({"timezone": "Sochi"}, r"Did you mean Europe/Moscow \(UTC\+3\)\? Pick"),
        ({"timezone": "GMT+25"}, "No time zone has that offset"),
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
    assert "At 18:30, time zone Europe/Moscow (UTC+3)" in text


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


@pytest.mark.parametrize("typed", ["gmt+3", "russia", "sochi", "msk", "utc +03:00"])
async def test_a_choice_shows_the_offset_and_is_the_plain_name(stage: Stage, typed: str):
    interaction = make_interaction()
    await complete(stage.cog.milestones, interaction, "timezone", typed)
    (choices,) = interaction.response.autocomplete.await_args.args
    moscow = [choice for choice in choices if choice.value == "Europe/Moscow"]
    assert [choice.name for choice in moscow] == ["Europe/Moscow (UTC+3)"]
    assert all(len(choice.name) <= 100 for choice in choices)


# --- Announcement channels ------------------------------------------------------------------------


async def test_in_an_announcement_channel_it_says_whether_posts_are_published(stage: Stage):
    stage.announcements = True
    text = await stage.use(stage.cog.milestones, channel=channel())
    assert "Each post is published to the followers" in text
    assert stage.store.rows[GUILD].publish
    text = await stage.use(stage.cog.milestones, publish=False)
    assert "Posts are not published to the followers" in text
    assert not stage.store.rows[GUILD].publish
    text = await stage.use(stage.cog.milestones, time="18:30")
    assert "Posts are not published to the followers" in text, "it is kept"
    assert "Posts are not published" in await stage.use(stage.cog.show)


async def test_in_a_text_channel_publishing_is_only_spoken_of_if_it_was_set(stage: Stage):
    assert "publish" not in await stage.use(stage.cog.milestones, channel=channel())
    text = await stage.use(stage.cog.milestones, publish=True)
    assert text.startswith("`publish` makes a difference only in an announcement channel.\n")
    assert "publish" not in await stage.use(stage.cog.show)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (discord.ChannelType.public_thread, "a thread"),
        (discord.ChannelType.news_thread, "a thread"),
        (discord.ChannelType.private_thread, "a thread"),
        (discord.ChannelType.forum, "a forum"),
        (discord.ChannelType.media, "a media channel"),
        (discord.ChannelType.voice, "a voice channel"),
        (discord.ChannelType.stage_voice, "a stage channel"),
        (discord.ChannelType.category, "a category"),
    ],
)
async def test_a_channel_of_another_kind_is_refused_in_words(kind: discord.ChannelType, words: str):
    chosen = Mock(spec=app_commands.AppCommandThread, type=kind, mention="<#5>")
    with pytest.raises(RefusalError) as refusal:
        await PostsChannel().transform(make_interaction(), chosen)
    assert str(refusal.value) == (
        f"I can't send daily posts to <#5>, because it is {words}. "
        "Choose a text channel or an announcement channel."
    )


@pytest.mark.parametrize("kind", [discord.ChannelType.text, discord.ChannelType.news])
async def test_a_text_or_announcement_channel_is_taken_if_the_bot_sees_it(
    kind: discord.ChannelType,
):
    chosen = Mock(spec=app_commands.AppCommandChannel, type=kind)
    chosen.resolve.return_value = there = channel()
    assert await PostsChannel().transform(make_interaction(), chosen) is there
    chosen.resolve.return_value = None
    with pytest.raises(RefusalError, match="can't see it"):
        await PostsChannel().transform(make_interaction(), chosen)


# --- A post that does not come --------------------------------------------------------------------


async def test_settings_saved_after_todays_time_say_that_todays_post_is_skipped(stage: Stage):
    said = (
        "Today's post (8 November) was due at 09:00, before these settings were saved, so it is "
        "skipped. The first post is tomorrow's."
    )
    assert said in await stage.use(stage.cog.milestones, channel=channel())
    stage.clock.advance(hours=3)
    assert said in await stage.use(stage.cog.show)
    stage.clock.advance(days=1)
    assert "skipped" not in await stage.use(stage.cog.show)


async def test_settings_saved_before_todays_time_have_nothing_to_say(stage: Stage):
    text = await stage.use(stage.cog.milestones, channel=channel(), time="12:01")
    assert "skipped" not in text
    assert "already" not in text


async def test_the_settings_are_shown_as_the_service_has_them():
    service = create_autospec(SettingsService, instance=True)
    service.overview.return_value = await SettingsService(
        MemorySettings(), MemoryLedger(), FakeClock(NOW), calendar, lambda: None
    ).overview(GUILD)
    interaction = make_interaction(manage_guild=True)
    cog = SettingsCog(service, TimeZones(FakeClock(NOW)))
    await use(cog.show, cog, interaction)
    service.overview.assert_awaited_once_with(GUILD)
    assert answer_of(interaction)[0] == describe(service.overview.return_value, "UTC")
