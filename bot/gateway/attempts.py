"""Makes requests to Discord, and retries those that fail for a reason that may pass.

After a server error or a broken connection, discord.py retries some requests itself, with pauses of
up to nine seconds, and gives up on others at once. Here all of them are retried in the same way: an
attempt is cancelled when discord.py starts to pause, and we decide how long to wait.
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

from bot.gateway.rejections import Rejection, TransientFailure, failure_of
from bot.service.poster_port import Unconfirmed

PAUSES = (0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 7.0, 7.0, 7.0)  # seconds: ten attempts in 38 s
RETRY_WITHIN = 100.0  # seconds: Discord remembers a nonce for “the past few minutes”
RESPONSE_TIMEOUT = 15.0  # seconds from sending a request to the end of its response

# discord.py retries after these; for interactions and webhooks, after every server error.
RETRIED_STATUSES = frozenset({500, 502, 504, 524})
RETRIED_ERRNOS = frozenset({54, 10054})  # connection reset, on macOS and on Windows

T = TypeVar("T")


@dataclass(slots=True)
class _Attempt:
    timeout: asyncio.Timeout | None = None  # None before and after the attempt
    problem: str | None = None  # why discord.py is about to retry by itself

    def set_timeout(self, seconds: float | None) -> None:
        """Cancel the attempt after some seconds, or never."""
        if self.timeout is not None and not self.timeout.expired():
            now = asyncio.get_running_loop().time()
            self.timeout.reschedule(None if seconds is None else now + seconds)

    def fail(self, problem: str) -> None:
        """Cancel the attempt at discord.py's next pause.

        Only for failures after which discord.py retries. Where it gives up instead, it must not be
        interrupted before it has updated its rate limits.
        """
        self.problem = problem
        self.set_timeout(0)


_current: ContextVar[_Attempt | None] = ContextVar("attempt", default=None)


def request_trace() -> aiohttp.TraceConfig:
    """The trace that the client's HTTP session needs, so that attempts can see its requests."""
    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(_on_request_start)
    trace.on_request_end.append(_on_request_end)
    trace.on_response_chunk_received.append(_on_body_received)
    trace.on_request_exception.append(_on_request_exception)
    return trace


async def _on_request_start(
    _session: aiohttp.ClientSession, _context: SimpleNamespace, _: aiohttp.TraceRequestStartParams
) -> None:
    if current := _current.get():
        # Not earlier: waiting for a rate limit before the request is not a failure.
        current.set_timeout(RESPONSE_TIMEOUT)


async def _on_request_end(
    _session: aiohttp.ClientSession, _context: SimpleNamespace, end: aiohttp.TraceRequestEndParams
) -> None:
    if current := _current.get():
        status = end.response.status
        is_interaction = end.url.path.endswith("/callback") or "/webhooks/" in end.url.path
        if status in RETRIED_STATUSES or (status >= 500 and is_interaction):
            current.fail(f"Discord answered {status}")


async def _on_body_received(
    _session: aiohttp.ClientSession,
    _context: SimpleNamespace,
    _: aiohttp.TraceResponseChunkReceivedParams,
) -> None:
    if (current := _current.get()) and current.problem is None:
        current.set_timeout(None)  # after 429, discord.py waits as long as Discord asks it to


async def _on_request_exception(
    _session: aiohttp.ClientSession,
    _context: SimpleNamespace,
    failed: aiohttp.TraceRequestExceptionParams,
) -> None:
    error = failed.exception
    if current := _current.get():
        current.set_timeout(None)
        if isinstance(error, OSError) and error.errno in RETRIED_ERRNOS:
            current.fail(str(error))


async def attempt(request: Callable[[], Awaitable[T]]) -> T | Rejection | TransientFailure:
    """Make a request once, and return its result or failure. Raises what only a bug can cause."""
    current = _Attempt()
    token = _current.set(current)
    try:
        async with asyncio.timeout(None) as current.timeout:
            return await request()
    except TimeoutError as error:
        return TransientFailure(str(error) or current.problem or "no response in time")
    except Exception as error:
        failure = failure_of(error)
        if failure is None:
            raise
        return failure
    finally:
        current.timeout = None
        _current.reset(token)


async def with_retries(
    request: Callable[[], Awaitable[T]],
    pauses: Iterable[float] = PAUSES,
    *,
    within: float = RETRY_WITHIN,
) -> T | Rejection | Unconfirmed:
    """Make a request, and retry it after each of the pauses until it succeeds or is rejected.

    `within`: the seconds after which it is not retried any more. Returns the request's result, why
    it was rejected, or `Unconfirmed`; raises what only a bug can cause.
    """
    deadline = monotonic() + within
    remaining = iter(pauses)
    while True:
        match await attempt(request):
            case TransientFailure(reason, retry_after):
                pause = next(remaining, None)
                if pause is None or monotonic() + max(pause, retry_after) >= deadline:
                    return Unconfirmed(reason)
                await sleep(max(pause, retry_after))
            case outcome:
                return outcome
