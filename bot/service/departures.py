"""Deletes a server's settings 30 days after the server has removed the bot.

The service compares the servers in the store with those that the bot is in: at the start, whenever
they may have changed, and every hour. So a departure is noticed even if the bot was not running,
and the 30 days begin when it is noticed. The ledger of posts stays, so that a server that comes
back is not sent a second post for the same day.

If a server added the bot again while it was not running, Discord says when that was. During an
outage of the server this is unknown, so the decision has to wait.

All times are those of the bot's clock. If the clock is a month ahead for a moment, the settings of
servers that have removed the bot are deleted too early: this cannot be told from a month that has
passed. Servers that have the bot lose nothing, because they are not on the list.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from bot.service.departure_ports import DepartureStore, JoinedServers
from bot.service.ports import Clock, StoreUnavailableError

log = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=30)
LONGEST_PAUSE = 3600.0  # seconds between two rounds
PAUSE_AFTER_FAILURE = 60.0  # seconds


class Departures:
    """Notices departures and deletes settings. `on_delete` is called with each deleted server."""

    def __init__(
        self,
        store: DepartureStore,
        servers: JoinedServers,
        clock: Clock,
        on_delete: Callable[[int], None],
    ) -> None:
        self._store = store
        self._servers = servers
        self._clock = clock
        self._on_delete = on_delete
        self._look_now = asyncio.Event()

    def wake(self) -> None:
        """Look at once, because the bot may have joined or left a server."""
        self._look_now.set()

    async def run(self) -> None:
        """Look regularly until cancelled. A failed round is logged, and the next one follows."""
        while True:
            self._look_now.clear()
            pause = LONGEST_PAUSE
            try:
                await self.update()
            except StoreUnavailableError as error:
                log.warning("Looking for departures waits for the database: %s", error)
                pause = PAUSE_AFTER_FAILURE
            except Exception:
                log.exception("Looking for departures failed; the next round follows")
                pause = PAUSE_AFTER_FAILURE
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._look_now.wait()

    async def update(self) -> None:
        """Record which servers have left or are back; delete the settings of those long gone."""
        departures, known = await self._store.departures(), await self._store.servers()
        now, joined = self._clock.now(), self._servers.joined()
        left: set[int] = set()
        back: set[int] = set()
        over: dict[int, datetime] = {}
        for server in filter(self._servers.serves, known | departures.keys()):
            noticed_at = departures.get(server)
            if server not in joined:
                # A departure in the future was recorded while the clock was ahead: start again.
                if noticed_at is None or noticed_at > now:
                    left.add(server)
                elif _is_over(noticed_at, now):
                    over[server] = noticed_at
            elif noticed_at is not None and (joined_at := joined[server]) is not None:
                if _is_over(noticed_at, joined_at):
                    over[server] = noticed_at
                else:
                    back.add(server)
        await self._record(left, now)
        await self._cancel(back)
        await self._delete(over)

    async def _record(self, left: set[int], now: datetime) -> None:
        if left:
            await self._store.add(left, now)
        for server in sorted(left):
            log.info("Server %d has removed the bot; its settings are kept for 30 days", server)

    async def _cancel(self, back: set[int]) -> None:
        if back:
            await self._store.cancel(back)
        for server in sorted(back):
            log.info("Server %d has added the bot again and keeps its settings", server)

    async def _delete(self, over: dict[int, datetime]) -> None:
        if over:
            await self._store.delete(over)
        for server in sorted(over):
            self._on_delete(server)
            log.info("Deleted the settings of server %d, which removed the bot 30 days ago", server)


def _is_over(noticed_at: datetime, until: datetime) -> bool:
    return until - noticed_at >= KEPT_FOR
