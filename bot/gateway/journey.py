"""/journey: the whole route on one map, and how far it had come on this day of the year."""

from collections.abc import Callable
from typing import Any, cast

import discord
from discord import app_commands

from bot.gateway.pictures import reply
from bot.gateway.render import plain
from bot.relay.map.route import Route
from bot.service.configuring import Configurator
from bot.service.curating import Edition
from bot.service.ports import Illustrator
from bot.service.travelling import tell_journey


class Journey:
    """Shows the journey as a whole."""

    def __init__(
        self, edition: Callable[[], Edition], configurator: Configurator, illustrator: Illustrator
    ) -> None:
        self._edition = edition
        self._configurator = configurator
        self._illustrator = illustrator

    def command(self) -> app_commands.Command[Any, ..., None]:
        """`/journey`."""

        @app_commands.command(
            name="journey", description="The whole route on one map, and how far it was on this day"
        )
        @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
        @app_commands.allowed_installs(guilds=True, users=True)
        async def journey(interaction: discord.Interaction) -> None:
            today = await self._configurator.today(interaction.guild_id)
            text = tell_journey(Route.of(self._edition().calendar.milestones), today)
            await reply(interaction, plain(text), self._illustrator.journey(today))

        return cast("app_commands.Command[Any, ..., None]", journey)
