"""Whether a message is meant for the bot, and what it asks without the bot's name."""

import logging
import re
from enum import Enum, auto

import discord

from bot.service.ports import Ledger, StoreUnavailableError

log = logging.getLogger(__name__)


class Address(Enum):
    """Whom a message is meant for."""

    BOT = auto()
    OVERHEARD = auto()  # a reply to a daily post: answered only if the answer is certain
    OTHERS = auto()


async def address_of(message: discord.Message, me: discord.ClientUser, ledger: Ledger) -> Address:
    """Whom a message is meant for; bots, webhooks and system messages never mean the bot."""
    if message.author.bot or message.webhook_id or message.is_system():
        return Address.OTHERS
    if message.guild is None or re.search(rf"<@!?{me.id}>", message.content):
        return Address.BOT
    own_role = message.guild.self_role
    if own_role is not None and own_role in message.role_mentions:
        return Address.BOT
    replied_to = _replied_to(message)
    if replied_to is not None and replied_to.author.id == me.id:
        try:
            is_post = await ledger.is_post(replied_to.id)
        except StoreUnavailableError as error:
            log.warning(
                "Treating a reply as a question, because the database is not available: %s", error
            )
            is_post = False
        return Address.OVERHEARD if is_post else Address.BOT
    return Address.BOT if me in message.mentions else Address.OTHERS


def question_in(message: discord.Message, me: discord.ClientUser) -> str:
    """What a message asks, without the bot's name; empty if it has no text.

    A forwarded message has no text of its own, but that of the message that was forwarded.
    """
    written = _without_mentions(message.content, message, me)
    if written or not is_forward(message):
        return written
    texts = [snapshot.content for snapshot in message.message_snapshots]
    return _without_mentions("\n".join(texts), message, me)


def is_forward(message: discord.Message) -> bool:
    """Whether a message passes another one on, from any channel and by anybody."""
    reference = message.reference
    return reference is not None and reference.type is discord.MessageReferenceType.forward


def _replied_to(message: discord.Message) -> discord.Message | None:
    """The message that this one replies to, if Discord sent it along."""
    if message.reference is None or is_forward(message):
        return None
    resolved = message.reference.resolved
    return resolved if isinstance(resolved, discord.Message) else None


def _without_mentions(text: str, message: discord.Message, me: discord.ClientUser) -> str:
    """A text without mentions of the bot and of its own role."""
    own = [f"@!?{me.id}"]
    if message.guild and message.guild.self_role:
        own.append(f"@&{message.guild.self_role.id}")
    return re.sub(rf"<(?:{'|'.join(own)})>", " ", text).strip()
