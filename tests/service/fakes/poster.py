"""Fakes of the port `Poster`, and the channels they post in."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import count

from bot.service.ports import Claim, Clock
from bot.service.poster_port import (
    Deleted,
    FoundPost,
    NoPost,
    NotPublishable,
    Post,
    Published,
    PublishOutcome,
    Refused,
    SearchOutcome,
    SendOutcome,
    Sent,
    TryLater,
    Unconfirmed,
    Unreadable,
)
from tests.service.fakes.clock import FakeClock
from tests.service.fakes.crash_points import Points
from tests.service.fakes.data import CHANNEL, GUILD
from tests.service.fakes.unplanned import UnplannedError, plan

NONCE_MEMORY = timedelta(minutes=5)
HEADING = "## On this day, "  # how every daily post begins


class Fault(StrEnum):
    """What can go wrong with a send."""

    REFUSED = "refused"
    LOST_BEFORE = "lost before it got there"
    LOST_REPLY = "got there, but the reply was lost"
    HANGS_BEFORE = "hangs without getting there"
    HANGS_AFTER = "gets there and hangs"
    ARRIVES_LATE = "no reply, and it gets there a minute later"
    EXPLODES = "an error nobody foresaw"


@dataclass
class Message:
    """A message in a channel."""

    id: int
    at: datetime
    text: str
    nonce: str | None = None
    by_bot: bool = True
    deleted: bool = False


@dataclass
class FakeChannel:
    """A channel with its messages, and what the bot may do there."""

    guild_id: int
    log: list[Message] = field(default_factory=list)
    trouble: str | None = None
    readable: bool = True
    has_followers: bool = False  # an announcement channel
    published: list[int] = field(default_factory=list[int])  # ids of messages

    @property
    def shown(self) -> list[Message]:
        return [message for message in self.log if not message.deleted]


class Discord:
    """Discord's side: channels, which remember a nonce for five minutes."""

    def __init__(self, clock: FakeClock, channels: Mapping[int, int] | None = None) -> None:
        self.clock = clock
        self.channels = {
            id_: FakeChannel(guild) for id_, guild in (channels or {CHANNEL: GUILD}).items()
        }
        self.outages: set[int] = set()
        self.alerts: list[tuple[int, str]] = []
        self.attempts: list[Post] = []
        self.faults: deque[Fault | None] = deque()
        self._under_way: list[tuple[datetime, Post]] = []
        self._ids = count(2**61)

    @property
    def posts(self) -> list[Message]:
        """The messages that are visible in the channel that most tests use."""
        return self.channels[CHANNEL].shown

    def say(self, channel_id: int, text: str, *, by_bot: bool = False) -> Message:
        """Have somebody write a message."""
        message = Message(next(self._ids), self.clock.true(), text, by_bot=by_bot)
        self.channels[channel_id].log.append(message)
        return message

    def land(self, post: Post, at: datetime | None = None) -> Message:
        """Have a post reach its channel, unless its nonce is known there."""
        at = at or self.clock.true()
        log = self.channels[post.channel_id].log
        for message in log:
            if message.nonce == post.nonce and at - message.at <= NONCE_MEMORY:
                return message
        log.append(Message(next(self._ids), at, post.text, post.nonce))
        return log[-1]

    def land_later(self, post: Post, after: timedelta) -> None:
        self._under_way.append((self.clock.true() + after, post))

    def settle_traffic(self) -> None:
        """Let the posts arrive that are due to by now."""
        now = self.clock.true()
        for at, post in [pair for pair in self._under_way if pair[0] <= now]:
            self.land(post, at)
        self._under_way = [pair for pair in self._under_way if pair[0] > now]


async def _never() -> None:
    await asyncio.Event().wait()


class FakePoster:
    """`Poster` of one process, whose sends and searches can be made to fail."""

    def __init__(self, discord: Discord, points: Points) -> None:
        self._discord = discord
        self._points = points
        self.on_begin: Callable[[Post], None] = lambda _post: None
        self.on_send: Callable[[Post], None] = lambda _post: None
        self.meet_after_find: asyncio.Barrier | None = None
        self.fault: Fault | None = None  # of the next send, before `Discord.faults`
        self.refused_at: datetime | None = None
        self.publish_attempts = 0
        self.publish_faults: deque[Fault | PublishOutcome | None] = deque()
        self.search_fault: SearchOutcome | Exception | None = None  # of the next search

    def available(self, guild_id: int) -> bool:
        known = {channel.guild_id for channel in self._discord.channels.values()}
        plan(guild_id in known, f"no such server: {guild_id}")
        return guild_id not in self._discord.outages

    def channel_trouble(self, channel_id: int) -> str | None:
        channel = self._discord.channels.get(channel_id)
        return channel.trouble if channel else "The channel is gone."

    def last_message_id(self, channel_id: int) -> int | None:
        log = self._discord.channels[channel_id].log
        return log[-1].id if log else None

    def is_announcement_channel(self, channel_id: int) -> bool:
        channel = self._discord.channels.get(channel_id)
        return channel is not None and channel.has_followers

    async def send(self, post: Post) -> SendOutcome:
        self._discord.settle_traffic()
        plan(post.guild_id not in self._discord.outages, "sent during an outage")
        plan(len(post.text) <= 2_000, "too long for Discord")
        plan(post.text.startswith(HEADING), "the post could not be found again")
        plan(0 < len(post.nonce) <= 25, "no nonce for Discord")
        self.on_begin(post)
        await self._points.passing("before send")
        self.on_send(post)
        self._discord.attempts.append(post)
        match self._fault():
            case None:
                pass
            case Fault.REFUSED:
                self.refused_at = self._discord.clock.true()
                return Refused("the channel is closed")
            case Fault.LOST_BEFORE:
                return Unconfirmed("the connection broke")
            case Fault.LOST_REPLY:
                self._discord.land(post)
                return Unconfirmed("the connection broke")
            case Fault.HANGS_BEFORE:
                await _never()
            case Fault.HANGS_AFTER:
                self._discord.land(post)
                await _never()
            case Fault.ARRIVES_LATE:
                self._discord.land_later(post, timedelta(seconds=60))
                return Unconfirmed("the connection broke")
            case Fault.EXPLODES:
                raise RuntimeError("an error nobody foresaw")
        if post.channel_id not in self._discord.channels:
            return Refused("the channel is closed")
        message = self._discord.land(post)
        await self._points.passing("after send")
        return Deleted() if message.deleted else Sent(message.id)

    def _fault(self) -> Fault | None:
        if self.fault is None:
            return self._discord.faults.popleft() if self._discord.faults else None
        fault, self.fault = self.fault, None
        return fault

    async def find(self, claim: Claim, heading: str) -> SearchOutcome:
        plan(claim.guild_id not in self._discord.outages, "read during an outage")
        await self._points.passing("before find")
        self._discord.settle_traffic()
        fault, self.search_fault = self.search_fault, None
        if isinstance(fault, Exception):
            raise fault
        if fault:
            return fault
        channel = self._discord.channels.get(claim.channel_id)
        if channel is None or not channel.readable:
            return Unreadable("the channel's history may not be read")
        found = next(
            (
                FoundPost(message.id)
                for message in channel.shown
                if message.id > (claim.last_message_id or 0)
                and message.by_bot
                and message.text.startswith(heading)
            ),
            NoPost(),
        )
        if self.meet_after_find:
            await self.meet_after_find.wait()
        await self._points.passing("after find")
        return found

    async def publish(self, channel_id: int, message_id: int) -> PublishOutcome:
        channel = self._discord.channels[channel_id]
        plan(channel.guild_id not in self._discord.outages, "published during an outage")
        plan(channel.has_followers, "published where nobody follows")
        self.publish_attempts += 1
        match self.publish_faults.popleft() if self.publish_faults else None:
            case None:
                channel.published.append(message_id)
                return Published()
            case Fault.HANGS_BEFORE:
                await _never()
            case Fault.HANGS_AFTER:
                channel.published.append(message_id)
                await _never()
            case Fault.EXPLODES:
                raise RuntimeError("an error nobody foresaw")
            case NotPublishable() | TryLater() as refused:
                return refused
            case other:
                raise UnplannedError(f"no such fault of publishing: {other}")
        raise UnplannedError("it hangs")

    async def alert(self, guild_id: int, text: str) -> None:
        self._discord.alerts.append((guild_id, text))


class PlainPoster:
    """`Poster` whose sends take some time and succeed; for clocks that run."""

    def __init__(self, clock: Clock, takes: float = 0.0) -> None:
        self.sent: list[datetime] = []
        self._clock = clock
        self._takes = takes

    def available(self, guild_id: int) -> bool:
        return True

    def channel_trouble(self, channel_id: int) -> str | None:
        return None

    def last_message_id(self, channel_id: int) -> int | None:
        return None

    def is_announcement_channel(self, channel_id: int) -> bool:
        return False

    async def send(self, post: Post) -> SendOutcome:
        await asyncio.sleep(self._takes)
        self.sent.append(self._clock.now())
        return Sent(len(self.sent))

    async def find(self, claim: Claim, heading: str) -> SearchOutcome:
        raise UnplannedError("nothing is lost here")

    async def publish(self, channel_id: int, message_id: int) -> PublishOutcome:
        raise UnplannedError("nobody follows here")

    async def alert(self, guild_id: int, text: str) -> None:
        raise UnplannedError(f"nothing goes wrong here: {text}")
