"""Tells the service for departures which servers the bot is in, and when that may have changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

import discord
from discord.ext import commands

from bot.service.departures import Departures


class DiscordServers:
    """`JoinedServers` over a discord.py client. The list is complete once the client is ready.

    When a new session begins, discord.py replaces the whole list at once with Discord's new one.
    """

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    def joined(self) -> Mapping[int, datetime | None]:
        return {guild.id: _joined_at(guild) for guild in self._client.guilds}

    def serves(self, guild_id: int) -> bool:
        shards = self._client.shard_count or 1
        return (guild_id >> 22) % shards == (self._client.shard_id or 0)


def _joined_at(guild: discord.Guild) -> datetime | None:
    # By its type, `me` is always there, but during an outage it may be missing.
    me = cast("discord.Member | None", guild.me)
    return me.joined_at if me is not None and not guild.unavailable else None


class DeparturesCog(commands.Cog):
    """Wakes the service whenever the bot may have joined or left a server.

    An outage of a server is not a departure, and is another event: `guild_unavailable`.
    """

    def __init__(self, departures: Departures) -> None:
        self._departures = departures

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Servers may have removed the bot while it was not connected."""
        self._departures.wake()

    @commands.Cog.listener()
    async def on_guild_join(self, _guild: discord.Guild) -> None:
        """The server may have had the bot before."""
        self._departures.wake()

    @commands.Cog.listener()
    async def on_guild_available(self, _guild: discord.Guild) -> None:
        """After an outage, it is known again when the bot joined the server."""
        self._departures.wake()

    @commands.Cog.listener()
    async def on_guild_remove(self, _guild: discord.Guild) -> None:
        """The server has removed the bot, or was deleted."""
        self._departures.wake()
