"""Finds out what became of a post that was claimed but never confirmed.

The channel's history decides. A post that is in it is confirmed; one that is not may be sent again.
If the history cannot be read, the post may be sent again only while Discord remembers its nonce,
and is given up after that.
"""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta

from bot.service.ports import Claim, ClaimState, Ledger
from bot.service.poster_port import FoundPost, NoPost, Poster, SearchOutcome, TryLater, Unreadable
from bot.text.markup import DISCORD
from bot.text.milestones import anniversary_heading

log = logging.getLogger(__name__)

NONCE_LIFETIME = timedelta(minutes=2)  # Discord remembers a nonce for “the past few minutes”
SEARCH_TIMEOUT = 60.0  # seconds


class PostRecovery:
    """Searches for the posts of unconfirmed claims, and records what it finds."""

    def __init__(self, ledger: Ledger, poster: Poster) -> None:
        self._ledger = ledger
        self._poster = poster
        self._missed: set[Claim] = set()  # their day is over, and they were not sent

    async def claim_to_resend(self, claim: Claim, now: datetime) -> Claim | None:
        """Look for an unconfirmed post of today. Returns the claim with which to send it again.

        None if it must not be sent now: it was found or given up, the history cannot be read at
        the moment, or another process took it over. `now` is the time before the search.
        """
        match await self._search(claim):
            case FoundPost(message_id):
                await self._confirm(claim, message_id)
            case NoPost():
                if await self._ledger.renew(claim, now):
                    return replace(claim, claimed_at=now)
            case Unreadable(reason):
                if timedelta(0) <= now - claim.claimed_at <= NONCE_LIFETIME:
                    return claim
                await self._give_up(claim, reason)
            case TryLater(reason):
                _log_later(claim, reason)
        return None

    async def close(self, claim: Claim) -> None:
        """Look once more for a post whose day is over. It is not sent any more."""
        match await self._search(claim):
            case FoundPost(message_id):
                await self._confirm(claim, message_id)
            case NoPost():
                # It stays unconfirmed: if only the clock was wrong, its day may come back.
                self._missed.add(claim)
                log.warning(
                    "The post for %s was not sent to server %d before its day was over",
                    claim.day, claim.guild_id,
                )  # fmt: skip
            case Unreadable(reason):
                await self._give_up(claim, reason)
            case TryLater(reason):
                _log_later(claim, reason)

    def was_missed(self, claim: Claim) -> bool:
        """Whether the history showed, after its day was over, that a post had not been sent."""
        return claim in self._missed

    async def _search(self, claim: Claim) -> SearchOutcome:
        timeout = asyncio.timeout(SEARCH_TIMEOUT)
        try:
            async with timeout:
                return await self._poster.find(claim, anniversary_heading(claim.day, DISCORD))
        except TimeoutError:
            if not timeout.expired():
                raise  # not from this timeout: a bug
            return TryLater(f"no reply within {SEARCH_TIMEOUT:.0f} seconds")

    async def _confirm(self, claim: Claim, message_id: int) -> None:
        await self._ledger.settle(claim, ClaimState.SENT, message_id)
        log.info("Found the post for %s in server %d", claim.day, claim.guild_id)

    async def _give_up(self, claim: Claim, reason: str) -> None:
        await self._ledger.settle(claim, ClaimState.UNCERTAIN)
        log.warning(
            "Cannot tell whether the post for %s was sent to server %d (%s); not sending it again",
            claim.day, claim.guild_id, reason,
        )  # fmt: skip


def _log_later(claim: Claim, reason: str) -> None:
    log.warning(
        "Cannot search server %d for the post for %s yet: %s", claim.guild_id, claim.day, reason
    )
