"""A bot's gateway session, and the websocket connection that it may have at the moment."""

import asyncio
import json
import secrets
from collections import deque
from dataclasses import dataclass, field

from aiohttp import web

from tests.wire.loopback.json_access import JSON

GUILDS, GUILD_MESSAGES, DM_MESSAGES, MESSAGE_CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15

_KEPT_EVENTS = 5000


class Connection:
    """One websocket, with a queue of the texts to send on it."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        self.request = request
        self.socket = socket
        self.waiting: asyncio.Queue[str] = asyncio.Queue()
        self.session: Session | None = None

    def send(self, text: str) -> None:
        self.waiting.put_nowait(text)

    def send_op(self, op: int, data: object = None) -> None:
        self.send(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    async def write(self) -> None:
        """Sends what is queued, for as long as the connection lasts."""
        while True:
            text = await self.waiting.get()
            try:
                await self.socket.send_str(text)
            except (ConnectionError, RuntimeError):
                return
            finally:
                self.waiting.task_done()


@dataclass
class Session:
    """A session: its intents and shard, and the events that it can still replay."""

    intents: int
    shard: tuple[int, int]
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    sequence: int = 0
    log: deque[tuple[int, str]] = field(
        default_factory=lambda: deque[tuple[int, str]](maxlen=_KEPT_EVENTS)
    )
    connection: Connection | None = None

    def send(self, event: str, data: JSON) -> None:
        """Numbers an event, keeps it for RESUME, and sends it if there is a connection."""
        self.sequence += 1
        text = json.dumps({"op": 0, "t": event, "s": self.sequence, "d": data})
        self.log.append((self.sequence, text))
        if self.connection is not None:
            self.connection.send(text)

    def wants(self, event: str, guild_id: str | None) -> bool:
        """Whether the session's shard and intents include this event."""
        number, count = self.shard
        if number != ((int(guild_id) >> 22) % count if guild_id else 0):
            return False
        if event.startswith("MESSAGE_"):
            return bool(self.intents & (GUILD_MESSAGES if guild_id else DM_MESSAGES))
        return event == "INTERACTION_CREATE" or bool(self.intents & GUILDS)
