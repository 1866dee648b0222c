"""The option `channel` of `/settings milestones`: a text or announcement channel, nothing else."""

import discord
from discord import app_commands

from bot.gateway.errors import RefusalError
from bot.text.daily_posts import CHANNEL_GONE
from bot.text.settings import no_posts_in

_KINDS = {
    discord.ChannelType.news_thread: "a thread",
    discord.ChannelType.public_thread: "a thread",
    discord.ChannelType.private_thread: "a thread",
    discord.ChannelType.forum: "a forum",
    discord.ChannelType.media: "a media channel",
    discord.ChannelType.voice: "a voice channel",
    discord.ChannelType.stage_voice: "a stage channel",
    discord.ChannelType.category: "a category",
}


class PostsChannel(app_commands.Transformer):
    """Offers the channels that can have daily posts, and says why any other channel is refused.

    Discord's client only offers these channels, but a modified or old client may send another one.
    """

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return [discord.ChannelType.text, discord.ChannelType.news]

    async def transform(
        self,
        interaction: discord.Interaction,  # noqa: ARG002
        value: app_commands.AppCommandChannel | app_commands.AppCommandThread,
        /,
    ) -> discord.TextChannel:
        if value.type not in self.channel_types:
            kind = _KINDS.get(value.type, "another kind of channel")
            raise RefusalError(no_posts_in(kind, value.mention))
        channel = value.resolve()
        if not isinstance(channel, discord.TextChannel):
            raise RefusalError(CHANNEL_GONE)
        return channel
