"""One interaction, from the person's click to the bot's last word."""

import time
from dataclasses import dataclass, field

from tests.wire.loopback.model import Channel, Guild, User
from tests.wire.loopback.reading import JSON

FIRST_ANSWER_SECONDS = 3.0
"""How long Discord waits for the first response."""


@dataclass
class Interaction:
    id: str
    token: str
    payload: JSON
    """As it was sent to the bot."""
    user: User
    channel: Channel
    guild: Guild | None
    source: JSON | None = None
    """For a button: the message it is on."""
    started: float = field(default_factory=time.monotonic)
    responded_after: float | None = None
    """Seconds until the first response."""
    response: JSON | None = None
    """The body of the first response: `type` and perhaps `data`."""
    original_id: str | None = None
    """The message that `@original` means."""
    loading: bool = False
    """It was deferred and nothing has been shown since."""
    followups: list[str] = field(default_factory=list[str])

    @property
    def type(self) -> int:
        """2 command, 3 component, 4 autocomplete, 5 modal."""
        return int(self.payload["type"])

    @property
    def response_type(self) -> int | None:
        return None if self.response is None else int(self.response["type"])

    @property
    def overdue(self) -> bool:
        return self.response is None and time.monotonic() - self.started > FIRST_ANSWER_SECONDS
