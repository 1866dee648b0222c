"""Notes (short texts, each under a key) in the database."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.tables import notes


class SqlNotes:
    """`Notes` in the table `notes`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def get(self, key: str) -> str | None:
        query = sa.select(notes.c.value).where(notes.c.key == key)
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).scalar_one_or_none()

    async def put(self, key: str, value: str) -> None:
        async with self._engine.begin() as connection:
            changed = await connection.execute(
                sa.update(notes).where(notes.c.key == key).values(value=value)
            )
            if changed.rowcount == 0:
                await connection.execute(sa.insert(notes).values(key=key, value=value))
