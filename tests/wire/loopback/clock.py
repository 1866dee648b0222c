"""A clock that can be moved, and the ids that contain its time."""

import time
from datetime import UTC, datetime, timedelta

DISCORD_EPOCH_MS = 1_420_070_400_000


class Clock:
    """A wall clock that can be set; it keeps running from there."""

    def __init__(self, start: datetime | None = None) -> None:
        self._offset = 0.0
        if start is not None:
            self.set(start)

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self._offset, UTC)

    def set(self, moment: datetime) -> None:
        """Sets the clock (a naive time is UTC)."""
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        self._offset = aware.timestamp() - time.time()

    def advance(self, by: timedelta | float) -> None:
        self._offset += by.total_seconds() if isinstance(by, timedelta) else by


class Snowflakes:
    """Makes ids as Discord does: from the time, and increasing even if the clock is set back."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> str:
        milliseconds = int(self._clock.now().timestamp() * 1000) - DISCORD_EPOCH_MS
        self._last = max(self._last + 1, milliseconds << 22)
        return str(self._last)


def snowflake_time(snowflake: str) -> datetime:
    """Returns the time that an id contains."""
    return datetime.fromtimestamp(((int(snowflake) >> 22) + DISCORD_EPOCH_MS) / 1000, UTC)
