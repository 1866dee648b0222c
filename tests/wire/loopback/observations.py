"""What a test can read of the bot's actions, and how it waits for them.

Every wait has a timeout and fails with an AssertionError that lists the last requests.
"""

import asyncio
import copy
from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.wire.loopback.faults import Faults
from tests.wire.loopback.gateway import Gateway
from tests.wire.loopback.http_api import HttpApi
from tests.wire.loopback.interaction import Interaction
from tests.wire.loopback.json_access import JSON, contents
from tests.wire.loopback.messages import EPHEMERAL, LOADING
from tests.wire.loopback.model import Channel
from tests.wire.loopback.openapi import Spec
from tests.wire.loopback.routing import Record
from tests.wire.loopback.world import World

SECONDS = 30.0  # how long to wait unless the call says otherwise


class Observations:
    """The parts of the loopback Discord, and what a test can read of them."""

    def __init__(self, *, now: datetime | None = None, spec: Spec | None = None) -> None:
        self.world = World(now)
        self.clock = self.world.clock
        self.faults = Faults()
        self.spec = spec or Spec()
        self.gateway = Gateway(self.world, self.faults)
        self.api = HttpApi(self.world, self.faults, self.spec)
        self.rate_limits = self.api.rate_limits

    @property
    def requests(self) -> list[Record]:
        """All requests, in order."""
        return self.api.requests

    @property
    def unexpected(self) -> list[Record]:
        """Requests to routes that the loopback Discord does not have."""
        return self.api.unexpected

    @property
    def invalid(self) -> list[str]:
        """One sentence for each request that breaks Discord's OpenAPI description."""
        return self.api.invalid

    def sent_requests(self, method: str, path_end: str) -> list[Record]:
        return [
            request
            for request in self.requests
            if request.method == method and request.path.endswith(path_end)
        ]

    def messages(self, channel: Channel | str) -> list[JSON]:
        """Returns a channel's messages, oldest first, without ephemeral ones."""
        channel_id = channel if isinstance(channel, str) else channel.id
        return [
            message
            for message in self.world.messages[channel_id].values()
            if not message["flags"] & LOADING
        ]

    async def wait_ready(self, timeout: float = SECONDS) -> None:
        """Waits until a bot is connected and its first events have been sent."""

        def is_ready() -> bool:
            return any(
                session.connection is not None and session.connection.waiting.empty()
                for session in self.gateway.live
            )

        await self.world.until(
            is_ready, timeout, lambda: f"connected bot; requests: {self._summary()}"
        )

    async def wait_for_message(
        self,
        channel: Channel | str,
        *,
        after: JSON | str | None = None,
        predicate: Callable[[JSON], bool] | None = None,
        timeout: float = SECONDS,
    ) -> JSON:
        """Waits for the bot's first message in a channel after `after` that meets `predicate`."""
        after_id = int(after["id"] if isinstance(after, dict) else after or 0)

        def find() -> JSON | None:
            for message in self.messages(channel):
                is_own = message["author"]["id"] == self.world.bot.id
                if (
                    is_own
                    and int(message["id"]) > after_id
                    and (predicate is None or predicate(message))
                ):
                    return message
            return None

        return await self.world.until(
            find, timeout, lambda: f"message of the bot; requests: {self._summary()}"
        )

    async def wait_for_response(self, interaction: Interaction, timeout: float = SECONDS) -> JSON:
        """Waits for what the user sees: the message, plus `ephemeral` and `callback_type`.

        After a deferral it is the message that replaced it, after an autocompletion `choices`, for
        a modal its data. `callback_type` is the type of the first response.
        """

        def find() -> JSON | None:
            response, kind = interaction.response, interaction.response_type
            if response is None or interaction.loading:
                return None
            if kind in {8, 9}:
                return {"callback_type": kind, "ephemeral": True, **response["data"]}
            shown = (
                interaction.followups[-1]
                if kind == 6 and interaction.followups
                else interaction.original_id
            )
            message = self.world.find_message(shown or "")
            if message is None:
                return {"callback_type": kind, "ephemeral": True, "deleted": True}
            seen = copy.deepcopy(message)
            return {**seen, "callback_type": kind, "ephemeral": bool(message["flags"] & EPHEMERAL)}

        def missing() -> str:
            state = "it was deferred only" if interaction.loading else "the bot did not respond"
            return f"answer to {interaction.payload['data']}: {state}; requests: {self._summary()}"

        return await self.world.until(find, timeout, missing)

    async def wait_for_request(
        self, method: str, path_end: str, *, count: int = 1, timeout: float = SECONDS
    ) -> list[Record]:
        """Waits for `count` requests to be answered, and returns them."""

        def find() -> list[Record] | None:
            sent = self.sent_requests(method, path_end)
            done = [request for request in sent if request.status is not None]
            return done if len(done) >= count else None

        return await self.world.until(
            find, timeout, lambda: f"{method} …{path_end}; requests: {self._summary()}"
        )

    async def quiet(self, seconds: float, channel: Channel | None = None) -> None:
        """Asserts that the bot sends nothing (in a channel) for some seconds."""

        def sent() -> list[JSON]:
            return [
                message
                for message in self.world.sent
                if channel is None or message["channel_id"] == channel.id
            ]

        before = len(sent())
        await asyncio.sleep(seconds)
        new: list[Any] = [contents(message) for message in sent()[before:]]
        assert not new, f"The bot should have sent nothing, but sent {new}"

    def _summary(self) -> list[str]:
        last = self.requests[-8:]
        return [f"{request.method} {request.path[:80]} {request.status}" for request in last]
