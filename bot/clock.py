"""The wall clock, or one that was set to another moment for trying things out."""

from datetime import UTC, datetime, timedelta
from time import monotonic


class SystemClock:
    """`Clock` over the machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class StartedClock:
    """`Clock` that shows a given moment when it is made, and runs on from there."""

    def __init__(self, start: datetime) -> None:
        self._start = start.astimezone(UTC)
        self._began = monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=monotonic() - self._began)
