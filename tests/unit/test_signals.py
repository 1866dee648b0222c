"""Signals stop the bot, on event loops with signal handlers and on those without."""

import asyncio
import signal
from collections.abc import Iterator

import pytest

from bot.signals import STOP_SIGNALS, stop_signals


@pytest.fixture(autouse=True)
def _handlers_come_back() -> Iterator[None]:
    handlers = {number: signal.getsignal(number) for number in STOP_SIGNALS}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


class LoopOfWindows(asyncio.SelectorEventLoop):
    add_signal_handler = asyncio.AbstractEventLoop.add_signal_handler
    remove_signal_handler = asyncio.AbstractEventLoop.remove_signal_handler


@pytest.mark.parametrize("loop", [asyncio.SelectorEventLoop, LoopOfWindows])
@pytest.mark.parametrize("number", STOP_SIGNALS)
def test_a_signal_stops_and_later_ones_are_ignored(loop, number):
    async def wait() -> None:
        stop = asyncio.Event()
        with stop_signals(stop.set):
            signal.raise_signal(number)
            await asyncio.wait_for(stop.wait(), 5)
        signal.raise_signal(number)  # would end the tests

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(wait())


def test_the_signals_are_those_that_the_system_has():
    assert {signal.SIGINT, signal.SIGTERM} <= set(STOP_SIGNALS)
    assert (getattr(signal, "SIGBREAK", None) in STOP_SIGNALS) is hasattr(signal, "SIGBREAK")
