"""Protocols for what `departures` needs; `bot.store` and `bot.gateway` implement them."""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Protocol


class JoinedServers(Protocol):
    """The servers that the bot is in."""

    def joined(self) -> Mapping[int, datetime | None]:
        """Return every server that this process serves, with the time at which the bot joined it.

        Servers that have an outage are among them, perhaps with None for the time.
        """
        ...

    def serves(self, guild_id: int) -> bool:
        """Whether a server is or would be this process's, and not that of another shard."""
        ...


class DepartureStore(Protocol):
    """Stores which servers have removed the bot, and deletes what is kept for a server."""

    async def servers(self) -> AbstractSet[int]:
        """Return the servers for which something is kept that goes when they go."""
        ...

    async def departures(self) -> Mapping[int, datetime]:
        """Return the servers that have removed the bot, with the time at which that was noticed."""
        ...

    async def add(self, guild_ids: Collection[int], noticed_at: datetime) -> None:
        """Record that servers have removed the bot, or record another time for it."""
        ...

    async def cancel(self, guild_ids: Collection[int]) -> None:
        """Record that servers have the bot again."""
        ...

    async def delete(self, left: Mapping[int, datetime]) -> None:
        """Delete what is kept for servers, if their departures are still recorded just so."""
        ...
