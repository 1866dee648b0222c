"""/faq: who may use it, and what it does."""

from typing import Any
from unittest.mock import Mock, create_autospec

import discord
import pytest
from discord.ext import commands

from bot.gateway.errors import RefusalError
from bot.gateway.faq_admin import FaqAdminCog
from bot.knowledge.diff import Changes, Difference
from bot.knowledge.model import Finding, Position, Severity
from bot.service.daily_posts import DailyPosts
from bot.service.live_knowledge import LiveKnowledge, Reloaded, ReloadRefused
from bot.service.snapshot import Snapshot
from tests.unit.gateway.discord_objects import (
    GUILD,
    KNOWLEDGE,
    PERSON,
    SOMEONE_ELSE,
    answer_of,
    make_interaction,
    use,
)

OWNER, TEAM_MEMBER = 1, 2
ERROR = Finding(Position("faq.yaml", 3), Severity.ERROR, "This is wrong.")
NOTHING = Changes((), (), ())


class Stage:
    def __init__(self) -> None:
        self.live_knowledge = create_autospec(LiveKnowledge, instance=True)
        self.live_knowledge.check.return_value = (KNOWLEDGE, ())
        self.daily_posts = create_autospec(DailyPosts, instance=True)
        self.cog = FaqAdminCog(self.live_knowledge, self.daily_posts, {GUILD})

    async def use(self, command: Any, interaction: Mock | None = None) -> str:
        interaction = interaction or make_interaction(manage_guild=True)
        await use(command, self.cog, interaction)
        interaction.response.defer.assert_awaited_once_with(ephemeral=True, thinking=True)
        text, private = answer_of(interaction)
        assert private
        return text


@pytest.fixture
def stage() -> Stage:
    return Stage()


def client(*, team: bool = False) -> Mock:
    """The bot of an owner, or of a team with two members."""
    application = Mock(spec=discord.AppInfo, owner=Mock(spec=discord.User, id=OWNER), team=None)
    if team:
        member = Mock(spec=discord.TeamMember, id=TEAM_MEMBER)
        application.team = Mock(spec=discord.Team, members=[member])
    return Mock(spec=commands.Bot, application=application)


# --- Who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who",
    [
        {"user": OWNER, "guild_id": 5},
        {"user": TEAM_MEMBER, "guild_id": 5},
        {"user": PERSON, "guild_id": GUILD, "manage_guild": True},
    ],
)
async def test_owner_team_and_managers_of_named_servers_may(stage: Stage, who: dict[str, Any]):
    interaction = make_interaction(client=client(team=True), **who)
    assert "No errors" in await stage.use(stage.cog.check, interaction)


@pytest.mark.parametrize(
    "who",
    [
        {"user": PERSON, "guild_id": GUILD, "manage_guild": False},
        {"user": PERSON, "guild_id": 5, "manage_guild": True},
        {"user": SOMEONE_ELSE, "guild_id": 6, "manage_guild": True},
        {"user": TEAM_MEMBER, "guild_id": 5},
    ],
)
@pytest.mark.parametrize("name", ["check", "reload"])
async def test_nobody_else_may(stage: Stage, name: str, who: dict[str, Any]):
    interaction = make_interaction(client=client(team=False), **who)
    with pytest.raises(RefusalError, match="the people who run me"):
        await use(getattr(stage.cog, name), stage.cog, interaction)
    assert stage.live_knowledge.mock_calls == []


@pytest.mark.parametrize("name", ["check", "reload"])
async def test_in_direct_messages_not_even_the_owner_may(stage: Stage, name: str):
    interaction = make_interaction(OWNER, guild_id=None, client=client())
    with pytest.raises(RefusalError, match="only works in servers"):
        await use(getattr(stage.cog, name), stage.cog, interaction)
    assert stage.live_knowledge.mock_calls == []


async def test_before_the_owner_is_known_only_managers_of_named_servers_may(stage: Stage):
    nobody = Mock(spec=commands.Bot, application=None)
    with pytest.raises(RefusalError):
        await use(stage.cog.check, stage.cog, make_interaction(OWNER, guild_id=5, client=nobody))
    await stage.use(stage.cog.check, make_interaction(manage_guild=True, client=nobody))


# --- What it does ---------------------------------------------------------------------------------


async def test_a_reload_says_what_changed_and_wakes_the_daily_posts(stage: Stage):
    changes = Difference(Changes(("new",), (), ()), NOTHING, rest=False)
    snapshot = create_autospec(Snapshot, instance=True)
    snapshot.knowledge = KNOWLEDGE
    stage.live_knowledge.reload.return_value = Reloaded(changes, (), snapshot)
    text = await stage.use(stage.cog.reload)
    assert text == "Reloaded: 2 entries. 1 entry added: `new`."
    stage.daily_posts.wake.assert_called_once_with()


async def test_a_refused_reload_says_why_and_wakes_nothing(stage: Stage):
    stage.live_knowledge.reload.return_value = ReloadRefused((ERROR,))
    text = await stage.use(stage.cog.reload)
    assert text.startswith("**Reload failed**; I'm still using the previous version.")
    assert "faq.yaml:3:1: error: This is wrong." in text
    stage.daily_posts.wake.assert_not_called()


async def test_a_check_reloads_nothing(stage: Stage):
    stage.live_knowledge.check.return_value = (None, (ERROR,))
    text = await stage.use(stage.cog.check)
    assert text.startswith("1 error. Fix it before reloading.")
    stage.live_knowledge.reload.assert_not_awaited()
    stage.daily_posts.wake.assert_not_called()
