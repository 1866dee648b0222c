"""Protocols for what `departures` needs; `bot.store` and `bot.gateway` implement them."""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Protocol


class JoinedServers(Protocol):
    """The servers that the bot is in."""

    def joined(self) -> Mapping[int, datetime | None]:
        """Return the servers of this process, each with the time at which the bot joined it.

        Servers with an outage are included; for these the time may be None.
        """
        ...

    def serves(self, guild_id: int) -> bool:
        """Whether this process is responsible for a server, rather than another shard."""
        ...


class DepartureStore(Protocol):
    """Stores which servers have removed the bot, and deletes their settings."""

    async def servers(self) -> AbstractSet[int]:
        """Return the servers for which something is stored that is deleted after a departure."""
        ...

    async def departures(self) -> Mapping[int, datetime]:
        """Return the servers that have removed the bot, and when that was noticed."""
        ...

    async def add(self, guild_ids: Collection[int], noticed_at: datetime) -> None:
        """Record that servers have removed the bot, replacing any earlier time."""
        ...

    async def cancel(self, guild_ids: Collection[int]) -> None:
        """Remove the records of servers that have the bot again."""
        ...

    async def delete(self, left: Mapping[int, datetime]) -> None:
        """Delete what is stored for servers whose departures are still recorded as given."""
        ...
