"""The knowledge in use: a reload replaces all of it, or nothing, and is calibrated afterwards."""

import asyncio
import gc
import logging
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

from bot.knowledge.diff import Difference, difference
from bot.knowledge.model import Finding, Knowledge, KnowledgeError
from bot.matching.calibration import UNFITTED, Calibration
from bot.service.ports import Calibrations, Fitter, KnowledgeFolder, NotFitted
from bot.service.snapshot import (
    Snapshot,
    check_files,
    digest_of,
    load_knowledge,
    stored_calibration,
    warnings_of,
)
from bot.text.counts import counted

log = logging.getLogger(__name__)

Files: TypeAlias = Mapping[str, bytes]

_FEW = 100  # wordings that are fitted in less time than a process takes to start
_SWITCH_INTERVAL = 0.001  # seconds that the event loop waits for a thread; a question does so often


@dataclass(frozen=True, slots=True)
class Reloaded:
    """The new files are in use."""

    changes: Difference
    warnings: tuple[Finding, ...]
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class ReloadRefused:
    """The new files have errors, so the old snapshot stays in use."""

    findings: tuple[Finding, ...]


class LiveKnowledge:
    """Holds the snapshot in use, and swaps it on a reload.

    A calibration takes seconds to fit. Until then, new files are used with the calibration of the
    old ones, or with a cautious one at the first start.
    """

    def __init__(
        self, folder: KnowledgeFolder, fitter: Fitter, calibrations: Calibrations | None = None
    ) -> None:
        """Read the files and build a snapshot. Raises KnowledgeError."""
        self._folder = folder
        self._fitter = fitter
        self._calibrations = calibrations
        self._snapshot, self._unfitted = self._build(UNFITTED)
        self._reloading = asyncio.Lock()
        self._reloaded = asyncio.Event()

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot in use. Take it once for each question and stay with it."""
        return self._snapshot

    @property
    def is_calibrated(self) -> bool:
        """Whether no calibration is to be fitted any more to the files in use."""
        return self._unfitted is None

    async def reload(self) -> Reloaded | ReloadRefused:
        """Build a snapshot of the files as they are now, and use it if they have no errors."""
        async with self._reloading:
            try:
                reloaded, unfitted = await asyncio.to_thread(self._rebuild)
            except KnowledgeError as error:
                errors = counted(len(error.findings), "error")
                log.warning("Reload refused: %s in %s", errors, self._folder.name)
                return ReloadRefused(error.findings)
            self._snapshot, self._unfitted = reloaded.snapshot, unfitted
            self._reloaded.set()
            await asyncio.to_thread(_free_unused)
            entries = counted(len(reloaded.snapshot.knowledge.entries), "entry", "entries")
            log.info("Reloaded %s: %s", self._folder.name, entries)
            return reloaded

    def _rebuild(self) -> tuple[Reloaded, Files | None]:
        with _yielding():
            old = self._snapshot
            new, unfitted = self._build(old.matcher.calibration)
            changes = difference(old.knowledge, new.knowledge)
            return Reloaded(changes, warnings_of(new.knowledge), new), unfitted

    def _build(self, last: Calibration) -> tuple[Snapshot, Files | None]:
        """A snapshot, and its files if it has the last calibration instead of its own."""
        files = self._folder.read()
        knowledge = load_knowledge(self._folder.name, files)
        own = stored_calibration(self._calibrations, files)
        if own is None and sum(len(entry.wordings) for entry in knowledge.entries) > _FEW:
            return Snapshot.of(knowledge, last), files
        return Snapshot.of(knowledge, own), None

    async def keep_calibrated(self) -> None:
        """Fit the calibration of files that have none, now and after each reload; never ends."""
        while True:
            while (files := self._unfitted) is not None:
                try:
                    calibration = await self._fit(files)
                except Exception:  # whatever it is, the next reload is to be fitted all the same
                    calibration = None
                    log.exception(
                        "Fitting the calibration of %s broke off. %s stays in use; "
                        "/faq reload tries again.",
                        self._folder.name,
                        self._calibration_in_use,
                    )
                if files == self._unfitted:  # else other files were loaded meanwhile
                    self._unfitted = None
                    if calibration is not None:
                        self._snapshot = self._snapshot.with_calibration(calibration)
                        log.info("The new calibration of %s is in use", self._folder.name)
            self._reloaded.clear()
            await self._reloaded.wait()

    async def _fit(self, files: Files) -> Calibration | None:
        """Fit and store a calibration. None if that failed, which the log says."""
        result = await self._fitter.fit(files)
        if isinstance(result, NotFitted):
            log.warning(
                "The calibration of %s could not be fitted: %s. %s stays in use; "
                "/faq reload tries again.",
                self._folder.name,
                result.reason,
                self._calibration_in_use,
            )
            return None
        if self._calibrations is not None:
            await asyncio.to_thread(self._calibrations.put, digest_of(files), result.numbers)
        return result

    @property
    def _calibration_in_use(self) -> str:
        is_default = self._snapshot.matcher.calibration == UNFITTED
        return "A cautious default one" if is_default else "The one before"

    async def check(self) -> tuple[Knowledge | None, tuple[Finding, ...]]:
        """What `check_files` finds in the files as they are now; nothing is swapped."""
        async with self._reloading:
            return await asyncio.to_thread(self._check)

    def _check(self) -> tuple[Knowledge | None, tuple[Finding, ...]]:
        with _yielding():
            return check_files(self._folder)


def _free_unused() -> None:
    """Free the old snapshot, whose parts refer to each other: by itself, Python would do it late.

    What is frozen when the bot starts is never freed, the first snapshot included, until it is
    unfrozen. What stays is frozen again.
    """
    was_frozen = gc.get_freeze_count() > 0
    gc.unfreeze()
    gc.collect()
    if was_frozen:
        gc.freeze()


@contextmanager
def _yielding() -> Generator[None]:
    """Around work in a thread beside the event loop, so that questions hardly wait for it."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_INTERVAL)
    gc.disable()  # little of what is built becomes garbage, and nothing can interrupt a collection
    try:
        yield
    finally:
        gc.enable()
        sys.setswitchinterval(usual)
