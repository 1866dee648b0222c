"""Fakes of the port `Ledger`: in memory, and one that passes crash points."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.service.ports import Claim, ClaimState, Ledger
from tests.service.fakes.crash_points import Points
from tests.service.fakes.unplanned import UnplannedError


class MemoryLedger:
    """`Ledger` in memory. test_store.py tests it together with the one in SQL."""

    def __init__(self) -> None:
        self.rows: dict[tuple[int, date], Claim] = {}

    async def get(self, guild_id: int, day: date) -> Claim | None:
        await asyncio.sleep(0)
        return self.rows.get((guild_id, day))

    async def claim(self, claim: Claim) -> bool:
        await asyncio.sleep(0)
        return self.rows.setdefault((claim.guild_id, claim.day), claim) is claim

    async def renew(self, claim: Claim, claimed_at: datetime) -> bool:
        await asyncio.sleep(0)
        row = self.rows.get((claim.guild_id, claim.day))
        if row is None or row.state is not ClaimState.CLAIMED or row.claimed_at != claim.claimed_at:
            return False
        self.rows[claim.guild_id, claim.day] = replace(row, claimed_at=claimed_at)
        return True

    async def settle(self, claim: Claim, state: ClaimState, message_id: int | None = None) -> None:
        await asyncio.sleep(0)
        row = self.rows.get((claim.guild_id, claim.day))
        if row is not None and row.state is not ClaimState.SENT:
            self.rows[claim.guild_id, claim.day] = replace(row, state=state, message_id=message_id)

    async def unsettled(self) -> Sequence[Claim]:
        await asyncio.sleep(0)
        found = [row for row in self.rows.values() if row.state is ClaimState.CLAIMED]
        return sorted(found, key=lambda row: (-row.day.toordinal(), row.guild_id))

    async def unpublished(self) -> Sequence[Claim]:
        await asyncio.sleep(0)
        return [
            row for row in self.rows.values() if row.to_publish and row.state is ClaimState.SENT
        ]

    async def set_published(self, claim: Claim) -> None:
        await asyncio.sleep(0)
        if row := self.rows.get((claim.guild_id, claim.day)):
            self.rows[claim.guild_id, claim.day] = replace(row, to_publish=False)

    async def is_post(self, message_id: int) -> bool:
        await asyncio.sleep(0)
        return any(row.message_id == message_id for row in self.rows.values())

    async def last(self, guild_id: int) -> Claim | None:
        await asyncio.sleep(0)
        mine = [row for row in self.rows.values() if row.guild_id == guild_id]
        return max(mine, key=lambda row: row.day, default=None)


class WatchedLedger:
    """A process's view of a shared ledger. Every change passes a point before and after it."""

    def __init__(self, ledger: Ledger, points: Points) -> None:
        self._ledger = ledger
        self._points = points

    async def get(self, guild_id: int, day: date) -> Claim | None:
        return await self._ledger.get(guild_id, day)

    async def claim(self, claim: Claim) -> bool:
        await self._points.passing("before claim")
        done = await self._ledger.claim(claim)
        await self._points.passing("after claim")
        return done

    async def renew(self, claim: Claim, claimed_at: datetime) -> bool:
        await self._points.passing("before renew")
        done = await self._ledger.renew(claim, claimed_at)
        await self._points.passing("after renew")
        return done

    async def settle(self, claim: Claim, state: ClaimState, message_id: int | None = None) -> None:
        await self._points.passing("before settle")
        await self._ledger.settle(claim, state, message_id)
        await self._points.passing("after settle")

    async def unsettled(self) -> Sequence[Claim]:
        return await self._ledger.unsettled()

    async def unpublished(self) -> Sequence[Claim]:
        raise UnplannedError("DailyPosts leaves publishing to PostPublishing")

    async def set_published(self, claim: Claim) -> None:
        raise UnplannedError("DailyPosts leaves publishing to PostPublishing")

    async def is_post(self, message_id: int) -> bool:
        raise UnplannedError("DailyPosts has no use for is_post")

    async def last(self, guild_id: int) -> Claim | None:
        raise UnplannedError("DailyPosts has no use for last")
