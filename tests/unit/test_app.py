"""What starts the bot: the wait for work that a signal may cut short."""

import asyncio
import gc
from typing import Any

from bot.app import _unless_stopped
from bot.store.database import StoreError


async def test_work_that_is_stopped_may_fail_without_a_traceback():
    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise StoreError("The database cannot be used.")

    unhandled: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: unhandled.append(context))
    stop = asyncio.Event()
    stop.set()
    assert await _unless_stopped(work(), stop) is None
    gc.collect()
    assert unhandled == []
