"""Fits calibrations in a process of its own, which leaves the bot's process free to answer.

`python -m bot.fitting` is that process. It reads the knowledge files from the first line of
standard input, a JSON object of name → text, and writes the numbers of their calibration to
standard output. It ends at once when standard input ends, because then the bot has ended.
"""

import asyncio
import json
import os
import subprocess
import sys
import threading
from asyncio.subprocess import PIPE
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import cast

from bot.matching.calibration import Calibration, calibrate
from bot.matching.index import Index
from bot.service.ports import NotFitted
from bot.service.snapshot import load_knowledge

COMMAND = (sys.executable, "-m", "bot.fitting")
LONGEST = 600.0  # seconds; even a slow machine takes a tenth of that
NICENESS = 10  # answers come first
STANDARD_INPUT = 0

# Answers come first on Windows too, and Ctrl+C is for the bot alone.
_WINDOWS_FLAGS = (
    subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    if sys.platform == "win32"
    else 0
)


class FittingProcess:
    """`Fitter` that starts a process for each calibration, and ends it if nobody waits any more."""

    def __init__(self, command: Sequence[str] = COMMAND, longest: float = LONGEST) -> None:
        self._command = command
        self._longest = longest

    async def fit(self, files: Mapping[str, bytes]) -> Calibration | NotFitted:
        request = json.dumps({name: data.decode() for name, data in files.items()})
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=PIPE,
                stdout=PIPE,
                stderr=PIPE,
                cwd=Path(__file__).parents[1],  # where this very `bot` is found
                start_new_session=True,  # Ctrl+C is for the bot alone
                creationflags=_WINDOWS_FLAGS,
            )
        except OSError as error:
            return NotFitted(f"its process could not be started ({error.strerror})")
        try:
            async with asyncio.timeout(self._longest):
                output, errors = await _communicate(process, request.encode() + b"\n")
                code = await process.wait()
        except TimeoutError:
            return NotFitted(f"it took longer than {self._longest:g} s")
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return _result(code, output, errors)


async def _communicate(process: asyncio.subprocess.Process, line: bytes) -> tuple[bytes, bytes]:
    """Write a line to a process and read what it prints; standard input stays open meanwhile."""
    stdin = cast("asyncio.StreamWriter", process.stdin)
    stdout = cast("asyncio.StreamReader", process.stdout)
    stderr = cast("asyncio.StreamReader", process.stderr)

    async def write() -> None:
        with suppress(BrokenPipeError, ConnectionResetError):  # it has ended: its output says why
            stdin.write(line)
            await stdin.drain()

    _, output, errors = await asyncio.gather(write(), stdout.read(), stderr.read())
    return output, errors


def _result(code: int, output: bytes, errors: bytes) -> Calibration | NotFitted:
    if code < 0:
        return NotFitted(f"its process was ended by signal {-code}")
    if code > 0:
        lines = errors.decode(errors="replace").strip().splitlines() or [f"exit code {code}"]
        return NotFitted(f"its process failed with “{lines[-1]}”")
    try:
        calibration = Calibration.from_numbers(json.loads(output))
    except (ValueError, RecursionError):
        calibration = None
    return calibration or NotFitted("its process printed no calibration of this version")


def main() -> None:
    """Fit the calibration of the files on standard input."""
    if sys.platform != "win32":
        os.nice(NICENESS)
    texts: dict[str, str] = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_input, daemon=True).start()
    files = {name: text.encode() for name, text in texts.items()}
    calibration = calibrate(Index(load_knowledge("knowledge", files)))
    print(json.dumps(calibration.numbers))  # noqa: T201


def _end_with_input() -> None:
    """End this process when the bot's has ended without ending it."""
    # Not by `sys.stdin`, whose lock a thread that waits must not hold when Python shuts down.
    while os.read(STANDARD_INPUT, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
