"""/settings: the daily posts of a server, for its members with Manage Server."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.gateway.channel_poster import missing_permissions
from bot.gateway.errors import RefusalError
from bot.gateway.responses import respond_privately
from bot.service.server_settings import SettingsOverview, SettingsService, parse_time
from bot.service.time_zones import complete_zone, find_zone
from bot.text.daily_posts import permission_trouble
from bot.text.notices import MANAGERS_ONLY, SERVERS_ONLY
from bot.text.settings import BAD_TIME, OFF, UNKNOWN_ZONE, PostsState, posts_state, turned_off


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
class SettingsCog(
    commands.GroupCog, group_name="settings", group_description="Set me up for this server"
):
    """Shows and changes a server's settings with `/settings`."""

    def __init__(self, settings_service: SettingsService) -> None:
        self._settings_service = settings_service

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Let members with Manage Server pass. Raises RefusalError for everybody else."""
        if interaction.guild_id is None:
            raise RefusalError(SERVERS_ONLY)
        if not interaction.permissions.manage_guild:
            raise RefusalError(MANAGERS_ONLY)
        return True

    @app_commands.command(description="Show this server's settings")
    async def show(self, interaction: discord.Interaction) -> None:
        """Show the settings, the next posts and a preview."""
        await self._show(interaction)

    @app_commands.command(description="Set up daily posts about what happened on this day")
    @app_commands.describe(
        channel="Text or announcement channel to post in, not a thread",
        time="Time of day as HH:MM, for example 09:00",
        timezone="Time zone, for example Europe/Moscow",
    )
    async def milestones(
        self,
        interaction: discord.Interaction,
        channel: discord.TextChannel | None = None,
        time: str | None = None,
        timezone: str | None = None,
    ) -> None:
        """Change the settings that are given, then show all of them."""
        at = parse_time(time) if time is not None else None
        if time is not None and at is None:
            raise RefusalError(BAD_TIME)
        zone = find_zone(timezone) if timezone is not None else None
        if timezone is not None and zone is None:
            raise RefusalError(UNKNOWN_ZONE)
        if channel is not None and (missing := missing_permissions(channel)):
            raise RefusalError(permission_trouble(missing, channel.mention))
        if channel or at or zone:
            await self._settings_service.change(
                _guild_id(interaction),
                channel_id=channel.id if channel else None,
                at=at,
                timezone=zone,
            )
        await self._show(interaction)

    @milestones.autocomplete("timezone")
    async def _complete_timezone(
        self, _interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=name, value=name) for name in complete_zone(typed)]

    @app_commands.command(name="milestones-off", description="Stop the daily posts")
    async def milestones_off(self, interaction: discord.Interaction) -> None:
        """Turn the posts off; the other settings are kept."""
        were_on = await self._settings_service.switch_off(_guild_id(interaction))
        await respond_privately(interaction, turned_off(were_on=were_on))

    async def _show(self, interaction: discord.Interaction) -> None:
        overview = await self._settings_service.overview(_guild_id(interaction))
        await respond_privately(interaction, describe(overview))


def _guild_id(interaction: discord.Interaction) -> int:
    if interaction.guild_id is None:
        raise RefusalError(SERVERS_ONLY)
    return interaction.guild_id


def describe(overview: SettingsOverview) -> str:
    """A server's settings as one message."""
    settings = overview.settings
    if settings is None or not settings.enabled:
        return OFF
    return posts_state(
        PostsState(
            channel=f"<#{settings.channel_id}>" if settings.channel_id else None,
            at=settings.at,
            timezone=settings.timezone,
            trouble=settings.trouble,
            uncertain_day=overview.uncertain_day,
            next_posts=overview.next_posts,
        )
    )
