"""Whom a message is meant for, and its text without the bot's name."""

from unittest.mock import AsyncMock, Mock

import discord
import pytest

from bot.gateway.addressing import Address, address_of, question_in
from bot.service.ports import Ledger, StoreUnavailableError
from tests.unit.gateway.discord_objects import (
    ME,
    OWN_ROLE,
    SOMEONE_ELSE,
    make_me,
    make_message,
    make_user,
)

POST = 42  # the id of a daily post
ME_USER = make_me()


async def address(message: Mock) -> Address:
    ledger = Mock(spec=Ledger)
    ledger.is_post = AsyncMock(spec=Ledger.is_post, side_effect=lambda id_: id_ == POST)
    return await address_of(message, ME_USER, ledger)


def reply_to(author: Mock, id_: int = 1) -> Mock:
    message = make_message("and when?")
    replied_to = Mock(spec=discord.Message, author=author, id=id_)
    message.reference = Mock(spec=discord.MessageReference, resolved=replied_to)
    return message


@pytest.mark.parametrize("content", [f"<@{ME}> when?", f"when, <@!{ME}>?"])
async def test_a_mention_means_the_bot(content: str):
    assert await address(make_message(content)) is Address.BOT


async def test_a_mention_of_the_bots_own_role_means_the_bot():
    message = make_message(f"<@&{OWN_ROLE}> when?")
    message.role_mentions = [message.guild.self_role]
    assert await address(message) is Address.BOT


async def test_a_mention_of_another_role_does_not():
    message = make_message("<@&5> when?", role_mentions=[Mock(spec=discord.Role, id=5)])
    assert await address(message) is Address.OTHERS


async def test_a_direct_message_means_the_bot():
    assert await address(make_message("when?", guild=False)) is Address.BOT


async def test_a_reply_to_an_answer_means_the_bot():
    assert await address(reply_to(ME_USER)) is Address.BOT


async def test_a_reply_to_a_daily_post_is_overheard():
    assert await address(reply_to(ME_USER, POST)) is Address.OVERHEARD


async def test_a_reply_to_a_daily_post_with_a_mention_means_the_bot():
    message = reply_to(ME_USER, POST)
    message.content = f"<@{ME}> when?"
    assert await address(message) is Address.BOT


async def test_a_reply_to_a_person_is_for_others():
    assert await address(reply_to(make_user(SOMEONE_ELSE))) is Address.OTHERS


async def test_a_reply_to_a_deleted_message_counts_only_if_it_pings_the_bot():
    message = make_message("and when?")
    deleted = Mock(spec=discord.DeletedReferencedMessage)
    message.reference = Mock(spec=discord.MessageReference, resolved=deleted)
    assert await address(message) is Address.OTHERS
    message.mentions = [ME_USER]
    assert await address(message) is Address.BOT


async def test_a_message_that_does_not_mention_the_bot_is_for_others():
    assert await address(make_message("@everyone when?")) is Address.OTHERS


@pytest.mark.parametrize("guild", [True, False])
async def test_bots_webhooks_and_system_messages_are_ignored(guild: bool):
    content = f"<@{ME}> when?"
    by_bot = make_message(content, guild=guild, author=make_user(bot=True))
    by_webhook = make_message(content, guild=guild, webhook_id=3)
    by_system = make_message(content, guild=guild)
    by_system.is_system.return_value = True
    for message in (by_bot, by_webhook, by_system):
        assert await address(message) is Address.OTHERS


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"<@{ME}> when?", "when?"),
        (f"<@!{ME}> when?", "when?"),
        (f"<@&{OWN_ROLE}> when?", "when?"),
        (f"when, <@{ME}>", "when,"),
        (f"<@{ME}>", ""),
        ("<@5> when?", "<@5> when?"),
        ("<@&5> when?", "<@&5> when?"),
        (f"<#{ME}> when?", f"<#{ME}> when?"),
    ],
)
def test_only_mentions_of_the_bot_are_taken_out(content: str, text: str):
    assert question_in(make_message(content), ME_USER) == text


def test_a_direct_message_has_no_role_to_take_out():
    content = f"<@{ME}> and <@&{OWN_ROLE}>"
    assert question_in(make_message(content, guild=False), ME_USER) == f"and <@&{OWN_ROLE}>"


async def test_a_reply_while_the_ledger_is_away_is_taken_for_a_question():
    ledger = Mock(spec=Ledger)
    ledger.is_post = AsyncMock(spec=Ledger.is_post, side_effect=StoreUnavailableError("locked"))
    assert await address_of(reply_to(ME_USER, POST), ME_USER, ledger) is Address.BOT


# --- Forwards -------------------------------------------------------------------------------------


def forward(
    *texts: str, content: str = "", guild: bool = False, original: Mock | None = None
) -> Mock:
    message = make_message(content, guild=guild)
    message.reference = Mock(
        spec=discord.MessageReference,
        type=discord.MessageReferenceType.forward,
        resolved=original,
    )
    message.message_snapshots = [Mock(spec=discord.MessageSnapshot, content=text) for text in texts]
    return message


@pytest.mark.parametrize(
    ("message", "text"),
    [
        (forward("when?"), "when?"),
        (forward(f"<@{ME}> when?"), "when?"),
        (forward("when?", "and who?"), "when?\nand who?"),
        (forward("when?", content="and who?"), "and who?"),
        (forward("when?", content=f"<@{ME}>", guild=True), "when?"),
        (forward(""), ""),
        (forward(), ""),
    ],
)
async def test_a_forwarded_message_asks_what_it_says(message: Mock, text: str):
    assert await address(message) is Address.BOT
    assert question_in(message, ME_USER) == text


@pytest.mark.parametrize("text", ["when?", f"<@{ME}> when?"])
async def test_a_message_forwarded_to_a_channel_is_for_others(text: str):
    assert await address(forward(text, guild=True)) is Address.OTHERS


async def test_a_forwarded_answer_of_the_bot_is_no_reply_to_it():
    answer = Mock(spec=discord.Message, author=ME_USER, id=1)
    assert await address(forward("when?", guild=True, original=answer)) is Address.OTHERS
