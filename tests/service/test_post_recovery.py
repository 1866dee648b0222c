"""What each outcome of a search means for a claim that was never confirmed."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest

from bot.service import post_recovery
from bot.service.ports import Claim, ClaimState
from bot.service.post_delivery import nonce_of
from bot.service.post_recovery import PostRecovery
from bot.service.poster_port import FoundPost, NoPost, TryLater, Unreadable
from tests.service.fakes.clock import FakeClock
from tests.service.fakes.crash_points import Points
from tests.service.fakes.data import CHANNEL, GUILD, moment
from tests.service.fakes.ledger import MemoryLedger
from tests.service.fakes.poster import Discord, FakePoster

DAY = date(2026, 11, 9)
CLAIMED_AT = moment("2026-11-09 09:00")
CLAIM = Claim(GUILD, DAY, CHANNEL, nonce_of(GUILD, DAY), CLAIMED_AT, last_message_id=None)
SOON, LATER = CLAIMED_AT + timedelta(minutes=2), CLAIMED_AT + timedelta(minutes=2, seconds=1)
EARLIER = CLAIMED_AT - timedelta(seconds=1)  # the clock was set back
BUGS = [
    KeyError("a slip"), LookupError("a slip"), ConnectionError("a slip"), TimeoutError("a slip"),
    ZoneInfoNotFoundError("a slip"), AttributeError("a slip"),
]  # fmt: skip


class Stage:
    """A recovery, its ledger with one unconfirmed claim, and the outcome of its next search."""

    def __init__(self) -> None:
        self.ledger = MemoryLedger()
        self.ledger.rows[GUILD, DAY] = CLAIM
        self.poster = FakePoster(Discord(FakeClock(CLAIMED_AT)), Points())
        self.recovery = PostRecovery(self.ledger, self.poster)

    @property
    def row(self) -> Claim:
        return self.ledger.rows[GUILD, DAY]


@pytest.fixture
def stage() -> Stage:
    return Stage()


RENEWED = replace(CLAIM, claimed_at=LATER)
CONFIRMED = replace(CLAIM, state=ClaimState.SENT, message_id=5)
GIVEN_UP = replace(CLAIM, state=ClaimState.UNCERTAIN)


@pytest.mark.parametrize(
    ("outcome", "now", "resend", "row"),
    [
        (FoundPost(5), SOON, None, CONFIRMED),
        (FoundPost(5), LATER, None, CONFIRMED),
        (NoPost(), LATER, RENEWED, RENEWED),
        (Unreadable("closed"), CLAIMED_AT, CLAIM, CLAIM),
        (Unreadable("closed"), SOON, CLAIM, CLAIM),
        (Unreadable("closed"), LATER, None, GIVEN_UP),
        (Unreadable("closed"), EARLIER, None, GIVEN_UP),
        (TryLater("no connection"), SOON, None, CLAIM),
        (TryLater("no connection"), LATER, None, CLAIM),
    ],
)
async def test_what_a_search_finds_decides_whether_the_post_is_sent_again(
    stage, outcome, now, resend, row
):
    stage.poster.search_fault = outcome
    assert await stage.recovery.claim_to_resend(CLAIM, now) == resend
    assert stage.row == row


async def test_a_claim_that_another_process_renewed_is_not_sent_again(stage):
    stage.ledger.rows[GUILD, DAY] = RENEWED
    stage.poster.search_fault = NoPost()
    assert await stage.recovery.claim_to_resend(CLAIM, LATER) is None
    assert stage.row == RENEWED


@pytest.mark.parametrize(
    ("outcome", "row", "missed", "logged"),
    [
        (FoundPost(5), CONFIRMED, False, "Found the post for 2026-11-09"),
        (NoPost(), CLAIM, True, "before its day was over"),
        (Unreadable("closed"), GIVEN_UP, False, "(closed); not sending it again"),
        (TryLater("no connection"), CLAIM, False, "no connection"),
    ],
)
async def test_closing_a_past_days_claim_never_sends_and_logs_what_was_found(
    stage, caplog, outcome, row, missed, logged
):
    caplog.set_level("INFO")
    stage.poster.search_fault = outcome
    await stage.recovery.close(CLAIM)
    assert stage.row == row
    assert stage.recovery.was_missed(CLAIM) == missed
    assert logged in caplog.text


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: type(bug).__name__)
@pytest.mark.parametrize("now", [SOON, LATER])
async def test_an_exception_inside_a_search_is_a_bug_and_changes_nothing(stage, bug, now):
    for recover in (stage.recovery.claim_to_resend(CLAIM, now), stage.recovery.close(CLAIM)):
        stage.poster.search_fault = bug
        with pytest.raises(type(bug), match="a slip"):
            await recover
    assert stage.row == CLAIM
    assert not stage.recovery.was_missed(CLAIM)


async def test_a_search_that_hangs_is_tried_again_later(stage, monkeypatch):
    monkeypatch.setattr(post_recovery, "SEARCH_TIMEOUT", 0.01)
    stage.poster.meet_after_find = asyncio.Barrier(2)
    assert await stage.recovery.claim_to_resend(CLAIM, LATER) is None
    assert stage.row == CLAIM
