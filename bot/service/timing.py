"""How time is kept between the steps of a post, and how posts are spread over it."""

import asyncio
from time import monotonic

from bot.service.ports import Clock


class Stopwatch:
    """The seconds since it was made, by whichever clock shows more of them.

    The wall clock can be set back, and the steady one stands still while a machine sleeps.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wall = clock.now()
        self._steady = monotonic()

    def seconds(self) -> float:
        """The time gone by."""
        return max((self._clock.now() - self._wall).total_seconds(), monotonic() - self._steady)


class Pace:
    """Lets one through at a time, so many a second."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second
        self._next = 0.0  # on the loop's clock

    async def turn(self) -> None:
        """Wait for one's turn."""
        now = asyncio.get_running_loop().time()
        mine = max(now, self._next)
        self._next = mine + self._gap
        await asyncio.sleep(mine - now)
