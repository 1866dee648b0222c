"""Sends messages to channels: late rather than never, shortened rather than not, never twice.

A message that Discord could not take is sent again with the same nonce, for which Discord returns
the first message if that had arrived. One that it takes only without a reference or without files
is sent without them.
"""

import logging

import discord

from bot.gateway.attempts import persist
from bot.gateway.outgoing import Outgoing, files_of
from bot.gateway.rejections import Kind, Rejection
from bot.service.ports import Picture
from bot.service.poster_port import Sent, Unconfirmed

log = logging.getLogger(__name__)


async def send(
    channel: discord.abc.Messageable, outgoing: Outgoing, nonce: str, picture: Picture | None = None
) -> Sent | Rejection | Unconfirmed:
    """Send a message, with a picture if Discord takes one."""
    outcome = await persist(lambda: channel.send(**outgoing, files=files_of(picture), nonce=nonce))
    match outcome:
        case Rejection(kind=Kind.NO_FILES) if picture:
            return await send(channel, outgoing, nonce)
        case Rejection() | Unconfirmed():
            return outcome
        case message:
            return Sent(message.id)


async def reply(message: discord.Message, outgoing: Outgoing) -> None:
    """Reply to a message without pinging its author; without a reference if there can be none."""
    # A message may reach the bot twice: the same nonce sends the reply once.
    nonce = f"re{message.id}"
    outcome = await persist(
        lambda: message.channel.send(
            **outgoing,
            reference=message.to_reference(fail_if_not_exists=False),
            mention_author=False,
            nonce=nonce,
        )
    )
    if isinstance(outcome, Rejection) and outcome.kind is Kind.NO_REFERENCE:
        outcome = await send(message.channel, outgoing, nonce)
    if isinstance(outcome, Rejection | Unconfirmed):
        log_failure(f"reply in channel {message.channel.id}", outcome)


def log_failure(action: str, failure: Rejection | Unconfirmed) -> None:
    """Log in one line why something could not be done: what is to be expected as information."""
    expected = isinstance(failure, Rejection) and failure.kind is not Kind.UNKNOWN
    level = logging.INFO if expected else logging.WARNING
    log.log(level, "Could not %s: %s", action, failure.reason)
