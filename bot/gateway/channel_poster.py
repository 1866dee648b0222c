"""The services' `Poster`: sends daily posts to Discord's channels and finds them again."""

import hashlib
import logging
from typing import cast

import aiohttp
import discord

from bot.gateway.attempts import attempt
from bot.gateway.outgoing import text_message
from bot.gateway.rejections import (
    ALREADY_PUBLISHED,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    Rejection,
    TransientFailure,
)
from bot.gateway.sending import log_failure, send
from bot.service.ports import Claim, MapRenderer, Picture
from bot.service.poster_port import (
    Deleted,
    FoundPost,
    NoPost,
    NotPublishable,
    Post,
    Published,
    PublishOutcome,
    Refused,
    SearchOutcome,
    SendOutcome,
    Sent,
    TryLater,
    Unconfirmed,
    Unreadable,
)
from bot.text.daily_posts import CHANNEL_GONE, permission_trouble

log = logging.getLogger(__name__)

HISTORY_LIMIT = 1_000  # messages read at most to find a post
_FAILURES = (discord.DiscordException, aiohttp.ClientError, OSError)  # also timeouts


def missing_permissions(channel: discord.TextChannel) -> tuple[str, ...]:
    """The permissions that the bot needs for posting but does not have, as Discord names them."""
    permissions = _permissions(channel)
    if permissions is None:
        return ("View Channel",)
    needed = {
        "View Channel": permissions.view_channel,
        "Send Messages": permissions.send_messages,
    }
    return tuple(name for name, granted in needed.items() if not granted)


class ChannelPoster:
    """`Poster` over a discord.py client."""

    def __init__(self, client: discord.Client, maps: MapRenderer) -> None:
        self._client = client
        self._maps = maps

    def available(self, guild_id: int) -> bool:
        guild = self._client.get_guild(guild_id)
        return guild is not None and not guild.unavailable

    def channel_trouble(self, channel_id: int) -> str | None:
        channel = self._channel(channel_id)
        if channel is None:
            return CHANNEL_GONE
        missing = missing_permissions(channel)
        return permission_trouble(missing, channel.mention) if missing else None

    def last_message_id(self, channel_id: int) -> int | None:
        channel = self._channel(channel_id)
        return channel.last_message_id if channel else None

    def is_announcement_channel(self, channel_id: int) -> bool:
        channel = self._channel(channel_id)
        return channel is not None and channel.is_news()

    async def send(self, post: Post) -> SendOutcome:
        channel = self._channel(post.channel_id)
        if channel is None:
            return Refused("the channel is gone")
        picture = await self._picture(channel, post)
        try:
            outcome = await send(channel, text_message(post.text), post.nonce, picture)
        except discord.HTTPException:
            log.exception("Discord calls the post to server %d malformed", post.guild_id)
            return Refused("the message was malformed, which is my mistake")
        match outcome:
            case Rejection(code=code) if code == UNKNOWN_MESSAGE:
                return Deleted()  # of a message with this nonce that was deleted recently
            case Rejection(code=code) if code == UNKNOWN_CHANNEL:
                return await self._gone_or_deleted(post)
            case Rejection(reason=reason):
                return Refused(reason)
            case Sent() | Unconfirmed():
                return outcome

    async def _gone_or_deleted(self, post: Post) -> SendOutcome:
        """Find out what “Unknown Channel” means here.

        Either the channel is gone, or a message with the same nonce was deleted a short time ago.
        """
        try:
            await self._client.fetch_channel(post.channel_id)
        except discord.NotFound:
            return Refused("the channel is gone")
        except discord.Forbidden:
            return Deleted()  # the channel exists, though the bot may not see it
        except _FAILURES as failure:
            return Unconfirmed(_reason(failure))
        return Deleted()

    async def _picture(self, channel: discord.TextChannel, post: Post) -> Picture | None:
        """The post's map; None without the permission to attach files."""
        permissions = _permissions(channel)
        if permissions is None or not permissions.attach_files:
            log.info(
                "Posting in server %d without a map: I'm missing the Attach Files permission",
                post.guild_id,
            )
            return None
        return await self._maps.picture(post.milestones, post.calendar)

    async def find(self, claim: Claim, heading: str) -> SearchOutcome:
        channel = self._channel(claim.channel_id)
        if channel is None:
            return Unreadable("the channel is gone")
        permissions = _permissions(channel)
        if permissions is None:
            return TryLater("the server is not fully loaded")
        if not permissions.read_message_history:
            # Discord would return an empty history, which proves nothing.
            return Unreadable("I'm missing the Read Message History permission")
        # Without a last message, the channel was empty, so every message in it is newer.
        after = discord.Object(claim.last_message_id or 0)
        read = 0
        try:
            async for message in channel.history(
                limit=HISTORY_LIMIT, after=after, oldest_first=True
            ):
                if self._is_post(message, heading):
                    return FoundPost(message.id)
                read += 1
        except (discord.Forbidden, discord.NotFound) as error:
            return Unreadable(_reason(error))
        except _FAILURES as error:
            return TryLater(_reason(error))
        if read >= HISTORY_LIMIT:
            return Unreadable(f"{HISTORY_LIMIT:,} or more messages since then")
        return NoPost()

    async def publish(self, channel_id: int, message_id: int) -> PublishOutcome:
        channel = self._channel(channel_id)
        if channel is None:
            return NotPublishable("the channel is gone")
        try:
            outcome = await attempt(channel.get_partial_message(message_id).publish)
        except discord.HTTPException as error:
            return NotPublishable(_reason(error))
        match outcome:
            case TransientFailure(reason, pause):
                return TryLater(reason, pause)
            case Rejection(code=code, reason=reason) if code != ALREADY_PUBLISHED:
                return NotPublishable(reason)
            case _:
                return Published()

    async def alert(self, guild_id: int, text: str) -> None:
        guild = self._client.get_guild(guild_id)
        channel = guild.system_channel if guild else None
        if channel is None or missing_permissions(channel):
            return
        nonce = hashlib.sha256(f"{guild_id}/{text}".encode()).hexdigest()[:25]
        outcome = await send(channel, text_message(text), nonce)
        if not isinstance(outcome, Sent):
            log_failure(f"alert the admins of server {guild_id}", outcome)

    def _channel(self, channel_id: int) -> discord.TextChannel | None:
        channel = self._client.get_channel(channel_id)
        return channel if isinstance(channel, discord.TextChannel) else None

    def _is_post(self, message: discord.Message, heading: str) -> bool:
        """Whether a message is the post: by the bot, and no reply to a message or command."""
        return (
            self._client.user is not None
            and message.author.id == self._client.user.id
            and message.interaction_metadata is None
            and message.reference is None
            and message.content.startswith(heading)
        )


def _permissions(channel: discord.TextChannel) -> discord.Permissions | None:
    """The bot's permissions in a channel; None until the server is fully loaded."""
    # By its type, `me` is always there.
    me = cast("discord.Member | None", channel.guild.me)
    return channel.permissions_for(me) if me else None


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
