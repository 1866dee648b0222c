"""Fakes of the ports of `departures`."""

import asyncio
from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime


class MemoryDepartures:
    """`DepartureStore` in memory; `kept` are the servers for which something is kept."""

    def __init__(self, *kept: int) -> None:
        self.kept = set(kept)
        self.rows: dict[int, datetime] = {}
        self.failure: Exception | None = None

    async def servers(self) -> AbstractSet[int]:
        await asyncio.sleep(0)
        return set(self.kept)

    async def departures(self) -> Mapping[int, datetime]:
        await asyncio.sleep(0)
        if self.failure is not None:
            raise self.failure
        return dict(self.rows)

    async def add(self, guild_ids: Collection[int], noticed_at: datetime) -> None:
        await asyncio.sleep(0)
        self.rows |= dict.fromkeys(guild_ids, noticed_at)

    async def cancel(self, guild_ids: Collection[int]) -> None:
        await asyncio.sleep(0)
        self.rows = {id_: at for id_, at in self.rows.items() if id_ not in guild_ids}

    async def delete(self, left: Mapping[int, datetime]) -> None:
        await asyncio.sleep(0)
        gone = {id_ for id_, at in left.items() if self.rows.get(id_) == at}
        self.rows = {id_: at for id_, at in self.rows.items() if id_ not in gone}
        self.kept -= gone


class MemoryServers:
    """`JoinedServers`, with the time of joining: long ago, unless a test says otherwise."""

    def __init__(self, *joined: int, long_ago: datetime) -> None:
        self.rows: dict[int, datetime | None] = dict.fromkeys(joined, long_ago)
        self.of_other_shards: set[int] = set()

    def joined(self) -> Mapping[int, datetime | None]:
        return dict(self.rows)

    def serves(self, guild_id: int) -> bool:
        return guild_id not in self.of_other_shards
