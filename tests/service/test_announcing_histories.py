"""Ten thousand histories of daily posts: no day twice, none missing. HISTORIES plays more of them,
each time others."""

import asyncio
import os
import random
from asyncio import CancelledError
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import timedelta
from zoneinfo import available_timezones

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from bot.service import announcing, pacing, seeking
from bot.service.announcing import Announcer
from bot.service.ports import Claim, ClaimState
from bot.store.database import open_database
from bot.store.records import SqlLedger, SqlSettings
from bot.store.tables import guild_settings, posts
from tests.service.fakes import (
    POINTS,
    FakeClock,
    Fault,
    MemoryLedger,
    MemorySettings,
    SkippingLoop,
    moment,
    wishes,
)
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
    st.one_of(st.sampled_from([-61, -1, 0, 1]), st.integers(-7_200, 80_000)),
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
    step = st.one_of(
        WAITS, WAITS, calm, calm, rough, rough, rough,
        st.builds(Both, _rounds(st.just(0)), _rounds(st.just(1))),
        st.builds(Restart, either),
        st.builds(Outage, st.booleans()),
        st.builds(Chatter),
        st.builds(NextDay, st.sampled_from([0, 0, -1, 1, 45, 130])),
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
        for module in (announcing, pacing):
            patch.setattr(module, "monotonic", lambda: loop.clock.monotonic())
        for module in (announcing, seeking):
            patch.setattr(module.log, "disabled", True)
        yield runner


def _play(stage, beginning, steps, tally=None, kind=Announcer, stores=None) -> None:
    (zone, day), at, plus = beginning
    loop = stage.get_loop()
    loop.clock = started_at(day, at, zone, plus)
    shared = MemorySettings(), MemoryLedger()
    history = History(loop, stores or [shared, shared], kind)
    wish = wishes(timezone=zone, at=at, saved_at=loop.clock.now() - timedelta(days=2))
    stage.run(history.play(wish, steps))
    if tally:
        tally.histories += 1
        tally.of += history.tally
    note(f"{history.discord.posts}")
    assert not history.wrong, "; ".join(history.wrong)


def _told(tally: Tally) -> None:
    print(f"\n{tally}, 0 days twice, 0 missing")  # noqa: T201


def _played(count: int):
    return settings(
        max_examples=count,
        deadline=None,
        derandomize=not MORE,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )


def test_no_history_has_two_posts_of_a_day_and_none_misses_one_that_could_be_sent(stage):
    tally = Tally()

    @_played(HISTORIES)
    @given(BEGINNINGS, _steps(JUMPS))
    def every(beginning, steps):
        _play(stage, beginning, steps, tally)

    every()
    _told(tally)
    assert tally.histories >= HISTORIES
    for happening in ("kills", "faults", "pauses", "jumps of the clock", "posts"):
        assert tally.of[happening] > HISTORIES / 10, happening
