"""Random histories of one server's daily posts, held against what must be true of all of them."""

import asyncio
from asyncio import CancelledError
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import event, given, note, settings
from hypothesis import strategies as st

from bot.knowledge.telling import heading
from bot.service import announcing
from bot.service.ports import ClaimState
from tests.service.fakes import (
    CHANNEL,
    GUILD,
    POINTS,
    Discord,
    FakeClock,
    Fault,
    MemoryLedger,
    MemorySettings,
    Process,
    SkippingLoop,
    calendar,
    moment,
    wishes,
)

DAYS = calendar("2013-11-08", "2013-11-09", "2013-11-11")
POSTED = [date(2026, each.month, each.day) for each in DAYS.days]


@dataclass(frozen=True)
class Wait:
    seconds: int


@dataclass(frozen=True)
class Serve:
    """A round of one process: where it is killed, what befalls its sends, who comes first."""

    process: int
    killed_at: str | None = None
    fault: Fault | None = None
    delays: tuple[int, ...] = ()
    starts_after: int = 0


@dataclass(frozen=True)
class ServeBoth:
    first: Serve
    second: Serve


@dataclass(frozen=True)
class Restart:
    process: int


@dataclass(frozen=True)
class Outage:
    begins: bool


@dataclass(frozen=True)
class Chatter:
    pass


@dataclass(frozen=True)
class NextDay:
    """On to the next day's hour."""


Step = Wait | Serve | ServeBoth | Restart | Outage | Chatter | NextDay

_waits = st.builds(
    Wait,
    st.one_of(
        st.sampled_from([1, 15, 59, 61, 119, 120, 121, 299, 301]),
        st.integers(0, 40_000),
    ),
)
_faults = st.sampled_from([None, None, *Fault])


def _rounds(process: st.SearchStrategy[int]) -> st.SearchStrategy[Serve]:
    return st.builds(
        Serve,
        process,
        st.one_of(st.none(), st.none(), st.sampled_from(POINTS)),
        _faults,
        st.lists(st.integers(0, 12), max_size=6).map(tuple),
        st.integers(0, 6),
    )


_steps = st.one_of(
    _waits,
    _waits,
    _rounds(st.integers(0, 1)),
    st.builds(Serve, st.integers(0, 1)),
    _rounds(st.integers(0, 1)),
    st.builds(ServeBoth, _rounds(st.just(0)), _rounds(st.just(1))),
    st.builds(Restart, st.integers(0, 1)),
    st.builds(Outage, st.booleans()),
    st.builds(Chatter),
    st.builds(NextDay),
)


class History:
    """Plays the steps, and keeps what the oracle needs."""

    def __init__(self, zone: str, at: str, clock: FakeClock) -> None:
        self.zone = ZoneInfo(zone)
        self.at = at
        self.clock = clock
        self.discord = Discord(self.clock)
        self.settings = MemorySettings(wishes(timezone=zone, at=at))
        self.ledger = MemoryLedger()
        self.processes = [self._process(), self._process()]
        self.well_served: set[date] = set()

    def _process(self) -> Process:
        return Process(self.discord, self.settings, self.ledger, DAYS)

    async def play(self, step: Step) -> None:
        match step:
            case Wait(seconds):
                self.clock.advance(seconds=seconds)
            case Serve():
                self._note(await self._serve(step))
            case ServeBoth(first, second):
                well = await asyncio.gather(self._serve(first), self._serve(second))
                self._note(all(well))
            case Restart(process):
                self.processes[process] = self._process()
            case Outage(begins):
                self.discord.outages = {GUILD} if begins else set()
            case NextDay():
                local = self.clock.now().astimezone(self.zone) + timedelta(days=1)
                self.clock.set(moment(f"{local:%Y-%m-%d} {self.at}", self.zone.key))
            case Chatter():
                self.discord.say(CHANNEL, "nice")

    async def _serve(self, step: Serve) -> bool:
        """One process's round; whether it came to its end and nothing befell it."""
        process = self.processes[step.process]
        process.points.kill_at(step.killed_at)
        process.points.delays.extend(step.delays)
        process.speaker.fault = step.fault
        resting = self._resting(process)
        for _ in range(step.starts_after):
            await asyncio.sleep(0)
        try:
            await process.serve()
        except CancelledError:
            self.processes[step.process] = self._process()
            return False
        unharmed = process.speaker.fault is step.fault  # it befell nothing
        process.points.kill_at(None)
        process.points.delays.clear()
        process.speaker.fault = None
        return unharmed and not resting and not self.discord.outages

    def _note(self, well: bool) -> None:
        local = self.clock.now().astimezone(self.zone)
        if well and f"{local:%H:%M}" >= self.at and local.date() in POSTED:
            self.well_served.add(local.date())

    def _resting(self, process: Process) -> bool:
        refused = process.speaker.refused_at
        rest = timedelta(seconds=announcing.REST_AFTER_REFUSAL)
        return refused is not None and self.clock.now() - refused <= rest

    def judge(self) -> None:
        self.clock.advance(minutes=2)
        self.discord.settle_traffic()
        posts = Counter(post.text.splitlines()[0] for post in self.discord.posts if post.nonce)
        for day in POSTED:
            count = posts.pop(heading(day), 0)
            assert count <= 1, f"{count} posts of {day}"
            if day in self.well_served:
                assert count == 1, f"the post of {day} is missing"
        assert not posts, "a post of a day that has none"
        for post in self.discord.posts:
            if post.nonce:
                local = post.at.astimezone(self.zone)
                early = local - timedelta(minutes=1)  # that long one may have been under way
                assert heading(local.date()) in post.text or heading(early.date()) in post.text
                assert local >= early.replace(
                    hour=int(self.at[:2]), minute=int(self.at[3:]), second=0
                ) or early.date() != local.date(), f"{post} is before its hour"  # fmt: skip
        states = {row.state for row in self.ledger.rows.values()}
        assert ClaimState.UNCERTAIN not in states, "the history could be read all the time"


@settings(max_examples=400, deadline=None)
@given(
    zone=st.sampled_from(["UTC", "Asia/Kamchatka", "America/Los_Angeles"]),
    at=st.sampled_from(["00:00", "09:00", "23:50"]),
    steps=st.lists(_steps, min_size=3, max_size=25),
)
def test_no_history_has_two_posts_of_a_day_and_none_is_missing_where_the_bot_was_well(
    zone, at, steps
):
    history = _played(zone, at, steps)
    note(f"{history.discord.posts}\n{history.ledger.rows}")
    event(f"{len(history.well_served)} days well served")
    event(f"sent again: {len(history.discord.attempts) > len(history.discord.posts)}")
    history.judge()


@pytest.mark.parametrize(
    "steps",
    [
        # While one is refused another repeats the send with success: giving the claim back then
        # would leave the post without a row, and the day seem free when the nonce is forgotten.
        [ServeBoth(Serve(0, starts_after=4), Serve(1, fault=Fault.REFUSED, starts_after=2)),
         Wait(301), Serve(0)],
        # The same, and what the other sent is still under way at that moment.
        [ServeBoth(Serve(0, fault=Fault.REFUSED, delays=(0, 0, 12)),
                   Serve(1, fault=Fault.ARRIVES_LATE, starts_after=4)),
         Wait(70), Wait(301), Serve(0)],
    ],
)  # fmt: skip
def test_a_refusal_in_one_process_does_not_make_the_other_post_twice(steps):
    _played("UTC", "09:00", steps).judge()


def _played(zone: str, at: str, steps: list[Step]) -> History:
    clock = FakeClock(moment(f"2026-11-08 {at}", zone))
    history = History(zone, at, clock)

    async def play() -> None:
        for step in steps:
            await history.play(step)

    with (
        pytest.MonkeyPatch.context() as patch,
        asyncio.Runner(loop_factory=lambda: SkippingLoop(clock)) as runner,
    ):
        patch.setattr(announcing.log, "disabled", True)
        patch.setattr(announcing, "monotonic", clock.monotonic)
        runner.run(play())
    return history
