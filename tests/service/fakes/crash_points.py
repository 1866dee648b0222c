"""The points at which a process under test can be killed, suspended or made to fail."""

import asyncio
from asyncio import CancelledError
from collections import deque

from tests.service.fakes.unplanned import plan

STEPS = ("claim", "renew", "settle", "send", "find")


POINTS = tuple(f"{when} {step}" for step in STEPS for when in ("before", "after"))


class Points:
    """The points that a process passes. At an armed one it is cancelled, as if killed."""

    def __init__(self) -> None:
        self.passed: list[str] = []
        self.delays: deque[int] = deque()  # how often other tasks go first, for each point
        self.pauses: dict[str, float] = {}  # seconds for which the process is suspended there
        self._armed: str | None = None
        self._failing: dict[str, Exception] = {}

    def kill_at(self, point: str | None) -> None:
        plan(point is None or point in POINTS, f"no such point: {point}")
        self._armed = point

    def fail_once_at(self, point: str, error: Exception) -> None:
        plan(point in POINTS, f"no such point: {point}")
        self._failing[point] = error

    async def passing(self, point: str) -> None:
        plan(point in POINTS, f"no such point: {point}")
        for _ in range(self.delays.popleft() if self.delays else 0):
            await asyncio.sleep(0)
        self.passed.append(point)
        if seconds := self.pauses.pop(point, 0):
            await asyncio.sleep(seconds)
        if self._armed == point:
            self._armed = None
            raise CancelledError(point)
        if error := self._failing.pop(point, None):
            raise error
