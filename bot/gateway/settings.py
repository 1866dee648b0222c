"""/settings: the daily posts of a server, for its members with Manage Server."""

from datetime import datetime

import discord
from discord import app_commands

from bot.gateway.channel_poster import missing_permissions
from bot.gateway.errors import RefusalError
from bot.gateway.render import plain
from bot.service.server_settings import SettingsOverview, SettingsService, parse_time
from bot.service.time_zones import complete_zone, find_zone
from bot.text.daily_posts import permission_trouble
from bot.text.milestones import day_name, heading, tell_all

PREVIEW_ROOM = 1_100  # characters of the preview; the state above it takes the rest


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
class SettingsCommands(
    app_commands.Group, name="settings", description="Set me up for this server"
):
    """`/settings show`, `/settings milestones` and `/settings milestones-off`."""

    def __init__(self, settings_service: SettingsService) -> None:
        super().__init__()
        self._settings_service = settings_service

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Let members with Manage Server pass. Raises RefusalError for everybody else."""
        if interaction.guild_id is None:
            raise RefusalError("Settings belong to a server; use this command there.")
        if not interaction.permissions.manage_guild:
            raise RefusalError("Settings are for members with the permission Manage Server.")
        return True

    @app_commands.command(description="What is set for this server")
    async def show(self, interaction: discord.Interaction) -> None:
        """Show the state, the next posts and a preview."""
        await self._show(interaction)

    @app_commands.command(description="Post every day what happened on this day")
    @app_commands.describe(
        channel="Where to post", time="When to post: HH:MM", timezone="Whose clock: a city's"
    )
    async def milestones(
        self,
        interaction: discord.Interaction,
        channel: discord.TextChannel | None = None,
        time: str | None = None,
        timezone: str | None = None,
    ) -> None:
        """Set what is given, then show."""
        at = parse_time(time) if time is not None else None
        if time is not None and at is None:
            raise RefusalError("Write the time as HH:MM, for example 09:00 or 18:30.")
        zone = find_zone(timezone) if timezone is not None else None
        if timezone is not None and zone is None:
            raise RefusalError("I don't know that time zone. Choose one like Europe/Moscow.")
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
    async def _zones(
        self, _interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=name, value=name) for name in complete_zone(typed)]

    @app_commands.command(name="milestones-off", description="Stop the daily posts")
    async def milestones_off(self, interaction: discord.Interaction) -> None:
        """Switch the posts off; the rest is kept for another time."""
        was_on = await self._settings_service.switch_off(_guild_id(interaction))
        text = "The daily posts are off." if was_on else "The daily posts were off already."
        await interaction.response.send_message(
            **plain(f"{text} `/settings milestones` switches them on."), ephemeral=True
        )

    async def _show(self, interaction: discord.Interaction) -> None:
        overview = await self._settings_service.overview(_guild_id(interaction))
        await interaction.response.send_message(**plain(describe(overview)), ephemeral=True)


def _guild_id(interaction: discord.Interaction) -> int:
    if interaction.guild_id is None:
        raise RefusalError("Settings belong to a server; use this command there.")
    return interaction.guild_id


def describe(overview: SettingsOverview) -> str:
    """State, trouble, the next posts and a preview of the first, as one message."""
    settings = overview.settings
    if settings is None or not settings.enabled:
        return "**Daily posts: off.** `/settings milestones` with a channel switches them on."
    if settings.channel_id is None:
        lines = ["**Daily posts: not yet.** Choose a channel with `/settings milestones`."]
    else:
        lines = [f"**Daily posts: on**, in <#{settings.channel_id}>"]
    lines.append(f"At {settings.at:%H:%M}, time zone {settings.timezone}")
    if settings.trouble:
        lines.append(f"⚠️ Set aside: {settings.trouble}")
    if overview.uncertain_day:
        lines.append(
            f"⚠️ Whether the post of {day_name(overview.uncertain_day)} was sent is uncertain; "
            "it is not sent again."
        )
    if not overview.next_posts:
        return "\n".join([*lines, "The calendar has nothing to post."])
    lines.append("**Next:**")
    for moment, occasion in overview.next_posts:
        lines.append(f"- {_stamp(moment)}: {occasion.milestones[0].title}")
    _, first = overview.next_posts[0]
    preview = tell_all(first.milestones, heading(first.day), limit=PREVIEW_ROOM)
    quoted = "\n".join(f"> {line}" for line in preview.splitlines())
    return "\n".join([*lines, "**Preview:**", quoted])


def _stamp(moment: datetime) -> str:
    """A time that Discord shows in each reader's own zone."""
    return f"<t:{int(moment.timestamp())}:f>"
