"""/milestone: any day, place or event of the journey; and the buttons that turn its card."""

from collections.abc import Callable
from datetime import date

import discord
from discord import app_commands
from discord.ext import commands

from bot.calendar.day_names import day_name
from bot.gateway.buttons import MILESTONES, DayButton
from bot.gateway.map_messages import replace_with_map, send_with_map
from bot.gateway.outgoing import text_message
from bot.gateway.render import card
from bot.gateway.responses import respond, respond_privately
from bot.service.milestone_lookup import complete, days_nearby, look_up
from bot.service.ports import MapRenderer
from bot.service.server_settings import SettingsService
from bot.service.snapshot import Snapshot
from bot.text.lookup import Anniversary, Matches, lookup_text
from bot.text.markup import DISCORD
from bot.text.milestones import milestone_cards
from bot.text.notices import DAY_GONE


class MilestonesCog(commands.Cog, name=MILESTONES):
    """Shows milestones with `/milestone`."""

    def __init__(
        self, snapshot: Callable[[], Snapshot], settings_service: SettingsService, maps: MapRenderer
    ) -> None:
        self._snapshot = snapshot
        self._settings_service = settings_service
        self._maps = maps

    @app_commands.command(description="Show what happened on a day, at a place or at an event")
    @app_commands.describe(
        when="Date, place or event; leave it out for today's anniversary or the next one"
    )
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def milestone(
        self,
        interaction: discord.Interaction,
        when: app_commands.Range[str, 1, 200] | None = None,
    ) -> None:
        """Show the milestones that are found, or buttons to the nearest days."""
        today = await self._settings_service.today(interaction.guild_id)
        snapshot = self._snapshot()
        result = look_up(snapshot, when, today)
        text = lookup_text(result, DISCORD)
        match result:
            case Matches(milestones) | Anniversary(milestones):
                outgoing = card(text, milestones, snapshot.calendar)
                drawing = self._maps.picture(milestones, snapshot.calendar)
                await send_with_map(interaction, outgoing, drawing)
            case _:
                row = [DayButton(day.isoformat(), day_name(day)) for day in days_nearby(result)]
                await respond(interaction, text_message(text, row), ephemeral=True)

    @milestone.autocomplete("when")
    async def _complete_when(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        today = await self._settings_service.today(interaction.guild_id)
        return [
            app_commands.Choice(name=label, value=day.isoformat())
            for day, label in complete(self._snapshot(), typed, today)
        ]

    async def press_day(self, interaction: discord.Interaction, day: date) -> None:
        """Turn a person's own card to the day; show other people the day privately."""
        calendar = self._snapshot().calendar
        milestones = calendar.on(day)
        if not milestones:
            await respond_privately(interaction, DAY_GONE)
            return
        outgoing = card(milestone_cards(milestones, DISCORD), milestones, calendar)
        drawing = self._maps.picture(milestones, calendar)
        if _is_own_card(interaction):
            await replace_with_map(interaction, outgoing, drawing)
        else:
            await send_with_map(interaction, outgoing, drawing, ephemeral=True)


def _is_own_card(interaction: discord.Interaction) -> bool:
    """Whether the person who pressed the button is the one whose command showed the card."""
    message = interaction.message
    if message is None:
        return False
    metadata = message.interaction_metadata
    return message.flags.ephemeral or (
        metadata is not None and metadata.user.id == interaction.user.id
    )
