"""One interaction: what was sent to the bot, and the bot's responses."""

import time
from dataclasses import dataclass, field

from tests.wire.loopback.json_access import JSON
from tests.wire.loopback.model import Channel, Guild, User

FIRST_ANSWER_SECONDS = 3.0
"""How long Discord accepts the first response."""


@dataclass
class Interaction:
    """An interaction and the state of its responses."""

    id: str
    token: str
    payload: JSON
    """What was sent to the bot."""
    user: User
    channel: Channel
    guild: Guild | None
    source: JSON | None = None
    """The message that the button is on; None for a command."""
    started: float = field(default_factory=time.monotonic)
    responded_after: float | None = None
    """Seconds until the first response."""
    response: JSON | None = None
    """The body of the first response: `type` and maybe `data`."""
    original_id: str | None = None
    """The message that `@original` refers to."""
    loading: bool = False
    """Whether it is deferred and still shows nothing."""
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
