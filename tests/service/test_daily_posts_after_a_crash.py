"""The daily posts when a process dies while it is posting, or several run: never twice, and never
missing as long as that can be known. With the SQL ledger in a real file."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, suppress
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.service import daily_posts, post_delivery, post_recovery, timing
from bot.service.ports import Claim, ClaimState
from bot.service.post_delivery import nonce_of
from bot.service.poster_port import TryLater
from bot.store.database import open_database
from bot.store.post_ledger import SqlLedger
from bot.store.settings_store import SqlSettings
from tests.service.fakes.clock import FakeClock
from tests.service.fakes.data import CHANNEL, GUILD, calendar, heading, moment, server_settings
from tests.service.fakes.poster import Discord, Fault
from tests.service.fakes.process import Process

DAY = date(2026, 11, 9)
DAYS = calendar("2013-11-09", "2013-11-10")
NONCE = nonce_of(GUILD, DAY)


class Stage:
    """Processes that share a database file, a channel and a clock."""

    def __init__(self, path: Path, stack: AsyncExitStack) -> None:
        self.clock = FakeClock(moment("2026-11-09 09:00"))
        self.discord = Discord(self.clock)
        self._url = f"sqlite+aiosqlite:///{path}"
        self._stack = stack
        self.ledger: SqlLedger
        self.settings: SqlSettings

    async def start(self) -> Process:
        """A new process, which knows only what is in the file."""
        engine = await self._stack.enter_async_context(open_database(self._url))
        self.ledger, self.settings = SqlLedger(engine), SqlSettings(engine)
        return Process(self.discord, self.settings, self.ledger, DAYS)

    async def row(self, day: date = DAY) -> Claim | None:
        return await self.ledger.get(GUILD, day)


@pytest.fixture
async def stage(tmp_path) -> AsyncGenerator[Stage]:
    async with AsyncExitStack() as stack:
        stage = Stage(tmp_path / "flamekeeper.db", stack)
        await stage.start()
        await stage.settings.save(server_settings())
        yield stage


def _in_order(passed: list[str], *points: str) -> bool:
    at = [passed.index(point) for point in points]
    return all(first < second for first, second in pairwise(at))


# --- Killed at any point --------------------------------------------------------------------------


@pytest.mark.parametrize("gap", [1, 119, 121, 310, 5 * 3600], ids="after {}s".format)
@pytest.mark.parametrize(
    "point",
    [
        "before claim", "after claim", "before send", "after send", "before settle", "after settle",
    ],
)  # fmt: skip
async def test_after_a_kill_at_any_point_the_next_process_ends_up_with_one_post(stage, point, gap):
    await (await stage.start()).serve_until_killed(point)
    stage.clock.advance(seconds=gap)
    successor = await stage.start()
    await successor.serve()
    stage.clock.advance(minutes=6)
    await successor.serve()
    assert len(stage.discord.posts) == 1
    row = await stage.row()
    assert (row.state, row.message_id) == (ClaimState.SENT, stage.discord.posts[0].id)


@pytest.mark.parametrize(
    "points",
    [
        ("after claim", "after find", "after renew", "before send", "after send"),
        ("after send", "before find", "after find", "before settle"),
        ("before send", "before renew", "after send", "before settle", "after settle"),
    ],
)
@pytest.mark.parametrize("gap", [130, 400])
async def test_several_processes_killed_in_turn_end_up_with_one_post(stage, points, gap):
    for point in points:
        process = await stage.start()
        process.points.kill_at(point)
        with suppress(asyncio.CancelledError):
            await process.serve()
        stage.clock.advance(seconds=gap)
    await (await stage.start()).serve()
    assert len(stage.discord.posts) == 1
    assert (await stage.row()).state is ClaimState.SENT


# --- Unconfirmed claims ---------------------------------------------------------------------------


@pytest.mark.parametrize("age", [0, 60, 120])
async def test_within_two_minutes_an_unreadable_history_is_replaced_by_the_nonce(stage, age):
    await (await stage.start()).serve_until_killed("after send")
    stage.clock.advance(seconds=age)
    stage.discord.channels[CHANNEL].readable = False
    successor = await stage.start()
    await successor.serve()
    assert [post.nonce for post in stage.discord.attempts] == [NONCE, NONCE]
    assert len(stage.discord.posts) == 1
    assert (await stage.row()).state is ClaimState.SENT


async def test_sending_again_with_the_nonce_does_not_extend_the_two_minutes(stage):
    stage.discord.faults.extend([Fault.LOST_REPLY] * 9)
    stage.discord.channels[CHANNEL].readable = False
    process = await stage.start()
    for _ in range(9):
        await process.serve()
        stage.clock.advance(seconds=20)
    assert len(stage.discord.attempts) == 7, "at 0, 20, … 120 seconds"
    assert len(stage.discord.posts) == 1
    assert (await stage.row()).state is ClaimState.UNCERTAIN


async def test_a_readable_history_is_searched_even_within_the_two_minutes(stage):
    """A clock that was set back makes an old claim look new, but Discord forgot its nonce."""
    await (await stage.start()).serve_until_killed("after send")
    stage.clock.advance(minutes=30)
    stage.clock.jump(minutes=-29)
    await (await stage.start()).serve()
    assert len(stage.discord.attempts) == len(stage.discord.posts) == 1
    assert (await stage.row()).message_id == stage.discord.posts[0].id


# --- Suspended while another process goes on ------------------------------------------------------


class Suspended:
    """A process that is suspended at a point until it is resumed."""

    def __init__(self, process: Process, point: str) -> None:
        self._resumed, self.reached = asyncio.Event(), asyncio.Event()
        self._point, self._passing = point, process.points.passing
        process.points.passing = self._pass
        self._round = asyncio.create_task(process.serve())

    async def _pass(self, point: str) -> None:
        if point == self._point:
            self.reached.set()
            await self._resumed.wait()
        await self._passing(point)

    async def resume(self) -> None:
        self._resumed.set()
        await self._round


@pytest.mark.parametrize("suspended", [False, True], ids=["suspended", "asleep with its clock"])
async def test_a_process_suspended_after_its_claim_does_not_send_what_another_sent(
    stage, monkeypatch, suspended
):
    monkeypatch.setattr(timing, "monotonic", (lambda: 0.0) if suspended else stage.clock.monotonic)
    process = Suspended(await stage.start(), "after claim")
    await process.reached.wait()
    stage.clock.advance(minutes=10)
    await (await stage.start()).serve()
    assert len(stage.discord.posts) == 1
    stage.clock.advance(minutes=10)
    if not suspended:
        stage.clock.jump(minutes=-20)
    await process.resume()
    assert len(stage.discord.posts) == 1


async def test_a_process_suspended_after_its_search_does_not_send_what_arrived_meanwhile(
    stage, monkeypatch
):
    monkeypatch.setattr(timing, "monotonic", stage.clock.monotonic)
    stage.discord.faults.append(Fault.ARRIVES_LATE)
    await (await stage.start()).serve()
    process = Suspended(await stage.start(), "after find")
    await process.reached.wait()
    stage.clock.advance(minutes=10)
    stage.discord.settle_traffic()
    await process.resume()
    assert len(stage.discord.posts) == 1


async def test_an_old_claim_is_sent_only_after_the_history_was_searched(stage):
    await (await stage.start()).serve_until_killed("before send")
    stage.clock.advance(minutes=10)
    successor = await stage.start()
    await successor.serve()
    assert _in_order(successor.points.passed, "after find", "before renew", "before send")
    assert [post.nonce for post in stage.discord.attempts] == [NONCE]
    assert len(stage.discord.posts) == 1


async def test_a_post_found_in_the_history_is_confirmed_and_nothing_is_sent(stage):
    await (await stage.start()).serve_until_killed("after send")
    stage.clock.advance(minutes=10)
    stage.discord.say(CHANNEL, "wow")
    successor = await stage.start()
    await successor.serve()
    assert len(stage.discord.attempts) == 1
    row = await stage.row()
    assert (row.state, row.message_id) == (ClaimState.SENT, stage.discord.posts[0].id)


async def test_a_claim_dated_in_the_future_is_searched_for_because_its_age_is_unknown(stage):
    await (await stage.start()).serve_until_killed("after send")
    stage.clock.set(moment("2026-11-09 15:00"))
    await stage.ledger.renew(await stage.row(), moment("2026-11-09 16:00"))
    successor = await stage.start()
    await successor.serve()
    assert successor.points.passed[0] == "before find"
    assert len(stage.discord.posts) == 1


async def test_an_old_claim_with_an_unreadable_history_is_uncertain_and_never_sent(stage, caplog):
    await (await stage.start()).serve_until_killed("before send")
    stage.clock.advance(minutes=10)
    stage.discord.channels[CHANNEL].readable = False
    successor = await stage.start()
    await successor.serve()
    assert (await stage.row()).state is ClaimState.UNCERTAIN
    assert "not sending it again" in caplog.text
    stage.discord.channels[CHANNEL].readable = True
    for _ in range(3):
        stage.clock.advance(hours=2)
        await successor.serve()
        await (await stage.start()).serve()
    assert stage.discord.attempts == []


@pytest.mark.parametrize("age", [60, 600], ids="after {}s".format)
@pytest.mark.parametrize("point", ["before send", "after send"])
@pytest.mark.parametrize("bug", [KeyError("a slip"), ConnectionError("a slip")], ids=repr)
async def test_an_exception_in_the_search_neither_gives_the_post_up_nor_sends_it(
    stage, caplog, bug, point, age
):
    await (await stage.start()).serve_until_killed(point)
    attempts = len(stage.discord.attempts)
    stage.clock.advance(seconds=age)
    successor = await stage.start()
    successor.poster.search_fault = bug
    await successor.serve()
    assert len(stage.discord.attempts) == attempts
    assert (await stage.row()).state is ClaimState.CLAIMED
    [error] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert error.exc_info[1] is bug, "it is logged with its traceback"
    stage.clock.advance(seconds=10)
    await successor.serve()
    assert len(stage.discord.posts) == 1
    assert (await stage.row()).state is ClaimState.SENT


@pytest.mark.parametrize("age", [60, 600], ids="after {}s".format)
@pytest.mark.parametrize("point", ["before send", "after send"])
async def test_a_history_that_cannot_be_read_at_the_moment_is_read_in_the_next_round(
    stage, point, age
):
    await (await stage.start()).serve_until_killed(point)
    attempts = len(stage.discord.attempts)
    stage.clock.advance(seconds=age)
    successor = await stage.start()
    for _ in range(3):
        successor.poster.search_fault = TryLater("the connection broke")
        await successor.serve()
        stage.clock.advance(seconds=10)
    assert len(stage.discord.attempts) == attempts
    assert (await stage.row()).state is ClaimState.CLAIMED
    await successor.serve()
    assert len(stage.discord.posts) == 1
    assert (await stage.row()).state is ClaimState.SENT


async def test_a_claim_in_a_channel_that_was_closed_waits_until_it_opens(stage):
    await (await stage.start()).serve_until_killed("before send")
    channel = stage.discord.channels[CHANNEL]
    channel.trouble, channel.readable = "closed", False
    successor = await stage.start()
    for _ in range(3):
        stage.clock.advance(minutes=1)
        await successor.serve()
    assert (await stage.row()).state is ClaimState.CLAIMED
    assert (await stage.settings.get(GUILD)).trouble == "closed"
    channel.trouble, channel.readable = None, True
    stage.clock.advance(hours=3)
    await successor.serve()
    assert len(stage.discord.posts) == 1
    assert (await stage.settings.get(GUILD)).trouble is None


async def test_an_uncertain_post_does_not_block_the_next_day(stage):
    await stage.ledger.claim(
        Claim(GUILD, DAY, CHANNEL, NONCE, stage.clock.now(), None, ClaimState.UNCERTAIN)
    )
    stage.clock.set(moment("2026-11-10 09:00"))
    await (await stage.start()).serve()
    assert [post.text.splitlines()[0] for post in stage.discord.posts] == [
        heading(date(2026, 11, 10))
    ]


async def test_a_claim_that_another_process_renewed_meanwhile_is_left_to_it(stage):
    await (await stage.start()).serve_until_killed("before send")
    stage.clock.advance(minutes=10)
    first, second = await stage.start(), await stage.start()
    first.poster.meet_after_find = second.poster.meet_after_find = asyncio.Barrier(2)
    await asyncio.gather(first.serve(), second.serve())
    assert len(stage.discord.attempts) == 1, "both found no post, but only one may send"
    assert len(stage.discord.posts) == 1


async def test_a_renewed_claim_that_fails_is_searched_for_again_two_minutes_later(stage):
    await (await stage.start()).serve_until_killed("before send")
    stage.clock.advance(minutes=10)
    stage.discord.faults.extend([Fault.LOST_REPLY])
    await (await stage.start()).serve()
    stage.clock.advance(minutes=3)
    successor = await stage.start()
    await successor.serve()
    assert successor.points.passed[0] == "before find"
    assert len(stage.discord.attempts) == len(stage.discord.posts) == 1
    assert (await stage.row()).state is ClaimState.SENT


# --- Unconfirmed sends ----------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [Fault.LOST_BEFORE, Fault.LOST_REPLY, Fault.ARRIVES_LATE])
@pytest.mark.parametrize("gap", [15, 130])
async def test_an_unconfirmed_send_ends_in_one_post(stage, fault, gap):
    stage.discord.faults.append(fault)
    process = await stage.start()
    for _ in range(4):
        await process.serve()
        stage.clock.advance(seconds=gap)
    assert len(stage.discord.posts) == 1
    assert (await stage.row()).message_id == stage.discord.posts[0].id


@pytest.mark.parametrize("fault", [Fault.HANGS_BEFORE, Fault.HANGS_AFTER])
@pytest.mark.parametrize("gap", [15, 130])
async def test_a_hanging_send_ends_in_one_post(stage, fault, gap, monkeypatch):
    monkeypatch.setattr(post_delivery, "SEND_TIMEOUT", 0.01)
    stage.discord.faults.append(fault)
    process = await stage.start()
    for _ in range(3):
        await asyncio.wait_for(process.serve(), 5)
        stage.clock.advance(seconds=gap)
    assert len(stage.discord.posts) == 1
    assert (await stage.row()).state is ClaimState.SENT


def test_no_send_can_outlast_the_time_in_which_its_claim_may_be_sent_again():
    longest = timedelta(seconds=post_delivery.START_SEND_WITHIN + post_delivery.SEND_TIMEOUT)
    assert longest <= post_recovery.NONCE_LIFETIME


async def test_a_post_that_arrived_and_was_deleted_is_not_sent_again(stage):
    stage.discord.faults.append(Fault.LOST_REPLY)
    process = await stage.start()
    await process.serve()
    stage.discord.posts[0].deleted = True
    for _ in range(20):
        stage.clock.advance(seconds=30)
        await process.serve()
    assert stage.discord.posts == []
    assert (await stage.row()).state is ClaimState.SENT


async def test_a_refused_repeat_keeps_the_claim_because_the_first_send_may_have_arrived(
    stage, monkeypatch
):
    monkeypatch.setattr(daily_posts, "monotonic", stage.clock.monotonic)
    stage.discord.faults.extend([Fault.LOST_REPLY, Fault.REFUSED])
    process = await stage.start()
    await process.serve()
    stage.clock.advance(seconds=30)
    stage.discord.channels[CHANNEL].readable = False
    await process.serve()
    assert (await stage.row()).state is ClaimState.CLAIMED
    stage.discord.channels[CHANNEL].readable = True
    stage.clock.advance(minutes=10)
    await process.serve()
    assert len(stage.discord.posts) == 1
    assert (await stage.row()).message_id == stage.discord.posts[0].id


async def test_a_refusal_does_not_undo_the_post_of_another_process(stage):
    first, second = await stage.start(), await stage.start()
    stage.discord.faults.append(Fault.REFUSED)
    others: list[asyncio.Task[float]] = []
    first.poster.on_send = lambda _post: others.append(asyncio.create_task(second.serve()))
    await first.serve()
    await asyncio.gather(*others)
    first.poster.on_send = lambda _post: None
    for process in (first, second):
        process.daily_posts.wake()
        await process.serve()
    assert len(stage.discord.posts) == 1


# --- Several processes at once --------------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 4])
async def test_processes_serving_at_the_same_time_make_one_post_between_them(stage, count):
    processes = [await stage.start() for _ in range(count)]
    await asyncio.gather(*(process.serve() for process in processes))
    assert len(stage.discord.posts) == 1
    assert {post.nonce for post in stage.discord.attempts} == {NONCE}
    assert (await stage.row()).message_id == stage.discord.posts[0].id


async def test_a_process_started_while_another_is_sending_makes_no_second_post(stage):
    """As in a deployment: the old process is still sending when the new one starts."""
    old, new = await stage.start(), await stage.start()
    started: list[asyncio.Task[float]] = []
    old.poster.on_send = lambda _post: started.append(asyncio.create_task(new.serve()))
    await old.serve()
    await asyncio.gather(*started)
    assert len(stage.discord.posts) == 1


# --- When the day is over -------------------------------------------------------------------------


async def test_a_post_that_was_under_way_at_the_end_of_its_day_is_found_and_confirmed(stage):
    await (await stage.start()).serve_until_killed("after send")
    stage.clock.set(moment("2026-11-10 00:01"))
    await (await stage.start()).serve()
    row = await stage.row()
    assert (row.state, row.message_id) == (ClaimState.SENT, stage.discord.posts[0].id)


async def test_a_post_that_missed_its_day_is_logged_once_and_not_sent(stage, caplog):
    await (await stage.start()).serve_until_killed("before send")
    stage.clock.set(moment("2026-11-10 00:01"))
    successor = await stage.start()
    for _ in range(3):
        await successor.serve()
    assert stage.discord.attempts == []
    assert caplog.text.count("before its day was over") == 1


async def test_a_past_days_post_with_an_unreadable_history_is_uncertain(stage, caplog):
    await (await stage.start()).serve_until_killed("before send")
    stage.clock.set(moment("2026-11-10 00:01"))
    stage.discord.channels[CHANNEL].readable = False
    await (await stage.start()).serve()
    assert (await stage.row()).state is ClaimState.UNCERTAIN
    assert "not sending it again" in caplog.text


async def test_a_past_days_post_does_not_delay_todays(stage):
    await (await stage.start()).serve_until_killed("before send")
    stage.clock.set(moment("2026-11-10 09:00"))
    await (await stage.start()).serve()
    assert [post.text.splitlines()[0] for post in stage.discord.posts] == [
        heading(date(2026, 11, 10))
    ]


async def test_an_older_missed_post_does_not_hide_a_newer_one_that_was_sent(stage):
    await (await stage.start()).serve_until_killed("before send")
    stage.clock.set(moment("2026-11-10 09:00"))
    process = await stage.start()
    process.poster.fault = Fault.LOST_REPLY
    await process.serve()  # the past day is found missing; today's post is sent, unconfirmed
    stage.clock.set(moment("2026-11-11 00:01"))
    await process.serve()
    row = await stage.row(date(2026, 11, 10))
    assert (row.state, row.message_id) == (ClaimState.SENT, stage.discord.posts[0].id)
