"""The services' `Poster`: daily posts on Discord."""

import logging
from typing import cast

import aiohttp
import discord

from bot.gateway.map_messages import map_file
from bot.service.ports import Claim, Delivered, MapRenderer, Post

log = logging.getLogger(__name__)

HISTORY_LIMIT = 1_000  # messages read at most to find a post
_NO_CHANNEL = 10003

Postable = discord.TextChannel


def missing_rights(channel: discord.TextChannel) -> str | None:
    """The permissions that posting needs and the bot lacks, as Discord names them."""
    # discord.py's type hides that the bot is missing until the server is fully there.
    me = cast("discord.Member | None", channel.guild.me)
    if me is None:
        return "View Channel"
    rights = channel.permissions_for(me)
    needed = {
        "View Channel": rights.view_channel,
        "Send Messages": rights.send_messages,
    }
    return " and ".join(name for name, has in needed.items() if not has) or None


class ChannelPoster:
    """`Poster` over a discord.py client."""

    def __init__(self, client: discord.Client, maps: MapRenderer) -> None:
        self._client = client
        self._maps = maps

    def available(self, guild_id: int) -> bool:
        guild = self._client.get_guild(guild_id)
        return guild is not None and not guild.unavailable

    def obstacle(self, channel_id: int) -> str | None:
        channel = self._channel(channel_id)
        if channel is None:
            return "The channel is gone, or I cannot see it."
        if missing := missing_rights(channel):
            return f"I lack {missing} in {channel.mention}."
        return None

    def anchor(self, channel_id: int) -> int | None:
        channel = self._channel(channel_id)
        return channel.last_message_id if channel else None

    async def send(self, post: Post) -> int | Delivered:
        channel = self._channel(post.channel_id)
        if channel is None:
            return Delivered.REFUSED
        try:
            message = await channel.send(
                post.text,
                files=await self._files(channel, post),
                nonce=post.nonce,
                suppress_embeds=True,
                allowed_mentions=discord.AllowedMentions(
                    everyone=False, users=False, roles=False, replied_user=False
                ),
            )
        except discord.Forbidden as error:
            log.info("Server %d refused a post: %s", post.guild_id, error)
            return Delivered.REFUSED
        except discord.NotFound as error:
            if error.code == _NO_CHANNEL and not await self._exists(post.channel_id):
                return Delivered.REFUSED
            # Also Discord's answer where a message with the same nonce was deleted shortly before.
            return Delivered.VANISHED
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            log.warning("A post to server %d failed: %s", post.guild_id, error)
            return Delivered.UNKNOWN
        return message.id

    async def _files(self, channel: Postable, post: Post) -> list[discord.File]:
        """The post's map, where the channel takes files: for want of that no post is refused."""
        if not channel.permissions_for(channel.guild.me).attach_files:
            log.info("Server %d gets its post without a map: I lack Attach Files", post.guild_id)
            return []
        picture = await self._maps.picture(post.milestones)
        return [map_file(picture)] if picture else []

    async def find(self, claim: Claim, heading: str) -> int | None:
        channel = self._channel(claim.channel_id)
        if channel is None:
            raise LookupError("the channel is gone")
        if not channel.permissions_for(channel.guild.me).read_message_history:
            # Discord would show an empty history, which proves nothing.
            raise LookupError("I lack Read Message History")
        # Without an anchor the channel was empty: all that is in it came since.
        after = discord.Object(claim.anchor or 0)
        read = 0
        try:
            async for message in channel.history(
                limit=HISTORY_LIMIT, after=after, oldest_first=True
            ):
                if self._is(message, heading):
                    return message.id
                read += 1
        except (discord.Forbidden, discord.NotFound) as error:
            raise LookupError(str(error)) from error
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            raise ConnectionError(str(error)) from error
        if read >= HISTORY_LIMIT:
            raise LookupError("too many messages since")
        return None

    async def alert(self, guild_id: int, text: str) -> None:
        guild = self._client.get_guild(guild_id)
        channel = guild.system_channel if guild else None
        if channel is None or missing_rights(channel):
            return
        try:
            await channel.send(text)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            log.info("Server %d could not be told: %s", guild_id, error)

    def _channel(self, channel_id: int) -> Postable | None:
        channel = self._client.get_channel(channel_id)
        return channel if isinstance(channel, discord.TextChannel) else None

    async def _exists(self, channel_id: int) -> bool:
        try:
            await self._client.fetch_channel(channel_id)
        except discord.NotFound:
            return False
        except discord.DiscordException:
            return True
        return True

    def _is(self, message: discord.Message, heading: str) -> bool:
        """Whether a message is such a post: not a command's reply, nor an answer to a person."""
        return (
            self._client.user is not None
            and message.author.id == self._client.user.id
            and message.interaction_metadata is None
            and message.reference is None
            and message.content.startswith(heading)
        )
