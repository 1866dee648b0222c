"""The knowledge with everything derived from it, built from the files or only checked."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.calendar.calendar import Calendar
from bot.calendar.lookup import Lookup
from bot.knowledge.fact_base import check_facts
from bot.knowledge.lint import lint
from bot.knowledge.loading import by_position, errors_in, parse
from bot.knowledge.model import Finding, Knowledge, KnowledgeError
from bot.maps.lettering_check import check_lettering
from bot.matching.calibration import CALIBRATION_VERSION, Calibration
from bot.matching.decision import Matcher
from bot.matching.leave_one_out import check_wordings
from bot.matching.only_if_check import check_only_if
from bot.service.emphasis import Emphasis
from bot.service.ports import Calibrations, KnowledgeFolder
from bot.text.message_length import crowded, too_long

Findings: TypeAlias = tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the knowledge with everything derived from it. It never changes."""

    knowledge: Knowledge
    matcher: Matcher
    calendar: Calendar
    lookup: Lookup
    emphasis: Emphasis

    @classmethod
    def of(cls, knowledge: Knowledge, calibration: Calibration | None = None) -> "Snapshot":
        """Derive everything. Without a calibration, that takes seconds for a large FAQ."""
        calendar = Calendar.of(knowledge)
        matcher = Matcher(knowledge, calibration)
        lookup = Lookup(calendar, matcher.corrector, knowledge.vocabulary)
        return cls(knowledge, matcher, calendar, lookup, Emphasis(matcher.index, knowledge))

    def with_calibration(self, calibration: Calibration) -> "Snapshot":
        """The same snapshot with another calibration."""
        return replace(self, matcher=self.matcher.with_calibration(calibration))


def build_snapshot(folder: KnowledgeFolder, calibrations: Calibrations | None = None) -> Snapshot:
    """Read the files and build a snapshot, with a stored calibration if there is one.

    Raises KnowledgeError.
    """
    files = folder.read()
    knowledge = load_knowledge(folder.name, files)
    stored = stored_calibration(calibrations, files)
    snapshot = Snapshot.of(knowledge, stored)
    if stored is None and calibrations is not None:
        calibrations.put(digest_of(files), snapshot.matcher.calibration.numbers)
    return snapshot


def load_knowledge(folder: str, files: Mapping[str, bytes]) -> Knowledge:
    """The knowledge, if all of it is valid and fits into Discord's messages.

    Raises KnowledgeError with every error of both kinds.
    """
    knowledge, findings = _read(folder, files)
    if errors := errors_in(findings):
        raise KnowledgeError(errors)
    return knowledge


def _read(folder: str, files: Mapping[str, bytes]) -> tuple[Knowledge, Findings]:
    """The valid part of the knowledge, and all that can be said while it is read."""
    knowledge, findings = parse(folder, files)
    return knowledge, tuple(sorted((*findings, *too_long(knowledge)), key=by_position))


def stored_calibration(
    calibrations: Calibrations | None, files: Mapping[str, bytes]
) -> Calibration | None:
    """The calibration that was fitted to just these files, or None."""
    numbers = calibrations.get(digest_of(files)) if calibrations is not None else None
    return Calibration.from_numbers(numbers) if numbers is not None else None


def digest_of(files: Mapping[str, bytes]) -> str:
    """The key of a calibration: a digest of the files, and of the version of the fitting method."""
    digest = hashlib.sha256(CALIBRATION_VERSION.encode())
    for name in sorted(files):
        digest.update(name.encode(errors="surrogateescape") + b"\0" + files[name] + b"\0")
    return digest.hexdigest()


def check_files(folder: KnowledgeFolder) -> tuple[Knowledge | None, Findings]:
    """The knowledge, if it can be used, and what can be said of its files at once.

    The findings are the errors, with the warnings that can be given beside them, or else all
    warnings and information.
    """
    try:
        files, facts = folder.read(), folder.facts()
    except KnowledgeError as error:
        return None, error.findings
    knowledge, findings = _read(folder.name, files)
    if errors_in(findings):
        return None, findings
    found = (*warnings_of(knowledge), *check_facts(folder.name, files, facts))
    return knowledge, tuple(sorted(found, key=by_position))


def check_knowledge(folder: KnowledgeFolder) -> tuple[Knowledge | None, Findings]:
    """As `check_files`, and asks each wording as a question, which takes seconds."""
    knowledge, findings = check_files(folder)
    return knowledge, (*findings, *check_wordings(knowledge)) if knowledge else findings


def warnings_of(knowledge: Knowledge) -> Findings:
    """Warnings and information on valid knowledge, in the order of the files."""
    found = (
        *lint(knowledge),
        *check_only_if(knowledge),
        *crowded(knowledge),
        *check_lettering(knowledge),
    )
    return tuple(sorted(found, key=by_position))
