"""The process that fits a calibration: what it gives back, and how it ends."""

import asyncio
import json
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from bot.fitting import FittingProcess
from bot.matching.calibration import Calibration
from bot.service.ports import NotFitted
from bot.service.snapshot import build_snapshot
from tests.narrowing import present
from tests.service.fakes.knowledge_folder import MemoryFolder
from tests.systems import posix_only

FRUIT = "äpple pear plum cherry quince medlar sloe".split()
FOLDER = MemoryFolder(
    faq="entries:\n"
    + "".join(
        f"  - id: e{at}\n    question: What about the {fruit}?\n    answer: It is {fruit}.\n"
        f"    phrasings: [{', '.join(f'{verb} the {fruit}' for verb in 'eat cook bake'.split())}"
        f", {fruit} in winter, how sweet is {fruit}, {fruit}s]\n"
        for at, fruit in enumerate(FRUIT)
    )
)


def program(code: str) -> FittingProcess:
    return FittingProcess((sys.executable, "-c", code), longest=60)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


async def content(file: Path) -> str:
    async with asyncio.timeout(30):
        while not (file.exists() and file.read_text("utf-8")):
            await asyncio.sleep(0.01)
        return file.read_text("utf-8")


async def test_the_process_finds_the_calibration_that_this_one_would_find(tmp_path, monkeypatch):
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "__init__.py").write_text("raise SystemExit('another bot')")
    monkeypatch.chdir(tmp_path)
    calibration = await FittingProcess().fit(FOLDER.files)
    assert calibration == build_snapshot(FOLDER).matcher.calibration
    assert calibration != Calibration()


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        pytest.param(
            "import os; os.kill(os.getpid(), 9)",
            "its process was ended by signal 9",
            marks=posix_only("an exit code cannot tell of a signal"),
        ),
        ("raise MemoryError('no room')", "its process failed with “MemoryError: no room”"),
        ("raise SystemExit(3)", "its process failed with “exit code 3”"),
        ("print([1.0, 2.0])", "its process printed no calibration of this version"),
        ("print('hello')", "its process printed no calibration of this version"),
        ("print('[null]')", "its process printed no calibration of this version"),
        ("print(1)", "its process printed no calibration of this version"),
    ],
)
async def test_a_process_that_fails_gives_the_reason(code: str, reason: str):
    assert await program(code).fit(FOLDER.files) == NotFitted(reason)


@posix_only("another sentence of the system")
async def test_a_program_that_cannot_be_started_is_a_reason():
    result = await FittingProcess(("/nowhere/python",)).fit(FOLDER.files)
    assert result == NotFitted("its process could not be started (No such file or directory)")


def sleeper(file: Path, longest: float = 60) -> FittingProcess:
    """A program that writes its process id into a file, and then does nothing."""
    return FittingProcess(("sh", "-c", f'echo $$ > "{file}"; exec sleep 60'), longest)


@posix_only("needs sh")
async def test_a_process_that_takes_too_long_is_ended(tmp_path):
    file = tmp_path / "id"
    async with asyncio.timeout(30):
        result = await sleeper(file, longest=1).fit(FOLDER.files)
    assert result == NotFitted("it took longer than 1 s")
    assert not is_alive(int(await content(file)))


@posix_only("needs sh")
async def test_the_process_ends_with_the_task_that_waits_for_it(tmp_path):
    file = tmp_path / "id"
    task = asyncio.create_task(sleeper(file).fit(FOLDER.files))
    process = int(await content(file))
    assert is_alive(process)
    task.cancel()
    await asyncio.wait({task}, timeout=30)
    assert task.cancelled()
    assert not is_alive(process)


@posix_only("needs sh and process groups")
async def test_ctrl_c_reaches_the_bot_alone(tmp_path):
    file = tmp_path / "id"
    task = asyncio.create_task(sleeper(file).fit(FOLDER.files))
    assert os.getpgid(int(await content(file))) != os.getpgid(0)
    task.cancel()
    await asyncio.wait({task}, timeout=30)


FITTING_FOR_EVER = """
import time
from bot import fitting
fitting.calibrate = lambda _: time.sleep(60)
fitting.main()
"""
BOT_THAT_FITS = f"""
import subprocess, sys, time
files = {json.dumps({name: data.decode() for name, data in FOLDER.files.items()})!r}
fitting = subprocess.Popen([sys.executable, "-c", {FITTING_FOR_EVER!r}], stdin=subprocess.PIPE)
fitting.stdin.write(files.encode() + b"\\n")
fitting.stdin.flush()
print(fitting.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs pidfd_open")
def test_the_process_ends_if_the_bot_is_killed():
    with subprocess.Popen([sys.executable, "-c", BOT_THAT_FITS], stdout=subprocess.PIPE) as bot:
        process = int(present(bot.stdout).readline())
        bot.kill()
        bot.wait()
        wait_for_end(process)


def wait_for_end(process: int) -> None:
    """Waits for the end of a process that is not a child of this one."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return
    with os.fdopen(handle):
        assert select.select([handle], [], [], 30)[0], "still running"
