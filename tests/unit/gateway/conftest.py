"""What every test of the gateway needs: pauses between attempts take no time."""

import pytest

from bot.gateway import attempts, responses


class FakeTime:
    """A monotonic clock that only pauses advance."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.pauses: list[float] = []

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


@pytest.fixture(name="time", autouse=True)
def _time(monkeypatch: pytest.MonkeyPatch) -> FakeTime:
    time = FakeTime()
    monkeypatch.setattr(attempts, "sleep", time.sleep)
    monkeypatch.setattr(attempts, "monotonic", time.monotonic)
    monkeypatch.setattr(responses, "monotonic", time.monotonic)
    return time
