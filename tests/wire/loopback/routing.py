"""What the route handlers share: the table of routes, the call they receive, their errors."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

from tests.wire.loopback.json_access import JSON
from tests.wire.loopback.messages import Upload
from tests.wire.loopback.model import Channel
from tests.wire.loopback.world import World


@dataclass
class Record:
    """One request and the status of its answer."""

    method: str
    path: str
    """After `/api/v10`."""
    query: dict[str, str]
    headers: dict[str, str]
    json: Any = None
    """The body, or the `payload_json` of a multipart body."""
    files: list[Upload] = field(default_factory=list[Upload])
    time: float = field(default_factory=time.monotonic)
    status: int | None = None
    """None if it has not been answered."""
    template: str | None = None
    """The path in Discord's OpenAPI description."""
    problem: str | None = None
    """Why the body could not be read."""


@dataclass
class Call:
    """A request, as its handler receives it."""

    world: World
    record: Record
    parameters: dict[str, str]
    base_url: str

    @property
    def body(self) -> JSON:
        """The body if it is an object, otherwise an empty one."""
        body: Any = self.record.json
        return cast("JSON", body) if isinstance(body, dict) else {}

    @property
    def uploads(self) -> tuple[Upload, ...]:
        return tuple(self.record.files)

    @property
    def channel(self) -> Channel:
        channel = self.world.channels.get(self.parameters["channel_id"])
        if channel is None:
            raise ApiError(404, 10003, "Unknown Channel")
        return channel

    def flag(self, name: str) -> bool:
        return self.record.query.get(name, "").lower() in {"1", "true"}


class ApiError(Exception):
    """An error response."""

    def __init__(self, status: int, code: int, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body: JSON = {"message": message, "code": code, **more}


Reply: TypeAlias = JSON | list[JSON] | None
"""None stands for 204."""
Handler: TypeAlias = Callable[[Call], Reply]


@dataclass(frozen=True)
class Route:
    method: str
    template: str
    handler: Handler
    with_token: bool
    """Whether it needs the bot's token; interactions have their own token in the path."""
    success: int


ROUTES: list[Route] = []


def route(
    method: str, template: str, *, with_token: bool = True, success: int = 200
) -> Callable[[Handler], Handler]:
    def enter(handler: Handler) -> Handler:
        ROUTES.append(Route(method, template, handler, with_token, success))
        return handler

    return enter
