"""Limits how often a person is told that their message contains no question."""

from bot.service.ports import Clock

HINT_EVERY = 3600.0  # seconds between two hints to one person
REMEMBERED = 10_000  # people; then all are forgotten, so that memory stays bounded


class HintLimiter:
    """Allows each person one hint an hour."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: dict[int, float] = {}

    def allow(self, person: int) -> bool:
        """Whether a person may get a hint now; if so, the hour starts."""
        now = self._clock.now().timestamp()
        if now - self._last.get(person, -HINT_EVERY) < HINT_EVERY:
            return False
        if len(self._last) >= REMEMBERED:
            self._last.clear()
        self._last[person] = now
        return True
