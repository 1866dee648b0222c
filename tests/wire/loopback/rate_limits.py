"""Discord's rate limits: 50 requests per second per bot, 5 messages in 5 seconds per channel."""

import time
from collections import defaultdict, deque
from dataclasses import dataclass, field

from aiohttp import web

from tests.wire.loopback.faults import json_response


@dataclass
class Window:
    """A sliding window: at most `limit` requests in `seconds`."""

    limit: int
    seconds: float
    _times: deque[float] = field(default_factory=deque[float])

    def wait(self) -> float:
        """Counts a request and returns 0, or returns the seconds until the next is allowed."""
        now = time.monotonic()
        while self._times and self._times[0] <= now - self.seconds:
            self._times.popleft()
        if len(self._times) >= self.limit:
            return self._times[0] + self.seconds - now
        self._times.append(now)
        return 0.0

    @property
    def left(self) -> int:
        return self.limit - len(self._times)


class RateLimits:
    """Counts requests and, if enforced, refuses those over the limits."""

    def __init__(self) -> None:
        self.enforced = False
        self.exceeded: list[str] = []
        """The refused requests: the path, and which limit it exceeded."""
        self._all = Window(50, 1.0)
        self._channels = defaultdict[str, Window](lambda: Window(5, 5.0))

    def refusal(self, method: str, path: str, template: str) -> web.Response | None:
        # Responses to interactions do not count towards the bot's limit.
        if not self.enforced or template.startswith(("/interactions", "/webhooks")):
            return None
        if wait := self._all.wait():
            self.exceeded.append(f"{method} {path}: all")
            return _too_many(wait, "global")
        if (method, template) == ("POST", "/channels/{channel_id}/messages") and (
            wait := self._channels[path].wait()
        ):
            self.exceeded.append(f"{method} {path}: this channel")
            return _too_many(wait, "user")
        return None

    def headers(self, method: str, path: str) -> dict[str, str]:
        """Returns the rate-limit headers of a response to a sent message."""
        window = self._channels.get(path) if method == "POST" else None
        if window is None:
            return {}
        return {
            "X-RateLimit-Bucket": "messages",
            "X-RateLimit-Limit": str(window.limit),
            "X-RateLimit-Remaining": str(window.left),
            "X-RateLimit-Reset-After": str(window.seconds),
        }


def _too_many(wait: float, scope: str) -> web.Response:
    headers = {
        "Via": "1.1 google",
        "Retry-After": str(int(wait) + 1),
        "X-RateLimit-Scope": scope,
        "X-RateLimit-Reset-After": str(wait),
        **({"X-RateLimit-Global": "true"} if scope == "global" else {}),
    }
    is_global = scope == "global"
    body = {"message": "You are being rate limited.", "retry_after": wait, "global": is_global}
    return json_response(body, 429, headers)
