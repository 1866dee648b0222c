"""Both clocks return aware times in UTC; one of them starts at a given time."""

import time
from datetime import UTC, datetime, timedelta

from bot.clock import StartedClock, SystemClock


def test_the_system_clock_returns_the_current_time_in_utc():
    before = datetime.now(UTC)
    now = SystemClock().now()
    assert before <= now <= datetime.now(UTC)
    assert now.tzinfo is UTC


def test_a_started_clock_begins_at_its_start_and_runs_on():
    start = datetime.fromisoformat("2026-11-23T08:59:50+03:00")
    clock = StartedClock(start)
    first = clock.now()
    time.sleep(0.005)
    second = clock.now()
    assert timedelta(0) <= first - start < timedelta(seconds=1)
    assert second - first >= timedelta(milliseconds=5)
    assert first.tzinfo is UTC
