"""Tries a request to Discord again while it fails in a way that may pass.

discord.py repeats some requests by itself after a server error or a broken connection, with pauses
that grow to nine seconds, and gives up others at once. Here all are treated alike: an attempt ends
where discord.py would begin to pause, and the pauses between attempts are ours.
"""

import asyncio
from asyncio import sleep
from collections.abc import Awaitable, Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic
from types import SimpleNamespace
from typing import TypeVar

import aiohttp

from bot.gateway.rejections import Disturbance, Rejection, failure_of
from bot.service.poster_port import Unconfirmed

PAUSES = (0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 7.0, 7.0, 7.0)  # seconds: ten attempts in 38 s
NONCE_SAFE = 100.0  # seconds: Discord remembers a nonce for “the past few minutes”
ANSWER_WITHIN = 15.0  # seconds from the start of a request; some never get an answer

# After these discord.py pauses; in answers to interactions after every server error.
PAUSING_STATUSES = frozenset({500, 502, 504, 524})
PAUSING_ERRNOS = frozenset({54, 10054})  # a reset on macOS and on Windows

T = TypeVar("T")


@dataclass(slots=True)
class _Attempt:
    scope: asyncio.Timeout | None = None  # None before and after
    problem: str = "no answer in time"  # why it is over, if it is

    def end_in(self, seconds: float | None) -> None:
        if self.scope is not None and not self.scope.expired():
            now = asyncio.get_running_loop().time()
            self.scope.reschedule(None if seconds is None else now + seconds)

    def fail(self, problem: str) -> None:
        """End it as soon as discord.py pauses.

        Not in general: where discord.py gives up, it must get to tidy up its rate limits.
        """
        self.problem = problem
        self.end_in(0)


_current: ContextVar[_Attempt | None] = ContextVar("attempt", default=None)


def request_trace() -> aiohttp.TraceConfig:
    """What the client has to pass to its HTTP session, so that attempts see its requests."""
    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(_on_request_start)
    trace.on_request_end.append(_on_request_end)
    trace.on_request_exception.append(_on_request_exception)
    return trace


async def _on_request_start(
    _session: aiohttp.ClientSession, _context: SimpleNamespace, _: aiohttp.TraceRequestStartParams
) -> None:
    if current := _current.get():
        # Only now: before, it may have waited for its turn, which is no failure.
        current.end_in(ANSWER_WITHIN)


async def _on_request_end(
    _session: aiohttp.ClientSession, _context: SimpleNamespace, end: aiohttp.TraceRequestEndParams
) -> None:
    if current := _current.get():
        current.end_in(None)  # after 429, discord.py waits as long as Discord asks it to
        status = end.response.status
        is_interaction = end.url.path.endswith("/callback") or "/webhooks/" in end.url.path
        if status in PAUSING_STATUSES or (status >= 500 and is_interaction):
            current.fail(f"Discord answered {status}")


async def _on_request_exception(
    _session: aiohttp.ClientSession,
    _context: SimpleNamespace,
    failed: aiohttp.TraceRequestExceptionParams,
) -> None:
    error = failed.exception
    if current := _current.get():
        current.end_in(None)
        if isinstance(error, OSError) and error.errno in PAUSING_ERRNOS:
            current.fail(str(error))


async def attempt(request: Callable[[], Awaitable[T]]) -> T | Rejection | Disturbance:
    """Make a request once. Raises what only a bug can be the reason of."""
    current = _Attempt()
    token = _current.set(current)
    try:
        async with asyncio.timeout(None) as current.scope:
            return await request()
    except TimeoutError as error:
        return Disturbance(str(error) or current.problem)
    except Exception as error:
        failure = failure_of(error)
        if failure is None:
            raise
        return failure
    finally:
        current.scope = None
        _current.reset(token)


async def persist(
    request: Callable[[], Awaitable[T]],
    pauses: Iterable[float] = PAUSES,
    *,
    within: float = NONCE_SAFE,
) -> T | Rejection | Unconfirmed:
    """Make a request until it succeeds or is rejected; at most once more than there are pauses.

    `within`: the seconds after which no attempt begins any more. Raises what only a bug can be the
    reason of.
    """
    until = monotonic() + within
    remaining = iter(pauses)
    while True:
        match await attempt(request):
            case Disturbance(reason, asked_for):
                pause = next(remaining, None)
                if pause is None or monotonic() + max(pause, asked_for) >= until:
                    return Unconfirmed(reason)
                await sleep(max(pause, asked_for))
            case outcome:
                return outcome
