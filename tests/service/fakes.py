"""Stand-ins for what the services need of the world. They keep the ports' promises, can be told to
fail at any point, and refuse loudly what no test has planned."""

import asyncio
import re
import selectors
from asyncio import CancelledError
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import count
from zoneinfo import ZoneInfo

from bot.calendar.calendar import Calendar
from bot.calendar.lookup import Lookup
from bot.knowledge.model import Entry, Knowledge, Milestone, RelayWindow, Source
from bot.matching.decision import Judgement
from bot.service.daily_posts import DailyPosts
from bot.service.ports import (
    Claim,
    ClaimState,
    Clock,
    Delivered,
    Ledger,
    Post,
    ServerSettings,
    SettingsStore,
)
from bot.service.snapshot import Snapshot


class UnplannedError(BaseException):
    """Something that no test has planned; nothing that only catches Exception gets past it."""


def plan(holds: object, otherwise: str) -> None:
    """Insist on what the test has planned."""
    if not holds:
        raise UnplannedError(otherwise)


GUILD, CHANNEL = 2**60 + 7, 2**60 + 11
NONCE_MEMORY = timedelta(minutes=5)


# --- Data -------------------------------------------------------------------------------------


def moment(text: str, zone: str = "UTC") -> datetime:
    """`2026-11-09 09:00` on the clocks of a zone, as an aware moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def milestone(
    day: str,
    *,
    id_: str | None = None,
    title: str | None = None,
    place: str = "Baikonur",
    aliases: tuple[str, ...] = (),
    text: str = "Something happened.",
    time_utc: str | None = None,
    sources: tuple[Source, ...] = (),
) -> Milestone:
    return Milestone(
        id=id_ or f"m-{day}",
        date=date.fromisoformat(day),
        title=title or f"What happened on {day}",
        place=place,
        lat=45.6,
        lon=63.3,
        text=text,
        time_utc=time_utc,
        aliases=aliases,
        sources=sources,
    )


def entry(id_: str, question: str, answer: str = "", **more: object) -> Entry:
    fields: dict[str, object] = {"phrasings": (), **more}
    return Entry(id=id_, question=question, answer=answer or f"The answer of {id_}.", **fields)


def source(id_: str = "nasa", **more: object) -> Source:
    return Source(id=id_, title=f"Title of {id_}", publisher="NASA", **more)


def calendar(*days: str, relay: tuple[str, str] | None = None) -> Calendar:
    window = RelayWindow(*map(date.fromisoformat, relay)) if relay else None
    return Calendar([milestone(day) for day in days], window)


def wishes(
    guild_id: int = GUILD,
    *,
    channel_id: int | None = CHANNEL,
    at: str = "09:00",
    timezone: str = "UTC",
    enabled: bool = True,
    saved_at: datetime | None = None,
    trouble: str | None = None,
) -> ServerSettings:
    return ServerSettings(
        guild_id=guild_id,
        channel_id=channel_id,
        at=time.fromisoformat(at),
        timezone=timezone,
        enabled=enabled,
        saved_at=saved_at or moment("2026-01-01 00:00"),
        trouble=trouble,
    )


# --- The clock --------------------------------------------------------------------------------


class FakeClock:
    """`Clock` that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._wrong_by = timedelta(0)

    def now(self) -> datetime:
        return self._now

    def set(self, now: datetime) -> None:
        self._now = now

    def advance(self, **by: float) -> None:
        self._now += timedelta(**by)

    def jump(self, **by: float) -> None:
        """Show another time, though none passes."""
        self._now += timedelta(**by)
        self._wrong_by += timedelta(**by)

    def true(self) -> datetime:
        """What everybody else's clock shows."""
        return self._now - self._wrong_by

    def monotonic(self) -> float:
        """In step with the true time, for what is measured in seconds."""
        return self.true().timestamp()


class _Skipper(selectors.SelectSelector):
    """Waits for nothing: has the time it should have waited skipped instead."""

    def __init__(self) -> None:
        super().__init__()
        self.skip: Callable[[float], None] = lambda _seconds: None
        self.at_work = 0  # threads whose result takes no time, however long we wait for it

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if self.at_work:
            return super().select(10 if timeout is None or timeout > 0 else 0)
        plan(timeout is not None, "everything waits, and nothing will ever happen")
        if timeout > 0:
            self.skip(timeout)
        return super().select(0)


class SkippingLoop(asyncio.SelectorEventLoop):
    """An event loop on the time of a fake clock, which it moves on instead of waiting."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self._skipped = 0.0
        self._skipper = _Skipper()
        self._skipper.skip = self._skip
        super().__init__(self._skipper)
        self._clock_resolution = 1e-6  # coarser than what adding up loses

    def begin(self, clock: FakeClock) -> None:
        """Go on with another clock, and from zero."""
        self.clock, self._skipped = clock, 0.0

    def time(self) -> float:
        return self._skipped

    @contextmanager
    def waiting_for_threads(self) -> Iterator[None]:
        """What is awaited here is done by a thread, and takes no time."""
        self._skipper.at_work += 1
        try:
            yield
        finally:
            self._skipper.at_work -= 1

    def _skip(self, seconds: float) -> None:
        self._skipped += seconds
        self.clock.advance(seconds=seconds)


# --- Points at which a process can die ----------------------------------------------------------

STEPS = ("claim", "renew", "settle", "send", "find")
POINTS = tuple(f"{when} {step}" for step in STEPS for when in ("before", "after"))


class Points:
    """The points a process passes; at an armed one it dies of CancelledError, as when killed."""

    def __init__(self) -> None:
        self.passed: list[str] = []
        self.delays: deque[int] = deque()  # how often others come first, point by point
        self.pauses: dict[str, float] = {}  # seconds for which the process stands still there
        self._armed: str | None = None
        self._failing: dict[str, Exception] = {}

    def kill_at(self, point: str | None) -> None:
        plan(point is None or point in POINTS, f"no such point: {point}")
        self._armed = point

    def fail_once_at(self, point: str, error: Exception) -> None:
        plan(point in POINTS, f"no such point: {point}")
        self._failing[point] = error

    async def passing(self, point: str) -> None:
        plan(point in POINTS, f"no such point: {point}")
        for _ in range(self.delays.popleft() if self.delays else 0):
            await asyncio.sleep(0)
        self.passed.append(point)
        if seconds := self.pauses.pop(point, 0):
            await asyncio.sleep(seconds)
        if self._armed == point:
            self._armed = None
            raise CancelledError(point)
        if error := self._failing.pop(point, None):
            raise error


# --- Stores -------------------------------------------------------------------------------------


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


class MemoryLedger:
    """`Ledger` in memory; test_store.py holds it to the same promises as the one in SQL."""

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

    async def is_post(self, message_id: int) -> bool:
        await asyncio.sleep(0)
        return any(row.message_id == message_id for row in self.rows.values())

    async def last(self, guild_id: int) -> Claim | None:
        await asyncio.sleep(0)
        mine = [row for row in self.rows.values() if row.guild_id == guild_id]
        return max(mine, key=lambda row: row.day, default=None)


class WatchedLedger:
    """`Ledger` of one process over the shared one: every change passes a point before and after."""

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

    async def is_post(self, message_id: int) -> bool:
        raise UnplannedError("DailyPosts has no use for is_post")

    async def last(self, guild_id: int) -> Claim | None:
        raise UnplannedError("DailyPosts has no use for last")


# --- Discord ------------------------------------------------------------------------------------


class Fault(StrEnum):
    """What can become of a send."""

    REFUSED = "refused"
    LOST_BEFORE = "lost before it got there"
    LOST_REPLY = "got there, but the reply was lost"
    HANGS_BEFORE = "hangs without getting there"
    HANGS_AFTER = "gets there and hangs"
    ARRIVES_LATE = "no word, and it gets there a minute later"
    EXPLODES = "an error nobody foresaw"


@dataclass
class Message:
    """A message in a channel's log."""

    id: int
    at: datetime
    text: str
    nonce: str | None = None
    by_bot: bool = True
    deleted: bool = False


@dataclass
class FakeChannel:
    """A channel's log, and what the bot may do there."""

    guild_id: int
    log: list[Message] = field(default_factory=list)
    obstacle: str | None = None
    readable: bool = True

    @property
    def shown(self) -> list[Message]:
        return [message for message in self.log if not message.deleted]


class Discord:
    """The other side: channels with their logs, which know a nonce for five minutes."""

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
        """What people see in the channel that most tests use."""
        return self.channels[CHANNEL].shown

    def say(self, channel_id: int, text: str, *, by_bot: bool = False) -> Message:
        """Somebody writes something."""
        message = Message(next(self._ids), self.clock.true(), text, by_bot=by_bot)
        self.channels[channel_id].log.append(message)
        return message

    def land(self, post: Post, at: datetime | None = None) -> Message:
        """A post reaches its channel, where its nonce may be known already."""
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
        """Let what is under way arrive as far as the clock has come."""
        now = self.clock.true()
        for at, post in [pair for pair in self._under_way if pair[0] <= now]:
            self.land(post, at)
        self._under_way = [pair for pair in self._under_way if pair[0] > now]


async def _never() -> None:
    await asyncio.Event().wait()


class FakePoster:
    """`Poster` of one process: what it may do and what befalls its sends."""

    def __init__(self, discord: Discord, points: Points) -> None:
        self._discord = discord
        self._points = points
        self.on_begin: Callable[[Post], None] = lambda _post: None
        self.on_send: Callable[[Post], None] = lambda _post: None
        self.meet_after_find: asyncio.Barrier | None = None
        self.fault: Fault | None = None  # of this process's next send; else the world's next
        self.refused_at: datetime | None = None

    def available(self, guild_id: int) -> bool:
        known = {channel.guild_id for channel in self._discord.channels.values()}
        plan(guild_id in known, f"no such server: {guild_id}")
        return guild_id not in self._discord.outages

    def obstacle(self, channel_id: int) -> str | None:
        channel = self._discord.channels.get(channel_id)
        return channel.obstacle if channel else "The channel is gone."

    def anchor(self, channel_id: int) -> int | None:
        log = self._discord.channels[channel_id].log
        return log[-1].id if log else None

    async def send(self, post: Post) -> int | Delivered:
        self._discord.settle_traffic()
        plan(post.guild_id not in self._discord.outages, "sent during an outage")
        plan(len(post.text) <= 2_000, "too long for Discord")
        plan(post.text.startswith(post.heading), "could not be found again")
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
                return Delivered.REFUSED
            case Fault.LOST_BEFORE:
                return Delivered.UNKNOWN
            case Fault.LOST_REPLY:
                self._discord.land(post)
                return Delivered.UNKNOWN
            case Fault.HANGS_BEFORE:
                await _never()
            case Fault.HANGS_AFTER:
                self._discord.land(post)
                await _never()
            case Fault.ARRIVES_LATE:
                self._discord.land_later(post, timedelta(seconds=60))
                return Delivered.UNKNOWN
            case Fault.EXPLODES:
                raise RuntimeError("an error nobody foresaw")
        if post.channel_id not in self._discord.channels:
            return Delivered.REFUSED
        message = self._discord.land(post)
        await self._points.passing("after send")
        return Delivered.VANISHED if message.deleted else message.id

    def _fault(self) -> Fault | None:
        if self.fault is None:
            return self._discord.faults.popleft() if self._discord.faults else None
        fault, self.fault = self.fault, None
        return fault

    async def find(self, claim: Claim, heading: str) -> int | None:
        plan(claim.guild_id not in self._discord.outages, "read during an outage")
        await self._points.passing("before find")
        self._discord.settle_traffic()
        channel = self._discord.channels.get(claim.channel_id)
        if channel is None or not channel.readable:
            raise LookupError("the channel's history cannot be read")
        found = next(
            (
                message.id
                for message in channel.shown
                if message.id > (claim.anchor or 0)
                and message.by_bot
                and message.text.startswith(heading)
            ),
            None,
        )
        if self.meet_after_find:
            await self.meet_after_find.wait()
        await self._points.passing("after find")
        return found

    async def alert(self, guild_id: int, text: str) -> None:
        self._discord.alerts.append((guild_id, text))


class PlainPoster:
    """`Poster` whose sends take a while and get through; for clocks that run."""

    def __init__(self, clock: Clock, takes: float = 0.0) -> None:
        self.sent: list[datetime] = []
        self._clock = clock
        self._takes = takes

    def available(self, guild_id: int) -> bool:
        return True

    def obstacle(self, channel_id: int) -> str | None:
        return None

    def anchor(self, channel_id: int) -> int | None:
        return None

    async def send(self, post: Post) -> int | Delivered:
        await asyncio.sleep(self._takes)
        self.sent.append(self._clock.now())
        return len(self.sent)

    async def find(self, claim: Claim, heading: str) -> int | None:
        raise UnplannedError("nothing is lost here")

    async def alert(self, guild_id: int, text: str) -> None:
        raise UnplannedError(f"nothing goes wrong here: {text}")


class Process:
    """A running bot as far as daily posts go; what it shares with others is handed in."""

    def __init__(
        self,
        discord: Discord,
        settings: SettingsStore,
        ledger: Ledger,
        days: Calendar | Callable[[], Calendar],
        kind: type[DailyPosts] = DailyPosts,
    ) -> None:
        self.points = Points()
        self.poster = FakePoster(discord, self.points)
        self.daily_posts = kind(
            settings,
            WatchedLedger(ledger, self.points),
            self.poster,
            discord.clock,
            days if callable(days) else lambda: days,
        )
        self._discord = discord

    async def serve(self) -> float:
        """One round, as far as it comes; what hangs in it is waited for."""
        pause = await self.daily_posts.serve()
        for task in list(self.daily_posts._busy.values()):
            await task
        return pause

    async def serve_until_killed(self, point: str) -> None:
        """A round that is killed at a point; fails if it never gets there."""
        self.points.kill_at(point)
        try:
            await self.serve()
        except CancelledError:
            return
        raise AssertionError(f"did not come by “{point}”, only by {self.points.passed}")


# --- Knowledge ----------------------------------------------------------------------------------


class MemoryFolder:
    """`KnowledgeFolder` whose files are set by the test."""

    def __init__(self, **files: str) -> None:
        self.files = {f"{name}.yaml": text.encode() for name, text in files.items()}
        self.on_read: Callable[[], None] = lambda: None

    @property
    def name(self) -> str:
        return "memory"

    def read(self) -> Mapping[str, bytes]:
        self.on_read()
        return dict(self.files)


class ScriptedMatcher:
    """A matcher that judges just what a test has planned, by the first word."""

    def __init__(self, **judgements: Judgement) -> None:
        self._plain = judgements
        self.asked: list[tuple[str, bool]] = []

    def judge(self, text: str, *, overheard: bool = False) -> Judgement:
        self.asked.append((text, overheard))
        name = (re.findall(r"\w+", text.casefold()) or [""])[0]
        plan(name in self._plain, f"nothing planned for “{text}”")
        return self._plain[name]


def snapshot(knowledge: Knowledge, matcher: ScriptedMatcher | None = None) -> Snapshot:
    """A snapshot whose judgements are the test's, or the real one's."""
    if matcher is None:
        return Snapshot.of(knowledge)
    days = Calendar.of(knowledge)
    return Snapshot(knowledge, matcher, days, Lookup(days))
