"""The daily posts while nothing crashes: when, where, how often, and what if they fail."""

import asyncio
from asyncio import CancelledError
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.calendar.calendar import Calendar
from bot.clock import StartedClock
from bot.service import daily_posts
from bot.service.daily_posts import nonce_of
from bot.service.ports import ClaimState
from tests.service.fakes.clock import FakeClock, SkippingLoop
from tests.service.fakes.data import CHANNEL, GUILD, calendar, heading, milestone, moment, wishes
from tests.service.fakes.ledger import MemoryLedger
from tests.service.fakes.poster import Discord, FakeChannel, Fault, PlainPoster
from tests.service.fakes.process import Process
from tests.service.fakes.settings_store import MemorySettings

DAY = date(2026, 11, 9)
DAYS = calendar("2013-11-07", "2013-11-09", "2013-11-10")
OTHER_GUILD, OTHER_CHANNEL = 42, 4242


class Stage:
    """One process, its clock, its stores and a server that wants posts."""

    def __init__(self, now: str = "2026-11-09 09:00", zone: str = "UTC", **wish: Any) -> None:
        self.clock = FakeClock(moment(now, zone))
        self.discord = Discord(self.clock, {CHANNEL: GUILD, OTHER_CHANNEL: OTHER_GUILD})
        self.settings = MemorySettings(wishes(timezone=zone, **wish))
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
        self.settings.rows[OTHER_GUILD] = wishes(OTHER_GUILD, channel_id=OTHER_CHANNEL)
        return self

    @property
    def neighbours_posts(self):
        return self.discord.channels[OTHER_CHANNEL].shown


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def seconds(stage, monkeypatch) -> Stage:
    """A stage on which the bot's own seconds go with the fake clock."""
    monkeypatch.setattr(daily_posts, "monotonic", stage.clock.monotonic)
    return stage


# --- The good way -------------------------------------------------------------------------------


async def test_a_due_post_is_sent_and_confirmed_with_its_message_id(stage):
    await stage.process.serve()
    [post] = stage.discord.posts
    assert post.text.startswith(heading(DAY))
    assert "What happened on 2013-11-09" in post.text
    assert stage.row.state is ClaimState.SENT
    assert stage.row.message_id == post.id
    assert stage.row.day == DAY


async def test_the_claim_stands_in_the_ledger_before_the_send_and_is_confirmed_after_it(stage):
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


async def test_the_claim_remembers_the_last_message_before_the_post(stage):
    last = stage.discord.say(CHANNEL, "good morning")
    await stage.process.serve()
    assert stage.row.anchor == last.id


@pytest.mark.parametrize("later", [timedelta(0), timedelta(minutes=1), timedelta(hours=14)])
async def test_what_was_sent_is_not_sent_again_the_same_day(stage, later):
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
    stage.settings.rows[OTHER_GUILD] = wishes(
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


async def test_more_servers_than_are_served_side_by_side_all_get_their_post(stage):
    for number in range(1, 13):
        stage.discord.channels[number] = FakeChannel(number)
        stage.settings.rows[number] = wishes(number, channel_id=number)
    await stage.process.serve()
    assert [len(channel.shown) for channel in stage.discord.channels.values()].count(1) == 13


async def test_the_post_is_from_the_calendar_in_use_now(stage):
    stage.days = Calendar([milestone("2013-11-09", title="A corrected title")])
    await stage.process.serve()
    assert "A corrected title" in stage.discord.posts[0].text


def test_a_nonce_is_for_one_server_and_day_and_the_same_in_every_process():
    assert nonce_of(1, DAY) == "bef6db2b50ce41567bbed8eea"
    days = [DAY + timedelta(days=each) for each in range(50)]
    assert len({nonce_of(guild, day) for guild in (1, 11, 111) for day in days}) == 150


# --- When ---------------------------------------------------------------------------------------


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
async def test_a_post_is_due_from_the_servers_hour_to_the_end_of_its_day(now, zone, posted):
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
async def test_a_post_made_long_after_its_hour_says_that_it_is_late(now, late):
    stage = Stage(f"2026-11-09 {now}", "Europe/Moscow")
    await stage.process.serve()
    [post] = stage.discord.posts
    assert ("Late: this was due at 06:00 UTC" in post.text) == late
    assert post.text.startswith(heading(DAY)), "or it would not be found again"


async def test_a_day_that_passed_unserved_is_never_made_up_for():
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


async def test_midnight_ends_the_attempts_at_an_unconfirmed_post(stage):
    stage.now("2026-11-07 23:59:30")
    stage.discord.faults.append(Fault.LOST_BEFORE)
    await stage.process.serve()
    stage.now("2026-11-08 00:00:10")
    await stage.process.serve()
    assert len(stage.discord.attempts) == 1


async def test_a_send_under_way_at_midnight_does_not_come_out_on_the_next_day():
    stage = Stage()
    clock = StartedClock(moment("2026-11-09 23:59:59.97"))
    poster = PlainPoster(clock, takes=0.1)
    scheduler = daily_posts.DailyPosts(stage.settings, stage.ledger, poster, clock, lambda: DAYS)
    await scheduler.serve()
    assert [at for at in poster.sent if at.date() != DAY] == []


async def test_a_setting_saved_after_its_hour_counts_from_the_next_day_on():
    stage = Stage("2026-11-09 09:05", saved_at=moment("2026-11-09 09:00:01"))
    await stage.process.serve()
    stage.now("2026-11-09 23:00")
    await stage.process.serve()
    assert stage.discord.posts == []
    stage.now("2026-11-10 09:00")
    await stage.process.serve()
    assert len(stage.discord.posts) == 1


async def test_a_setting_saved_before_its_hour_counts_the_same_day():
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
async def test_settings_changed_after_the_post_bring_no_second_one_that_day(changed):
    stage = Stage()
    stage.discord.channels[OTHER_CHANNEL].guild_id = GUILD
    await stage.process.serve()
    stage.now("2026-11-09 09:30")
    stage.settings.rows[GUILD] = wishes(**changed, saved_at=stage.clock.now())
    while stage.clock.now() < moment("2026-11-10 08:00"):
        stage.clock.advance(minutes=30)
        await stage.process.serve()
    texts = [post.text for channel in stage.discord.channels.values() for post in channel.shown]
    assert sum(text.startswith(heading(DAY)) for text in texts) == 1


async def test_an_hour_that_the_clock_change_skips_is_served_once_just_after_the_gap():
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


async def test_an_hour_that_comes_twice_is_served_the_first_time_only():
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
async def test_the_next_look_comes_at_the_next_hour_and_within_seconds_anyway(
    now, at_least, at_most
):
    assert at_least <= await Stage(now).process.serve() <= at_most


async def test_an_empty_calendar_posts_nothing_and_still_looks_again(stage):
    stage.days = Calendar([])
    assert 1 <= await stage.process.serve() <= 15
    assert stage.discord.attempts == []


# --- Where it cannot post -----------------------------------------------------------------------


async def test_a_channel_that_is_gone_is_noted_told_once_and_holds_up_nobody(stage):
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


async def test_a_closed_channel_is_posted_to_late_when_it_opens_the_same_day(stage):
    stage.discord.channels[CHANNEL].obstacle = "I lack Send Messages in #torch."
    await stage.process.serve()
    assert stage.row is None, "a claim without a send could block the day"
    assert stage.trouble == "I lack Send Messages in #torch."
    stage.discord.channels[CHANNEL].obstacle = None
    stage.now("2026-11-09 20:00")
    await stage.process.serve()
    assert "Late" in stage.discord.posts[0].text
    assert stage.trouble is None


async def test_after_a_success_new_trouble_is_told_again(stage):
    channel = stage.discord.channels[CHANNEL]
    for day, obstacle in (("07", "closed"), ("09", None), ("10", "closed")):
        stage.now(f"2026-11-{day} 09:00")
        channel.obstacle = obstacle
        await stage.process.serve()
        await stage.process.serve()
    assert len(stage.discord.alerts) == 2


async def test_admins_are_told_once_even_after_a_restart(stage):
    stage.discord.channels[CHANNEL].obstacle = "closed"
    await stage.process.serve()
    await stage.another_process().serve()
    assert len(stage.discord.alerts) == 1


async def test_two_processes_tell_the_admins_once_between_them(stage):
    stage.discord.channels[CHANNEL].obstacle = "closed"
    await asyncio.gather(stage.process.serve(), stage.another_process().serve())
    assert len(stage.discord.alerts) == 1


async def test_a_refused_post_is_noted_told_once_and_holds_up_nobody(seconds):
    stage = seconds.with_neighbour()
    stage.discord.faults.extend([Fault.REFUSED, None])
    await stage.process.serve()
    assert stage.row.state is ClaimState.CLAIMED
    assert stage.trouble
    assert [guild for guild, _ in stage.discord.alerts] == [GUILD]
    assert len(stage.neighbours_posts) == 1


async def test_after_a_refusal_the_channel_is_left_alone_for_minutes_then_tried_again(seconds):
    seconds.discord.faults.append(Fault.REFUSED)
    await seconds.process.serve()
    for _ in range(4):
        seconds.clock.advance(minutes=1)
        await seconds.process.serve()
    assert len(seconds.discord.attempts) == 1
    seconds.clock.advance(minutes=2)
    await seconds.process.serve()
    assert len(seconds.discord.posts) == 1
    assert seconds.trouble is None
    assert seconds.row.state is ClaimState.SENT


async def test_a_channel_that_refuses_all_day_is_told_about_once(seconds):
    while seconds.clock.now() < moment("2026-11-09 23:59"):
        if not seconds.discord.faults:
            seconds.discord.faults.append(Fault.REFUSED)
        await seconds.process.serve()
        seconds.clock.advance(minutes=6)
    assert len(seconds.discord.alerts) == 1
    assert len(seconds.discord.attempts) > 50


async def test_a_wake_tries_a_refused_channel_at_once(seconds):
    seconds.discord.faults.append(Fault.REFUSED)
    await seconds.process.serve()
    seconds.process.daily_posts.wake()
    await seconds.process.serve()
    assert len(seconds.discord.posts) == 1


async def test_an_unknown_zone_is_noted_told_once_and_holds_up_nobody(stage):
    stage.with_neighbour()
    stage.settings.rows[GUILD] = replace(stage.settings.rows[GUILD], timezone="Mars/Olympus")
    for _ in range(2):
        assert 0 < await stage.process.serve() <= 15
    assert "Mars/Olympus" in stage.trouble
    assert len(stage.discord.alerts) == 1
    assert len(stage.neighbours_posts) == 1


async def test_a_server_in_an_outage_is_passed_over_and_served_when_it_is_back(stage):
    stage.with_neighbour()
    stage.discord.outages.add(GUILD)
    await stage.process.serve()
    assert (stage.row, stage.trouble, stage.discord.alerts) == (None, None, [])
    assert len(stage.neighbours_posts) == 1
    stage.discord.outages.clear()
    stage.now("2026-11-09 13:00")
    await stage.process.serve()
    assert len(stage.discord.posts) == 1


async def test_one_servers_unforeseen_error_does_not_hold_up_the_others(stage):
    stage.with_neighbour()
    stage.discord.faults.extend([Fault.EXPLODES, None])
    await stage.process.serve()
    assert len(stage.discord.posts) + len(stage.neighbours_posts) == 1
    stage.clock.advance(seconds=15)
    await stage.process.serve()
    assert (len(stage.discord.posts), len(stage.neighbours_posts)) == (1, 1)


async def test_a_send_that_hangs_is_given_up_and_the_others_are_served(stage, monkeypatch):
    monkeypatch.setattr(daily_posts, "SEND_WITHIN", 0.01)
    stage.with_neighbour()
    stage.discord.faults.append(Fault.HANGS_BEFORE)
    await asyncio.wait_for(stage.process.serve(), 5)
    assert len(stage.discord.posts) + len(stage.neighbours_posts) == 1
    stage.clock.advance(seconds=15)
    await stage.process.serve()
    assert (len(stage.discord.posts), len(stage.neighbours_posts)) == (1, 1)


# --- For ever -----------------------------------------------------------------------------------


@pytest.fixture
def running(stage):
    """Start the loop; ends it after the test."""
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


async def test_the_loop_outlives_a_store_that_fails(stage, running, monkeypatch, caplog):
    monkeypatch.setattr(daily_posts, "LONGEST_SLEEP", 0.01)
    stage.settings.failures.extend([OSError("the disk is away"), OSError("still away")])
    task = running(stage.process)
    await _until(lambda: stage.discord.posts)
    assert not task.done()
    assert "the disk is away" in caplog.text


async def test_a_failing_store_is_not_asked_in_a_tight_loop(stage, running):
    stage.settings.failures.extend(OSError("away") for _ in range(1_000))
    running(stage.process)
    await asyncio.sleep(0.05)
    assert stage.settings.rounds == 1


async def test_the_loop_goes_on_when_confirming_failed_and_ends_with_one_post(
    stage, running, monkeypatch
):
    monkeypatch.setattr(daily_posts, "LONGEST_SLEEP", 0.01)
    stage.process.points.fail_once_at("before settle", OSError("the disk is full"))
    running(stage.process)
    await _until(lambda: stage.row and stage.row.state is ClaimState.SENT)
    assert len(stage.discord.posts) == 1
    assert {post.nonce for post in stage.discord.attempts} == {nonce_of(GUILD, DAY)}


async def test_a_wake_has_the_loop_look_at_once(stage, running):
    stage.now("2026-11-09 08:00")
    running(stage.process)
    await _until(lambda: stage.settings.rounds == 1)
    await asyncio.sleep(0.01)
    assert stage.settings.rounds == 1, "it waits for seconds"
    stage.settings.rows[GUILD] = wishes(at="08:00", saved_at=moment("2026-11-09 07:00"))
    stage.process.daily_posts.wake()
    await _until(lambda: stage.discord.posts)


async def test_a_wake_during_a_round_is_not_lost(stage, running):
    stage.now("2026-11-09 09:00")
    stage.process.poster.on_send = lambda _post: stage.process.daily_posts.wake()
    running(stage.process)
    await _until(lambda: stage.settings.rounds == 2)


async def test_the_loop_ends_when_it_is_cancelled(stage, running):
    task = running(stage.process)
    await _until(lambda: stage.discord.posts)
    task.cancel()
    with suppress(CancelledError):
        await asyncio.wait_for(task, 1)
    assert task.cancelled()


def test_over_days_the_loop_posts_each_day_of_the_calendar_at_its_hour(monkeypatch):
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


async def test_a_post_in_the_loop_comes_at_its_hour_by_the_clock(stage):
    """With a clock that runs: nothing before the hour, and not a second's delay after it."""
    clock = StartedClock(moment("2026-11-09 08:59:59.9"))
    poster = PlainPoster(clock)
    scheduler = daily_posts.DailyPosts(stage.settings, stage.ledger, poster, clock, lambda: DAYS)
    task = asyncio.create_task(scheduler.run())
    await _until(lambda: poster.sent)
    task.cancel()
    assert timedelta(0) <= poster.sent[0] - moment("2026-11-09 09:00") < timedelta(seconds=1)
