"""The loopback Discord as a web server on 127.0.0.1."""

import os
from datetime import datetime
from pathlib import Path
from typing import Self

from aiohttp import web

from tests.wire.loopback.openapi import Spec
from tests.wire.loopback.session import MESSAGE_CONTENT
from tests.wire.loopback.user_actions import UserActions
from tests.wire.loopback.world import MESSAGE_CONTENT_FLAG

SITE = Path(__file__).parent / "site"


class LoopbackDiscord(UserActions):
    """A Discord that runs inside `async with`."""

    def __init__(self, *, now: datetime | None = None, spec: Spec | None = None) -> None:
        super().__init__(now=now, spec=spec)
        self.port = 0
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=50 * 1024 * 1024)
        app.router.add_get("/gateway", self.gateway.handle)
        self.api.add_to(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await self.come_back()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.gateway.drop(1001)
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def env(self) -> dict[str, str]:
        """Returns the environment in which a bot connects here instead of to Discord."""
        paths = [str(SITE), *filter(None, [os.environ.get("PYTHONPATH")])]
        return {
            "PYTHONPATH": os.pathsep.join(paths),
            "LOOPBACK_DISCORD": self.url,
            "DISCORD_TOKEN": self.world.token,
        }

    # Outages

    def forbid_message_content(self) -> None:
        """Switches the message-content intent off, as in the developer portal."""
        self.gateway.disallowed_intents |= MESSAGE_CONTENT
        self.world.application_flags &= ~MESSAGE_CONTENT_FLAG

    async def drop(self, code: int | None = 4000) -> None:
        """Closes the gateway connections; see `Gateway.drop`."""
        await self.gateway.drop(code)

    async def go_dark(self) -> None:
        """Becomes unreachable: closes all connections and refuses new ones."""
        if self._site is None or self._runner is None or self._runner.server is None:
            return
        await self._site.stop()
        self._site = None
        await self.gateway.drop(None)
        for connection in self._runner.server.connections:
            if connection.transport is not None:
                connection.transport.abort()

    async def come_back(self) -> None:
        """Becomes reachable again, on the same port."""
        if self._runner is None or self._site is not None:
            return
        self._site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await self._site.start()
        self.port = self._runner.addresses[-1][1]
        self.api.base_url = self.url
        self.gateway.url = f"ws://127.0.0.1:{self.port}/gateway"
