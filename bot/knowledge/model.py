"""The knowledge base as frozen data. Nothing here reads a file, a clock or Discord."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Position:
    """A position in a knowledge file; line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from. `link` is the curator's wish to show `url` as a link."""

    id: str
    title: str
    publisher: str
    date: str | None = None  # YYYY, YYYY-MM or YYYY-MM-DD
    url: str | None = None
    link: bool = False
    position: Position = field(default=Position(""), compare=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One FAQ entry: a question, other ways of asking it, and its answer in Discord markdown."""

    id: str
    question: str
    phrasings: tuple[str, ...]
    answer: str
    group: str | None = None
    sources: tuple[Source, ...] = ()
    facts: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    position: Position = field(default=Position(""), compare=False)
    answer_position: Position = field(default=Position(""), compare=False)

    @property
    def wordings(self) -> tuple[str, ...]:
        """The question and every phrasing: all the ways in which the curator asks it."""
        return (self.question, *self.phrasings)


class Where(StrEnum):
    """Where a milestone happened."""

    GROUND = "ground"
    ORBIT = "orbit"


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something that happened on one day of the journey. `lat` and `lon` are in degrees."""

    id: str
    date: date
    title: str
    place: str
    lat: float
    lon: float
    text: str
    time_utc: str | None = None  # HH:MM
    aliases: tuple[str, ...] = ()
    where: Where = Where.GROUND
    track: str | None = None
    approximate: bool = False
    planned: bool = False
    sources: tuple[Source, ...] = ()
    position: Position = field(default=Position(""), compare=False)
    text_position: Position = field(default=Position(""), compare=False)


@dataclass(frozen=True, slots=True)
class RelayWindow:
    """The days that are posted (`first` to `last`, both included) and the relay's day 1."""

    first: date
    last: date
    day_one: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Knowledge:
    """All that the bot knows. Built whole, never changed: a reload makes another one."""

    entries: tuple[Entry, ...]
    milestones: tuple[Milestone, ...] = ()  # by date, then in the file's order
    sources: Mapping[str, Source] = field(default_factory=dict[str, Source])
    vocabulary: tuple[tuple[str, ...], ...] = ()
    relay: RelayWindow | None = None

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """Entries by their id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def groups(self) -> Mapping[str, tuple[Entry, ...]]:
        """Entries by the heading under which /help lists them, in the file's order."""
        grouped: dict[str, list[Entry]] = {}
        for entry in self.entries:
            grouped.setdefault(entry.group or "Questions", []).append(entry)
        return {name: tuple(entries) for name, entries in grouped.items()}


class Severity(StrEnum):
    """How bad a finding is: an error keeps the files from being used."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark about the knowledge files: where, how bad, and what to do about it."""

    position: Position
    severity: Severity
    message: str

    def __str__(self) -> str:
        return f"{self.position}: {self.severity}: {self.message}"


class KnowledgeError(Exception):
    """The knowledge files cannot be used. `findings` says where and why, one sentence each."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings
