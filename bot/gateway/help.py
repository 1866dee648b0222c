"""/help: what the bot does and what people can ask it, by topic."""

from collections.abc import Callable

import discord
from discord import app_commands
from discord.ext import commands

from bot.gateway.errors import RefusalError
from bot.gateway.responses import respond_privately
from bot.service.snapshot import Snapshot
from bot.text.help import no_such_topic, overview, topic_questions

CHOICES = 25  # at most in an autocomplete list


class HelpCog(commands.Cog):
    """Shows what the bot can be asked with `/help`."""

    def __init__(self, snapshot: Callable[[], Snapshot]) -> None:
        self._snapshot = snapshot

    @app_commands.command(name="help", description="Show what I do and what you can ask me")
    @app_commands.describe(topic="Topic whose questions you want to see")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def help_command(
        self, interaction: discord.Interaction, topic: str | None = None
    ) -> None:
        """Show the overview, or the questions of one topic."""
        groups = self._snapshot().knowledge.groups
        if not topic:
            text = overview(groups)
        else:
            wanted = topic.strip().casefold()
            name = next((name for name in groups if name.casefold() == wanted), None)
            if name is None:
                raise RefusalError(no_such_topic(groups))
            text = topic_questions(name, groups[name])
        await respond_privately(interaction, text)

    @help_command.autocomplete("topic")
    async def _complete_topic(
        self, _interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        groups = list(self._snapshot().knowledge.groups)
        matching = [name for name in groups if typed.casefold() in name.casefold()]
        return [
            app_commands.Choice(name=name, value=name) for name in (matching or groups)[:CHOICES]
        ]
