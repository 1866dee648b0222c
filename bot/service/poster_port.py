"""The protocol for posting to Discord's channels, and the data that goes in and out.

`bot.gateway.channel_poster` implements it.
"""

from dataclasses import dataclass
from typing import Protocol

from bot.calendar.calendar import Calendar
from bot.knowledge.model import Milestone
from bot.service.ports import Claim


@dataclass(frozen=True, slots=True)
class Post:
    """A daily post, ready to be sent."""

    guild_id: int
    channel_id: int
    text: str
    nonce: str
    milestones: tuple[Milestone, ...]  # shown on its map
    calendar: Calendar  # the one they belong to


@dataclass(frozen=True, slots=True)
class Sent:
    """The message is in its channel."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The post was certainly not sent: there is no such channel, or the bot may not post there."""

    reason: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """The post was sent before, with the same nonce, and has been deleted since."""


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """The message may or may not have been sent."""

    reason: str


SendOutcome = Sent | Refused | Deleted | Unconfirmed


@dataclass(frozen=True, slots=True)
class FoundPost:
    """The post is in the channel's history."""

    message_id: int


@dataclass(frozen=True, slots=True)
class NoPost:
    """The channel's whole history since the claim was read, and the post is not in it."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The channel's history cannot show whether the post was sent, and this will not change."""

    reason: str


@dataclass(frozen=True, slots=True)
class TryLater:
    """Discord cannot do it at the moment."""

    reason: str
    seconds: float = 0.0  # how long Discord asks to wait


SearchOutcome = FoundPost | NoPost | Unreadable | TryLater


@dataclass(frozen=True, slots=True)
class Published:
    """The message went out to the channel's followers, now or earlier."""


@dataclass(frozen=True, slots=True)
class NotPublishable:
    """The message cannot be published, and this will not change."""

    reason: str


PublishOutcome = Published | NotPublishable | TryLater


class Poster(Protocol):
    """Sends daily posts to Discord's channels and finds them again."""

    def available(self, guild_id: int) -> bool:
        """Whether a server can be reached at the moment. False during an outage."""
        ...

    def channel_trouble(self, channel_id: int) -> str | None:
        """Why the bot cannot post in a channel, as a sentence for the admins. None if it can."""
        ...

    def last_message_id(self, channel_id: int) -> int | None:
        """Return the id of a channel's last message, if known."""
        ...

    def is_announcement_channel(self, channel_id: int) -> bool:
        """Whether a channel is an announcement channel, which can have followers."""
        ...

    async def send(self, post: Post) -> SendOutcome:
        """Send a post with its nonce."""
        ...

    async def find(self, claim: Claim, heading: str) -> SearchOutcome:
        """Search the channel's history since the claim for the post with this heading."""
        ...

    async def publish(self, channel_id: int, message_id: int) -> PublishOutcome:
        """Publish a message to the followers of its announcement channel."""
        ...

    async def alert(self, guild_id: int, text: str) -> None:
        """Tell a server's admins, in its system channel, if the bot may write there."""
        ...
