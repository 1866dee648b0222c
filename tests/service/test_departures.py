"""What is kept for a server is deleted 30 days after it has removed the bot, and never before."""

import asyncio
from datetime import timedelta

import pytest

from bot.service import departures as departures_module
from bot.service.departures import Departures
from bot.service.ports import StoreUnavailableError
from tests.service.fakes.clock import FakeClock
from tests.service.fakes.data import moment
from tests.service.fakes.departures import MemoryDepartures, MemoryServers

LONG_AGO, START = moment("2025-01-01 00:00"), moment("2026-11-01 12:00")
ONE, TWO, THREE = 2**60 + 1, 2**60 + 2, 2**60 + 3


class Scene:
    """Three servers with settings, all of which have the bot."""

    def __init__(self) -> None:
        self.clock = FakeClock(START)
        self.store = MemoryDepartures(ONE, TWO, THREE)
        self.servers = MemoryServers(ONE, TWO, THREE, long_ago=LONG_AGO)
        self.deleted: list[int] = []
        self.service = Departures(self.store, self.servers, self.clock, self.deleted.append)

    async def look(self, **later: float) -> None:
        self.clock.advance(**later)
        await self.service.update()

    def leave(self, *servers: int) -> None:
        for server in servers:
            del self.servers.rows[server]


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_a_server_that_has_the_bot_keeps_everything_for_ever(scene: Scene):
    for _ in range(3):
        await scene.look(days=100)
    assert scene.store.kept == {ONE, TWO, THREE}
    assert scene.store.rows == {}


async def test_a_departure_is_recorded_once_with_the_time_at_which_it_was_noticed(scene: Scene):
    scene.leave(ONE)
    await scene.look(hours=1)
    await scene.look(days=2)
    assert scene.store.rows == {ONE: START + timedelta(hours=1)}


async def test_what_is_kept_is_deleted_after_30_days_and_not_before(scene: Scene):
    scene.leave(ONE)
    await scene.look()
    await scene.look(days=29, hours=23)
    assert scene.store.kept == {ONE, TWO, THREE}
    await scene.look(hours=1)
    assert scene.store.kept == {TWO, THREE}
    assert scene.store.rows == {}
    assert scene.deleted == [ONE]
    await scene.look(days=1)
    assert scene.deleted == [ONE]


async def test_a_server_that_is_back_in_time_keeps_everything(scene: Scene):
    scene.leave(ONE)
    await scene.look()
    scene.servers.rows[ONE] = START + timedelta(days=29)
    await scene.look(days=29)
    await scene.look(days=60)
    assert scene.store.kept == {ONE, TWO, THREE}
    assert scene.store.rows == {}


async def test_the_30_days_begin_anew_with_the_next_departure(scene: Scene):
    scene.leave(ONE)
    await scene.look()
    scene.servers.rows[ONE] = LONG_AGO
    await scene.look(days=20)
    scene.leave(ONE)
    await scene.look(days=1)
    await scene.look(days=29)
    assert ONE in scene.store.kept
    await scene.look(days=1)
    assert ONE not in scene.store.kept


@pytest.mark.parametrize(
    ("back_after", "kept"), [(timedelta(days=28), True), (timedelta(days=31), False)]
)
async def test_a_bot_that_was_down_counts_up_to_the_day_on_which_the_server_took_it_back(
    scene: Scene, back_after: timedelta, kept: bool
):
    scene.leave(ONE)
    await scene.look()
    scene.servers.rows[ONE] = START + back_after
    await scene.look(days=40)
    assert (ONE in scene.store.kept) is kept
    assert ONE not in scene.store.rows


async def test_a_server_that_never_left_by_discords_account_keeps_its_settings(scene: Scene):
    scene.leave(ONE)
    await scene.look()
    scene.servers.rows[ONE] = LONG_AGO
    await scene.look(days=31)
    assert ONE in scene.store.kept
    assert ONE not in scene.store.rows


async def test_a_server_with_an_outage_is_neither_gone_nor_back(scene: Scene):
    scene.servers.rows[TWO] = None
    scene.leave(ONE)
    await scene.look()
    scene.servers.rows[ONE] = None
    await scene.look(days=40)
    assert scene.store.kept == {ONE, TWO, THREE}
    assert scene.store.rows == {ONE: START}


async def test_servers_of_other_shards_are_left_to_them(scene: Scene):
    scene.servers.of_other_shards = {ONE, TWO}
    scene.leave(ONE, TWO, THREE)
    scene.store.rows = {TWO: START - timedelta(days=31)}
    await scene.look()
    assert scene.store.kept == {ONE, TWO, THREE}
    assert scene.store.rows == {TWO: START - timedelta(days=31), THREE: START}


async def test_a_clock_that_is_ahead_for_a_moment_touches_no_server_that_has_the_bot(scene: Scene):
    scene.leave(ONE)
    scene.clock.jump(days=40)
    await scene.look()
    scene.clock.jump(days=-40)
    await scene.look()
    assert scene.store.kept == {ONE, TWO, THREE}
    assert scene.store.rows == {ONE: START}, "counts from the time of the clock that is right"


@pytest.mark.parametrize(
    ("failure", "level"),
    [(StoreUnavailableError("database is locked"), "WARNING"), (ZeroDivisionError(), "ERROR")],
)
async def test_a_failed_round_is_logged_and_the_next_follows(
    scene: Scene, monkeypatch, caplog: pytest.LogCaptureFixture, failure: Exception, level: str
):
    monkeypatch.setattr(departures_module, "PAUSE_AFTER_FAILURE", 0.01)
    scene.store.failure = failure
    scene.leave(ONE)
    running = asyncio.create_task(scene.service.run())
    async with asyncio.timeout(5):
        while not caplog.records:
            await asyncio.sleep(0.01)
        scene.store.failure = None
        while ONE not in scene.store.rows:
            await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.wait({running})
    record = caplog.records[0]
    assert record.levelname == level
    assert bool(record.exc_info) is (level == "ERROR"), "an expected failure is one line"


async def test_an_event_is_looked_at_without_waiting_for_the_hour(scene: Scene):
    running = asyncio.create_task(scene.service.run())
    await asyncio.sleep(0.01)
    scene.leave(ONE)
    scene.service.wake()
    async with asyncio.timeout(5):
        while not scene.store.rows:
            await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.wait({running})
