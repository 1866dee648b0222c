"""Handles Ctrl+C and the signals that tell the process to stop."""

import asyncio
import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress

# Windows sends SIGBREAK for Ctrl+Break, and when the console window is closed.
STOP_SIGNALS = tuple(
    signal.Signals[name]
    for name in ("SIGINT", "SIGTERM", "SIGBREAK")
    if name in signal.Signals.__members__
)

WAKE_EVERY = 0.25  # seconds


@contextmanager
def stop_signals(stop: Callable[[], None]) -> Generator[None]:
    """Call `stop` in the running event loop for each of these signals. Needs the main thread.

    After the block, the signals are ignored: the process is about to end, and a second Ctrl+C must
    not interrupt that.
    """
    loop = asyncio.get_running_loop()
    waking = None
    for number in STOP_SIGNALS:
        try:
            loop.add_signal_handler(number, stop)
        except NotImplementedError:  # on Windows
            signal.signal(number, lambda _number, _frame: loop.call_soon_threadsafe(stop))
            waking = waking or asyncio.create_task(_keep_waking())
    try:
        yield
    finally:
        if waking is not None:
            waking.cancel()
        for number in STOP_SIGNALS:
            with suppress(NotImplementedError):
                loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_IGN)


async def _keep_waking() -> None:
    """Wake the event loop regularly: on Windows, a signal does not interrupt its wait."""
    while True:  # noqa: ASYNC110  there is nothing to wait for
        await asyncio.sleep(WAKE_EVERY)
