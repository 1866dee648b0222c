"""What the terminal's commands share: settings, the snapshot and the clock."""

import gc
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

from bot.clock import StartedClock, SystemClock
from bot.fitting import FittingProcess
from bot.knowledge.model import KnowledgeError
from bot.service.live_knowledge import LiveKnowledge
from bot.service.ports import Clock
from bot.service.snapshot import Snapshot, build_snapshot
from bot.settings import Settings, SettingsError, packaged_knowledge, read_settings
from bot.store.calibrations import DiskCalibrations
from bot.store.folder import DiskFolder
from bot.text.command_errors import (
    clock_warning,
    invalid_knowledge,
    invalid_now,
    no_knowledge_folder,
    not_a_folder,
)

MISUSE = 2


def load_settings() -> Settings:
    """The settings; ends the program with a sentence if one of them is wrong."""
    try:
        return read_settings()
    except SettingsError as error:
        fail(str(error))


def knowledge_folder(settings: Settings, given: Path | None) -> Path:
    """The given folder, else the one in the settings, else the one that comes with the bot."""
    return given or settings.knowledge_dir or packaged_knowledge()


def require_folder(folder: Path) -> None:
    """Check that the knowledge folder exists; ends the program with a sentence if it does not."""
    if not folder.exists():
        fail(no_knowledge_folder(str(folder), str(folder.absolute())))
    if not folder.is_dir():
        fail(not_a_folder(str(folder)))


def load_snapshot(settings: Settings, folder: Path) -> Snapshot:
    """A snapshot of the knowledge; ends the program with a sentence if it cannot be loaded."""
    with _loading(folder):
        return build_snapshot(DiskFolder(folder), DiskCalibrations(settings.database_url))


def load_live_knowledge(settings: Settings, folder: Path) -> LiveKnowledge:
    """As `load_snapshot`, with a snapshot that can be reloaded."""
    with _loading(folder):
        calibrations = DiskCalibrations(settings.database_url)
        return LiveKnowledge(DiskFolder(folder), FittingProcess(), calibrations)


@contextmanager
def _loading(folder: Path) -> Generator[None]:
    """Around the loading of a folder: quickens it, and turns errors into a sentence."""
    require_folder(folder)
    gc.disable()  # nothing built here becomes garbage, and looking for some takes 10 % of the time
    try:
        yield
    except KnowledgeError as error:
        fail(invalid_knowledge(str(error)))
    finally:
        gc.freeze()
        gc.enable()


def open_snapshot(given: Path | None) -> Snapshot:
    """A snapshot of the knowledge that `--knowledge` or the settings name."""
    settings = load_settings()
    return load_snapshot(settings, knowledge_folder(settings, given))


def clock_from(now: str | None) -> Clock:
    """The system clock, or one that starts at the given moment, with a warning about it."""
    if now is None:
        return SystemClock()
    try:
        start_at = datetime.fromisoformat(now)
    except ValueError:
        fail(invalid_now(now))
    if start_at.tzinfo is None:
        start_at = start_at.astimezone()
    print(clock_warning(start_at), file=sys.stderr)
    return StartedClock(start_at)


def today_of(clock: Clock) -> date:
    """Today in the machine's own time zone."""
    return clock.now().astimezone().date()


def fail(message: str) -> NoReturn:
    """End the program with a sentence."""
    print(message, file=sys.stderr)
    raise SystemExit(MISUSE)
