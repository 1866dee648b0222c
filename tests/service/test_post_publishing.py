"""Publishing posts to the followers of announcement channels, whatever goes wrong meanwhile."""

import asyncio
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from bot.service import post_publishing
from bot.service.ports import Claim, ClaimState, StoreUnavailableError
from bot.service.post_publishing import FIRST_PAUSE, LONGEST_PAUSE, PUBLISH_TIMEOUT, PostPublishing
from bot.service.poster_port import NotPublishable, TryLater
from tests.service.fakes.clock import FakeClock, SkippingLoop
from tests.service.fakes.crash_points import Points
from tests.service.fakes.data import CHANNEL, GUILD, calendar, moment, server_settings
from tests.service.fakes.ledger import MemoryLedger
from tests.service.fakes.poster import Discord, FakeChannel, FakePoster, Fault
from tests.service.fakes.process import Process
from tests.service.fakes.settings_store import MemorySettings

DAY = date(2026, 11, 9)
OTHER_GUILD, OTHER_CHANNEL = GUILD + 1, CHANNEL + 1
LATER = TryLater("so it is")


class Stage:
    """Two servers with announcement channels, in which today's post is sent but not published."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.discord = Discord(clock, {CHANNEL: GUILD, OTHER_CHANNEL: OTHER_GUILD})
        self.channel = self.discord.channels[CHANNEL]
        self.ledger = MemoryLedger()
        self.settings = MemorySettings()
        for channel_id, channel in self.discord.channels.items():
            channel.has_followers = True
            self.settings.rows[channel.guild_id] = server_settings(
                channel.guild_id, channel_id=channel_id, timezone="Europe/Moscow"
            )
        self.sent()
        self.restart()

    def sent(self, guild_id: int = GUILD, channel_id: int = CHANNEL, message_id: int | None = 5):
        self.ledger.rows[guild_id, DAY] = Claim(
            guild_id, DAY, channel_id, "nonce", self.clock.now(), None,
            ClaimState.SENT, message_id, to_publish=True,
        )  # fmt: skip

    def restart(self) -> None:
        self.poster = FakePoster(self.discord, Points())
        self.publishing = PostPublishing(self.settings, self.ledger, self.poster, self.clock)

    async def serve(self) -> None:
        """A round, and what it started, to the end."""
        await self.publishing.serve()
        await asyncio.gather(*self.publishing._busy.values())

    @property
    def row(self) -> Claim:
        return self.ledger.rows[GUILD, DAY]


@pytest.fixture
def loop(monkeypatch) -> Iterator[SkippingLoop]:
    loop = SkippingLoop(FakeClock(moment("2026-11-09 06:00")))
    monkeypatch.setattr(post_publishing, "monotonic", loop.clock.monotonic)
    yield loop
    loop.close()


@pytest.fixture
def stage(loop) -> Stage:
    return Stage(loop.clock)


def test_a_post_is_published_once_and_stays_sent(stage, loop):
    async def story():
        for _ in range(3):
            await stage.serve()

    loop.run_until_complete(story())
    assert stage.channel.published == [5]
    assert stage.row.state is ClaimState.SENT
    assert not stage.row.to_publish
    assert stage.poster.publish_attempts == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda stage: setattr(stage.channel, "has_followers", False),
        lambda stage: stage.settings.rows.update({GUILD: server_settings(publish=False)}),
        lambda stage: stage.settings.rows.clear(),
        lambda stage: stage.sent(message_id=None),  # it was deleted at once
        lambda stage: stage.clock.set(moment("2026-11-09 21:00")),  # midnight in Moscow
        lambda stage: stage.clock.advance(days=30),
    ],
    ids=["text channel", "switched off", "no settings", "deleted", "day over", "long ago"],
)
def test_a_post_that_is_not_to_be_published_any_more_is_left_for_good(stage, loop, change):
    change(stage)
    loop.run_until_complete(stage.serve())
    assert stage.poster.publish_attempts == 0
    assert not stage.row.to_publish


def test_posts_that_were_switched_off_after_the_post_do_not_keep_it_from_being_published(
    stage, loop
):
    stage.settings.rows[GUILD] = server_settings(enabled=False)
    loop.run_until_complete(stage.serve())
    assert stage.channel.published == [5]


def test_a_post_is_published_where_it_was_sent_even_if_the_channel_was_changed(stage, loop):
    stage.settings.rows[GUILD] = server_settings(channel_id=OTHER_CHANNEL)
    loop.run_until_complete(stage.serve())
    assert stage.channel.published == [5]


def test_what_discord_refuses_is_noted_in_one_line_and_not_tried_again(stage, loop, caplog):
    stage.poster.publish_faults.append(NotPublishable("Unknown Message"))
    caplog.set_level("INFO")
    loop.run_until_complete(stage.serve())
    loop.run_until_complete(stage.serve())
    [record] = caplog.records
    assert (record.levelname, record.exc_info) == ("INFO", None)
    assert "cannot be published to followers: Unknown Message" in record.getMessage()
    assert stage.poster.publish_attempts == 1
    assert not stage.row.to_publish


def test_what_fails_is_tried_again_with_growing_pauses_until_the_day_is_over(stage, loop):
    stage.poster.publish_faults.extend([LATER] * 10_000)
    attempts: list[float] = []
    publish = stage.poster.publish

    async def watched(channel_id: int, message_id: int):
        attempts.append(loop.time())
        return await publish(channel_id, message_id)

    stage.poster.publish = watched

    async def story():
        while stage.row.to_publish:
            await stage.serve()
            await asyncio.sleep(1)

    loop.run_until_complete(story())
    pauses = [later - earlier for earlier, later in pairwise(attempts)]
    assert FIRST_PAUSE <= pauses[0] <= FIRST_PAUSE + 2
    assert all(later >= earlier - 2 for earlier, later in pairwise(pauses))
    assert LONGEST_PAUSE <= pauses[-1] <= LONGEST_PAUSE + 2
    assert stage.clock.now() < moment("2026-11-09 21:10"), "the day was over at 21:00 UTC"
    assert stage.channel.published == []
    assert stage.row.state is ClaimState.SENT


@pytest.mark.parametrize("fault", [LATER, Fault.HANGS_BEFORE, Fault.EXPLODES])
def test_after_a_failure_it_is_published_later(stage, loop, fault):
    stage.poster.publish_faults.extend([fault, fault])

    async def story():
        while stage.row.to_publish:
            await stage.serve()
            await asyncio.sleep(1)

    loop.run_until_complete(story())
    assert stage.channel.published == [5]
    assert stage.poster.publish_attempts == 3
    assert loop.time() < 3 * PUBLISH_TIMEOUT


def test_discord_is_left_alone_for_as_long_as_it_asks(stage, loop):
    stage.poster.publish_faults.append(TryLater("too many", 1_800.0))

    async def story():
        while stage.row.to_publish:
            await stage.serve()
            await asyncio.sleep(1)

    loop.run_until_complete(story())
    assert stage.poster.publish_attempts == 2
    assert 1_800 <= loop.time() <= 1_803


def test_a_server_where_it_hangs_holds_up_no_other(stage, loop):
    stage.sent(OTHER_GUILD, OTHER_CHANNEL, message_id=6)
    stage.poster.publish_faults.append(Fault.HANGS_BEFORE)

    async def story():
        await stage.publishing.serve()
        await asyncio.sleep(1)

    loop.run_until_complete(story())
    assert stage.discord.channels[OTHER_CHANNEL].published == [6]
    assert stage.channel.published == []
    loop.run_until_complete(asyncio.sleep(PUBLISH_TIMEOUT))


def test_a_server_that_is_away_is_left_until_it_is_back(stage, loop):
    stage.discord.outages = {GUILD}
    loop.run_until_complete(stage.serve())
    assert stage.row.to_publish
    stage.discord.outages = set()
    loop.run_until_complete(stage.serve())
    assert stage.channel.published == [5]


@pytest.mark.parametrize(
    ("failure", "line"),
    [
        (OSError("the disk is gone"), "A round of publishing failed"),
        (StoreUnavailableError("database is locked"), "Publishing waits for the database"),
    ],
)
def test_a_failing_round_is_logged_and_the_next_one_follows(stage, loop, caplog, failure, line):
    unpublished = stage.ledger.unpublished

    async def fail():
        stage.ledger.unpublished = unpublished
        raise failure

    stage.ledger.unpublished = fail

    async def story():
        running = asyncio.create_task(stage.publishing.run())
        await asyncio.sleep(0.1)
        assert stage.channel.published == []
        stage.publishing.wake()
        await asyncio.sleep(0.1)
        assert stage.channel.published == [5], "it does not wait for the next look if woken"
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    loop.run_until_complete(story())
    [record] = caplog.records
    assert line in record.getMessage()
    assert bool(record.exc_info) is isinstance(failure, OSError), "the store's failure is one line"


def test_a_store_that_is_away_while_publishing_is_one_line_and_tried_again(stage, loop, caplog):
    get = stage.settings.get

    async def fail(_guild_id):
        stage.settings.get = get
        raise StoreUnavailableError("database is locked")

    stage.settings.get = fail

    async def story():
        await stage.serve()
        assert stage.channel.published == []
        await asyncio.sleep(FIRST_PAUSE)
        await stage.serve()

    loop.run_until_complete(story())
    assert stage.channel.published == [5]
    line = next(
        record for record in caplog.records if "waits for the database" in record.getMessage()
    )
    assert line.exc_info is None


def test_stopping_ends_what_hangs_and_the_next_start_publishes(stage, loop):
    stage.poster.publish_faults.append(Fault.HANGS_BEFORE)

    async def story():
        running = asyncio.create_task(stage.publishing.run())
        await asyncio.sleep(1)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert loop.time() < 2
        stage.restart()
        await stage.serve()

    loop.run_until_complete(story())
    assert stage.channel.published == [5]


# --- Together with the posts ----------------------------------------------------------------------


class Together:
    """A server whose post is due; processes that post and publish, and can be killed."""

    def __init__(self, clock: FakeClock, *, publish: bool = True, followers: bool = True) -> None:
        self.discord = Discord(clock)
        self.channel: FakeChannel = self.discord.channels[CHANNEL]
        self.channel.has_followers = followers
        self.settings = MemorySettings(server_settings(publish=publish))
        self.ledger = MemoryLedger()
        self.clock = clock

    def process(self) -> Process:
        return Process(self.discord, self.settings, self.ledger, calendar("2013-11-09"))

    async def publish(self, process: Process) -> None:
        publishing = PostPublishing(self.settings, self.ledger, process.poster, self.clock)
        await publishing.serve()
        await asyncio.gather(*publishing._busy.values())


@pytest.fixture
def nine() -> FakeClock:
    return FakeClock(moment("2026-11-09 09:00"))


@pytest.mark.parametrize(
    ("publish", "followers", "published"),
    [(True, True, True), (False, True, False), (True, False, False)],
)
async def test_a_post_is_published_if_the_channel_has_followers_and_the_server_wants_it(
    nine, publish, followers, published
):
    stage = Together(nine, publish=publish, followers=followers)
    process = stage.process()
    await process.serve()
    assert await stage.ledger.unpublished() == (
        [stage.ledger.rows[GUILD, DAY]] if published else []
    ), "where nothing is to be published, nothing is noted"
    await stage.publish(process)
    [post] = stage.discord.posts
    assert stage.channel.published == ([post.id] if published else [])


@pytest.mark.parametrize(
    "point", ["after claim", "before send", "after send", "before settle", "after settle"]
)
async def test_a_process_killed_at_any_point_leaves_one_post_that_is_published_later(nine, point):
    stage = Together(nine)
    await stage.process().serve_until_killed(point)
    for _ in range(2):
        process = stage.process()
        await process.serve()
        await stage.publish(process)
    [post] = stage.discord.posts
    assert stage.channel.published == [post.id]
    assert not stage.ledger.rows[GUILD, DAY].to_publish


@pytest.mark.parametrize("followers", [True, False])
async def test_publishing_is_woken_after_a_post_that_is_to_be_published(nine, followers):
    stage, woken = Together(nine, followers=followers), []
    process = stage.process()
    process.daily_posts._on_publishable = lambda: woken.append(stage.ledger.rows[GUILD, DAY].state)
    await process.serve()
    assert woken == ([ClaimState.SENT] if followers else [])
