"""The knowledge in use: built from its files, and replaced whole by a sound reload."""

import asyncio
import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass

from bot.calendar.calendar import Calendar
from bot.calendar.lookup import Lookup
from bot.knowledge.diff import Difference, difference
from bot.knowledge.lint import lint
from bot.knowledge.loading import load
from bot.knowledge.model import Finding, Knowledge, KnowledgeError
from bot.matching.calibration import METHOD, Calibration
from bot.matching.decision import Matcher
from bot.matching.leave_one_out import check_wordings
from bot.service.ports import Calibrations, KnowledgeFolder

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the knowledge with all that is derived from it. Built whole, never changed."""

    knowledge: Knowledge
    matcher: Matcher
    calendar: Calendar
    lookup: Lookup

    @classmethod
    def of(cls, knowledge: Knowledge, calibration: Calibration | None = None) -> "Snapshot":
        """Derive everything; without a calibration that takes seconds for a large FAQ."""
        calendar = Calendar.of(knowledge)
        matcher = Matcher(knowledge, calibration)
        lookup = Lookup(calendar, knowledge.vocabulary, matcher.corrector)
        return cls(knowledge, matcher, calendar, lookup)


def publish(folder: KnowledgeFolder, calibrations: Calibrations | None = None) -> Snapshot:
    """Read, load and build, with a calibration fitted before where there is one.

    Raises KnowledgeError.
    """
    files = folder.read()
    knowledge = load(folder.name, files)
    if calibrations is None:
        return Snapshot.of(knowledge)
    digest = digest_of(files)
    kept = calibrations.get(digest)
    if kept is not None and (calibration := Calibration.of(kept)) is not None:
        return Snapshot.of(knowledge, calibration)
    snapshot = Snapshot.of(knowledge)
    calibrations.put(digest, snapshot.matcher.calibration.numbers)
    return snapshot


def digest_of(files: Mapping[str, bytes]) -> str:
    """What a calibration is kept by: the files it was fitted on, and the way of fitting."""
    digest = hashlib.sha256(METHOD.encode())
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + files[name] + b"\0")
    return digest.hexdigest()


def inspect(folder: KnowledgeFolder) -> tuple[Knowledge | None, tuple[Finding, ...]]:
    """Every finding on the files, errors or else warnings, and the knowledge if it is usable."""
    try:
        knowledge = load(folder.name, folder.read())
    except KnowledgeError as error:
        return None, error.findings
    return knowledge, (*lint(knowledge), *check_wordings(knowledge))


@dataclass(frozen=True, slots=True)
class Reloaded:
    """The new files are in use."""

    changes: Difference
    warnings: tuple[Finding, ...]
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class Refused:
    """The new files are faulty; what was in use stays in use."""

    findings: tuple[Finding, ...]


class LiveKnowledge:
    """Holds the snapshot in use and swaps it on a reload."""

    def __init__(
        self, folder: KnowledgeFolder, snapshot: Snapshot, calibrations: Calibrations | None = None
    ) -> None:
        self._folder = folder
        self._calibrations = calibrations
        self._snapshot = snapshot
        self._reloading = asyncio.Lock()

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot in use; hold on to it for the length of one answer."""
        return self._snapshot

    async def reload(self) -> Reloaded | Refused:
        """Build the files' present state aside, off the event loop; swap it in if it is sound."""
        async with self._reloading:
            try:
                snapshot = await asyncio.to_thread(publish, self._folder, self._calibrations)
            except KnowledgeError as error:
                log.warning(
                    "Reload refused: %d errors in %s", len(error.findings), self._folder.name
                )
                return Refused(error.findings)
            changes = difference(self._snapshot.knowledge, snapshot.knowledge)
            self._snapshot = snapshot
            log.info("Reloaded %s: %d entries", self._folder.name, len(snapshot.knowledge.entries))
            return Reloaded(changes, lint(snapshot.knowledge), snapshot)

    async def check(self) -> tuple[Knowledge | None, tuple[Finding, ...]]:
        """What `inspect` finds in the files as they are now; nothing is swapped."""
        return await asyncio.to_thread(inspect, self._folder)
