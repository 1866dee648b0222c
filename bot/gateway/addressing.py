"""Whether a message is meant for the bot, and what it asks without the bot's name."""

import re
from enum import Enum, auto

import discord

from bot.service.ports import Ledger


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
    replied_to = message.reference and message.reference.resolved
    if isinstance(replied_to, discord.Message) and replied_to.author.id == me.id:
        is_post = await ledger.is_post(replied_to.id)
        return Address.OVERHEARD if is_post else Address.BOT
    return Address.BOT if me in message.mentions else Address.OTHERS


def without_mentions(message: discord.Message, me: discord.ClientUser) -> str:
    """The text of a message without mentions of the bot and of its own role."""
    own = [f"@!?{me.id}"]
    if message.guild and message.guild.self_role:
        own.append(f"@&{message.guild.self_role.id}")
    return re.sub(rf"<(?:{'|'.join(own)})>", " ", message.content)
