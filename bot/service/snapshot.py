"""The knowledge in use with everything derived from it; a reload replaces all of it, or nothing."""

import asyncio
import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass

from bot.calendar.calendar import Calendar
from bot.calendar.lookup import Lookup
from bot.knowledge.diff import Difference, difference
from bot.knowledge.lint import lint
from bot.knowledge.loading import by_position, parse
from bot.knowledge.model import Finding, Knowledge, KnowledgeError
from bot.matching.calibration import CALIBRATION_VERSION, Calibration
from bot.matching.decision import Matcher
from bot.matching.leave_one_out import check_wordings
from bot.service.ports import Calibrations, KnowledgeFolder
from bot.text.counts import counted
from bot.text.message_length import crowded, too_long

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the knowledge with everything derived from it. It never changes."""

    knowledge: Knowledge
    matcher: Matcher
    calendar: Calendar
    lookup: Lookup

    @classmethod
    def of(cls, knowledge: Knowledge, calibration: Calibration | None = None) -> "Snapshot":
        """Derive everything. Without a calibration, that takes seconds for a large FAQ."""
        calendar = Calendar.of(knowledge)
        matcher = Matcher(knowledge, calibration)
        lookup = Lookup(calendar, matcher.corrector, knowledge.vocabulary)
        return cls(knowledge, matcher, calendar, lookup)


def build_snapshot(folder: KnowledgeFolder, calibrations: Calibrations | None = None) -> Snapshot:
    """Read the files and build a snapshot, with a stored calibration if there is one.

    Raises KnowledgeError.
    """
    files = folder.read()
    knowledge = _load(folder.name, files)
    if calibrations is None:
        return Snapshot.of(knowledge)
    digest = digest_of(files)
    stored = calibrations.get(digest)
    if stored is not None and (calibration := Calibration.from_numbers(stored)) is not None:
        return Snapshot.of(knowledge, calibration)
    snapshot = Snapshot.of(knowledge)
    calibrations.put(digest, snapshot.matcher.calibration.numbers)
    return snapshot


def _load(folder: str, files: Mapping[str, bytes]) -> Knowledge:
    """The knowledge, if all of it is valid and fits into Discord's messages.

    Raises KnowledgeError with every error of both kinds.
    """
    knowledge, findings = parse(folder, files)
    errors = (*findings, *too_long(knowledge))
    if errors:
        raise KnowledgeError(tuple(sorted(errors, key=by_position)))
    return knowledge


def digest_of(files: Mapping[str, bytes]) -> str:
    """The key of a calibration: a digest of the files, and of the version of the fitting method."""
    digest = hashlib.sha256(CALIBRATION_VERSION.encode())
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + files[name] + b"\0")
    return digest.hexdigest()


def check_knowledge(folder: KnowledgeFolder) -> tuple[Knowledge | None, tuple[Finding, ...]]:
    """The knowledge, if it can be used, and every finding on its files.

    The findings are the errors, or else all warnings and information.
    """
    try:
        knowledge = _load(folder.name, folder.read())
    except KnowledgeError as error:
        return None, error.findings
    return knowledge, (*_warnings(knowledge), *check_wordings(knowledge))


def _warnings(knowledge: Knowledge) -> tuple[Finding, ...]:
    return tuple(sorted((*lint(knowledge), *crowded(knowledge)), key=by_position))


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
        """The snapshot in use. Take it once for each question and stay with it."""
        return self._snapshot

    async def reload(self) -> Reloaded | ReloadRefused:
        """Build a snapshot of the files as they are now, and use it if they have no errors."""
        async with self._reloading:
            # Off the event loop, so that questions are answered meanwhile.
            result = await asyncio.to_thread(self._build)
            match result:
                case ReloadRefused(findings):
                    errors = counted(len(findings), "error")
                    log.warning("Reload refused: %s in %s", errors, self._folder.name)
                case Reloaded(snapshot=snapshot):
                    self._snapshot = snapshot
                    entries = counted(len(snapshot.knowledge.entries), "entry", "entries")
                    log.info("Reloaded %s: %s", self._folder.name, entries)
            return result

    def _build(self) -> Reloaded | ReloadRefused:
        try:
            snapshot = build_snapshot(self._folder, self._calibrations)
        except KnowledgeError as error:
            return ReloadRefused(error.findings)
        changes = difference(self._snapshot.knowledge, snapshot.knowledge)
        return Reloaded(changes, _warnings(snapshot.knowledge), snapshot)

    async def check(self) -> tuple[Knowledge | None, tuple[Finding, ...]]:
        """What `check_knowledge` finds in the files as they are now; nothing is swapped."""
        return await asyncio.to_thread(check_knowledge, self._folder)
