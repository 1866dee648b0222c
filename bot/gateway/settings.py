"""/settings: the daily posts of a server, for its members with Manage Server."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.gateway.channel_poster import missing_permissions
from bot.gateway.errors import RefusalError
from bot.gateway.posts_channel import PostsChannel
from bot.gateway.responses import respond_privately
from bot.service.server_settings import SettingsOverview, SettingsService, TodaysPost, parse_time
from bot.service.time_zones import FoundZone, TimeZones, UnknownZone
from bot.text.daily_posts import permission_trouble
from bot.text.notices import MANAGERS_ONLY, SERVERS_ONLY
from bot.text.settings import (
    BAD_TIME,
    NO_FOLLOWERS,
    OFF,
    PostsState,
    posts_state,
    turned_off,
    unknown_zone,
)


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
class SettingsCog(
    commands.GroupCog, group_name="settings", group_description="Set me up for this server"
):
    """Shows and changes a server's settings with `/settings`."""

    def __init__(self, settings_service: SettingsService, time_zones: TimeZones) -> None:
        self._settings_service = settings_service
        self._time_zones = time_zones

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
        channel="Text channel, or announcement channel (posts are published); no thread",
        time="Time of day as HH:MM, for example 09:00",
        timezone="Time zone: type a city, a country or an offset such as UTC+3, and pick one",
        publish="Whether posts in an announcement channel go out to its followers (default: yes)",
    )
    async def milestones(
        self,
        interaction: discord.Interaction,
        channel: app_commands.Transform[discord.TextChannel, PostsChannel] | None = None,
        time: str | None = None,
        timezone: str | None = None,
        publish: bool | None = None,  # noqa: FBT001  discord.py passes options by name
    ) -> None:
        """Change the settings that are given, then show all of them."""
        at = parse_time(time) if time is not None else None
        if time is not None and at is None:
            raise RefusalError(BAD_TIME)
        zone = self._zone(timezone) if timezone is not None else None
        if channel is not None and (missing := missing_permissions(channel)):
            raise RefusalError(permission_trouble(missing, channel.mention))
        if channel or at or zone or publish is not None:
            await self._settings_service.change(
                _guild_id(interaction),
                channel_id=channel.id if channel else None,
                at=at,
                timezone=zone,
                publish=publish,
            )
        await self._show(interaction, publish_given=publish is not None)

    def _zone(self, typed: str) -> str:
        match self._time_zones.find(typed):
            case FoundZone(name):
                return name
            case UnknownZone(suggestions, is_offset):
                raise RefusalError(unknown_zone(typed, suggestions, is_offset=is_offset))

    @milestones.autocomplete("timezone")
    async def _complete_timezone(
        self, _interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return [
            app_commands.Choice(name=label, value=name)
            for name, label in self._time_zones.choices(typed)
        ]

    @app_commands.command(name="milestones-off", description="Stop the daily posts")
    async def milestones_off(self, interaction: discord.Interaction) -> None:
        """Turn the posts off; the other settings are kept."""
        were_on = await self._settings_service.switch_off(_guild_id(interaction))
        await respond_privately(interaction, turned_off(were_on=were_on))

    async def _show(self, interaction: discord.Interaction, *, publish_given: bool = False) -> None:
        overview = await self._settings_service.overview(_guild_id(interaction))
        settings = overview.settings
        channel_id = settings.channel_id if settings else None
        channel = interaction.guild.get_channel(channel_id or 0) if interaction.guild else None
        has_followers = isinstance(channel, discord.TextChannel) and channel.is_news()
        text = describe(
            overview,
            self._time_zones.label(settings.timezone) if settings else "",
            has_followers=has_followers,
        )
        if publish_given and channel_id and not has_followers:
            text = f"{NO_FOLLOWERS}\n{text}"
        await respond_privately(interaction, text)


def _guild_id(interaction: discord.Interaction) -> int:
    if interaction.guild_id is None:
        raise RefusalError(SERVERS_ONLY)
    return interaction.guild_id


def describe(overview: SettingsOverview, timezone: str, *, has_followers: bool = False) -> str:
    """A server's settings as one message.

    `timezone`: with its offset; `has_followers`: whether the channel is an announcement channel.
    """
    settings = overview.settings
    if settings is None or not settings.enabled:
        return OFF
    day, todays_post = overview.today or (None, None)
    return posts_state(
        PostsState(
            channel=f"<#{settings.channel_id}>" if settings.channel_id else None,
            at=settings.at,
            timezone=timezone,
            trouble=settings.trouble,
            uncertain_day=overview.uncertain_day,
            next_posts=overview.next_posts,
            skipped=day if todays_post is TodaysPost.SKIPPED else None,
            already_sent=day if todays_post is TodaysPost.SENT else None,
            published=settings.publish if has_followers else None,
        )
    )
