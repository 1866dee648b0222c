"""The knowledge as frozen data: entries, milestones, sources, vocabulary; and findings about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import chain, repeat

from bot.knowledge.odd_characters import visible


@dataclass(frozen=True, slots=True)
class Position:
    """A position in a knowledge file; lines and columns count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from; `link`: whether to show `url` as a link."""

    id: str
    title: str
    publisher: str
    date: str | None = None  # YYYY, YYYY-MM or YYYY-MM-DD
    url: str | None = None
    link: bool = False
    position: Position = field(default=Position(""), compare=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """A FAQ entry: a question, other ways of asking it, and the answer in Discord markdown."""

    id: str
    question: str
    phrasings: tuple[str, ...]
    answer: str
    group: str | None = None
    sources: tuple[Source, ...] = ()
    facts: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    milestones: tuple[str, ...] = ()  # ids of the days that it tells of
    only_if: tuple[str, ...] = ()  # words and phrases; a question without any is not for it
    position: Position = field(default=Position(""), compare=False)
    answer_position: Position = field(default=Position(""), compare=False)
    phrasing_positions: tuple[Position, ...] = field(default=(), compare=False)

    @property
    def wordings(self) -> tuple[str, ...]:
        """The question and its phrasings: all ways of asking it that the author wrote."""
        return (self.question, *self.phrasings)

    @property
    def placed_wordings(self) -> Iterator[tuple[str, Position]]:
        """Each wording with its position in the files; the entry's if none is known."""
        positions = chain((self.position,), self.phrasing_positions, repeat(self.position))
        return zip(self.wordings, positions, strict=False)


class Where(StrEnum):
    """Where a milestone happened."""

    GROUND = "ground"
    ORBIT = "orbit"


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something that happened on a day of the journey; `lat` and `lon` are in degrees."""

    id: str
    date: date
    title: str
    place: str
    lat: float
    lon: float
    text: str
    time_utc: str | None = None  # HH:MM
    aliases: tuple[str, ...] = ()
    events: tuple[str, ...] = ()  # what people call what happened
    only_if: tuple[str, ...] = ()  # words and phrases; a question without any is not for it
    where: Where = Where.GROUND
    track: str | None = None
    approximate: bool = False
    planned: bool = False
    sources: tuple[Source, ...] = ()
    position: Position = field(default=Position(""), compare=False)
    title_position: Position = field(default=Position(""), compare=False)
    place_position: Position = field(default=Position(""), compare=False)
    text_position: Position = field(default=Position(""), compare=False)

    @property
    def place_names(self) -> tuple[str, ...]:
        """The place as written, without what follows a comma, and its aliases."""
        return (self.place, self.place.split(",")[0].strip(), *self.aliases)


@dataclass(frozen=True, slots=True)
class RelayWindow:
    """The days that are posted, `first` to `last` inclusive, and the day that counts as day 1."""

    first: date
    last: date
    day_one: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Knowledge:
    """Everything in the knowledge files. It never changes: a reload builds another one."""

    entries: tuple[Entry, ...]
    milestones: tuple[Milestone, ...] = ()  # by date, then in the file's order
    sources: Mapping[str, Source] = field(default_factory=dict[str, Source])
    vocabulary: tuple[tuple[str, ...], ...] = ()
    relay: RelayWindow | None = None
    # ids in the phrasings files that no entry has, each with its position
    ownerless_phrasings: tuple[tuple[str, Position], ...] = field(default=(), compare=False)
    # what was noticed while the files were read, and is no error
    warnings: "tuple[Finding, ...]" = field(default=(), compare=False)

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """The entries by their ids."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def milestones_by_id(self) -> Mapping[str, Milestone]:
        """The milestones by their ids."""
        return {milestone.id: milestone for milestone in self.milestones}

    @cached_property
    def groups(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries by the heading under which /help lists them, in the file's order."""
        grouped: dict[str, list[Entry]] = {}
        for entry in self.entries:
            grouped.setdefault(entry.group or "Questions", []).append(entry)
        return {name: tuple(entries) for name, entries in grouped.items()}


class Severity(StrEnum):
    """How serious a finding is: files with an error are not used."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark on the knowledge files: its position, how serious it is, and what to do.

    What the message quotes may have characters that cannot be seen; their codes are shown instead.
    """

    position: Position
    severity: Severity
    message: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", visible(self.message))

    def __str__(self) -> str:
        return f"{self.position}: {self.severity}: {self.message}"


class KnowledgeError(Exception):
    """The knowledge files cannot be used; `findings` says where and why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings
