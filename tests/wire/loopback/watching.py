"""Looking at what the bot did, and waiting for what it will do."""

import asyncio
import copy
from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.wire.loopback.faults import Faults
from tests.wire.loopback.gateway import Gateway
from tests.wire.loopback.http_api import HttpApi
from tests.wire.loopback.interaction import Interaction
from tests.wire.loopback.messages import EPHEMERAL, LOADING
from tests.wire.loopback.model import Channel
from tests.wire.loopback.reading import JSON, contents
from tests.wire.loopback.routing import Record
from tests.wire.loopback.spec import Spec
from tests.wire.loopback.world import World

# A test says at the call how long it waits.

SECONDS = 10.0


class Watching:
    """The parts of the stand-in, and what a test can see of them."""

    def __init__(self, *, now: datetime | None = None, spec: Spec | None = None) -> None:
        self.world = World(now)
        self.clock = self.world.clock
        self.faults = Faults()
        self.spec = spec or Spec()
        self.gateway = Gateway(self.world, self.faults)
        self.api = HttpApi(self.world, self.faults, self.spec)
        self.rates = self.api.rates

    @property
    def requests(self) -> list[Record]:
        """Every request, in order."""
        return self.api.requests

    @property
    def unexpected(self) -> list[Record]:
        """Requests for what the stand-in does not know."""
        return self.api.unexpected

    @property
    def invalid(self) -> list[str]:
        """Requests that break Discord's description, each as a sentence."""
        return self.api.invalid

    def sent_requests(self, method: str, path_end: str) -> list[Record]:
        return [
            one for one in self.requests if one.method == method and one.path.endswith(path_end)
        ]

    def messages(self, channel: Channel | str) -> list[JSON]:
        """What stands in a channel, oldest first. Replies only their asker sees are not in it."""
        channel_id = channel if isinstance(channel, str) else channel.id
        return [
            one for one in self.world.messages[channel_id].values() if not one["flags"] & LOADING
        ]

    async def wait_ready(self, timeout: float = SECONDS) -> None:
        """Until a bot is connected and all that it was told at the start is on its way."""

        def told() -> bool:
            return any(
                one.connection is not None and one.connection.waiting.empty()
                for one in self.gateway.live
            )

        await self.world.until(told, timeout, lambda: f"connected bot; requests: {self._summary()}")

    async def wait_for_message(
        self,
        channel: Channel | str,
        *,
        after: JSON | str | None = None,
        predicate: Callable[[JSON], bool] | None = None,
        timeout: float = SECONDS,
    ) -> JSON:
        """The bot's first message in a channel, later than `after`, that `predicate` agrees to."""
        after_id = int(after["id"] if isinstance(after, dict) else after or 0)

        def look() -> JSON | None:
            for one in self.messages(channel):
                is_new = one["author"]["id"] == self.world.bot.id and int(one["id"]) > after_id
                if is_new and (predicate is None or predicate(one)):
                    return one
            return None

        return await self.world.until(
            look, timeout, lambda: f"message of the bot; requests: {self._summary()}"
        )

    async def wait_for_response(self, interaction: Interaction, timeout: float = SECONDS) -> JSON:
        """What the person sees: the message, with `ephemeral` and `callback_type` added.

        After a deferral, the message that took its place; after autocompletion `choices`; of a
        modal its data. `callback_type` is that of the first response.
        """

        def look() -> JSON | None:
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

        return await self.world.until(look, timeout, missing)

    async def wait_for_request(
        self, method: str, path_end: str, *, count: int = 1, timeout: float = SECONDS
    ) -> list[Record]:
        """Until that many answered requests were made; they are returned."""

        def look() -> list[Record] | None:
            done = [one for one in self.sent_requests(method, path_end) if one.status is not None]
            return done if len(done) >= count else None

        return await self.world.until(
            look, timeout, lambda: f"{method} …{path_end}; requests: {self._summary()}"
        )

    async def quiet(self, seconds: float, channel: Channel | None = None) -> None:
        """Assert that the bot says nothing (in a channel) for so long."""

        def said() -> list[JSON]:
            return [
                one for one in self.world.sent if channel is None or one["channel_id"] == channel.id
            ]

        before = len(said())
        await asyncio.sleep(seconds)
        new: list[Any] = [contents(one) for one in said()[before:]]
        assert not new, f"The bot was to be quiet, but said {new}"

    def _summary(self) -> list[str]:
        return [f"{one.method} {one.path[:80]} {one.status}" for one in self.requests[-8:]]
