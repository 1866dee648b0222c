"""The gateway: the websocket protocol by which bots receive events.

A session outlives its connection: events of the meantime are kept and replayed on RESUME.
"""

import asyncio
import json

from aiohttp import WSMsgType, web

from tests.wire.loopback.faults import Faults, hang_up
from tests.wire.loopback.json_access import JSON
from tests.wire.loopback.messages import in_gateway
from tests.wire.loopback.permissions import VIEW_CHANNEL
from tests.wire.loopback.session import MESSAGE_CONTENT, Connection, Session
from tests.wire.loopback.world import World

_MESSAGE_EVENTS = frozenset({"MESSAGE_CREATE", "MESSAGE_UPDATE"})


class Gateway:
    """All sessions and connections, and the protocol between them and the bots."""

    def __init__(self, world: World, faults: Faults) -> None:
        self.world = world
        self.faults = faults
        self.url = ""
        self.sessions: dict[str, Session] = {}
        self.connections: list[Connection] = []
        self.identified = 0
        self.resumed = 0
        self.disallowed_intents = 0
        """Intents that are refused with close code 4014."""
        self.heartbeat_interval = 41.25
        self.acknowledge = True
        """If False, heartbeats are not answered, as on a dead connection."""
        world.emit = self.dispatch

    @property
    def live(self) -> list[Session]:
        return [session for session in self.sessions.values() if session.connection is not None]

    def dispatch(self, event: str, data: JSON, guild_id: str | None) -> None:
        """Sends an event to every session that should get it, connected or not."""
        if event in _MESSAGE_EVENTS:
            channel = self.world.channels.get(data["channel_id"])
            if channel is None or not self.world.allowed(channel) & VIEW_CHANNEL:
                return
        for session in self.sessions.values():
            if session.wants(event, guild_id):
                is_message = event in _MESSAGE_EVENTS
                content = bool(session.intents & MESSAGE_CONTENT)
                session.send(
                    event, in_gateway(self.world, data, content=content) if is_message else data
                )
        self.world.touch()

    # Failures

    async def drop(self, code: int | None = 4000) -> None:
        """Closes every connection, with a close code or (None) without; sessions can be resumed."""
        for connection in list(self.connections):
            self._detach(connection)
            if code is None:
                hang_up(connection.request)
            else:
                await connection.socket.close(code=code)

    def ask_to_reconnect(self) -> None:
        for connection in self.connections:
            connection.send_op(7)

    def invalidate(self, *, resumable: bool = False) -> None:
        for connection in self.connections:
            if connection.session is not None and not resumable:
                self.sessions.pop(connection.session.id, None)
            connection.send_op(9, resumable)

    def forget_sessions(self) -> None:
        """Forgets disconnected sessions, so that their RESUME is refused."""
        self.sessions = {
            key: session for key, session in self.sessions.items() if session.connection is not None
        }

    # The protocol

    async def handle(self, request: web.Request) -> web.StreamResponse:
        fault = self.faults.find("WS", request.path)
        if fault is not None and (failed := await fault.answer(request)) is not None:
            return failed
        socket = web.WebSocketResponse(max_msg_size=0, timeout=1.0)
        await socket.prepare(request)
        connection = Connection(request, socket)
        self.connections.append(connection)
        writer = asyncio.create_task(connection.write())
        try:
            connection.send_op(
                10,
                {"heartbeat_interval": int(self.heartbeat_interval * 1000), "_trace": ["loopback"]},
            )
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    continue
                close = self._receive(connection, json.loads(message.data))
                if close is not None:
                    await socket.close(code=close[0], message=close[1].encode())
        finally:
            session = connection.session
            self._detach(connection)
            if session is not None and socket.close_code in {1000, 1001}:
                # The bot closed the connection on purpose, which ends the session.
                self.sessions.pop(session.id, None)
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
            self.world.touch()
        return socket

    def _detach(self, connection: Connection) -> None:
        if connection in self.connections:
            self.connections.remove(connection)
        if connection.session is not None:
            connection.session.connection = None
            connection.session = None

    def _receive(self, connection: Connection, frame: JSON) -> tuple[int, str] | None:
        """Handles a frame; returns a close code and reason if it ends the connection."""
        data = frame.get("d")
        match frame.get("op"):
            case 1:
                if self.acknowledge:
                    connection.send_op(11)
            case 2:
                return self._identify(connection, data or {})
            case 6:
                return self._resume(connection, data or {})
            case 8 if connection.session is not None:
                self._chunk(connection.session, data or {})
            case 3 | 4 | 8:
                return None if connection.session is not None else (4003, "Not authenticated.")
            case _:
                return 4001, "Unknown opcode."
        return None

    def _identify(self, connection: Connection, data: JSON) -> tuple[int, str] | None:
        intents = int(data.get("intents", 0))
        if connection.session is not None:
            return 4005, "Already authenticated."
        if data.get("token") != self.world.token:
            return 4004, "Authentication failed."
        if intents & self.disallowed_intents:
            return 4014, "Disallowed intent(s)."
        number, count = data.get("shard") or (0, 1)
        session = Session(intents, (number, count), connection=connection)
        connection.session = session
        self.sessions[session.id] = session
        self.identified += 1
        guilds = [guild for guild in self.world.guilds.values() if guild.bot_present]
        guilds = [guild for guild in guilds if session.wants("GUILD_CREATE", guild.id)]
        ready: JSON = {
            "v": 10,
            "user": self.world.bot.json(),
            "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.url,
            "shard": [number, count],
            "application": {"id": self.world.bot.id, "flags": self.world.application_flags},
            "private_channels": [],
        }
        session.send("READY", ready)
        for guild in guilds:
            if guild.available:
                session.send("GUILD_CREATE", guild.create_json(self.world.bot.id))
        self.world.touch()
        return None

    def _resume(self, connection: Connection, data: JSON) -> tuple[int, str] | None:
        if data.get("token") != self.world.token:
            return 4004, "Authentication failed."
        session = self.sessions.get(str(data.get("session_id")))
        if session is None:
            connection.send_op(9, data=False)
            return None
        if session.connection is not None:
            self._detach(session.connection)
        connection.session, session.connection = session, connection
        self.resumed += 1
        for sequence, text in session.log:
            if sequence > int(data.get("seq") or 0):
                connection.send(text)
        session.send("RESUMED", {"_trace": ["loopback"]})
        self.world.touch()
        return None

    def _chunk(self, session: Session, data: JSON) -> None:
        guild = self.world.guilds.get(str(data.get("guild_id")))
        members = [] if guild is None else list(guild.members.values())
        if "user_ids" in data:
            wanted = {str(user_id) for user_id in data["user_ids"]}
            members = [member for member in members if member.user.id in wanted]
        chunk: JSON = {
            "guild_id": data.get("guild_id"),
            "members": [member.json() for member in members],
        }
        session.send(
            "GUILD_MEMBERS_CHUNK",
            chunk | {"chunk_index": 0, "chunk_count": 1, "nonce": data.get("nonce")},
        )
