"""Ten thousand random histories of daily posts: no day is posted twice, and none is missing.

With the variable HISTORIES, that many are played, and different ones in each run.
"""

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

from bot.calendar.schedule import due
from bot.service import daily_posts, post_delivery, post_recovery, timing
from bot.service.ports import Claim, ClaimState
from bot.service.post_delivery import Pending, PostDelivery, nonce_of
from bot.service.poster_port import Sent
from bot.service.timing import Stopwatch
from bot.store.database import open_database
from bot.store.post_ledger import SqlLedger
from bot.store.settings_store import SqlSettings
from bot.store.tables import guild_settings, posts
from tests.service.fakes.clock import FakeClock, SkippingLoop
from tests.service.fakes.crash_points import POINTS
from tests.service.fakes.data import moment, server_settings
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
SEED = 3
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
# Nights on which the clocks change: at two, at midnight, by half an hour, forward and back.
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
FORWARD = st.one_of(st.sampled_from([1, 30, 121, 600, 3_600, 86_400]), st.integers(0, 200_000))
JUMPS = st.builds(Jump, st.one_of(FORWARD, FORWARD.map(lambda seconds: -seconds)))


def _rounds(process: st.SearchStrategy[int]) -> st.SearchStrategy[Round]:
    """Rounds that are killed, suspended or have a fault, or any of these at once."""
    nothing = st.none()
    kills, faults = st.sampled_from(POINTS), st.sampled_from(Fault)
    order = {
        "search_fails": st.booleans(),
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
    """An event loop on the clock of the history being played."""
    loop = SkippingLoop(FakeClock(moment("2026-01-01 00:00")))
    with (
        pytest.MonkeyPatch.context() as patch,
        asyncio.Runner(loop_factory=lambda: loop) as runner,
    ):
        for module in (daily_posts, timing):
            patch.setattr(module, "monotonic", lambda: loop.clock.monotonic())  # noqa: PLW0108  another history, another clock
        for module in (daily_posts, post_delivery, post_recovery):
            patch.setattr(module.log, "disabled", True)
        yield runner


def _play(stage, beginning, steps, tally=None, stores=None, before=lambda: None) -> None:
    before()
    (zone, day), at, plus = beginning
    loop = stage.get_loop()
    loop.begin(started_at(day, at, zone, plus))
    shared = MemorySettings(), MemoryLedger()
    history = History(loop, stores or [shared, shared])
    server = server_settings(timezone=zone, at=at, saved_at=loop.clock.now() - timedelta(days=2))
    stage.run(history.play(server, steps))
    if tally:
        tally.histories += 1
        tally.of += history.tally
    note(f"{history.discord.posts}")
    assert not history.wrong, "; ".join(history.wrong)


def _property(count: int, *happenings: st.SearchStrategy[Step], tally: Tally | None = None, **how):
    """Return a property of `count` histories, in which the steps `happenings` may occur too."""

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

    # Without a seed, hypothesis makes one of this file's text: any edit would change the histories.
    return every if MORE else seed(SEED)(every)


def test_no_day_has_two_posts_and_none_that_could_be_sent_is_missing(stage):
    tally = Tally()
    _property(HISTORIES, JUMPS, tally=tally, stage=stage)()
    print(f"\n{tally}; 0 days twice, 0 missing")  # noqa: T201
    assert tally.histories >= HISTORIES
    for happening in ("kills", "faults", "pauses", "jumps of the clock", "posts"):
        assert tally.of[happening] > HISTORIES / 10, happening


def test_with_unreadable_channels_a_post_may_be_uncertain_but_is_never_sent_twice(
    stage,
):
    """The clock is only set forward. If it were set back, a claim could look new although Discord
    has forgotten its nonce, and only the history could tell."""
    tally = Tally()
    readable = st.builds(Readable, st.sampled_from([False, False, True]))
    _property(HISTORIES // 5, readable, st.builds(Jump, FORWARD), tally=tally, stage=stage)()
    assert tally.of["uncertain"] > HISTORIES / 500


# --- On the real store ----------------------------------------------------------------------------


class InThreads:
    """A store that works in threads, which the loop waits for."""

    def __init__(self, store: object, loop: SkippingLoop) -> None:
        self._store = store
        self._loop = loop

    def __getattr__(self, name: str):
        async def call(*arguments: object):
            with self._loop.waiting_for_threads():
                return await getattr(self._store, name)(*arguments)

        return call


def test_the_same_is_true_with_the_real_store(stage, tmp_path):
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
        _property(
            500, JUMPS, tally=tally, stage=stage, stores=stores, before=lambda: stage.run(emptied())
        )()
    finally:
        stage.run(closed())
    assert tally.of["kills"] > 30, "how many depends on the speed of the store"


# --- The property finds broken deliveries ---------------------------------------------------------


class SendsBeforeItClaims(PostDelivery):
    """Claims a post only after it was sent."""

    async def _send_first(self, post, elapsed):
        claim = Claim(
            post.guild_id, post.day, post.channel_id, nonce_of(post.guild_id, post.day),
            self._clock.now(), self._poster.last_message_id(post.channel_id),
        )  # fmt: skip
        calendar = self._calendar()
        todays = due(post.schedule, calendar, self._clock.now())
        assert todays is not None
        async with asyncio.timeout(post_delivery.SEND_TIMEOUT):
            outcome = await self._poster.send(post_delivery._post(claim, todays, calendar))
        if isinstance(outcome, Sent):
            sent = replace(claim, state=ClaimState.SENT, message_id=outcome.message_id)
            await self._ledger.claim(sent)
        return Pending()


class LeavesTheUnconfirmed(PostDelivery):
    """Does nothing about a claim that was never confirmed."""

    async def _send_again(self, post, claim):
        return Pending()


class TrustsTheNonce(PostDelivery):
    """Sends again without reading the history, and leaves it to Discord to drop a second post."""

    async def _send_again(self, post, claim):
        return await self._send(claim, post.schedule, Stopwatch(self._clock))


class NeverTooLate(PostDelivery):
    """Sends even if it was suspended for a long time before."""

    async def _send(self, claim, schedule, elapsed):
        return await super()._send(claim, schedule, Stopwatch(self._clock))


class ForgetsThatDaysEnd:
    """Replaces `due`: a post that was due once is due for ever."""

    def __init__(self):
        self._last = None

    def __call__(self, schedule, calendar, now):
        self._last = due(schedule, calendar, now) or self._last
        return self._last


@pytest.mark.parametrize(
    ("broken", "found"),
    [
        (SendsBeforeItClaims, "2 posts of"),
        (TrustsTheNonce, "2 posts of"),
        (NeverTooLate, "2 posts of"),
        (LeavesTheUnconfirmed, "is missing"),
    ],
)
def test_a_delivery_that_breaks_a_rule_is_found_out(stage, monkeypatch, broken, found):
    monkeypatch.setattr(daily_posts, "PostDelivery", broken)
    _is_found_out(stage, broken, found)


def test_posts_that_outlive_their_day_are_found_out(stage, monkeypatch):
    for module in (daily_posts, post_delivery):
        monkeypatch.setattr(module, "due", ForgetsThatDaysEnd())
    _is_found_out(stage, ForgetsThatDaysEnd, "not due|is sent on")


def _is_found_out(stage, broken, found) -> None:
    tally = Tally()
    with pytest.raises(AssertionError, match=found):
        _property(HISTORIES, JUMPS, tally=tally, stage=stage)()
    print(f"\n{broken.__name__} after {tally.histories} histories")  # noqa: T201
