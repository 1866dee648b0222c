"""What the services need of the world, as protocols; `store`, `gateway` and `app` fulfil them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol

from bot.knowledge.model import Milestone
from bot.maps.subject import Picture


class Clock(Protocol):
    """The wall clock."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        ...


class KnowledgeFolder(Protocol):
    """Where the knowledge files lie."""

    @property
    def name(self) -> str:
        """The folder as the operator knows it."""
        ...

    def read(self) -> Mapping[str, bytes]:
        """The files' names → their bytes. Raises KnowledgeError where one cannot be read."""
        ...


class Calibrations(Protocol):
    """Calibrations that were fitted before, by the digest of the knowledge they belong to."""

    def get(self, digest: str) -> Sequence[float] | None:
        """The weights, None where they have to be fitted."""
        ...

    def put(self, digest: str, numbers: Sequence[float]) -> None:
        """Keep weights for the next start, where there is a place for them."""
        ...


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What the members with Manage Server set for their server."""

    guild_id: int
    channel_id: int | None
    at: time
    timezone: str  # IANA name
    enabled: bool
    saved_at: datetime
    trouble: str | None = None  # why posts are set aside, as told to the admins


class MapRenderer(Protocol):
    """Draws maps; where one cannot be drawn, the text goes without."""

    async def picture(self, milestones: Sequence[Milestone]) -> Picture | None:
        """The map of a day's milestones, or of a place's; None where there is none to be had."""
        ...

    async def journey(self, today: date) -> Picture | None:
        """The map of the whole journey, with how far it had come on this day of the year."""
        ...


class SettingsStore(Protocol):
    """The servers' settings."""

    async def get(self, guild_id: int) -> ServerSettings | None:
        """One server's settings, None where it never set any."""
        ...

    async def save(self, settings: ServerSettings) -> None:
        """Insert or replace a server's settings."""
        ...

    async def enabled(self) -> Sequence[ServerSettings]:
        """The settings of every server that wants posts and has named a channel."""
        ...

    async def set_trouble(self, guild_id: int, trouble: str | None) -> bool:
        """Note why posts are set aside (None: all is well again); True if that is news."""
        ...


class ClaimState(StrEnum):
    """What is known of a post."""

    CLAIMED = "claimed"  # about to be sent, or sent without our knowing
    SENT = "sent"
    UNCERTAIN = "uncertain"  # may or may not have been sent; never sent again


@dataclass(frozen=True, slots=True)
class Claim:
    """A row of the ledger: the right to post one day's milestones in one server."""

    guild_id: int
    day: date
    channel_id: int
    nonce: str
    claimed_at: datetime
    anchor: int | None  # the channel's last message when the claim was made, where known
    state: ClaimState = ClaimState.CLAIMED
    message_id: int | None = None


class Ledger(Protocol):
    """Who posted what; the only memory that keeps a post from coming twice."""

    async def get(self, guild_id: int, day: date) -> Claim | None:
        """The claim on a server's day."""
        ...

    async def claim(self, claim: Claim) -> bool:
        """Insert a claim; False where the day is taken."""
        ...

    async def renew(self, claim: Claim, claimed_at: datetime) -> bool:
        """Move an unconfirmed claim's moment; False where another process changed it first."""
        ...

    async def settle(self, claim: Claim, state: ClaimState, message_id: int | None = None) -> None:
        """Record how a claim ended."""
        ...

    async def unsettled(self) -> Sequence[Claim]:
        """Every claim whose end is not recorded, the latest day first."""
        ...

    async def is_post(self, message_id: int) -> bool:
        """Whether a message is one of the daily posts."""
        ...

    async def last(self, guild_id: int) -> Claim | None:
        """The server's latest claim."""
        ...


class Notes(Protocol):
    """Small facts that outlast a restart."""

    async def get(self, key: str) -> str | None:
        """The note under a key."""
        ...

    async def put(self, key: str, value: str) -> None:
        """Insert or replace a note."""
        ...


@dataclass(frozen=True, slots=True)
class Post:
    """A daily post as it goes out."""

    guild_id: int
    channel_id: int
    heading: str  # the first line, the same at every attempt: the post is known by it
    text: str  # the whole message, heading included
    nonce: str
    milestones: tuple[Milestone, ...] = ()  # what its picture shows


class Delivered(StrEnum):
    """How a send ended, where it is known."""

    REFUSED = "refused"  # for certain not sent: no such channel, or no right to speak there
    VANISHED = "vanished"  # sent before and deleted since
    UNKNOWN = "unknown"  # may have been sent


class Poster(Protocol):
    """The channels, as far as posts need them."""

    def available(self, guild_id: int) -> bool:
        """Whether the server is there at the moment (it is not during an outage)."""
        ...

    def obstacle(self, channel_id: int) -> str | None:
        """Why the bot cannot post there, as a sentence for its admins; None if it can."""
        ...

    def anchor(self, channel_id: int) -> int | None:
        """The id of the channel's last known message."""
        ...

    async def send(self, post: Post) -> int | Delivered:
        """Send a post with its nonce: the message's id, or what is known of the failure."""
        ...

    async def find(self, claim: Claim, heading: str) -> int | None:
        """The claim's message among what was sent since it was made, None where there is none.

        Raises LookupError where the history cannot tell, and ConnectionError where it cannot be
        read at the moment.
        """
        ...

    async def alert(self, guild_id: int, text: str) -> None:
        """Tell a server's admins, in its system channel, if that can be done."""
        ...
