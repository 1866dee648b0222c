"""Random histories of one server's daily posts: what happens in them, how they are played, and the
oracle that says what must be true of all of them.

A send takes no time and succeeds unless a fault is injected. A day's post never comes twice, never
on another day or before its hour, and none is missing where a process looked, undisturbed, at any
moment from the hour to the end of the local day.
"""

import asyncio
from asyncio import CancelledError
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from bot.service import daily_posts
from bot.service.daily_posts import DailyPosts
from bot.service.ports import ClaimState, Ledger, Post, ServerSettings, SettingsStore
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
    """On to the next day's hour, a few seconds earlier or later."""

    plus: int = 0


@dataclass(frozen=True)
class Jump:
    """The clock is set, back or forth."""

    seconds: int


@dataclass(frozen=True)
class Round:
    """One process looks: where it is killed or paused, what befalls its send, who comes first."""

    process: int
    killed_at: str | None = None
    paused_at: tuple[str, int] | None = None
    fault: Fault | None = None
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
    """The admins set another hour or time zone."""

    at: str | None = None
    zone: str | None = None


@dataclass(frozen=True)
class Chatter:
    pass


Step = Wait | NextDay | Jump | Round | Both | Restart | Outage | Readable | Change | Chatter


@dataclass
class Tally:
    """What all histories had in them."""

    histories: int = 0
    of: Counter[str] = field(default_factory=Counter[str])

    def __str__(self) -> str:
        counts = ", ".join(f"{count:,} {what}" for what, count in sorted(self.of.items()))
        return f"{self.histories:,} histories: {counts}"


@dataclass
class _Slot:
    process: Process
    round: asyncio.Task[None] | None = None
    wish: ServerSettings | None = None  # as its round under way found it

    @property
    def busy(self) -> bool:
        return self.round is not None and not self.round.done()


class History:
    """Plays the steps, and holds them against the oracle as they go."""

    def __init__(
        self, loop: SkippingLoop, stores: list[tuple[SettingsStore, Ledger]], kind: type[DailyPosts]
    ) -> None:
        self.loop = loop
        self.clock = loop.clock
        self.discord = Discord(self.clock)
        self.tally: Counter[str] = Counter()
        self.wrong: list[str] = []
        self._stores = stores
        self._kind = kind
        self._slots = [_Slot(self._started(number)) for number in range(2)]
        self._always_readable = True

    async def play(self, wish: ServerSettings, steps: list[Step]) -> None:
        await self._settings.save(wish)
        for step in steps:
            await self._play(step)
        # Whatever happened: two that are up and left in peace bring it to an end.
        for slot in self._slots:
            if slot.busy and slot.round:
                await slot.round
        self.discord.outages = set()
        await asyncio.sleep(daily_posts.REST_AFTER_REFUSAL + 1)
        for number in (0, 1):
            await self._play(Round(number))
        self.discord.settle_traffic()
        self._count()
        await self._name_the_uncertain()

    async def _play(self, step: Step) -> None:
        match step:
            case Wait(seconds):
                await asyncio.sleep(seconds)
            case NextDay(plus):
                wish = await self._wish()
                day = self.clock.now().astimezone(ZoneInfo(wish.timezone)).date()
                ahead = hour_of(day + timedelta(days=1), wish.at, wish.timezone) - self.clock.now()
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
                wish = await self._wish()
                await self._settings.save(
                    replace(
                        wish,
                        at=time.fromisoformat(at) if at else wish.at,
                        timezone=zone or wish.timezone,
                        saved_at=self.clock.now(),
                    )
                )
            case Chatter():
                self.discord.say(CHANNEL, "nice")

    async def _rounds(self, *rounds: Round) -> None:
        """Have processes look at the same time; those that are paused are left behind."""
        started: list[asyncio.Task[None]] = []
        for step in rounds:
            slot = self._slots[step.process]
            if not slot.busy:
                slot.wish = await self._wish()
                slot.round = asyncio.create_task(self._round(slot, step))
                started.append(slot.round)
        if started:
            await asyncio.wait(started, timeout=0.5)

    async def _round(self, slot: _Slot, step: Round) -> None:
        process, wish = slot.process, slot.wish
        assert wish is not None
        points, poster = process.points, process.poster
        points.kill_at(step.killed_at)
        points.pauses = dict([step.paused_at] if step.paused_at else [])
        points.delays.extend(step.delays)
        poster.fault = step.fault
        poster.on_begin = lambda post: self._check_sending(wish, post)
        resting = self._resting(process)
        for _ in range(step.starts_after):
            await asyncio.sleep(0)
        begun, others = self.clock.now(), self._doings(slot)
        try:
            await process.serve()
        except CancelledError:
            if present(asyncio.current_task()).cancelling():
                raise
            self.tally["kills"] += 1
            slot.process = self._started(self._slots.index(slot))
            return
        struck = poster.fault is not step.fault
        paused = bool(step.paused_at) and not points.pauses
        self.tally["faults"] += struck
        self.tally["pauses"] += paused
        points.kill_at(None)
        points.pauses, poster.fault = {}, None
        points.delays.clear()
        alone = others == self._doings(slot)
        if not (struck or paused or resting or self.discord.outages) and alone:
            await self._check_served(wish, begun)

    def _doings(self, slot: _Slot) -> list[tuple[int, int]]:
        """By which it shows whether another process did anything meanwhile, or ended."""
        others = (each.process.points for each in self._slots if each is not slot)
        return [(id(points), len(points.passed)) for points in others]

    async def _check_served(self, wish: ServerSettings, begun: datetime) -> None:
        """The rule that nothing is missing: an undisturbed look at the right time is enough."""
        ended = self.clock.now()
        days = {at.astimezone(ZoneInfo(wish.timezone)).date() for at in (begun, ended)}
        day = days.pop()
        if days or not is_due(day, wish, begun):
            return
        self.tally["undisturbed looks at a day that is due"] += 1
        self.discord.settle_traffic()
        if self._posts()[heading(day)]:
            return
        row = await self._stores[0][1].get(GUILD, day)
        if row is None or row.state is not ClaimState.UNCERTAIN or self._always_readable:
            self.wrong.append(f"the post of {day} is missing at {ended}; the ledger has {row}")

    def _check_sending(self, wish: ServerSettings, post: Post) -> None:
        """The rule that a post is of its day, and not before its hour."""
        now = self.clock.now()
        day = now.astimezone(ZoneInfo(wish.timezone)).date()
        if post.heading != heading(day):
            self.wrong.append(f"{post.heading} is sent on {day}")
        elif not is_due(day, wish, now):
            self.wrong.append(f"{post.heading} is sent at {now}, when it is not due")

    def _posts(self) -> Counter[str]:
        return Counter(post.text.splitlines()[0] for post in self.discord.posts if post.nonce)

    def _count(self) -> None:
        """The rule that no day's post comes twice."""
        posts = self._posts()
        self.tally["posts"] += posts.total()
        self.wrong += [f"{count} posts of {day}" for day, count in posts.items() if count > 1]

    async def _name_the_uncertain(self) -> None:
        """The rule that nothing is called uncertain that can be known."""
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
        return Process(self.discord, settings, ledger, DAYS, self._kind)

    @property
    def _settings(self) -> SettingsStore:
        return self._stores[0][0]

    async def _wish(self) -> ServerSettings:
        wish = await self._settings.get(GUILD)
        assert wish is not None
        return wish


# --- When a post is due, by going through the day quarter by quarter ------------------------------

QUARTER = timedelta(minutes=15)  # no zone changes its clocks in between


@cache
def _quarters(day: date, zone: str) -> list[tuple[datetime, datetime]]:
    """Every quarter of a local day: in UTC, and as the clocks show it."""
    noon = moment(f"{day} 12:00")
    around = (noon + at * QUARTER for at in range(-120, 120))
    shown = ((utc, utc.astimezone(ZoneInfo(zone)).replace(tzinfo=None)) for utc in around)
    return [(utc, wall) for utc, wall in shown if wall.date() == day]


@cache
def hour_of(day: date, at: time, zone: str) -> datetime:
    """The first moment at which the clocks show the hour; one that they skip comes as long after
    the gap's beginning as it is into the gap, or if that is another day, as long before its end."""
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


def is_due(day: date, wish: ServerSettings, now: datetime) -> bool:
    """From the hour to the end of the local day, where there is something to post; not on the day
    on which the hour was set too late."""
    if not DAYS.anniversary(day):
        return False
    hour = hour_of(day, wish.at, wish.timezone)
    saved = wish.saved_at
    late = saved > hour and saved.astimezone(ZoneInfo(wish.timezone)).date() == day
    return now >= hour and not late and now.astimezone(ZoneInfo(wish.timezone)).date() == day


def started_at(day: str, at: str, zone: str, plus: int) -> FakeClock:
    """A clock that shows so many seconds after an hour."""
    hour = hour_of(date.fromisoformat(day), time.fromisoformat(at), zone)
    return FakeClock(hour.astimezone(UTC) + timedelta(seconds=plus))
