"""What became of a post that was never confirmed, as far as its channel's history tells."""

import asyncio
import logging

from bot.service.ports import Claim, ClaimState, Ledger, Poster
from bot.text.markup import DISCORD
from bot.text.milestones import anniversary_heading

log = logging.getLogger(__name__)

FIND_WITHIN = 60.0  # seconds


class PostRecovery:
    """Looks for the posts of unconfirmed claims, and records what it finds."""

    def __init__(self, ledger: Ledger, poster: Poster) -> None:
        self._ledger = ledger
        self._poster = poster
        self._written_off: set[Claim] = set()

    async def never_came(self, claim: Claim) -> bool:
        """Whether the channel shows no such post; one that it shows is confirmed.

        Raises LookupError where the history cannot tell.
        """
        try:
            async with asyncio.timeout(FIND_WITHIN):
                message_id = await self._poster.find(claim, anniversary_heading(claim.day, DISCORD))
        except (ConnectionError, TimeoutError) as error:
            log.warning("The channel of server %d cannot be read yet: %s", claim.guild_id, error)
            return False
        if message_id is None:
            return True
        await self._ledger.settle(claim, ClaimState.SENT, message_id)
        log.info("Found the post of %s in server %d", claim.day, claim.guild_id)
        return False

    async def give_up(self, claim: Claim, reason: LookupError) -> None:
        """Set a claim aside as uncertain, for good."""
        await self._ledger.settle(claim, ClaimState.UNCERTAIN)
        log.warning(
            "The post of %s in server %d may or may not have been sent, and the channel's "
            "history cannot tell (%s); it is not sent again",
            claim.day, claim.guild_id, reason,
        )  # fmt: skip

    async def write_off(self, claim: Claim) -> None:
        """Look once more for a post whose day is over: it is not sent any more."""
        try:
            never_came = await self.never_came(claim)
        except LookupError as error:
            await self.give_up(claim, error)
            return
        if never_came:
            # It stays unconfirmed, in case that only a clock went wrong and the day comes back.
            self._written_off.add(claim)
            log.warning(
                "The post of %s in server %d did not go out before its day was over",
                claim.day, claim.guild_id,
            )  # fmt: skip

    def has_written_off(self, claim: Claim) -> bool:
        """Whether a claim was found to have no post, and the log says so."""
        return claim in self._written_off
