"""Protocols for what the services need from outside, and the data that goes in and out.

`bot.store`, `bot.clock`, `bot.fitting` and `bot.service.map_cache` implement them. The protocol for
the channels that daily posts go to is in `poster_port`; what only `departures` needs is in
`departure_ports`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol

from bot.calendar.calendar import Calendar
from bot.knowledge.model import Milestone
from bot.maps.subject import Picture
from bot.matching.calibration import Calibration


class Clock(Protocol):
    """The wall clock."""

    def now(self) -> datetime:
        """Return the current time, aware and in UTC."""
        ...


class KnowledgeFolder(Protocol):
    """The folder with the knowledge files."""

    @property
    def name(self) -> str:
        """The folder's name in messages."""
        ...

    def read(self) -> Mapping[str, bytes]:
        """Return the files: name → bytes. Raises KnowledgeError if one cannot be read."""
        ...

    def facts(self) -> bytes | None:
        """Return the fact base, which is for checks only; None if there is none.

        Raises KnowledgeError if it cannot be read.
        """
        ...


class Calibrations(Protocol):
    """Stores fitted calibrations by the digest of the knowledge that they were fitted to."""

    def get(self, digest: str) -> Sequence[float] | None:
        """Return a calibration's numbers, or None if it has to be fitted."""
        ...

    def put(self, digest: str, numbers: Sequence[float]) -> None:
        """Keep a calibration's numbers for the next start, if there is a place for them."""
        ...


@dataclass(frozen=True, slots=True)
class NotFitted:
    """A calibration could not be fitted."""

    reason: str


class Fitter(Protocol):
    """Fits calibrations, which takes seconds, while the bot goes on answering."""

    async def fit(self, files: Mapping[str, bytes]) -> Calibration | NotFitted:
        """Return the calibration of knowledge files that have no errors."""
        ...


class MapRenderer(Protocol):
    """Draws maps. A text whose map cannot be drawn goes out without one."""

    async def picture(self, milestones: Sequence[Milestone], calendar: Calendar) -> Picture | None:
        """Return the map of some milestones of a calendar, or None if it cannot be drawn."""
        ...

    async def journey(self, calendar: Calendar, today: date) -> Picture | None:
        """Return the map of the whole journey, and how far it had come by this day of the year.

        None if there is no journey, or if its map cannot be drawn.
        """
        ...


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """The daily posts of a server, as its members with Manage Server set them."""

    guild_id: int
    channel_id: int | None
    at: time
    timezone: str  # IANA name
    enabled: bool
    saved_at: datetime
    trouble: str | None = None  # why the posts are paused, as a sentence for the admins
    publish: bool = True  # whether posts in an announcement channel go out to its followers


class StoreUnavailableError(Exception):
    """Raised by every method of a store: it cannot be read or written now, but perhaps later.

    The message is the reason, for the log.
    """


class SettingsStore(Protocol):
    """Stores the settings of every server."""

    async def get(self, guild_id: int) -> ServerSettings | None:
        """Return a server's settings, or None if it has none."""
        ...

    async def save(self, settings: ServerSettings) -> None:
        """Insert or replace a server's settings."""
        ...

    async def enabled(self) -> Sequence[ServerSettings]:
        """Return the settings of every server that has daily posts on and a channel for them."""
        ...

    async def set_trouble(self, guild_id: int, trouble: str | None) -> bool:
        """Record why a server's posts are paused (None: they are not). True if that is new."""
        ...


class ClaimState(StrEnum):
    """What is known about a claimed post."""

    CLAIMED = "claimed"  # unconfirmed: not sent yet, or sent without a reply
    SENT = "sent"
    UNCERTAIN = "uncertain"  # may or may not have been sent; never sent again


@dataclass(frozen=True, slots=True)
class Claim:
    """A row of the ledger: the right to send one server's post for one day."""

    guild_id: int
    day: date
    channel_id: int
    nonce: str
    claimed_at: datetime
    last_message_id: int | None  # the channel's last message at the time of the claim, if known
    state: ClaimState = ClaimState.CLAIMED
    message_id: int | None = None
    to_publish: bool = False  # whether its message is still to go out to the channel's followers


class Ledger(Protocol):
    """Records which posts were claimed and sent, so that no post is sent twice."""

    async def get(self, guild_id: int, day: date) -> Claim | None:
        """Return the claim for a server's day, or None."""
        ...

    async def claim(self, claim: Claim) -> bool:
        """Insert a claim. False if the day is already claimed."""
        ...

    async def renew(self, claim: Claim, claimed_at: datetime) -> bool:
        """Change an unconfirmed claim's time. False if another process changed it first."""
        ...

    async def settle(self, claim: Claim, state: ClaimState, message_id: int | None = None) -> None:
        """Record how a claim ended. A claim that is SENT stays as it is."""
        ...

    async def unsettled(self) -> Sequence[Claim]:
        """Return every claim that is still CLAIMED, the latest day first."""
        ...

    async def unpublished(self) -> Sequence[Claim]:
        """Return every claim that is SENT, and whose message is still to be published."""
        ...

    async def set_published(self, claim: Claim) -> None:
        """Record that a post is published, or never will be."""
        ...

    async def is_post(self, message_id: int) -> bool:
        """Whether a message is one of the daily posts."""
        ...

    async def last(self, guild_id: int) -> Claim | None:
        """Return the claim for a server's latest day, or None."""
        ...


class Notes(Protocol):
    """Stores small facts that outlast a restart."""

    async def get(self, key: str) -> str | None:
        """Return the note under a key, or None."""
        ...

    async def put(self, key: str, value: str) -> None:
        """Insert or replace a note."""
        ...
