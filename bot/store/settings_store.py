"""The servers' settings in the database."""

from collections.abc import Sequence
from datetime import time

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.service.ports import ServerSettings
from bot.store.tables import guild_settings

LOCK_TIMEOUT = 1.2  # seconds; a command that reads and writes has three in all to respond


class SqlSettings:
    """`SettingsStore` in the table `guild_settings`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(lock_timeout=LOCK_TIMEOUT)

    async def get(self, guild_id: int) -> ServerSettings | None:
        async with self._engine.connect() as connection:
            query = sa.select(guild_settings).where(guild_settings.c.guild_id == guild_id)
            row = (await connection.execute(query)).one_or_none()
        return _settings(row) if row else None

    async def save(self, settings: ServerSettings) -> None:
        values = {
            "channel_id": settings.channel_id,
            "at": f"{settings.at:%H:%M}",
            "timezone": settings.timezone,
            "enabled": settings.enabled,
            "saved_at": settings.saved_at,
            "trouble": settings.trouble,
            "publish": settings.publish,
        }
        same = guild_settings.c.guild_id == settings.guild_id
        async with self._engine.begin() as connection:
            changed = await connection.execute(
                sa.update(guild_settings).where(same).values(**values)
            )
            if changed.rowcount == 0:
                await connection.execute(
                    sa.insert(guild_settings).values(guild_id=settings.guild_id, **values)
                )

    async def enabled(self) -> Sequence[ServerSettings]:
        query = sa.select(guild_settings).where(
            guild_settings.c.enabled, guild_settings.c.channel_id.is_not(None)
        )
        async with self._engine.connect() as connection:
            return [_settings(row) for row in await connection.execute(query)]

    async def set_trouble(self, guild_id: int, trouble: str | None) -> bool:
        changed = sa.update(guild_settings).where(
            guild_settings.c.guild_id == guild_id,
            guild_settings.c.trouble.is_distinct_from(trouble),
        )
        async with self._engine.begin() as connection:
            return (await connection.execute(changed.values(trouble=trouble))).rowcount > 0


def _settings(row: sa.Row[tuple[object, ...]]) -> ServerSettings:
    return ServerSettings(
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        at=time.fromisoformat(row.at),
        timezone=row.timezone,
        enabled=row.enabled,
        saved_at=row.saved_at,
        trouble=row.trouble,
        publish=row.publish,
    )
