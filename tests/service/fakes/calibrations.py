"""Fakes of the ports `Calibrations` and `Fitter`."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.matching.calibration import Calibration
from bot.service.ports import NotFitted


class MemoryCalibrations:
    """`Calibrations` in memory."""

    def __init__(self) -> None:
        self.numbers: dict[str, Sequence[float]] = {}

    def get(self, digest: str) -> Sequence[float] | None:
        return self.numbers.get(digest)

    def put(self, digest: str, numbers: Sequence[float]) -> None:
        self.numbers[digest] = numbers


@dataclass
class Fit:
    """A fit under way; it ends when the test sets its result."""

    files: Mapping[str, bytes]
    result: "asyncio.Future[Calibration | NotFitted]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class FakeFitter:
    """`Fitter` whose fits the test ends."""

    def __init__(self) -> None:
        self._started = asyncio.Queue[Fit]()

    async def fit(self, files: Mapping[str, bytes]) -> Calibration | NotFitted:
        fit = Fit(files)
        self._started.put_nowait(fit)
        return await fit.result

    async def started(self) -> Fit:
        """Waits until the next fit has begun."""
        async with asyncio.timeout(5):
            return await self._started.get()

    @property
    def idle(self) -> bool:
        """Whether no fit has begun since the last that was awaited."""
        return self._started.empty()
