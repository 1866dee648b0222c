"""Fake of the port `SettingsStore`."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from bot.service.ports import ServerSettings


class MemorySettings:
    """`SettingsStore` in memory."""

    def __init__(self, *settings: ServerSettings) -> None:
        self.rows = {each.guild_id: each for each in settings}
        self.failures: deque[Exception] = deque()
        self.rounds = 0

    async def get(self, guild_id: int) -> ServerSettings | None:
        await asyncio.sleep(0)
        return self.rows.get(guild_id)

    async def save(self, settings: ServerSettings) -> None:
        await asyncio.sleep(0)
        self.rows[settings.guild_id] = settings

    async def enabled(self) -> Sequence[ServerSettings]:
        await asyncio.sleep(0)
        self.rounds += 1
        if self.failures:
            raise self.failures.popleft()
        return [row for row in self.rows.values() if row.enabled and row.channel_id is not None]

    async def set_trouble(self, guild_id: int, trouble: str | None) -> bool:
        await asyncio.sleep(0)
        row = self.rows.get(guild_id)
        if row is None or row.trouble == trouble:
            return False
        self.rows[guild_id] = replace(row, trouble=trouble)
        return True
