"""The system clock, and a clock that starts at another time, to try things out."""

from datetime import UTC, datetime, timedelta
from time import monotonic


class SystemClock:
    """`Clock` that reads the time of the system."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class StartedClock:
    """`Clock` that starts at a given time and runs on from there."""

    def __init__(self, start: datetime) -> None:
        self._start = start.astimezone(UTC)
        self._started = monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=monotonic() - self._started)
