"""Keeps the bot running when Discord sends an event that discord.py cannot read.

discord.py lets such an error end the connection, and with it the process, although no more than
one event is lost.
"""

import logging
from collections.abc import Callable
from typing import Any

log = logging.getLogger(__name__)

EventParser = Callable[[Any], None]

# Without the first event of a connection the bot would wait for ever to be ready.
_NEEDED = frozenset({"READY"})

# Discord calls a forwarded message partial; discord.py expects these keys in it.
_FORWARDED_WITHOUT = {
    "type": 0,
    "content": "",
    "embeds": (),
    "attachments": (),
    "timestamp": None,
    "edited_timestamp": None,
}


def make_tolerant(parsers: dict[str, EventParser]) -> None:
    """Let discord.py's parsers, by the names of their events, log what they cannot read."""
    for event, parse in parsers.items():
        if event not in _NEEDED:
            parsers[event] = _tolerant(event, parse)


def _tolerant(event: str, parse: EventParser) -> EventParser:
    def parse_or_log(data: Any) -> None:
        try:
            if "message_snapshots" in (data or ()):
                _complete_forwarded(data)
            parse(data)
        except Exception:
            log.exception("An event %s of Discord's cannot be read, and is left out", event)

    return parse_or_log


def _complete_forwarded(message: dict[str, Any]) -> None:
    for snapshot in message["message_snapshots"] or ():
        snapshot["message"] = _FORWARDED_WITHOUT | snapshot.get("message", {})
