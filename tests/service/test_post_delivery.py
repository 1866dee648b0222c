"""The delivery of one server's post: what it does in which order, and what it reports."""

from datetime import date

import pytest

from bot.calendar.calendar import Calendar
from bot.calendar.schedule import Schedule
from bot.service.ports import Claim, ClaimState
from bot.service.post_delivery import (
    AlreadySettled,
    Blocked,
    DeliveryOutcome,
    DuePost,
    Pending,
    PostDelivery,
    Posted,
    nonce_of,
)
from bot.service.post_recovery import PostRecovery
from bot.service.poster_port import Refused, TryLater
from bot.service.server_settings import schedule_of
from tests.service.fakes.clock import FakeClock
from tests.service.fakes.crash_points import Points
from tests.service.fakes.data import CHANNEL, GUILD, calendar, moment, server_settings
from tests.service.fakes.ledger import MemoryLedger, WatchedLedger
from tests.service.fakes.poster import Discord, FakeChannel, FakePoster, Fault

DAY = date(2026, 11, 9)
OTHER_CHANNEL = 4242


class Stage:
    """A delivery at nine o'clock, when the post is due."""

    def __init__(self) -> None:
        self.clock = FakeClock(moment("2026-11-09 09:00"))
        self.discord = Discord(self.clock)
        self.memory = MemoryLedger()
        self.points = Points()
        self.poster = FakePoster(self.discord, self.points)
        self.days = calendar("2013-11-09", "2013-11-10")
        self.schedule = schedule_of(server_settings())
        ledger = WatchedLedger(self.memory, self.points)
        self.delivery = PostDelivery(
            ledger, self.poster, PostRecovery(ledger, self.poster), self.clock, lambda: self.days
        )

    async def deliver(self) -> DeliveryOutcome:
        assert isinstance(self.schedule, Schedule)
        return await self.delivery.deliver(
            DuePost(GUILD, CHANNEL, self.schedule, DAY, publish=True)
        )

    def claimed(self, state: ClaimState = ClaimState.CLAIMED, channel_id: int = CHANNEL) -> Claim:
        """Put a claim that another process made into the ledger."""
        claim = Claim(GUILD, DAY, channel_id, nonce_of(GUILD, DAY), self.clock.now(), None, state)
        self.memory.rows[GUILD, DAY] = claim
        return claim

    @property
    def row(self) -> Claim | None:
        return self.memory.rows.get((GUILD, DAY))


@pytest.fixture
def stage() -> Stage:
    return Stage()


async def test_a_post_is_claimed_then_sent_then_confirmed(stage):
    assert await stage.deliver() == Posted()
    assert stage.points.passed == [
        "before claim", "after claim", "before send", "after send", "before settle", "after settle",
    ]  # fmt: skip
    assert (stage.row.state, stage.row.message_id) == (ClaimState.SENT, stage.discord.posts[0].id)


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault.REFUSED, Refused("the channel is closed")),
        (Fault.LOST_BEFORE, Pending()),
        (Fault.LOST_REPLY, Pending()),
        (Fault.ARRIVES_LATE, Pending()),
    ],
)
async def test_a_send_that_is_not_confirmed_keeps_its_claim(stage, fault, outcome):
    stage.poster.fault = fault
    assert await stage.deliver() == outcome
    assert stage.row.state is ClaimState.CLAIMED


async def test_a_post_that_was_deleted_is_settled_without_a_message(stage):
    stage.poster.fault = Fault.LOST_REPLY
    await stage.deliver()
    stage.discord.posts[0].deleted = True
    assert await stage.deliver() == AlreadySettled()
    assert (stage.row.state, stage.row.message_id) == (ClaimState.SENT, None)


@pytest.mark.parametrize("state", [ClaimState.SENT, ClaimState.UNCERTAIN])
async def test_a_settled_post_is_left_alone(stage, state):
    claim = stage.claimed(state)
    assert await stage.deliver() == AlreadySettled()
    assert stage.discord.attempts == []
    assert stage.row == claim


async def test_a_post_that_another_process_claims_first_is_left_to_it(stage):
    get = stage.memory.get

    async def overtaken(guild_id: int, day: date) -> Claim | None:
        row = await get(guild_id, day)
        stage.claimed()
        return row

    stage.memory.get = overtaken
    assert await stage.deliver() == Pending()
    assert stage.discord.attempts == []


async def test_nothing_is_claimed_for_a_channel_that_cannot_be_posted_in(stage):
    stage.discord.channels[CHANNEL].trouble = "closed"
    assert await stage.deliver() == Blocked("closed")
    assert stage.row is None


async def test_a_claim_in_the_same_channel_waits_until_the_channel_is_open(stage):
    stage.claimed()
    stage.discord.channels[CHANNEL].trouble = "closed"
    assert await stage.deliver() == Blocked("closed")
    assert stage.points.passed == []


async def test_a_claim_in_another_channel_is_searched_for_even_if_that_is_closed(stage):
    stage.discord.channels[OTHER_CHANNEL] = FakeChannel(GUILD, trouble="closed")
    stage.claimed(channel_id=OTHER_CHANNEL)
    stage.poster.search_fault = TryLater("no connection")
    assert await stage.deliver() == Pending()
    assert stage.points.passed == ["before find"]


# --- The check right before sending ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "seconds", "sent"),
    [
        ("2026-11-09 23:59:50", 9, True),
        ("2026-11-09 23:59:50", 10, False),  # the next day, which has a post of its own
        ("2026-11-09 12:00", 20, True),
        ("2026-11-09 12:00", 21, False),
    ],
)
@pytest.mark.parametrize("point", ["before claim", "after claim", "after find", "after renew"])
async def test_a_process_suspended_on_the_way_sends_only_what_is_still_due(
    stage, point, now, seconds, sent
):
    stage.clock.set(moment(now))
    if "claim" not in point:
        stage.claimed()
    passing = stage.points.passing

    async def suspended(passed: str) -> None:
        await passing(passed)
        if passed == point:
            stage.clock.advance(seconds=seconds)

    stage.points.passing = suspended
    assert await stage.deliver() == (Posted() if sent else Pending())
    assert len(stage.discord.attempts) == sent
    assert stage.row.state is (ClaimState.SENT if sent else ClaimState.CLAIMED)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda stage: stage.clock.jump(hours=-1), id="the clock was set back"),
        pytest.param(lambda stage: setattr(stage, "days", Calendar([])), id="a new calendar"),
    ],
)
async def test_what_is_not_due_any_more_after_the_claim_is_not_sent(stage, change):
    passing = stage.points.passing

    async def changed(passed: str) -> None:
        await passing(passed)
        if passed == "after claim":
            change(stage)

    stage.points.passing = changed
    assert await stage.deliver() == Pending()
    assert stage.discord.attempts == []
