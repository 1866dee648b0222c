"""/help: what the bot does and what one can ask it, by group."""

from collections.abc import Callable
from typing import Any, cast

import discord
from discord import app_commands

from bot.gateway.errors import RefusalError
from bot.gateway.render import plain
from bot.service.snapshot import Snapshot
from bot.text.markup import MESSAGE_LIMIT

_ABOUT = """**Ask me in your own words**: mention me, reply to an answer of mine, write to me \
directly, or use `/ask`.
`/milestone` shows what happened on a day, at a place or at an event; without anything: today.
`/journey` shows the whole route on a map.
When I don't know, I say so. My answers name their sources.

**What you can ask me about** (`/help` with a topic lists the questions):"""


class Guide:
    """Shows what can be asked."""

    def __init__(self, snapshot: Callable[[], Snapshot]) -> None:
        self._snapshot = snapshot

    def command(self) -> app_commands.Command[Any, ..., None]:
        """`/help [topic]`."""

        @app_commands.command(name="help", description="What I do and what you can ask me")
        @app_commands.describe(topic="A group of questions")
        @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
        @app_commands.allowed_installs(guilds=True, users=True)
        async def guide(interaction: discord.Interaction, topic: str | None = None) -> None:
            text = self.topic(topic) if topic else self.overview()
            await interaction.response.send_message(**plain(text), ephemeral=True)

        @guide.autocomplete("topic")
        async def complete(
            _interaction: discord.Interaction, typed: str
        ) -> list[app_commands.Choice[str]]:
            groups = list(self._snapshot().knowledge.groups)
            near = [name for name in groups if typed.casefold() in name.casefold()]
            return [app_commands.Choice(name=name, value=name) for name in (near or groups)[:25]]

        return cast("app_commands.Command[Any, ..., None]", guide)

    def overview(self) -> str:
        """What the bot does, and the groups with an example each."""
        groups = self._snapshot().knowledge.groups
        lines = [
            f"- **{name}** ({len(entries)}): {entries[0].question}"
            for name, entries in groups.items()
        ]
        return _fitting(_ABOUT, lines)

    def topic(self, wanted: str) -> str:
        """The questions of one group. Raises RefusalError where there is no such group."""
        groups = self._snapshot().knowledge.groups
        name = next((name for name in groups if name.casefold() == wanted.strip().casefold()), None)
        if name is None:
            raise RefusalError(f"There is no such topic. There are: {', '.join(groups)}.")
        return _fitting(f"**{name}**", [f"- {entry.question}" for entry in groups[name]])


def _fitting(head: str, lines: list[str]) -> str:
    text = head
    for at, line in enumerate(lines):
        more = f"\n… and {len(lines) - at} more"
        if len(text) + len(line) + len(more) > MESSAGE_LIMIT:
            return text + more
        text += f"\n{line}"
    return text
