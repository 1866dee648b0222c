"""The scene of the whole-process tests: a loopback Discord with a server, people and a bot."""

import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.wire.loopback import (
    BotProcess,
    Channel,
    ChannelType,
    Guild,
    LoopbackDiscord,
    User,
    Value,
)
from tests.wire.loopback.permissions import MANAGE_GUILD

MORNING = "2026-11-23T08:00:00+03:00"
EVE = "2026-11-23T08:59:58+03:00"  # just before nine in Moscow, on the day of Baikal
LATER = "2026-11-23T11:00:00+03:00"
MOSCOW = {"time": "09:00", "timezone": "Europe/Moscow"}
HEADING = "On this day, 23 November"

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


@dataclass
class Scene:
    """Who and what is there."""

    discord: LoopbackDiscord
    guild: Guild
    channel: Channel
    posts: Channel
    person: User
    other: User
    home: Path  # the bot's working directory: its data outlives a restart

    def knowledge(self) -> Path:
        """A copy of the knowledge that the bot of this scene may see broken."""
        copy = self.home / "knowledge"
        if not copy.exists():
            shutil.copytree(KNOWLEDGE, copy)
        return copy

    def bot(self, *args: str, **settings: str) -> BotProcess:
        """The bot as a process, not yet started."""
        return BotProcess(self.discord, *args, env=settings, cwd=self.home)

    @asynccontextmanager
    async def running_bot(self, *args: str, **settings: str) -> AsyncGenerator[BotProcess]:
        """The bot, started and ready."""
        async with self.bot(*args, **settings) as bot:
            await bot.wait_line("Ready as", 30)
            await self.discord.wait_ready(30)
            yield bot

    def daily_posts(self, channel: Channel | None = None) -> list[str]:
        """The daily posts in a channel (else in the one for them)."""
        messages = self.discord.messages(channel or self.posts)
        return [one["content"] for one in messages if HEADING in one["content"]]

    async def arrange_posts(self) -> None:
        """Have the daily posts set in the morning, by a bot that then ends."""
        async with self.running_bot("--now", MORNING):
            await self.set_posts(**MOSCOW)

    async def set_posts(self, **options: str) -> str:
        """`/settings milestones` by somebody who may; returns what they see."""
        values: dict[str, Value] = {"channel": self.posts, **options}
        interaction = await self.discord.slash(
            self.guild, self.channel, self.person, "settings milestones", values,
            permissions=MANAGE_GUILD,
        )  # fmt: skip
        response = await self.discord.wait_for_response(interaction)
        assert response["ephemeral"], "what is set is the managers' business"
        return str(response["content"])


@asynccontextmanager
async def open_scene(home: Path) -> AsyncGenerator[Scene]:
    """A fresh Discord; at the end every request it got must have been in order."""
    async with LoopbackDiscord() as discord:
        world = discord.world
        person, other = world.add_user("asker"), world.add_user("bystander")
        guild = world.add_guild("Friends of the flame", owner=world.owner)
        world.add_member(guild, person)
        world.add_member(guild, other)
        channel = world.add_channel(guild, "general")
        posts = world.add_channel(guild, "on-this-day", ChannelType.TEXT)
        yield Scene(discord, guild, channel, posts, person, other, home)
        assert discord.invalid == []
        assert discord.unexpected == []
