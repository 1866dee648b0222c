"""Planned failures, of the kinds that Discord, Cloudflare and networks produce."""

import asyncio
import json
import random
import re
import socket
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from tests.wire.loopback.json_access import JSON

_WORDS = {
    400: "Bad Request",
    403: "Missing Access",
    404: "Not Found",
    413: "Request Entity Too Large",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}


@dataclass
class Fault:
    """A planned failure; see `Faults.add` for its fields."""

    method: str | None
    path: re.Pattern[str]
    status: int | None
    times: int | None
    probability: float
    before_effect: bool
    delay: float
    disconnect: bool
    reset: bool
    truncate: bool
    retry_after: float
    is_global: bool
    cloudflare: bool
    code: int
    skip: int
    dice: random.Random
    hits: int = 0
    """How often it happened."""
    _seen: int = field(default=0, repr=False)

    def matches(self, method: str, path: str) -> bool:
        """Whether this request fails; counts the requests that it is asked about."""
        if self.method not in (None, method) or not self.path.search(path):
            return False
        if self.times is not None and self.hits >= self.times:
            return False
        self._seen += 1
        if self._seen <= self.skip or self.dice.random() >= self.probability:
            return False
        self.hits += 1
        return True

    async def answer(self, request: web.Request) -> web.Response | None:
        """Waits for the delay, then returns the failure, or None if a delay was all."""
        await asyncio.sleep(self.delay)
        if self.disconnect or self.reset:
            hang_up(request, reset=self.reset)
            return web.Response(status=500)
        return None if self.status is None else self._response(self.status)

    def _response(self, status: int) -> web.Response:
        if status == 429:
            return self._rate_limited()
        if status >= 500:
            # A gateway's error page is not JSON.
            return web.Response(
                status=status,
                text=f"<html>{_WORDS.get(status, 'Error')}</html>",
                content_type="text/html",
            )
        return json_response({"message": _WORDS.get(status, "Error"), "code": self.code}, status)

    def _rate_limited(self) -> web.Response:
        if self.cloudflare:
            # No Via header: the request never reached Discord.
            headers = {"Retry-After": str(int(self.retry_after)), "Server": "cloudflare"}
            return web.Response(
                status=429, text="error code: 1015", content_type="text/plain", headers=headers
            )
        body: JSON = {
            "message": "You are being rate limited.",
            "retry_after": self.retry_after,
            "global": self.is_global,
        }
        headers = {
            "Via": "1.1 google",
            "Retry-After": str(int(self.retry_after) + 1),
            "X-RateLimit-Limit": "5",
            "X-RateLimit-Remaining": "0",
            "X-RateLimit-Reset-After": str(self.retry_after),
            "X-RateLimit-Scope": "global" if self.is_global else "user",
        }
        if self.is_global:
            headers["X-RateLimit-Global"] = "true"
        return json_response(body, 429, headers)


class Faults:
    """All planned failures. The first that matches a request is applied."""

    def __init__(self) -> None:
        self.planned: list[Fault] = []

    def add(
        self,
        *,
        method: str | None = None,
        path: str = "",
        status: int | None = None,
        times: int | None = 1,
        probability: float = 1.0,
        seed: int = 0,
        retry_after: float = 0.2,
        before_effect: bool = True,
        delay: float = 0.0,
        disconnect: bool = False,
        reset: bool = False,
        truncate: bool = False,
        is_global: bool = False,
        cloudflare: bool = False,
        code: int = 50001,
        skip: int = 0,
    ) -> Fault:
        """Plans a failure.

        `path`: a regular expression, searched for in the path after `/api/v10`. A gateway
        connection has the method `WS` and the path `/gateway`. `times=None`: always. `skip`: how
        many matching requests succeed first. `before_effect=False`: the request takes effect, but
        its sender gets the failure. `delay`: seconds until the failure, or, if nothing else is set,
        until the normal answer. `disconnect`: closes the connection without an answer; `reset`:
        by RST; `truncate`: in the middle of the answer to a request that takes effect.
        """
        fault = Fault(
            method,
            re.compile(path),
            status,
            times,
            probability,
            before_effect,
            delay,
            disconnect,
            reset,
            truncate,
            retry_after,
            is_global,
            cloudflare,
            code,
            skip,
            random.Random(seed),  # noqa: S311
        )
        self.planned.append(fault)
        return fault

    def clear(self) -> None:
        self.planned.clear()

    def find(self, method: str, path: str) -> Fault | None:
        return next((fault for fault in self.planned if fault.matches(method, path)), None)


async def cut_short(request: web.Request, response: web.Response) -> web.StreamResponse:
    """Sends the first half of a response, then closes the connection."""
    body = response.body
    whole = body if isinstance(body, bytes) else b"{}"
    cut = web.StreamResponse(status=response.status, headers=response.headers)
    cut.content_length = len(whole)
    await cut.prepare(request)
    await cut.write(whole[: len(whole) // 2])
    await asyncio.sleep(0.05)  # until it is on its way
    hang_up(request)
    return cut


def hang_up(request: web.Request, *, reset: bool = False) -> None:
    """Closes the connection without sending another byte."""
    transport = request.transport
    if transport is None:
        return
    if reset:
        # With a linger time of 0 s the kernel sends RST instead of FIN.
        raw = transport.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def json_response(
    data: object, status: int = 200, headers: dict[str, str] | None = None
) -> web.Response:
    """Returns a response whose content type has no charset: discord.py compares it exactly."""
    body = json.dumps(data).encode()
    return web.Response(
        status=status, body=body, headers={**(headers or {}), "Content-Type": "application/json"}
    )
