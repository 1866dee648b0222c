"""Events that discord.py cannot read are left out, and the bot goes on."""

from typing import Any

import discord
import pytest

from tests.unit.gateway.discord_objects import make_bot

CHANNEL = 5
WHEN = "2026-11-23T08:00:00+00:00"


def a_message(**fields: Any) -> dict[str, Any]:
    return {
        "id": "7", "channel_id": str(CHANNEL), "content": "", "type": 0, "timestamp": WHEN,
        "edited_timestamp": None, "attachments": [], "embeds": [], "mentions": [],
        "mention_roles": [], "mention_everyone": False, "pinned": False, "tts": False,
        "author": {"id": "9", "username": "vera", "discriminator": "0", "avatar": None},
        **fields,
    }  # fmt: skip


def received(data: dict[str, Any]) -> list[discord.Message]:
    """Hand a new message to a bot, as its connection does; returns what its listeners get."""
    bot = make_bot()
    messages: list[discord.Message] = []
    bot._connection.dispatch = lambda event, *args: messages.extend(
        args if event == "message" else ()
    )
    bot._connection.parsers["MESSAGE_CREATE"](data)
    return messages


def test_an_event_that_cannot_be_read_is_an_error_in_the_log_and_no_more(
    caplog: pytest.LogCaptureFixture,
):
    broken = a_message()
    del broken["type"]
    assert received(broken) == []
    [record] = caplog.records
    assert record.levelname == "ERROR"
    assert "MESSAGE_CREATE" in record.getMessage()


@pytest.mark.parametrize("missing", ["content", "embeds", "attachments", "edited_timestamp"])
def test_a_forwarded_message_may_lack_anything(missing: str, caplog: pytest.LogCaptureFixture):
    forwarded = a_message(content="Why?")
    del forwarded[missing]
    [message] = received(a_message(message_snapshots=[{"message": forwarded}, {}]))
    first, second = message.message_snapshots
    assert first.content == ("" if missing == "content" else "Why?")
    assert second.content == ""
    assert caplog.records == []


def test_without_the_first_event_of_a_connection_the_bot_does_not_go_on():
    with pytest.raises(KeyError):
        make_bot()._connection.parsers["READY"]({})
