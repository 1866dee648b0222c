"""Stores which servers have removed the bot, and deletes their settings."""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.tables import GONE_WITH_THE_SERVER, departures


class SqlDepartures:
    """`DepartureStore` in the table `departures`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def servers(self) -> AbstractSet[int]:
        ids = sa.union(*(sa.select(table.c.guild_id) for table in GONE_WITH_THE_SERVER))
        async with self._engine.connect() as connection:
            return set((await connection.execute(ids)).scalars())

    async def departures(self) -> Mapping[int, datetime]:
        query = sa.select(departures.c.guild_id, departures.c.noticed_at)
        async with self._engine.connect() as connection:
            return {row.guild_id: row.noticed_at for row in await connection.execute(query)}

    async def add(self, guild_ids: Collection[int], noticed_at: datetime) -> None:
        async with self._engine.begin() as connection:
            for guild_id in guild_ids:
                await connection.execute(_of(guild_id))
                await connection.execute(
                    sa.insert(departures).values(guild_id=guild_id, noticed_at=noticed_at)
                )

    async def cancel(self, guild_ids: Collection[int]) -> None:
        async with self._engine.begin() as connection:
            for guild_id in guild_ids:
                await connection.execute(_of(guild_id))

    async def delete(self, left: Mapping[int, datetime]) -> None:
        async with self._engine.begin() as connection:
            for guild_id, noticed_at in left.items():
                deleted = await connection.execute(
                    _of(guild_id).where(departures.c.noticed_at == noticed_at)
                )
                if deleted.rowcount == 0:
                    continue  # another process has changed or removed the record
                for table in GONE_WITH_THE_SERVER:
                    await connection.execute(sa.delete(table).where(table.c.guild_id == guild_id))


def _of(guild_id: int) -> sa.Delete:
    return sa.delete(departures).where(departures.c.guild_id == guild_id)
