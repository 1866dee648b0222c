"""Measures the time between the steps of a post, and limits how many posts are sent a second."""

import asyncio
from time import monotonic

from bot.service.ports import Clock


class Stopwatch:
    """Measures the seconds since it was made, by whichever of two clocks shows more of them.

    The wall clock can be set back, and the monotonic one stands still while a machine sleeps.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wall_start = clock.now()
        self._monotonic_start = monotonic()

    def seconds(self) -> float:
        """The elapsed time."""
        wall = (self._clock.now() - self._wall_start).total_seconds()
        return max(wall, monotonic() - self._monotonic_start)


class RateLimiter:
    """Lets callers pass one at a time, evenly spaced, at most so many a second."""

    def __init__(self, per_second: float) -> None:
        self._interval = 1 / per_second
        self._next_slot = 0.0  # on the event loop's clock

    async def wait(self) -> None:
        """Wait until the caller may pass."""
        now = asyncio.get_running_loop().time()
        slot = max(now, self._next_slot)
        self._next_slot = slot + self._interval
        await asyncio.sleep(slot - now)
