"""Each person gets one hint an hour."""

from datetime import UTC, datetime

import pytest

from bot.gateway import hints
from bot.gateway.hints import HintLimiter
from tests.service.fakes.clock import FakeClock
from tests.unit.gateway.discord_objects import PERSON, SOMEONE_ELSE

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_second_hint_within_an_hour_is_not_allowed():
    clock = FakeClock(NOON)
    limiter = HintLimiter(clock)
    assert limiter.allow(PERSON)
    clock.advance(minutes=59, seconds=59)
    assert not limiter.allow(PERSON)
    clock.advance(seconds=1)
    assert limiter.allow(PERSON)


def test_a_refused_hint_does_not_start_the_hour_again():
    clock = FakeClock(NOON)
    limiter = HintLimiter(clock)
    limiter.allow(PERSON)
    clock.advance(minutes=40)
    limiter.allow(PERSON)
    clock.advance(minutes=20)
    assert limiter.allow(PERSON)


def test_each_person_has_an_hour_of_their_own():
    limiter = HintLimiter(FakeClock(NOON))
    assert limiter.allow(PERSON)
    assert limiter.allow(SOMEONE_ELSE)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hints, "REMEMBERED", 3)
    limiter = HintLimiter(FakeClock(NOON))
    for person in range(10):
        assert limiter.allow(person)
    assert len(limiter._last) <= 3
    assert not limiter.allow(9), "whoever got the last hint is still remembered"
