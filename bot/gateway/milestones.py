"""/milestone: any day, place or event of the journey; and the buttons that turn its card."""

from collections.abc import Callable
from datetime import date
from typing import Any, cast

import discord
from discord import app_commands

from bot.calendar.day_names import day_name
from bot.gateway.buttons import day_button
from bot.gateway.errors import tell
from bot.gateway.pictures import replace, reply
from bot.gateway.render import card, plain
from bot.service.milestone_lookup import complete, days_nearby, look_up
from bot.service.ports import MapRenderer
from bot.service.server_settings import SettingsService
from bot.service.snapshot import Snapshot
from bot.text.lookup import Anniversary, Matches, lookup_text
from bot.text.markup import DISCORD
from bot.text.milestones import milestone_cards


class Milestones:
    """Shows milestones on request."""

    def __init__(
        self, snapshot: Callable[[], Snapshot], settings_service: SettingsService, maps: MapRenderer
    ) -> None:
        self._snapshot = snapshot
        self._settings_service = settings_service
        self._maps = maps

    def command(self) -> app_commands.Command[Any, ..., None]:
        """`/milestone [when]`."""

        @app_commands.command(
            name="milestone", description="What happened on a day, at a place or at an event"
        )
        @app_commands.describe(
            when="A date, a place or an event; without it: today or what is next"
        )
        @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
        @app_commands.allowed_installs(guilds=True, users=True)
        async def milestone(
            interaction: discord.Interaction, when: app_commands.Range[str, 1, 200] | None = None
        ) -> None:
            today = await self._settings_service.today(interaction.guild_id)
            snapshot = self._snapshot()
            result = look_up(snapshot.lookup, when, today)
            text = lookup_text(result, DISCORD)
            match result:
                case Matches(milestones) | Anniversary(milestones):
                    outgoing = card(text, milestones, snapshot.calendar)
                    await reply(interaction, outgoing, self._maps.picture(milestones))
                case _:
                    row = [day_button(day, day_name(day)) for day in days_nearby(result)]
                    await interaction.response.send_message(**plain(text, row), ephemeral=True)

        @milestone.autocomplete("when")
        async def suggest(
            interaction: discord.Interaction, typed: str
        ) -> list[app_commands.Choice[str]]:
            today = interaction.created_at.date()
            return [
                app_commands.Choice(name=label, value=day.isoformat())
                for day, label in complete(self._snapshot().lookup, typed, today)
            ]

        return cast("app_commands.Command[Any, ..., None]", milestone)

    async def press(self, interaction: discord.Interaction, argument: str) -> None:
        """Turn the card to another day: in place for the one who asked, else for oneself alone."""
        snapshot = self._snapshot()
        milestones = snapshot.calendar.on(date.fromisoformat(argument))
        if not milestones:
            await tell(interaction, "That day is no longer in my calendar.")
            return
        outgoing = card(milestone_cards(milestones, DISCORD), milestones, snapshot.calendar)
        drawing = self._maps.picture(milestones)
        if _asked(interaction):
            await replace(interaction, outgoing, drawing)
        else:
            await reply(interaction, outgoing, drawing, ephemeral=True)


def _asked(interaction: discord.Interaction) -> bool:
    """Whether the person who pressed is the one whose command brought the card."""
    message = interaction.message
    if message is None:
        return False
    metadata = message.interaction_metadata
    return message.flags.ephemeral or (
        metadata is not None and metadata.user.id == interaction.user.id
    )
