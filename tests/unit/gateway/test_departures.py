"""Which servers the bot is in, as discord.py knows it."""

from datetime import UTC, datetime
from unittest.mock import Mock

import discord
import pytest

from bot.gateway.departures import DeparturesCog, DiscordServers
from bot.service.departures import Departures

JOINED = datetime(2026, 1, 1, tzinfo=UTC)


def client_of(*guilds: discord.Guild, shard: int | None = None, shards: int | None = None) -> Mock:
    return Mock(spec=discord.Client, guilds=guilds, shard_id=shard, shard_count=shards)


def guild(id_: int, *, unavailable: bool = False, me: bool = True) -> Mock:
    member = Mock(spec=discord.Member, joined_at=JOINED) if me else None
    return Mock(spec=discord.Guild, id=id_, unavailable=unavailable, me=member)


def test_servers_with_an_outage_are_joined_since_nobody_knows_when():
    servers = DiscordServers(
        client_of(guild(1), guild(2, unavailable=True), guild(3, unavailable=True, me=False))
    )
    assert servers.joined() == {1: JOINED, 2: None, 3: None}


def test_without_shards_every_server_is_served():
    assert DiscordServers(client_of()).serves(2**60 + 7)


@pytest.mark.parametrize(("shard", "served"), [(0, False), (1, True), (2, False)])
def test_a_shard_serves_the_servers_that_discord_gives_it(shard: int, served: bool):
    servers = DiscordServers(client_of(shard=shard, shards=3))
    assert servers.serves((3 * 5 + 1) << 22) is served


async def test_every_event_about_servers_is_a_reason_to_look():
    departures = Mock(spec=Departures)
    cog = DeparturesCog(departures)
    names = {name for name, _ in cog.get_listeners()}
    assert names == {"on_ready", "on_guild_join", "on_guild_available", "on_guild_remove"}
    for _, listener in cog.get_listeners():
        await listener(*([] if listener.__name__ == "on_ready" else [guild(1)]))
    assert departures.wake.call_count == 4
