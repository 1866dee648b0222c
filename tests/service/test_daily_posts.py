"""The daily posts without crashes: when, where and how often, and what happens if one fails."""

import asyncio
from asyncio import CancelledError
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.calendar.calendar import Calendar
from bot.clock import StartedClock
from bot.service import daily_posts, post_delivery
from bot.service.ports import ClaimState
from bot.service.post_delivery import nonce_of
from bot.service.poster_port import Post, SendOutcome
from tests.service.fakes.clock import FakeClock, SkippingLoop
from tests.service.fakes.data import (
    CHANNEL,
    GUILD,
    calendar,
    heading,
    milestone,
    moment,
    server_settings,
)
from tests.service.fakes.ledger import MemoryLedger
from tests.service.fakes.poster import Discord, FakeChannel, Fault, PlainPoster
from tests.service.fakes.process import Process
from tests.service.fakes.settings_store import MemorySettings

DAY = date(2026, 11, 9)
DAYS = calendar("2013-11-07", "2013-11-09", "2013-11-10")
OTHER_GUILD, OTHER_CHANNEL = 42, 4242


class Stage:
    """One process, its clock, its stores and a server that wants posts."""

    def __init__(self, now: str = "2026-11-09 09:00", zone: str = "UTC", **more: Any) -> None:
        self.clock = FakeClock(moment(now, zone))
        self.discord = Discord(self.clock, {CHANNEL: GUILD, OTHER_CHANNEL: OTHER_GUILD})
        self.settings = MemorySettings(server_settings(timezone=zone, **more))
        self.ledger = MemoryLedger()
        self.days = DAYS
        self.process = self.another_process()

    def another_process(self) -> Process:
        return Process(self.discord, self.settings, self.ledger, lambda: self.days)

    def now(self, text: str, zone: str = "UTC") -> None:
        self.clock.set(moment(text, zone))

    @property
    def row(self):
        return self.ledger.rows.get((GUILD, self.clock.now().date()))

    @property
    def trouble(self) -> str | None:
        return self.settings.rows[GUILD].trouble

    def with_neighbour(self) -> "Stage":
        self.settings.rows[OTHER_GUILD] = server_settings(OTHER_GUILD, channel_id=OTHER_CHANNEL)
        return self

    @property
    def neighbours_posts(self):
        return self.discord.channels[OTHER_CHANNEL].shown


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def timed_stage(stage, monkeypatch) -> Stage:
    """A stage whose monotonic clock follows the fake clock."""
    monkeypatch.setattr(daily_posts, "monotonic", stage.clock.monotonic)
    return stage


# --- Sending --------------------------------------------------------------------------------------


async def test_a_due_post_is_sent_and_confirmed_with_its_message_id(stage):
    await stage.process.serve()
    [post] = stage.discord.posts
    assert post.text.startswith(heading(DAY))
    assert "What happened on 2013-11-09" in post.text
    assert stage.row.state is ClaimState.SENT
    assert stage.row.message_id == post.id
    assert stage.row.day == DAY


@pytest.mark.parametrize(
    ("year", "posted"),
    [
        (2027, ["28 February: 2012-02-28, 2012-02-29"]),
        (2028, ["28 February: 2012-02-28", "29 February: 2012-02-29"]),
        (2100, ["28 February: 2012-02-28, 2012-02-29"]),
    ],
)
@pytest.mark.parametrize("zone", ["Europe/Moscow", "Pacific/Kiritimati", "Pacific/Honolulu"])
async def test_the_29th_of_february_is_posted_once_a_year_and_on_the_28th_if_it_has_none(
    year, posted, zone
):
    stage = Stage(f"{year}-02-27 23:00", zone, at="22:30")
    stage.days = calendar("2012-02-28", "2012-02-29")
    for _ in range(4 * 24):
        await stage.process.serve()
        await stage.another_process().serve()
        stage.clock.advance(minutes=60)
    shown = [
        f"{post.text.splitlines()[0].removeprefix('## On this day, ')}: "
        + ", ".join(
            day for day in ("2012-02-28", "2012-02-29") if f"happened on {day}" in post.text
        )
        for post in stage.discord.posts
    ]
    assert shown == posted
    assert all(
        ("has no 29 February" in post.text) == (year != 2028) for post in stage.discord.posts
    )


async def test_a_post_for_the_28th_in_place_of_the_29th_is_found_again_after_a_crash():
    stage = Stage("2027-02-28 09:00")
    stage.days = calendar("2012-02-29")
    await stage.process.serve_until_killed("after send")
    stage.now("2027-02-28 12:00")
    await stage.another_process().serve()
    [post] = stage.discord.posts
    assert stage.ledger.rows[GUILD, date(2027, 2, 28)].message_id == post.id


async def test_the_ledger_has_the_claim_before_the_send_and_its_confirmation_after(stage):
    at_send = []
    stage.process.poster.on_send = lambda post: at_send.append((stage.row, post))
    await stage.process.serve()
    assert stage.process.points.passed == [
        "before claim", "after claim", "before send", "after send", "before settle", "after settle",
    ]  # fmt: skip
    [(row, post)] = at_send
    assert row.state is ClaimState.CLAIMED
    assert row.message_id is None
    assert row.nonce == post.nonce == nonce_of(GUILD, DAY)
    assert row.claimed_at == stage.clock.now()
    assert row.channel_id == CHANNEL


async def test_the_claim_records_the_last_message_before_the_post(stage):
    last = stage.discord.say(CHANNEL, "good morning")
    await stage.process.serve()
    assert stage.row.last_message_id == last.id


@pytest.mark.parametrize("later", [timedelta(0), timedelta(minutes=1), timedelta(hours=14)])
async def test_a_sent_post_is_not_sent_again_that_day(stage, later):
    await stage.process.serve()
    stage.clock.advance(seconds=later.total_seconds())
    await stage.process.serve()
    await stage.another_process().serve()
    assert len(stage.discord.attempts) == 1


async def test_the_next_year_has_a_post_of_its_own(stage):
    await stage.process.serve()
    stage.now("2027-11-09 09:00")
    await stage.process.serve()
    assert len(stage.discord.posts) == 2
    assert len({post.nonce for post in stage.discord.posts}) == 2


async def test_a_post_that_was_deleted_is_not_sent_again(stage):
    await stage.process.serve()
    stage.discord.posts[0].deleted = True
    for _ in range(3):
        stage.clock.advance(minutes=1)
        await stage.process.serve()
    assert stage.discord.posts == []


async def test_every_server_has_its_own_post_at_its_own_hour(stage):
    stage.with_neighbour()
    stage.settings.rows[OTHER_GUILD] = server_settings(
        OTHER_GUILD, channel_id=OTHER_CHANNEL, at="20:30", timezone="Asia/Kamchatka"
    )
    stage.now("2026-11-09 08:29:59")
    await stage.process.serve()
    assert (len(stage.discord.posts), len(stage.neighbours_posts)) == (0, 0)
    stage.now("2026-11-09 08:30")
    await stage.process.serve()
    assert (len(stage.discord.posts), len(stage.neighbours_posts)) == (0, 1)
    stage.now("2026-11-09 09:00")
    await stage.process.serve()
    assert (len(stage.discord.posts), len(stage.neighbours_posts)) == (1, 1)


async def test_more_servers_than_are_served_at_once_all_get_their_post(stage):
    for number in range(1, 13):
        stage.discord.channels[number] = FakeChannel(number)
        stage.settings.rows[number] = server_settings(number, channel_id=number)
    await stage.process.serve()
    assert [len(channel.shown) for channel in stage.discord.channels.values()].count(1) == 13


async def test_the_post_is_made_from_the_current_calendar(stage):
    stage.days = Calendar([milestone("2013-11-09", title="A corrected title")])
    await stage.process.serve()
    assert "A corrected title" in stage.discord.posts[0].text


def test_a_nonce_is_for_one_server_and_day_and_the_same_in_every_process():
    assert nonce_of(1, DAY) == "bef6db2b50ce41567bbed8eea"
    days = [DAY + timedelta(days=each) for each in range(50)]
    assert len({nonce_of(guild, day) for guild in (1, 11, 111) for day in days}) == 150


# --- When -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "zone", "posted"),
    [
        ("2026-11-09 08:59:59", "UTC", False),
        ("2026-11-09 09:00:00", "UTC", True),
        ("2026-11-09 23:59:59", "UTC", True),
        ("2026-11-09 08:59:59", "Asia/Kamchatka", False),
        ("2026-11-09 09:00:00", "Asia/Kamchatka", True),  # in UTC it is still the 8th
        ("2026-11-09 23:59:59", "America/Los_Angeles", True),  # in UTC it is the 10th
    ],
)
async def test_a_post_is_due_from_its_time_to_the_end_of_the_servers_day(now, zone, posted):
    stage = Stage(now, zone)
    stage.days = calendar("2013-11-09")
    await stage.process.serve()
    assert len(stage.discord.posts) == posted


async def test_nothing_is_posted_on_a_day_without_milestones():
    stage = Stage("2026-11-08 12:00")
    await stage.process.serve()
    assert (stage.discord.attempts, stage.ledger.rows) == ([], {})


async def test_nothing_is_posted_for_a_milestone_outside_the_relay():
    stage = Stage()
    stage.days = calendar("2013-11-09", relay=("2013-10-01", "2013-10-31"))
    await stage.process.serve()
    assert stage.discord.attempts == []


@pytest.mark.parametrize(("now", "late"), [("09:00", False), ("09:15", False), ("15:00", True)])
async def test_a_post_sent_long_after_its_time_says_that_it_is_late(now, late):
    stage = Stage(f"2026-11-09 {now}", "Europe/Moscow")
    await stage.process.serve()
    [post] = stage.discord.posts
    assert ("-# Late: this post was due at <t:1794204000:t>." in post.text) == late
    assert post.text.startswith(heading(DAY)), "the post is found by its heading"


async def test_a_missed_day_is_never_posted_later():
    stage = Stage("2026-11-09 08:59:59")
    await stage.process.serve()
    stage.now("2026-11-10 00:00")
    await stage.process.serve()
    assert stage.discord.attempts == []
    stage.now("2026-11-10 09:00")
    await stage.process.serve()
    assert [post.text.splitlines()[0] for post in stage.discord.posts] == [
        heading(date(2026, 11, 10))
    ]


async def test_an_unconfirmed_post_is_not_sent_again_after_midnight(stage):
    stage.now("2026-11-07 23:59:30")
    stage.discord.faults.append(Fault.LOST_BEFORE)
    await stage.process.serve()
    stage.now("2026-11-08 00:00:10")
    await stage.process.serve()
    assert len(stage.discord.attempts) == 1


async def test_a_send_under_way_at_midnight_is_cancelled():
    stage = Stage()
    clock = StartedClock(moment("2026-11-09 23:59:59.97"))
    poster = PlainPoster(clock, takes=0.1)
    scheduler = daily_posts.DailyPosts(stage.settings, stage.ledger, poster, clock, lambda: DAYS)
    await scheduler.serve()
    assert [at for at in poster.sent if at.date() != DAY] == []


async def test_a_setting_saved_after_its_time_takes_effect_the_next_day():
    stage = Stage("2026-11-09 09:05", saved_at=moment("2026-11-09 09:00:01"))
    await stage.process.serve()
    stage.now("2026-11-09 23:00")
    await stage.process.serve()
    assert stage.discord.posts == []
    stage.now("2026-11-10 09:00")
    await stage.process.serve()
    assert len(stage.discord.posts) == 1


async def test_a_setting_saved_before_its_time_takes_effect_that_day():
    stage = Stage("2026-11-09 09:00", saved_at=moment("2026-11-09 08:59:59"))
    await stage.process.serve()
    assert len(stage.discord.posts) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"at": "18:00"},
        {"channel_id": OTHER_CHANNEL},
        {"at": "23:00", "timezone": "Asia/Tokyo"},
        {"timezone": "America/Los_Angeles"},
    ],
)
async def test_changing_the_settings_after_the_post_causes_no_second_post_that_day(changed):
    stage = Stage()
    stage.discord.channels[OTHER_CHANNEL].guild_id = GUILD
    await stage.process.serve()
    stage.now("2026-11-09 09:30")
    stage.settings.rows[GUILD] = server_settings(**changed, saved_at=stage.clock.now())
    while stage.clock.now() < moment("2026-11-10 08:00"):
        stage.clock.advance(minutes=30)
        await stage.process.serve()
    texts = [post.text for channel in stage.discord.channels.values() for post in channel.shown]
    assert sum(text.startswith(heading(DAY)) for text in texts) == 1


async def test_a_time_that_a_clock_change_skips_is_served_once_just_after_the_gap():
    stage = Stage("2027-03-28 01:59", "Europe/Berlin", at="02:30")
    stage.days = calendar("2014-03-28")
    await stage.process.serve()
    assert stage.discord.posts == []
    stage.clock.advance(minutes=31)  # it is 03:30 in Berlin
    await stage.process.serve()
    stage.clock.advance(minutes=60)
    await stage.process.serve()
    assert len(stage.discord.posts) == 1
    assert "Late" not in stage.discord.posts[0].text


async def test_a_time_that_occurs_twice_is_served_the_first_time_only():
    stage = Stage("2026-10-25 02:29", "Europe/Berlin", at="02:30")
    stage.days = calendar("2013-10-25")
    await stage.process.serve()
    assert stage.discord.posts == []
    for minutes in (1, 29, 31, 30):  # 02:30 summer time; 02:00, 02:30 and 03:00 winter time
        stage.clock.advance(minutes=minutes)
        await stage.process.serve()
    assert len(stage.discord.posts) == 1
    assert stage.discord.posts[0].at == moment("2026-10-25 00:30")


@pytest.mark.parametrize(
    ("now", "at_least", "at_most"),
    [
        ("2026-11-09 08:59:58", 1.9, 2.0),
        ("2026-11-09 08:59:59.999", 0.001, 0.05),
        ("2026-11-09 09:00", 1, 15),
        ("2026-03-01 12:00", 1, 15),
    ],
)
async def test_the_next_look_is_at_the_next_post_and_always_within_seconds(now, at_least, at_most):
    assert at_least <= await Stage(now).process.serve() <= at_most


async def test_an_empty_calendar_posts_nothing_and_still_looks_again(stage):
    stage.days = Calendar([])
    assert 1 <= await stage.process.serve() <= 15
    assert stage.discord.attempts == []


# --- Channels that cannot be posted in ------------------------------------------------------------


async def test_a_missing_channel_is_recorded_and_reported_once_and_delays_nobody(stage):
    stage.with_neighbour()
    del stage.discord.channels[CHANNEL]
    stage.discord.channels[CHANNEL + 1] = FakeChannel(GUILD)
    for _ in range(3):
        await stage.process.serve()
        stage.clock.advance(minutes=10)
    assert "gone" in stage.trouble
    [(guild, text)] = stage.discord.alerts
    assert guild == GUILD
    assert "gone" in text
    assert "/settings show" in text
    assert len(stage.neighbours_posts) == 1


async def test_a_closed_channel_gets_a_late_post_if_it_opens_the_same_day(stage):
    stage.discord.channels[CHANNEL].trouble = "I'm missing the Send Messages permission in #torch."
    await stage.process.serve()
    assert stage.row is None, "a claim without a send could block the day"
    assert stage.trouble == "I'm missing the Send Messages permission in #torch."
    stage.discord.channels[CHANNEL].trouble = None
    stage.now("2026-11-09 20:00")
    await stage.process.serve()
    assert "Late" in stage.discord.posts[0].text
    assert stage.trouble is None


async def test_new_trouble_after_a_successful_post_is_reported_again(stage):
    channel = stage.discord.channels[CHANNEL]
    for day, trouble in (("07", "closed"), ("09", None), ("10", "closed")):
        stage.now(f"2026-11-{day} 09:00")
        channel.trouble = trouble
        await stage.process.serve()
        await stage.process.serve()
    assert len(stage.discord.alerts) == 2


async def test_trouble_is_reported_once_even_after_a_restart(stage):
    stage.discord.channels[CHANNEL].trouble = "closed"
    await stage.process.serve()
    await stage.another_process().serve()
    assert len(stage.discord.alerts) == 1


async def test_two_processes_report_trouble_once_between_them(stage):
    stage.discord.channels[CHANNEL].trouble = "closed"
    await asyncio.gather(stage.process.serve(), stage.another_process().serve())
    assert len(stage.discord.alerts) == 1


async def test_a_refused_post_is_recorded_and_reported_once_and_delays_nobody(timed_stage):
    stage = timed_stage.with_neighbour()
    stage.discord.faults.extend([Fault.REFUSED, None])
    await stage.process.serve()
    assert stage.row.state is ClaimState.CLAIMED
    assert stage.trouble == "Discord didn't let me post in the channel: the channel is closed."
    assert [guild for guild, _ in stage.discord.alerts] == [GUILD]
    assert len(stage.neighbours_posts) == 1


async def test_a_channel_that_closes_while_the_post_is_sent_is_reported_once(timed_stage):
    channel = timed_stage.discord.channels[CHANNEL]
    timed_stage.discord.faults.append(Fault.REFUSED)
    timed_stage.process.poster.on_send = lambda _: setattr(channel, "trouble", "It is closed.")
    await timed_stage.process.serve()
    assert timed_stage.trouble == "It is closed."
    timed_stage.clock.advance(minutes=6)
    await timed_stage.process.serve()
    assert len(timed_stage.discord.alerts) == 1


async def test_a_server_that_leaves_while_the_post_is_sent_gets_it_as_soon_as_it_is_back(
    timed_stage,
):
    outages = timed_stage.discord.outages
    timed_stage.discord.faults.append(Fault.REFUSED)
    timed_stage.process.poster.on_send = lambda post: outages.add(post.guild_id)
    await timed_stage.process.serve()
    assert timed_stage.trouble is None
    outages.clear()
    timed_stage.process.poster.on_send = lambda _: None
    await timed_stage.process.serve()
    assert len(timed_stage.discord.posts) == 1


async def test_after_a_refusal_the_channel_is_tried_again_minutes_later(timed_stage):
    timed_stage.discord.faults.append(Fault.REFUSED)
    await timed_stage.process.serve()
    for _ in range(4):
        timed_stage.clock.advance(minutes=1)
        await timed_stage.process.serve()
    assert len(timed_stage.discord.attempts) == 1
    timed_stage.clock.advance(minutes=2)
    await timed_stage.process.serve()
    assert len(timed_stage.discord.posts) == 1
    assert timed_stage.trouble is None
    assert timed_stage.row.state is ClaimState.SENT


async def test_a_channel_that_refuses_all_day_is_reported_once(timed_stage):
    while timed_stage.clock.now() < moment("2026-11-09 23:59"):
        if not timed_stage.discord.faults:
            timed_stage.discord.faults.append(Fault.REFUSED)
        await timed_stage.process.serve()
        timed_stage.clock.advance(minutes=6)
    assert len(timed_stage.discord.alerts) == 1
    assert len(timed_stage.discord.attempts) > 50


async def test_wake_tries_a_refused_channel_again_at_once(timed_stage):
    timed_stage.discord.faults.append(Fault.REFUSED)
    await timed_stage.process.serve()
    timed_stage.process.daily_posts.wake()
    await timed_stage.process.serve()
    assert len(timed_stage.discord.posts) == 1


async def test_an_unknown_zone_is_recorded_and_reported_once_and_delays_nobody(stage):
    stage.with_neighbour()
    stage.settings.rows[GUILD] = replace(stage.settings.rows[GUILD], timezone="Mars/Olympus")
    for _ in range(2):
        assert 0 < await stage.process.serve() <= 15
    assert "Mars/Olympus" in stage.trouble
    assert len(stage.discord.alerts) == 1
    assert len(stage.neighbours_posts) == 1


async def test_a_server_in_an_outage_is_skipped_and_served_when_it_is_back(stage):
    stage.with_neighbour()
    stage.discord.outages.add(GUILD)
    await stage.process.serve()
    assert (stage.row, stage.trouble, stage.discord.alerts) == (None, None, [])
    assert len(stage.neighbours_posts) == 1
    stage.discord.outages.clear()
    stage.now("2026-11-09 13:00")
    await stage.process.serve()
    assert len(stage.discord.posts) == 1


async def test_an_unforeseen_error_in_one_server_does_not_delay_the_others(stage):
    stage.with_neighbour()
    stage.discord.faults.extend([Fault.EXPLODES, None])
    await stage.process.serve()
    assert len(stage.discord.posts) + len(stage.neighbours_posts) == 1
    stage.clock.advance(seconds=15)
    await stage.process.serve()
    assert (len(stage.discord.posts), len(stage.neighbours_posts)) == (1, 1)


async def test_a_hanging_send_times_out_and_the_other_servers_are_served(stage, monkeypatch):
    monkeypatch.setattr(post_delivery, "SEND_TIMEOUT", 0.01)
    stage.with_neighbour()
    stage.discord.faults.append(Fault.HANGS_BEFORE)
    await asyncio.wait_for(stage.process.serve(), 5)
    assert len(stage.discord.posts) + len(stage.neighbours_posts) == 1
    stage.clock.advance(seconds=15)
    await stage.process.serve()
    assert (len(stage.discord.posts), len(stage.neighbours_posts)) == (1, 1)


# --- The loop -------------------------------------------------------------------------------------


@pytest.fixture
def running(stage):
    """Starts the loop, and ends it after the test."""
    tasks = []

    def start(process: Process) -> asyncio.Task[None]:
        tasks.append(asyncio.create_task(process.daily_posts.run()))
        return tasks[-1]

    yield start
    for task in tasks:
        task.cancel()


async def _until(condition) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.001)


async def test_the_loop_survives_a_failing_store(stage, running, monkeypatch, caplog):
    monkeypatch.setattr(daily_posts, "LONGEST_SLEEP", 0.01)
    stage.settings.failures.extend([OSError("the disk is away"), OSError("still away")])
    task = running(stage.process)
    await _until(lambda: stage.discord.posts)
    assert not task.done()
    assert "the disk is away" in caplog.text


async def test_a_failing_store_is_not_read_in_a_tight_loop(stage, running):
    stage.settings.failures.extend(OSError("away") for _ in range(1_000))
    running(stage.process)
    await asyncio.sleep(0.05)
    assert stage.settings.rounds == 1


async def test_a_confirmation_that_fails_is_repeated_and_there_is_one_post(
    stage, running, monkeypatch
):
    monkeypatch.setattr(daily_posts, "LONGEST_SLEEP", 0.01)
    stage.process.points.fail_once_at("before settle", OSError("the disk is full"))
    running(stage.process)
    await _until(lambda: stage.row and stage.row.state is ClaimState.SENT)
    assert len(stage.discord.posts) == 1
    assert {post.nonce for post in stage.discord.attempts} == {nonce_of(GUILD, DAY)}


async def test_wake_makes_the_loop_look_at_once(stage, running):
    stage.now("2026-11-09 08:00")
    running(stage.process)
    await _until(lambda: stage.settings.rounds == 1)
    await asyncio.sleep(0.01)
    assert stage.settings.rounds == 1, "the loop waits"
    stage.settings.rows[GUILD] = server_settings(at="08:00", saved_at=moment("2026-11-09 07:00"))
    stage.process.daily_posts.wake()
    await _until(lambda: stage.discord.posts)


async def test_a_wake_during_a_round_is_not_lost(stage, running):
    stage.now("2026-11-09 09:00")
    stage.process.poster.on_send = lambda _post: stage.process.daily_posts.wake()
    running(stage.process)
    await _until(lambda: stage.settings.rounds == 2)


@pytest.fixture
def queue(monkeypatch) -> Stage:
    """A stage whose two servers are served one after the other; the first takes eleven seconds."""
    monkeypatch.setattr(daily_posts, "CONCURRENT_SERVERS", 1)
    stage = Stage().with_neighbour()
    stage.process.poster.on_begin = lambda _post: stage.clock.advance(seconds=11)
    return stage


async def test_a_server_that_waited_too_long_for_its_turn_is_not_claimed(queue):
    queue.now("2026-11-09 23:59:50")
    await queue.process.serve()
    assert (OTHER_GUILD, DAY) not in queue.ledger.rows
    assert queue.neighbours_posts == []


async def test_a_server_whose_outage_begins_before_its_turn_is_skipped(queue):
    queue.process.poster.on_begin = lambda _post: queue.discord.outages.add(OTHER_GUILD)
    await queue.process.serve()
    assert (OTHER_GUILD, DAY) not in queue.ledger.rows
    assert queue.discord.alerts == []


async def test_a_server_that_waited_long_for_its_turn_is_looked_at_again_and_served(queue):
    await queue.process.serve()
    assert len(queue.neighbours_posts) == 1
    assert queue.settings.rounds == 1


async def test_the_loop_ends_when_it_is_cancelled(stage, running):
    task = running(stage.process)
    await _until(lambda: stage.discord.posts)
    task.cancel()
    with suppress(CancelledError):
        await asyncio.wait_for(task, 1)
    assert task.cancelled()


# --- Limits, on a loop that skips the waiting -----------------------------------------------------


@pytest.fixture
def skipping() -> Iterator[asyncio.Runner]:
    """A loop on a fake clock, which it moves on instead of waiting."""
    clock = FakeClock(moment("2026-11-09 09:00"))
    with asyncio.Runner(loop_factory=lambda: SkippingLoop(clock)) as runner:
        yield runner


def a_crowd(loop: SkippingLoop, size: int) -> Stage:
    """A stage with `size` servers whose posts are all due."""
    stage = Stage()
    stage.clock = loop.clock
    channels = {number: number for number in range(1, size + 1)}
    stage.discord = Discord(stage.clock, channels)
    each = (server_settings(number, channel_id=number) for number in channels)
    stage.settings = MemorySettings(*each)
    stage.process = stage.another_process()
    return stage


def test_no_more_than_25_posts_are_sent_a_second(skipping):
    stage = a_crowd(skipping.get_loop(), 60)
    skipping.run(stage.process.serve())
    at = sorted(post.at for channel in stage.discord.channels.values() for post in channel.shown)
    assert len(at) == 60
    assert at[-1] - at[0] >= timedelta(seconds=59 / 25)


def test_at_most_20_servers_are_served_at_once(skipping):
    stage = a_crowd(skipping.get_loop(), 30)
    stage.discord.faults.extend([Fault.HANGS_BEFORE] * 20)

    async def rounds() -> None:
        for _ in range(5):
            begun = stage.clock.now()
            await stage.process.daily_posts.serve()
            assert stage.clock.now() - begun <= timedelta(seconds=10), "hanging sends end no later"
            assert len(stage.discord.attempts) == 20
        await asyncio.sleep(100)
        for _ in range(3):
            await stage.process.serve()

    skipping.run(rounds())
    assert [len(channel.shown) for channel in stage.discord.channels.values()] == [1] * 30


def test_servers_behind_many_that_hang_are_served_too(skipping):
    hanging, healthy = 40, 40
    stage = a_crowd(skipping.get_loop(), hanging + healthy)
    send = stage.process.poster.send

    async def send_or_hang(post: Post) -> SendOutcome:
        if post.guild_id <= hanging:
            await asyncio.Event().wait()
        return await send(post)

    stage.process.poster.send = send_or_hang

    async def rounds() -> None:
        begun = stage.clock.now()
        while stage.clock.now() - begun < timedelta(minutes=5):
            pause = await stage.process.daily_posts.serve()
            await asyncio.sleep(pause)

    skipping.run(rounds())
    shown = [len(channel.shown) for channel in stage.discord.channels.values()]
    assert shown == [0] * hanging + [1] * healthy


def test_a_server_that_hangs_is_skipped_until_it_is_done(skipping):
    stage = a_crowd(skipping.get_loop(), 1)
    stage.discord.faults.append(Fault.HANGS_BEFORE)

    async def rounds() -> None:
        for _ in range(3):
            await stage.process.daily_posts.serve()
            await asyncio.sleep(1)
        assert stage.process.points.passed[2:] == ["before send"]

    skipping.run(rounds())


def test_an_alert_that_hangs_is_given_up(skipping):
    stage = a_crowd(skipping.get_loop(), 1)
    stage.discord.channels[1].trouble = "closed"

    async def hang(guild_id: int, text: str) -> None:
        await asyncio.Event().wait()

    stage.process.poster.alert = hang
    skipping.run(stage.process.serve())
    assert stage.clock.now() - moment("2026-11-09 09:00") <= timedelta(seconds=61)


@pytest.mark.parametrize(("takes", "confirmed"), [(0.9, True), (1.1, False), (90.0, False)])
def test_a_send_under_way_has_a_second_when_the_loop_is_stopped(skipping, takes, confirmed):
    stage = a_crowd(skipping.get_loop(), 1)
    stage.process.points.pauses["after send"] = takes

    async def stopped_at_once() -> None:
        task = asyncio.create_task(stage.process.daily_posts.run())
        while not stage.discord.attempts:
            await asyncio.sleep(0)
        begun = stage.clock.now()
        task.cancel()
        await asyncio.wait([task])
        assert stage.clock.now() - begun <= timedelta(seconds=1.01)

    skipping.run(stopped_at_once())
    [row] = stage.ledger.rows.values()
    assert row.state is (ClaimState.SENT if confirmed else ClaimState.CLAIMED)


def test_over_several_days_the_loop_sends_every_post_on_time(monkeypatch):
    monkeypatch.setattr(daily_posts, "LONGEST_SLEEP", 600.0)
    stage = Stage("2026-11-06 20:00", "Europe/Moscow")

    async def days() -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(stage.process.daily_posts.run(), 6 * 86_400)

    with asyncio.Runner(loop_factory=lambda: SkippingLoop(stage.clock)) as runner:
        runner.run(days())
    late = [post.at - moment(f"2026-11-{day} 09:00", "Europe/Moscow")
            for post, day in zip(stage.discord.posts, ("07", "09", "10"), strict=True)]  # fmt: skip
    assert all(timedelta(0) <= each < timedelta(seconds=1) for each in late)


async def test_with_a_running_clock_the_loop_sends_the_post_on_time(stage):
    """Not before its time, and less than a second after it."""
    clock = StartedClock(moment("2026-11-09 08:59:59.9"))
    poster = PlainPoster(clock)
    scheduler = daily_posts.DailyPosts(stage.settings, stage.ledger, poster, clock, lambda: DAYS)
    task = asyncio.create_task(scheduler.run())
    await _until(lambda: poster.sent)
    task.cancel()
    assert timedelta(0) <= poster.sent[0] - moment("2026-11-09 09:00") < timedelta(seconds=1)
