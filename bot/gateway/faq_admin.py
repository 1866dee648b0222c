"""/faq: commands for the people who run the bot, and for managers of servers they have chosen."""

from collections.abc import Collection

import discord
from discord import app_commands
from discord.ext import commands

from bot.gateway.errors import RefusalError
from bot.gateway.responses import defer, respond_privately
from bot.service.daily_posts import DailyPosts
from bot.service.live_knowledge import LiveKnowledge, Reloaded, ReloadRefused
from bot.text.faq_admin import checked, reload_failed, reloaded
from bot.text.notices import ADMINISTRATORS_ONLY, SERVERS_ONLY


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
class FaqAdminCog(commands.GroupCog, group_name="faq", group_description="Manage the FAQ"):
    """Reloads and checks the knowledge files with `/faq`."""

    def __init__(
        self, live_knowledge: LiveKnowledge, daily_posts: DailyPosts, admin_guilds: Collection[int]
    ) -> None:
        self._live_knowledge = live_knowledge
        self._daily_posts = daily_posts
        self._admin_guilds = frozenset(admin_guilds)

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Let administrators pass, in servers. Raises RefusalError for everybody else."""
        if interaction.guild_id is None:
            # Discord goes on offering a command as it was registered before, for a while.
            raise RefusalError(SERVERS_ONLY)
        if self._is_administrator(interaction):
            return True
        raise RefusalError(ADMINISTRATORS_ONLY)

    def _is_administrator(self, interaction: discord.Interaction) -> bool:
        application = interaction.client.application
        if application is not None:
            team = application.team.members if application.team else ()
            if interaction.user.id in {application.owner.id, *(member.id for member in team)}:
                return True
        return interaction.guild_id in self._admin_guilds and interaction.permissions.manage_guild

    @app_commands.command(description="Reload the knowledge files")
    async def reload(self, interaction: discord.Interaction) -> None:
        """Start using the files as they are now, or say why they can't be used."""
        await defer(interaction, ephemeral=True)
        match await self._live_knowledge.reload():
            case Reloaded(changes, warnings, snapshot):
                self._daily_posts.wake()
                text = reloaded(len(snapshot.knowledge.entries), changes, warnings)
            case ReloadRefused(findings):
                text = reload_failed(findings)
        await respond_privately(interaction, text)

    @app_commands.command(description="Check the knowledge files for errors")
    async def check(self, interaction: discord.Interaction) -> None:
        """Report every finding without reloading."""
        await defer(interaction, ephemeral=True)
        knowledge, findings = await self._live_knowledge.check()
        text = checked(len(knowledge.entries) if knowledge else None, findings)
        await respond_privately(interaction, text)
