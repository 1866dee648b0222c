"""Sends messages to channels: rather late or without a part than not at all, but never twice.

If sending fails, the message is sent again with the same nonce, for which Discord returns the first
message if that had arrived. If Discord refuses the reference or the files, the message is sent
without them.
"""

import logging

import discord

from bot.gateway.attempts import with_retries
from bot.gateway.outgoing import Outgoing, files_of
from bot.gateway.rejections import Kind, Rejection
from bot.service.ports import Picture
from bot.service.poster_port import Sent, Unconfirmed

log = logging.getLogger(__name__)


async def send(
    channel: discord.abc.Messageable, outgoing: Outgoing, nonce: str, picture: Picture | None = None
) -> Sent | Rejection | Unconfirmed:
    """Send a message; without its picture if Discord refuses files."""
    outcome = await with_retries(
        lambda: channel.send(**outgoing, files=files_of(picture), nonce=nonce)
    )
    match outcome:
        case Rejection(kind=Kind.WITHOUT_FILES) if picture:
            return await send(channel, outgoing, nonce)
        case Rejection() | Unconfirmed():
            return outcome
        case message:
            return Sent(message.id)


async def reply(message: discord.Message, outgoing: Outgoing) -> None:
    """Reply to a message without pinging its author; without a reference if Discord refuses it."""
    # The bot may receive a message twice; because of the nonce, the reply is sent once.
    nonce = f"re{message.id}"
    outcome = await with_retries(
        lambda: message.channel.send(
            **outgoing,
            reference=message.to_reference(fail_if_not_exists=False),
            mention_author=False,
            nonce=nonce,
        )
    )
    if isinstance(outcome, Rejection) and outcome.kind is Kind.WITHOUT_REFERENCE:
        outcome = await send(message.channel, outgoing, nonce)
    if isinstance(outcome, Rejection | Unconfirmed):
        log_failure(f"reply in channel {message.channel.id}", outcome)


def log_failure(action: str, failure: Rejection | Unconfirmed) -> None:
    """Log in one line why something could not be done; expected rejections at level INFO."""
    expected = isinstance(failure, Rejection) and failure.kind is not Kind.UNKNOWN
    level = logging.INFO if expected else logging.WARNING
    log.log(level, "Could not %s: %s", action, failure.reason)
