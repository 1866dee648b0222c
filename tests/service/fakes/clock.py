"""Fakes of the port `Clock`: a clock that is moved by hand, and an event loop that runs on it."""

import asyncio
import selectors
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from tests.service.fakes.unplanned import UnplannedError


class FakeClock:
    """`Clock` that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._wrong_by = timedelta(0)

    def now(self) -> datetime:
        return self._now

    def set(self, now: datetime) -> None:
        self._now = now

    def advance(self, **by: float) -> None:
        self._now += timedelta(**by)

    def jump(self, **by: float) -> None:
        """Show another time, though none passes."""
        self._now += timedelta(**by)
        self._wrong_by += timedelta(**by)

    def true(self) -> datetime:
        """What everybody else's clock shows."""
        return self._now - self._wrong_by

    def monotonic(self) -> float:
        """The true time in seconds, which `jump` does not change."""
        return self.true().timestamp()


class _Skipper(selectors.SelectSelector):
    """A selector that does not wait: it skips the time for which it should have waited."""

    def __init__(self) -> None:
        super().__init__()
        self.skip: Callable[[float], None] = lambda _seconds: None
        self.at_work = 0  # threads that are waited for, which takes no time on the fake clock

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if self.at_work:
            return super().select(10 if timeout is None or timeout > 0 else 0)
        if timeout is None:
            raise UnplannedError("everything waits, and nothing will ever happen")
        if timeout > 0:
            self.skip(timeout)
        return super().select(0)


class SkippingLoop(asyncio.SelectorEventLoop):
    """An event loop on the time of a fake clock, which it moves on instead of waiting."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self._skipped = 0.0
        self._skipper = _Skipper()
        self._skipper.skip = self._skip
        super().__init__(self._skipper)
        self._clock_resolution = 1e-6  # coarser than what adding up loses

    def begin(self, clock: FakeClock) -> None:
        """Start again from zero, with another clock."""
        self.clock, self._skipped = clock, 0.0

    def time(self) -> float:
        return self._skipped

    @contextmanager
    def waiting_for_threads(self) -> Iterator[None]:
        """Wait for threads in this block, which takes no time on the fake clock."""
        self._skipper.at_work += 1
        try:
            yield
        finally:
            self._skipper.at_work -= 1

    def _skip(self, seconds: float) -> None:
        self._skipped += seconds
        self.clock.advance(seconds=seconds)
