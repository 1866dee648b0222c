"""The bot as a process: its output, its exit code, and signals to it."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from tests.wire.loopback.server import LoopbackDiscord

# The settings of the developer who runs the tests must not reach the bot.
_SETTINGS = (
    "DISCORD_TOKEN",
    "DATABASE_URL",
    "KNOWLEDGE_DIR",
    "ADMIN_GUILD_IDS",
    "MESSAGE_CONTENT",
    "LOG_LEVEL",
    "LOG_FORMAT",
    "SHARD_COUNT",
    "SHARD_IDS",
    "HEALTH_PORT",
    "RETENTION_DAYS",
)

if sys.platform == "win32":
    _OWN_GROUP, _BREAK = subprocess.CREATE_NEW_PROCESS_GROUP, signal.CTRL_BREAK_EVENT
else:
    _OWN_GROUP, _BREAK = 0, None


class BotProcess:
    """`python -m bot run …` against a loopback Discord; always ended on leaving `async with`.

    `cwd`: the working directory, to restart the bot on the same data; by default a temporary one.
    """

    def __init__(
        self,
        discord: LoopbackDiscord,
        *args: str,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        command: tuple[str, ...] = ("-m", "bot", "run"),
    ) -> None:
        self._command = [sys.executable, *command, *args]
        inherited = {key: value for key, value in os.environ.items() if key not in _SETTINGS}
        self._env = {**inherited, "PYTHONUNBUFFERED": "1", **discord.env(), **(env or {})}
        self._cwd = cwd
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._readers: list[asyncio.Task[None]] = []
        self._new_line = asyncio.Event()
        self.stdout: list[str] = []
        self.stderr: list[str] = []
        self.lines: list[str] = []
        """The lines of both, in the order of their arrival."""

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process is not None and self._process.returncode is None:
            self.terminate()
            try:
                await self.exit_code(15.0)
            except AssertionError:
                self.kill()
                await self.exit_code()
        await asyncio.gather(*self._readers)
        if self._temporary is not None:
            self._temporary.cleanup()

    @property
    def pid(self) -> int:
        return self._running.pid

    @property
    def output(self) -> str:
        return "\n".join(self.lines)

    @property
    def _running(self) -> asyncio.subprocess.Process:
        if self._process is None:
            msg = "The process was not started"
            raise RuntimeError(msg)
        return self._process

    async def start(self) -> None:
        if self._cwd is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="bot-")
            self._cwd = Path(self._temporary.name)
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            env=self._env,
            cwd=self._cwd,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=2**20,
            creationflags=_OWN_GROUP,
        )
        streams = ((self._process.stdout, self.stdout), (self._process.stderr, self.stderr))
        self._readers = [
            asyncio.create_task(self._read(stream, lines)) for stream, lines in streams if stream
        ]

    async def _read(self, stream: asyncio.StreamReader, lines: list[str]) -> None:
        while line := await stream.readline():
            text = line.decode(errors="replace").rstrip("\r\n")
            lines.append(text)
            self.lines.append(text)
            self._new_line.set()
        self._new_line.set()

    async def wait_line(self, pattern: str, timeout: float = 30.0) -> str:
        """Returns the first line that contains the pattern, waiting for it if needed."""
        wanted = re.compile(pattern)
        deadline = time.monotonic() + timeout
        while True:
            self._new_line.clear()
            found = next((line for line in self.lines if wanted.search(line)), None)
            if found is not None:
                return found
            left = deadline - time.monotonic()
            if left <= 0 or all(reader.done() for reader in self._readers):
                msg = f"No line with {pattern!r} in:\n{self.output}"
                raise AssertionError(msg)
            try:
                await asyncio.wait_for(self._new_line.wait(), min(left, 0.5))
            except TimeoutError:
                continue

    def terminate(self) -> None:
        """Sends SIGTERM, as a deployment does; on Windows Ctrl+Break."""
        self._signal(_BREAK or signal.SIGTERM)

    def interrupt(self) -> None:
        """Sends SIGINT, as Ctrl+C does; on Windows Ctrl+Break, because Ctrl+C has no process."""
        self._signal(_BREAK or signal.SIGINT)

    def kill(self) -> None:
        """Ends the bot as a power cut would."""
        if self._running.returncode is None:
            self._running.kill()

    def _signal(self, number: int) -> None:
        if self._running.returncode is None:
            self._running.send_signal(number)

    async def exit_code(self, timeout: float = 10.0) -> int:
        """Waits for the process to end and returns its exit code."""
        try:
            code = await asyncio.wait_for(self._running.wait(), timeout)
        except TimeoutError:
            msg = f"Still running after {timeout:g} s:\n{self.output}"
            raise AssertionError(msg) from None
        await asyncio.gather(*self._readers)
        return code
