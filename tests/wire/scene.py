"""The scene of the whole-process tests: a loopback Discord with a server, users and a bot."""

import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
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
EVE = "2026-11-23T08:59:58+03:00"  # just before nine in Moscow, on the day of the dive in Baikal
LATER = "2026-11-23T11:00:00+03:00"
MOSCOW = {"time": "09:00", "timezone": "Europe/Moscow"}
HEADING = "On this day, 23 November"

START_WITHIN = 60  # seconds; a start takes 3, but many processes may share the cores

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
PHRASINGS = 10  # per entry, in a copy of the knowledge


@dataclass
class Scene:
    """A Discord with a server and two users, and the working directory of the bot."""

    discord: LoopbackDiscord
    guild: Guild
    channel: Channel
    posts: Channel
    person: User
    other: User
    home: Path  # keeps the bot's data over a restart
    settings: dict[str, str] = field(default_factory=dict[str, str])  # of every bot started here
    command: tuple[str, ...] = ("-m", "bot", "run")  # by which Python starts it

    def knowledge(self) -> Path:
        """Returns the folder of a copy of the knowledge, which a test may change.

        It has ten phrasings per entry, so that checking and fitting it take a fifth of the time.
        """
        copy = self.home / "knowledge"
        if not copy.exists():
            shutil.copytree(KNOWLEDGE, copy, ignore=shutil.ignore_patterns("phrasings*.yaml"))
            faq = copy / "faq.yaml"
            faq.write_text(with_fewer_phrasings(faq.read_text("utf-8"), PHRASINGS), "utf-8")
        return copy

    def bot(self, *args: str, **settings: str) -> BotProcess:
        """Returns a bot that has not been started."""
        env = self.settings | settings
        return BotProcess(self.discord, *args, env=env, cwd=self.home, command=self.command)

    @asynccontextmanager
    async def running_bot(self, *args: str, **settings: str) -> AsyncGenerator[BotProcess]:
        """Starts a bot and waits until it is ready."""
        async with self.bot(*args, **settings) as bot:
            await bot.wait_line("Ready as", START_WITHIN)
            await self.discord.wait_ready(START_WITHIN)
            yield bot

    def daily_posts(self, channel: Channel | None = None) -> list[str]:
        """Returns the daily posts in a channel, by default in `posts`."""
        messages = self.discord.messages(channel or self.posts)
        return [message["content"] for message in messages if HEADING in message["content"]]

    async def arrange_posts(self) -> None:
        """Starts a bot, sets up the daily posts with it, and ends it."""
        async with self.running_bot("--now", MORNING):
            await self.set_posts(**MOSCOW)

    async def set_posts(self, **options: str) -> str:
        """Uses `/settings milestones` as a manager; returns the response."""
        values: dict[str, Value] = {"channel": self.posts, **options}
        interaction = await self.discord.slash(
            self.guild, self.channel, self.person, "settings milestones", values,
            permissions=MANAGE_GUILD,
        )  # fmt: skip
        response = await self.discord.wait_for_response(interaction)
        assert response["ephemeral"], "settings are shown to managers only"
        return str(response["content"])


@asynccontextmanager
async def open_scene(home: Path, *, small_faq: bool = False) -> AsyncGenerator[Scene]:
    """Opens a new scene; at the end, asserts that all requests of the bot were valid.

    With `small_faq`, bots load all milestones but one FAQ entry, and start a second faster.
    """
    async with LoopbackDiscord() as discord:
        world = discord.world
        person, other = world.add_user("asker"), world.add_user("bystander")
        guild = world.add_guild("Friends of the flame", owner=world.owner)
        world.add_member(guild, person)
        world.add_member(guild, other)
        channel = world.add_channel(guild, "general")
        posts = world.add_channel(guild, "on-this-day", ChannelType.TEXT)
        scene = Scene(discord, guild, channel, posts, person, other, home)
        if small_faq:
            folder = home / "small-knowledge"
            shutil.copytree(KNOWLEDGE, folder)
            (folder / "faq.yaml").write_text(FAQ, "utf-8")
            scene.settings["KNOWLEDGE_DIR"] = str(folder)
        yield scene
        assert discord.invalid == []
        assert discord.unexpected == []


FAQ = """\
entries:
  - id: why-unlit
    question: Why wasn't the torch lit in space?
    phrasings: [why wasn't the torch lit?]
    answer: Because naked flames are banned on the International Space Station.
"""


def with_fewer_phrasings(faq: str, most: int) -> str:
    """Returns the text of faq.yaml with at most `most` phrasings per entry."""
    lines: list[str] = []
    count = 0
    for line in faq.splitlines(keepends=True):
        if line.startswith("    phrasings:"):
            count = 0
        elif line.startswith("      - "):
            count += 1
        if not (line.startswith("      - ") and count > most):
            lines.append(line)
    return "".join(lines)
