"""/journey: the whole route on one map, and how far it had come on this day of the year."""

from collections.abc import Callable
from typing import Any, cast

import discord
from discord import app_commands

from bot.gateway.pictures import reply
from bot.gateway.render import plain
from bot.maps.route import Route
from bot.service.ports import MapRenderer
from bot.service.server_settings import SettingsService
from bot.service.snapshot import Snapshot
from bot.text.journey import journey_text
from bot.text.markup import DISCORD


class Journey:
    """Shows the journey as a whole."""

    def __init__(
        self, snapshot: Callable[[], Snapshot], settings_service: SettingsService, maps: MapRenderer
    ) -> None:
        self._snapshot = snapshot
        self._settings_service = settings_service
        self._maps = maps

    def command(self) -> app_commands.Command[Any, ..., None]:
        """`/journey`."""

        @app_commands.command(
            name="journey", description="The whole route on one map, and how far it was on this day"
        )
        @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
        @app_commands.allowed_installs(guilds=True, users=True)
        async def journey(interaction: discord.Interaction) -> None:
            today = await self._settings_service.today(interaction.guild_id)
            text = journey_text(Route.of(self._snapshot().calendar.milestones), today, DISCORD)
            await reply(interaction, plain(text), self._maps.journey(today))

        return cast("app_commands.Command[Any, ..., None]", journey)
