"""Which servers the bot is in, and the events that tell of a change."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

import discord
from discord.ext import commands

from bot.service.departures import Departures


class DiscordServers:
    """`JoinedServers` of a discord.py client, whose list is complete once the client is ready.

    At a new session too: discord.py replaces the whole list at once by the one that Discord sends.
    """

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    def joined(self) -> Mapping[int, datetime | None]:
        return {guild.id: _joined_at(guild) for guild in self._client.guilds}

    def serves(self, guild_id: int) -> bool:
        shards = self._client.shard_count or 1
        return (guild_id >> 22) % shards == (self._client.shard_id or 0)


def _joined_at(guild: discord.Guild) -> datetime | None:
    # discord.py's type says that `me` is always there, but not so during an outage.
    me = cast("discord.Member | None", guild.me)
    return me.joined_at if me is not None and not guild.unavailable else None


class DeparturesCog(commands.Cog):
    """Looks at departures whenever Discord says which servers the bot is in.

    An outage of a server is another event (`guild_unavailable`), so that it is no departure.
    """

    def __init__(self, departures: Departures) -> None:
        self._departures = departures

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Look: servers may have removed the bot while it was not connected."""
        self._departures.look()

    @commands.Cog.listener()
    async def on_guild_join(self, _guild: discord.Guild) -> None:
        """Look: the server may be one that comes back."""
        self._departures.look()

    @commands.Cog.listener()
    async def on_guild_available(self, _guild: discord.Guild) -> None:
        """Look: it is known now when the bot joined the server."""
        self._departures.look()

    @commands.Cog.listener()
    async def on_guild_remove(self, _guild: discord.Guild) -> None:
        """Look: the server has removed the bot, or is deleted."""
        self._departures.look()
