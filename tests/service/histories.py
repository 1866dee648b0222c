"""Random histories of one server's daily posts: their steps, how they are played, and what must be
true of all of them.

A send takes no time and succeeds unless a fault is injected. A day's post is never sent twice, and
never on another day or before its time. It is not missing if a process looked at the server without
being disturbed, at any moment from the post's time to the end of the local day.
"""

import asyncio
from asyncio import CancelledError
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from bot.service import daily_posts
from bot.service.ports import ClaimState, Ledger, ServerSettings, SettingsStore
from bot.service.poster_port import Post, TryLater
from tests.narrowing import present
from tests.service.fakes.clock import FakeClock, SkippingLoop
from tests.service.fakes.data import CHANNEL, GUILD, calendar, heading, moment
from tests.service.fakes.poster import Discord, Fault
from tests.service.fakes.process import Process

# Three days of four have something to post, the 29th of February included.
DAYS = calendar(
    *(f"{day}" for at in range(366) if (day := date(2012, 1, 1) + timedelta(days=at)).day % 4)
)


@dataclass(frozen=True)
class Wait:
    seconds: int


@dataclass(frozen=True)
class NextDay:
    """On to the next day's posting time, or a few seconds before or after it."""

    plus: int = 0


@dataclass(frozen=True)
class Jump:
    """The clock is set back or forward."""

    seconds: int


@dataclass(frozen=True)
class Round:
    """One process looks: where it is killed or suspended, what fails, and who goes first."""

    process: int
    killed_at: str | None = None
    paused_at: tuple[str, int] | None = None
    fault: Fault | None = None  # of its send
    search_fails: bool = False  # for the moment
    delays: tuple[int, ...] = ()
    starts_after: int = 0


@dataclass(frozen=True)
class Both:
    first: Round
    second: Round


@dataclass(frozen=True)
class Restart:
    process: int


@dataclass(frozen=True)
class Outage:
    begins: bool


@dataclass(frozen=True)
class Readable:
    """Whether the bot may read the channel's history."""

    may: bool


@dataclass(frozen=True)
class Change:
    """The admins set another time or time zone."""

    at: str | None = None
    zone: str | None = None


@dataclass(frozen=True)
class Chatter:
    pass


Step = Wait | NextDay | Jump | Round | Both | Restart | Outage | Readable | Change | Chatter


@dataclass
class Tally:
    """Counts what happened in all histories."""

    histories: int = 0
    of: Counter[str] = field(default_factory=Counter[str])

    def __str__(self) -> str:
        counts = ", ".join(f"{count:,} {what}" for what, count in sorted(self.of.items()))
        return f"{self.histories:,} histories: {counts}"


@dataclass
class _Slot:
    process: Process
    round: asyncio.Task[None] | None = None
    settings: ServerSettings | None = None  # at the start of the round under way

    @property
    def busy(self) -> bool:
        return self.round is not None and not self.round.done()


class History:
    """Plays steps, and checks after each of them that nothing went wrong."""

    def __init__(self, loop: SkippingLoop, stores: list[tuple[SettingsStore, Ledger]]) -> None:
        self.loop = loop
        self.clock = loop.clock
        self.discord = Discord(self.clock)
        self.tally: Counter[str] = Counter()
        self.wrong: list[str] = []
        self._stores = stores
        self._slots = [_Slot(self._started(number)) for number in range(2)]
        self._always_readable = True

    async def play(self, settings: ServerSettings, steps: list[Step]) -> None:
        await self._settings_store.save(settings)
        for step in steps:
            await self._play(step)
        # Whatever happened, two undisturbed processes finish the work.
        for slot in self._slots:
            if slot.busy and slot.round:
                await slot.round
        self.discord.outages = set()
        await asyncio.sleep(daily_posts.REST_AFTER_REFUSAL + 1)
        for number in (0, 1):
            await self._play(Round(number))
        self.discord.settle_traffic()
        self._count()
        await self._check_uncertain()

    async def _play(self, step: Step) -> None:
        match step:
            case Wait(seconds):
                await asyncio.sleep(seconds)
            case NextDay(plus):
                settings = await self._current_settings()
                day = self.clock.now().astimezone(ZoneInfo(settings.timezone)).date()
                ahead = (
                    hour_of(day + timedelta(days=1), settings.at, settings.timezone)
                    - self.clock.now()
                )
                await asyncio.sleep(max(0.0, ahead.total_seconds() + plus))
            case Jump(seconds):
                self.tally["jumps of the clock"] += 1
                self.clock.jump(seconds=seconds)
            case Round():
                await self._rounds(step)
            case Both(first, second):
                await self._rounds(first, second)
            case Restart(number):
                if not self._slots[number].busy:
                    self._slots[number].process = self._started(number)
            case Outage(begins):
                if not any(slot.busy for slot in self._slots):
                    self.discord.outages = {GUILD} if begins else set()
            case Readable(may):
                self._always_readable &= may
                self.discord.channels[CHANNEL].readable = may
            case Change(at, zone):
                settings = await self._current_settings()
                await self._settings_store.save(
                    replace(
                        settings,
                        at=time.fromisoformat(at) if at else settings.at,
                        timezone=zone or settings.timezone,
                        saved_at=self.clock.now(),
                    )
                )
            case Chatter():
                self.discord.say(CHANNEL, "nice")

    async def _rounds(self, *rounds: Round) -> None:
        """Have processes look at the same time, without waiting for those that are suspended."""
        started: list[asyncio.Task[None]] = []
        for step in rounds:
            slot = self._slots[step.process]
            if not slot.busy:
                slot.settings = await self._current_settings()
                slot.round = asyncio.create_task(self._round(slot, step))
                started.append(slot.round)
        if started:
            await asyncio.wait(started, timeout=0.5)

    async def _round(self, slot: _Slot, step: Round) -> None:
        process, settings = slot.process, slot.settings
        assert settings is not None
        points, poster = process.points, process.poster
        points.kill_at(step.killed_at)
        points.pauses = dict([step.paused_at] if step.paused_at else [])
        points.delays.extend(step.delays)
        poster.fault = step.fault
        search_fault = TryLater("the connection broke") if step.search_fails else None
        poster.search_fault = search_fault
        poster.on_begin = lambda post: self._check_sending(settings, post)
        resting = self._resting(process)
        for _ in range(step.starts_after):
            await asyncio.sleep(0)
        begun, others = self.clock.now(), self._activity(slot)
        try:
            await process.serve()
        except CancelledError:
            if present(asyncio.current_task()).cancelling():
                raise
            self.tally["kills"] += 1
            slot.process = self._started(self._slots.index(slot))
            return
        struck = poster.fault is not step.fault or poster.search_fault is not search_fault
        paused = bool(step.paused_at) and not points.pauses
        self.tally["faults"] += struck
        self.tally["pauses"] += paused
        points.kill_at(None)
        points.pauses, poster.fault, poster.search_fault = {}, None, None
        points.delays.clear()
        alone = others == self._activity(slot)
        if not (struck or paused or resting or self.discord.outages) and alone:
            await self._check_served(settings, begun)

    def _activity(self, slot: _Slot) -> list[tuple[int, int]]:
        """A value that changes if another process does anything or ends."""
        others = (other.process.points for other in self._slots if other is not slot)
        return [(id(points), len(points.passed)) for points in others]

    async def _check_served(self, settings: ServerSettings, begun: datetime) -> None:
        """Nothing is missing: one undisturbed look at the right time is enough."""
        ended = self.clock.now()
        days = {at.astimezone(ZoneInfo(settings.timezone)).date() for at in (begun, ended)}
        day = days.pop()
        if days or not is_due(day, settings, begun):
            return
        self.tally["undisturbed looks at a day that is due"] += 1
        self.discord.settle_traffic()
        if self._posts()[heading(day)]:
            return
        row = await self._stores[0][1].get(GUILD, day)
        if row is None or row.state is not ClaimState.UNCERTAIN or self._always_readable:
            self.wrong.append(f"the post of {day} is missing at {ended}; the ledger has {row}")

    def _check_sending(self, settings: ServerSettings, post: Post) -> None:
        """A post is sent on its own day, and not before its time."""
        now = self.clock.now()
        day = now.astimezone(ZoneInfo(settings.timezone)).date()
        title = post.text.splitlines()[0]
        if title != heading(day):
            self.wrong.append(f"{title} is sent on {day}")
        elif not is_due(day, settings, now):
            self.wrong.append(f"{title} is sent at {now}, when it is not due")

    def _posts(self) -> Counter[str]:
        return Counter(post.text.splitlines()[0] for post in self.discord.posts if post.nonce)

    def _count(self) -> None:
        """No day's post is sent twice."""
        posts = self._posts()
        self.tally["posts"] += posts.total()
        self.wrong += [f"{count} posts of {day}" for day, count in posts.items() if count > 1]

    async def _check_uncertain(self) -> None:
        """A post is not uncertain if the history could be read."""
        for day in {post.day for post in await self._uncertain()}:
            self.tally["uncertain"] += 1
            if self._always_readable:
                self.wrong.append(f"{day} is uncertain, though the history could always be read")

    async def _uncertain(self):
        ledger = self._stores[0][1]
        start = self.clock.now().date()
        days = [start + timedelta(days=ahead) for ahead in range(-40, 3)]
        rows = [await ledger.get(GUILD, day) for day in days] if not self._always_readable else []
        last = await ledger.last(GUILD)
        return [row for row in [*rows, last] if row and row.state is ClaimState.UNCERTAIN]

    def _resting(self, process: Process) -> bool:
        refused = process.poster.refused_at
        rest = timedelta(seconds=daily_posts.REST_AFTER_REFUSAL)
        return refused is not None and self.clock.true() - refused <= rest

    def _started(self, number: int) -> Process:
        settings, ledger = self._stores[number]
        return Process(self.discord, settings, ledger, DAYS)

    @property
    def _settings_store(self) -> SettingsStore:
        return self._stores[0][0]

    async def _current_settings(self) -> ServerSettings:
        settings = await self._settings_store.get(GUILD)
        assert settings is not None
        return settings


# --- When a post is due, found by going through the day in quarters of an hour --------------------

QUARTER = timedelta(minutes=15)  # no zone changes its clocks in between


@cache
def _quarters(day: date, zone: str) -> list[tuple[datetime, datetime]]:
    """Every quarter of an hour of a local day: in UTC, and in local time."""
    noon = moment(f"{day} 12:00")
    around = (noon + at * QUARTER for at in range(-120, 120))
    shown = ((utc, utc.astimezone(ZoneInfo(zone)).replace(tzinfo=None)) for utc in around)
    return [(utc, wall) for utc, wall in shown if wall.date() == day]


@cache
def hour_of(day: date, at: time, zone: str) -> datetime:
    """The first moment with this local time. A skipped time is moved on by the length of the gap,
    or back if that would be another day."""
    wanted = datetime.combine(day, at)
    quarters = _quarters(day, zone)
    for utc, wall in quarters:
        if wall <= wanted < wall + QUARTER:
            return utc + (wanted - wall)
    gap_begins = [(utc + QUARTER, wall + QUARTER) for utc, wall in quarters if wall < wanted]
    gap_ends = [(utc, wall) for utc, wall in quarters if wall > wanted]
    if gap_begins and gap_ends:
        utc, wall = gap_begins[-1]
        return utc + (wanted - wall)
    if gap_ends:  # the day begins with the gap
        utc, wall = gap_ends[0]
        return utc + (wanted - datetime.combine(day, time()))
    utc, _ = gap_begins[-1]  # the day ends with it
    return utc - (datetime.combine(day + timedelta(days=1), time()) - wanted)


def is_due(day: date, settings: ServerSettings, now: datetime) -> bool:
    """Whether a post is due: from its time to the end of the local day, unless the time was set on
    that day after it had passed."""
    if not DAYS.anniversary(day):
        return False
    hour = hour_of(day, settings.at, settings.timezone)
    saved = settings.saved_at
    late = saved > hour and saved.astimezone(ZoneInfo(settings.timezone)).date() == day
    return now >= hour and not late and now.astimezone(ZoneInfo(settings.timezone)).date() == day


def started_at(day: str, at: str, zone: str, plus: int) -> FakeClock:
    """A clock that shows so many seconds after a local time."""
    hour = hour_of(date.fromisoformat(day), time.fromisoformat(at), zone)
    return FakeClock(hour.astimezone(UTC) + timedelta(seconds=plus))
