"""Delivers the daily post of one server: claims the day, sends the post, and confirms it.

The claim is in the ledger before the post is sent, and gets the message's id afterwards. A claim
that was never confirmed goes through `post_recovery` before anything is sent again.
"""

import asyncio
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.calendar.calendar import Calendar
from bot.calendar.schedule import Due, Schedule, due, end_of
from bot.service.ports import Claim, ClaimState, Clock, Ledger
from bot.service.post_recovery import PostRecovery
from bot.service.poster_port import Deleted, Post, Poster, Refused, Sent, Unconfirmed
from bot.service.timing import RateLimiter, Stopwatch
from bot.text.daily_posts import post_text

log = logging.getLogger(__name__)

# Together no longer than NONCE_LIFETIME: after that the first send of a claim is certainly over.
START_SEND_WITHIN = 20.0  # seconds from reading the ledger: the process may be suspended meanwhile
SEND_TIMEOUT = 100.0  # seconds
POSTS_PER_SECOND = 25.0  # Discord allows 50 requests, and questions need answers meanwhile


@dataclass(frozen=True, slots=True)
class DuePost:
    """A post that is due in a server."""

    guild_id: int
    channel_id: int
    schedule: Schedule
    day: date
    publish: bool  # to the followers, if it is an announcement channel


@dataclass(frozen=True, slots=True)
class Posted:
    """The post was sent and confirmed; `to_publish`: it is still to go out to followers."""

    to_publish: bool = False


@dataclass(frozen=True, slots=True)
class AlreadySettled:
    """The post was sent earlier, or given up."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """The bot cannot post in the channel."""

    trouble: str  # a sentence for the admins


@dataclass(frozen=True, slots=True)
class Pending:
    """The post was not sent now, or not confirmed; the next round tries again."""


DeliveryOutcome = Posted | AlreadySettled | Blocked | Refused | Pending


def nonce_of(guild_id: int, day: date) -> str:
    """The nonce of a server's post for a day: at most 25 characters, the same at every attempt."""
    return hashlib.sha256(f"{guild_id}/{day.isoformat()}".encode()).hexdigest()[:25]


class PostDelivery:
    """Delivers one server's post at a time; safe to call for several servers at once."""

    def __init__(
        self,
        ledger: Ledger,
        poster: Poster,
        recovery: PostRecovery,
        clock: Clock,
        calendar: Callable[[], Calendar],
    ) -> None:
        self._ledger = ledger
        self._poster = poster
        self._recovery = recovery
        self._clock = clock
        self._calendar = calendar
        self._rate_limiter = RateLimiter(POSTS_PER_SECOND)

    async def deliver(self, post: DuePost) -> DeliveryOutcome:
        """Send a post, unless the ledger or the channel shows that it was sent before."""
        elapsed = Stopwatch(self._clock)
        claim = await self._ledger.get(post.guild_id, post.day)
        if claim is None:
            return await self._send_first(post, elapsed)
        if claim.state is ClaimState.CLAIMED:
            return await self._send_again(post, claim)
        return AlreadySettled()

    async def _send_first(self, post: DuePost, elapsed: Stopwatch) -> DeliveryOutcome:
        if trouble := self._poster.channel_trouble(post.channel_id):
            return Blocked(trouble)
        await self._rate_limiter.wait()
        claim = Claim(
            guild_id=post.guild_id,
            day=post.day,
            channel_id=post.channel_id,
            nonce=nonce_of(post.guild_id, post.day),
            claimed_at=self._clock.now(),
            last_message_id=self._poster.last_message_id(post.channel_id),
            to_publish=post.publish and self._poster.is_announcement_channel(post.channel_id),
        )
        if not await self._ledger.claim(claim):
            return Pending()  # another process was first
        return await self._send(claim, post.schedule, elapsed)

    async def _send_again(self, post: DuePost, claim: Claim) -> DeliveryOutcome:
        trouble = self._poster.channel_trouble(claim.channel_id)
        if trouble and claim.channel_id == post.channel_id:
            return Blocked(trouble)
        await self._rate_limiter.wait()
        elapsed = Stopwatch(self._clock)
        resend = await self._recovery.claim_to_resend(claim, self._clock.now())
        return await self._send(resend, post.schedule, elapsed) if resend else Pending()

    async def _send(self, claim: Claim, schedule: Schedule, elapsed: Stopwatch) -> DeliveryOutcome:
        """Send and confirm, if the post is still due."""
        calendar = self._calendar()
        todays = due(schedule, calendar, self._clock.now())
        if todays is None or todays.occasion.day != claim.day:
            return Pending()
        if elapsed.seconds() > START_SEND_WITHIN:
            return Pending()
        day_left = (end_of(claim.day, schedule.zone) - self._clock.now()).total_seconds()
        try:
            async with asyncio.timeout(min(SEND_TIMEOUT, day_left)):
                outcome = await self._poster.send(_post(claim, todays, calendar))
        except TimeoutError:
            outcome = Unconfirmed("no reply in time")
        match outcome:
            case Sent(message_id):
                await self._ledger.settle(claim, ClaimState.SENT, message_id)
                log.info("Posted %s in server %d", claim.day, claim.guild_id)
                return Posted(claim.to_publish)
            case Deleted():
                await self._ledger.settle(claim, ClaimState.SENT)
                log.info("The post for %s in server %d was deleted", claim.day, claim.guild_id)
                return AlreadySettled()
            case Refused():
                # The claim stays: an earlier attempt, or another process, may have sent the post.
                return outcome
            case Unconfirmed(reason):
                log.warning(
                    "Cannot tell yet whether the post for %s reached server %d: %s",
                    claim.day, claim.guild_id, reason,
                )  # fmt: skip
                return Pending()


def _post(claim: Claim, todays: Due, calendar: Calendar) -> Post:
    return Post(
        guild_id=claim.guild_id,
        channel_id=claim.channel_id,
        text=post_text(todays),
        nonce=claim.nonce,
        milestones=todays.occasion.milestones,
        calendar=calendar,
    )
