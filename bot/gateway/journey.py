"""/journey: the route on a map, and how far it had come by this day of the year."""

from collections.abc import Callable

import discord
from discord import app_commands
from discord.ext import commands

from bot.gateway.map_messages import send_with_map
from bot.gateway.outgoing import text_message
from bot.maps.route import Route
from bot.service.ports import MapRenderer
from bot.service.server_settings import SettingsService
from bot.service.snapshot import Snapshot
from bot.text.journey import journey_text
from bot.text.markup import DISCORD


class JourneyCog(commands.Cog):
    """Shows the whole journey with `/journey`."""

    def __init__(
        self, snapshot: Callable[[], Snapshot], settings_service: SettingsService, maps: MapRenderer
    ) -> None:
        self._snapshot = snapshot
        self._settings_service = settings_service
        self._maps = maps

    @app_commands.command(
        description="Show the whole route on a map, and how far the journey had come by this day"
    )
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def journey(self, interaction: discord.Interaction) -> None:
        """Show the journey in words and on its map."""
        today = await self._settings_service.today(interaction.guild_id)
        calendar = self._snapshot().calendar
        text = journey_text(Route.of(calendar.milestones), today, DISCORD)
        await send_with_map(interaction, text_message(text), self._maps.journey(calendar, today))
