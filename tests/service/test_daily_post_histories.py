"""Ten thousand histories of daily posts: no day twice, none missing. HISTORIES plays more of them,
each time others."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from zoneinfo import available_timezones

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, note, seed, settings
from hypothesis import strategies as st

from bot.service import daily_posts, post_recovery, timing
from bot.service.daily_posts import DailyPosts
from bot.service.ports import Claim, ClaimState, Delivered
from bot.store.database import open_database
from bot.store.ledger import SqlLedger
from bot.store.settings_store import SqlSettings
from bot.store.tables import guild_settings, posts
from tests.service.fakes.clock import FakeClock, SkippingLoop
from tests.service.fakes.crash_points import POINTS
from tests.service.fakes.data import moment, wishes
from tests.service.fakes.ledger import MemoryLedger
from tests.service.fakes.poster import Fault
from tests.service.fakes.settings_store import MemorySettings
from tests.service.histories import (
    Both,
    Change,
    Chatter,
    History,
    Jump,
    NextDay,
    Outage,
    Readable,
    Restart,
    Round,
    Step,
    Tally,
    Wait,
    started_at,
)

MORE = "HISTORIES" in os.environ
HISTORIES = int(os.environ.get("HISTORIES", "10000"))
SEED = 2014
# All but those that are deprecated.
HEALTH_CHECKS = [
    HealthCheck.data_too_large,
    HealthCheck.filter_too_much,
    HealthCheck.large_base_example,
    HealthCheck.too_slow,
]

# --- What can happen ------------------------------------------------------------------------------

ZONES = st.sampled_from(sorted(available_timezones()))
HOURS = st.sampled_from(
    [
        "00:00",
        "00:30",
        "01:30",
        "02:00",
        "02:30",
        "02:59",
        "03:00",
        "09:00",
        "18:45",
        "23:30",
        "23:50",
    ]
)
# Nights on which the clocks change: at two, at midnight, by half an hour, forth and back.
NIGHTS = st.sampled_from([
    ("Europe/Berlin", "2026-03-29"), ("Europe/Berlin", "2026-10-25"),
    ("America/New_York", "2026-03-08"), ("America/New_York", "2026-11-01"),
    ("Australia/Lord_Howe", "2026-04-05"), ("Australia/Lord_Howe", "2026-10-04"),
    ("Africa/Cairo", "2026-04-24"), ("Africa/Cairo", "2026-10-29"),
    ("America/Havana", "2026-03-08"), ("America/Havana", "2026-11-01"),
    ("America/Nuuk", "2026-03-28"), ("America/Nuuk", "2026-10-24"),
    ("America/Scoresbysund", "2026-03-28"), ("Asia/Beirut", "2026-03-29"),
    ("America/Santiago", "2026-09-06"), ("Pacific/Chatham", "2026-04-05"),
])  # fmt: skip
BEGINNINGS = st.tuples(
    st.one_of(
        NIGHTS,
        NIGHTS,
        st.tuples(ZONES, st.sampled_from(["2026-11-06", "2026-12-31", "2028-02-27"])),
    ),
    HOURS,
    st.one_of(st.sampled_from([-1, 0, 1, 60]), st.integers(-7_200, 80_000)),
)

WAITS = st.builds(
    Wait,
    st.one_of(
        st.sampled_from([1, 15, 19, 21, 59, 61, 119, 120, 121, 299, 301]), st.integers(0, 40_000)
    ),
)
PAUSES = st.tuples(
    st.sampled_from(POINTS), st.sampled_from([1, 19, 21, 90, 130, 310, 900, 5_000, 90_000])
)
FORTH = st.one_of(st.sampled_from([1, 30, 121, 600, 3_600, 86_400]), st.integers(0, 200_000))
JUMPS = st.builds(Jump, st.one_of(FORTH, FORTH.map(lambda seconds: -seconds)))


def _rounds(process: st.SearchStrategy[int]) -> st.SearchStrategy[Round]:
    """Undisturbed; killed, paused or with a fault; or all of it."""
    nothing = st.none()
    kills, faults = st.sampled_from(POINTS), st.sampled_from(Fault)
    order = {
        "delays": st.lists(st.integers(0, 12), max_size=6).map(tuple),
        "starts_after": st.integers(0, 6),
    }
    return st.one_of(
        st.builds(Round, process, kills),
        st.builds(Round, process, nothing, PAUSES),
        st.builds(Round, process, nothing, nothing, faults),
        st.builds(Round, process, nothing | kills, nothing | PAUSES, nothing | faults, **order),
    )


def _steps(*more: st.SearchStrategy[Step]) -> st.SearchStrategy[list[Step]]:
    either = st.integers(0, 1)
    calm = st.builds(Round, either)
    rough = _rounds(either)
    to_the_next = st.builds(NextDay, st.sampled_from([0, 0, -1, 1, 45, 130]))
    step = st.one_of(
        WAITS, calm, rough, rough, rough, rough, to_the_next, to_the_next,
        st.builds(Both, _rounds(st.just(0)), _rounds(st.just(1))),
        st.builds(Restart, either),
        st.builds(Outage, st.booleans()),
        st.builds(Chatter),
        st.builds(Change, st.none() | HOURS, st.none() | ZONES),
        *more,
    )  # fmt: skip
    return st.lists(step, min_size=3, max_size=16)


# --- Playing --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def stage() -> Iterator[asyncio.Runner]:
    """A loop whose time is that of the history being played."""
    loop = SkippingLoop(FakeClock(moment("2026-01-01 00:00")))
    with (
        pytest.MonkeyPatch.context() as patch,
        asyncio.Runner(loop_factory=lambda: loop) as runner,
    ):
        for module in (daily_posts, timing):
            patch.setattr(module, "monotonic", lambda: loop.clock.monotonic())  # noqa: PLW0108  another history, another clock
        for module in (daily_posts, post_recovery):
            patch.setattr(module.log, "disabled", True)
        yield runner


def _play(
    stage, beginning, steps, tally=None, kind=DailyPosts, stores=None, before=lambda: None
) -> None:
    before()
    (zone, day), at, plus = beginning
    loop = stage.get_loop()
    loop.begin(started_at(day, at, zone, plus))
    shared = MemorySettings(), MemoryLedger()
    history = History(loop, stores or [shared, shared], kind)
    wish = wishes(timezone=zone, at=at, saved_at=loop.clock.now() - timedelta(days=2))
    stage.run(history.play(wish, steps))
    if tally:
        tally.histories += 1
        tally.of += history.tally
    note(f"{history.discord.posts}")
    assert not history.wrong, "; ".join(history.wrong)


def _every(count: int, *happenings: st.SearchStrategy[Step], tally: Tally | None = None, **how):
    """The property, over so many histories in which this may happen too."""

    @settings(
        max_examples=count,
        deadline=None,
        derandomize=not MORE,
        database=None,
        # A history is short enough to be read as it is; shrinking takes minutes.
        phases=(Phase.generate,),
        report_multiple_bugs=False,
        suppress_health_check=HEALTH_CHECKS,
    )
    @given(BEGINNINGS, _steps(*happenings))
    def every(beginning, steps):
        _play(beginning=beginning, steps=steps, tally=tally, **how)

    # Without a seed it would be made of this file's text, so that any edit changes the histories.
    return every if MORE else seed(SEED)(every)


def test_no_history_has_two_posts_of_a_day_and_none_misses_one_that_could_be_sent(stage):
    tally = Tally()
    _every(HISTORIES, JUMPS, tally=tally, stage=stage)()
    print(f"\n{tally}; 0 days twice, 0 missing")  # noqa: T201
    assert tally.histories >= HISTORIES
    for happening in ("kills", "faults", "pauses", "jumps of the clock", "posts"):
        assert tally.of[happening] > HISTORIES / 10, happening


def test_where_the_history_cannot_always_be_read_a_post_may_be_uncertain_but_never_comes_twice(
    stage,
):
    """The clock is only set forth: set back, it makes a claim look young whose nonce is forgotten,
    and only the history could tell."""
    tally = Tally()
    readable = st.builds(Readable, st.sampled_from([False, False, True]))
    _every(HISTORIES // 5, readable, st.builds(Jump, FORTH), tally=tally, stage=stage)()
    assert tally.of["uncertain"] > HISTORIES / 500


# --- On the real store ----------------------------------------------------------------------------


class InThreads:
    """A store whose threads the loop waits for."""

    def __init__(self, store: object, loop: SkippingLoop) -> None:
        self._store = store
        self._loop = loop

    def __getattr__(self, name: str):
        async def call(*arguments: object):
            with self._loop.waiting_for_threads():
                return await getattr(self._store, name)(*arguments)

        return call


def test_on_the_real_store_it_is_the_same(stage, tmp_path):
    loop, stack = stage.get_loop(), AsyncExitStack()
    url = f"sqlite+aiosqlite:///{tmp_path / 'flamekeeper.db'}"

    async def opened():
        with loop.waiting_for_threads():
            return [await stack.enter_async_context(open_database(url)) for _ in range(2)]

    async def emptied():
        with loop.waiting_for_threads():
            async with engines[0].begin() as connection:
                for table in (posts, guild_settings):
                    await connection.execute(sa.delete(table))

    async def closed():
        with loop.waiting_for_threads():
            await stack.aclose()

    engines = stage.run(opened())
    stores = [
        (InThreads(SqlSettings(each), loop), InThreads(SqlLedger(each), loop)) for each in engines
    ]
    tally = Tally()
    try:
        _every(
            300, JUMPS, tally=tally, stage=stage, stores=stores, before=lambda: stage.run(emptied())
        )()
    finally:
        stage.run(closed())
    assert tally.of["kills"] > 30


# --- What the property would find -----------------------------------------------------------------


class PostsFirst(DailyPosts):
    """Sends, then writes it down if that went well."""

    async def _begin(self, settings, channel_id, todays, watch):
        day = todays.occasion.day
        nonce, anchor = (
            daily_posts.nonce_of(settings.guild_id, day),
            self._poster.anchor(channel_id),
        )
        claim = Claim(settings.guild_id, day, channel_id, nonce, self._clock.now(), anchor)
        async with asyncio.timeout(daily_posts.SEND_WITHIN):
            outcome = await self._poster.send(daily_posts._post(claim, todays))
        if not isinstance(outcome, Delivered):
            await self._ledger.claim(replace(claim, state=ClaimState.SENT, message_id=outcome))


class GivesUp(DailyPosts):
    """Leaves what it finds unconfirmed as it is."""

    async def _recover(self, settings, claim, todays):
        pass


class TrustsTheNonce(DailyPosts):
    """Sends again without a look at the history, in the belief that Discord sorts it out."""

    async def _recover(self, settings, claim, todays):
        await self._deliver(settings, claim, todays, timing.Stopwatch(self._clock))


class NeverTooLate(DailyPosts):
    """Sends what it decided to send, however long it was paused in between."""

    async def _deliver(self, settings, claim, todays, watch):
        await super()._deliver(settings, claim, todays, timing.Stopwatch(self._clock))


class ForgetsTheDay(DailyPosts):
    """Sends a post though its day ended on the way."""

    def _todays(self, settings):
        return super()._todays(settings) or self._kept

    _kept = None

    async def _deliver(self, settings, claim, todays, watch):
        self._kept = todays
        await super()._deliver(settings, claim, todays, watch)


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        (PostsFirst, "2 posts of"),
        (TrustsTheNonce, "2 posts of"),
        (NeverTooLate, "2 posts of"),
        (GivesUp, "is missing"),
        (ForgetsTheDay, "not due|is sent on"),
    ],
)
def test_a_bot_that_breaks_a_rule_is_found_out(stage, kind, found):
    tally = Tally()
    with pytest.raises(AssertionError, match=found):
        _every(HISTORIES, JUMPS, tally=tally, stage=stage, kind=kind)()
    print(f"\n{kind.__name__} after {tally.histories} histories")  # noqa: T201
