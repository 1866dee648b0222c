"""The knowledge in use: built from its files, and replaced whole by a sound reload."""

import asyncio
import logging
from dataclasses import dataclass

from bot.knowledge.diff import Difference, difference
from bot.knowledge.lint import lint
from bot.knowledge.loading import load
from bot.knowledge.model import Finding, Knowledge, KnowledgeError
from bot.matching.decide import Matcher
from bot.relay.calendar import Calendar
from bot.relay.finding import Finder
from bot.service.ports import KnowledgeFolder

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of the knowledge with all that is derived from it. Built whole, never changed."""

    knowledge: Knowledge
    matcher: Matcher
    calendar: Calendar
    finder: Finder

    @classmethod
    def of(cls, knowledge: Knowledge) -> "Edition":
        """Derive everything; takes a second or so for some thousand phrasings."""
        calendar = Calendar.of(knowledge)
        return cls(knowledge, Matcher(knowledge), calendar, Finder(calendar))


def publish(folder: KnowledgeFolder) -> Edition:
    """Read, load and build. Raises KnowledgeError."""
    return Edition.of(load(folder.name, folder.read()))


def inspect(folder: KnowledgeFolder) -> tuple[Knowledge | None, tuple[Finding, ...]]:
    """Every finding on the files, errors or else warnings, and the knowledge if it is usable."""
    try:
        knowledge = load(folder.name, folder.read())
    except KnowledgeError as error:
        return None, error.findings
    return knowledge, lint(knowledge)


@dataclass(frozen=True, slots=True)
class Reloaded:
    """The new files are in use."""

    changes: Difference
    warnings: tuple[Finding, ...]
    edition: Edition


@dataclass(frozen=True, slots=True)
class Refused:
    """The new files are faulty; what was in use stays in use."""

    findings: tuple[Finding, ...]


class Curator:
    """Holds the edition in use and swaps it on a reload."""

    def __init__(self, folder: KnowledgeFolder, edition: Edition) -> None:
        self._folder = folder
        self._edition = edition
        self._reloading = asyncio.Lock()

    @property
    def edition(self) -> Edition:
        """The edition in use; hold on to it for the length of one answer."""
        return self._edition

    async def reload(self) -> Reloaded | Refused:
        """Build the files' present state aside, off the event loop; swap it in if it is sound."""
        async with self._reloading:
            try:
                edition = await asyncio.to_thread(publish, self._folder)
            except KnowledgeError as error:
                log.warning(
                    "Reload refused: %d errors in %s", len(error.findings), self._folder.name
                )
                return Refused(error.findings)
            changes = difference(self._edition.knowledge, edition.knowledge)
            self._edition = edition
            log.info("Reloaded %s: %d entries", self._folder.name, len(edition.knowledge.entries))
            return Reloaded(changes, lint(edition.knowledge), edition)

    async def check(self) -> tuple[Knowledge | None, tuple[Finding, ...]]:
        """What `inspect` finds in the files as they are now; nothing is swapped."""
        return await asyncio.to_thread(inspect, self._folder)
