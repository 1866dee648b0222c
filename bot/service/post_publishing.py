"""Publishes daily posts in announcement channels, so that the servers that follow them get them.

The ledger has said since the claim that a post is to be published. So it is published even if the
process was killed after sending it, and a failure is retried until the post's day is over. Every
post is published in a task of its own, so that one that hangs does not delay any other. If
publishing fails for good, the post still counts as sent, and is never sent again.
"""

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, date
from time import monotonic

from bot.calendar.schedule import end_of
from bot.service.ports import Claim, Clock, Ledger, SettingsStore, StoreUnavailableError
from bot.service.poster_port import NotPublishable, Poster, Published, TryLater
from bot.service.time_zones import zone_of
from bot.service.timing import RateLimiter

log = logging.getLogger(__name__)

POLL_EVERY = 10.0  # seconds
PUBLISH_TIMEOUT = 30.0  # seconds
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0  # seconds between attempts, each pause twice the last
PER_SECOND = 10.0  # of the 50 requests that Discord allows; posts and answers need most of them


class PostPublishing:
    """Publishes what the ledger says is still to be published."""

    def __init__(
        self, settings: SettingsStore, ledger: Ledger, poster: Poster, clock: Clock
    ) -> None:
        self._settings = settings
        self._ledger = ledger
        self._poster = poster
        self._clock = clock
        self._look_now = asyncio.Event()
        self._rate_limiter = RateLimiter(PER_SECOND)
        self._busy: dict[tuple[int, date], asyncio.Task[None]] = {}
        self._failures: dict[tuple[int, date], int] = {}
        self._resting: dict[tuple[int, date], float] = {}  # end of the rest, on the monotonic clock

    def wake(self) -> None:
        """Look for posts at once, because one was sent."""
        self._look_now.set()

    async def run(self) -> None:
        """Publish until cancelled. A round that fails is logged, and the next one follows."""
        try:
            while True:
                self._look_now.clear()
                try:
                    await self.serve()
                except StoreUnavailableError as error:
                    log.warning("Publishing waits for the database: %s", error)
                except Exception:
                    log.exception("A round of publishing failed; the next one follows")
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._pause()):
                        await self._look_now.wait()
        finally:
            under_way = list(self._busy.values())
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def serve(self) -> None:
        """Start publishing every post that is waiting for it, without waiting for Discord."""
        for claim in await self._ledger.unpublished():
            key = claim.guild_id, claim.day
            resting = self._resting.get(key, 0.0) > monotonic()
            if not resting and key not in self._busy and self._poster.available(claim.guild_id):
                task = asyncio.create_task(self._carry_out(claim), name=f"publish {key}")
                self._busy[key] = task
                task.add_done_callback(lambda _, key=key: self._busy.pop(key, None))

    def _pause(self) -> float:
        """The seconds until the next look, or until the first rest is over if that is sooner."""
        now = monotonic()
        rests = [end - now for end in self._resting.values() if end > now]
        return min([POLL_EVERY, *rests])

    async def _carry_out(self, claim: Claim) -> None:
        try:
            await self._publish(claim)
        except StoreUnavailableError as error:
            log.warning("Publishing in server %d waits for the database: %s", claim.guild_id, error)
            self._rest(claim)
        except Exception:
            log.exception("Publishing in server %d failed", claim.guild_id)
            self._rest(claim)

    async def _publish(self, claim: Claim) -> None:
        if claim.message_id is None or not await self._is_wanted(claim):
            await self._settle(claim)
            return
        await self._rate_limiter.wait()
        try:
            async with asyncio.timeout(PUBLISH_TIMEOUT):
                outcome = await self._poster.publish(claim.channel_id, claim.message_id)
        except TimeoutError:
            outcome = TryLater("no response in time")
        match outcome:
            case Published():
                await self._settle(claim)
                log.info("Published the post for %s in server %d", claim.day, claim.guild_id)
            case NotPublishable(reason):
                await self._settle(claim)
                log.info(
                    "The post for %s in server %d cannot be published to followers: %s",
                    claim.day, claim.guild_id, reason,
                )  # fmt: skip
            case TryLater(reason, seconds):
                pause = self._rest(claim, seconds)
                log.info(
                    "The post for %s in server %d is not published yet (%s); retrying in %.0f s",
                    claim.day, claim.guild_id, reason, pause,
                )  # fmt: skip

    async def _is_wanted(self, claim: Claim) -> bool:
        """Whether a post is still to be published: by its day, the settings and the channel."""
        settings = await self._settings.get(claim.guild_id)
        if settings is None or not settings.publish:
            return False
        if end_of(claim.day, zone_of(settings) or UTC) <= self._clock.now():
            log.info(
                "The post for %s in server %d was not published before its day was over",
                claim.day, claim.guild_id,
            )  # fmt: skip
            return False
        return self._poster.is_announcement_channel(claim.channel_id)

    async def _settle(self, claim: Claim) -> None:
        await self._ledger.set_published(claim)
        self._failures.pop((claim.guild_id, claim.day), None)
        self._resting.pop((claim.guild_id, claim.day), None)

    def _rest(self, claim: Claim, at_least: float = 0.0) -> float:
        """Leave a post alone for a while, longer after every failure; returns the seconds."""
        key = claim.guild_id, claim.day
        failures = self._failures.get(key, 0)
        self._failures[key] = failures + 1
        pause = max(at_least, min(FIRST_PAUSE * 2 ** min(failures, 10), LONGEST_PAUSE))
        self._resting[key] = monotonic() + pause
        self.wake()  # to look again when the rest is over
        return pause
