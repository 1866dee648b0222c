"""Messages to channels: tried again with one nonce, shortened if need be, or a line in the log."""

from typing import Any
from unittest.mock import AsyncMock, Mock, create_autospec

import discord
import pytest

from bot.gateway.outgoing import text_message
from bot.gateway.rejections import OUR_BUGS, REJECTIONS, Kind, Rejection
from bot.gateway.sending import reply, send
from bot.maps.subject import Picture
from bot.service.poster_port import Sent, Unconfirmed
from tests.unit.gateway.conftest import FakeTime
from tests.unit.gateway.discord_objects import http_error, make_message

PICTURE = Picture(b"png", "A map", "map.png")


class Channel:
    """A channel that takes the outcomes of sends one after the other; the last one stays."""

    def __init__(self, *outcomes: Exception | None) -> None:
        self.outcomes: list[Exception | None] = list(outcomes)
        self.mock = create_autospec(discord.TextChannel, instance=True, id=900)
        self.mock.send = AsyncMock(spec=discord.TextChannel.send, side_effect=self._send)
        self.uploaded: list[bytes] = []

    async def _send(self, **sent: Any) -> Mock:
        for file in sent.get("files", ()):
            self.uploaded.append(file.fp.read())
            file.close()
        outcome, *rest = self.outcomes
        self.outcomes = rest or [outcome]
        if outcome is not None:
            raise outcome
        return Mock(spec=discord.Message, id=60)

    @property
    def sent(self) -> list[dict[str, Any]]:
        return [call.kwargs for call in self.mock.send.await_args_list]


async def test_a_message_is_sent_again_whole_with_the_same_nonce():
    channel = Channel(http_error(503), ConnectionResetError(), None)
    assert await send(channel.mock, text_message("Here."), "n", PICTURE) == Sent(60)
    assert [sent["nonce"] for sent in channel.sent] == ["n"] * 3
    assert channel.uploaded == [b"png"] * 3


async def test_a_message_that_discord_never_took_may_have_arrived():
    assert isinstance(
        await send(Channel(http_error(503)).mock, text_message("x"), "n"), Unconfirmed
    )


async def test_a_message_whose_picture_is_too_large_goes_without_it():
    channel = Channel(http_error(413, 40005), None)
    assert await send(channel.mock, text_message("Here."), "n", PICTURE) == Sent(60)
    assert [len(sent["files"]) for sent in channel.sent] == [1, 0]


async def test_a_message_that_is_too_large_without_a_picture_is_rejected():
    outcome = await send(Channel(http_error(413, 40005)).mock, text_message("x"), "n")
    assert isinstance(outcome, Rejection)


async def replied(channel: Channel, message: Mock | None = None) -> list[dict[str, Any]]:
    message = message or make_message("when?")
    message.channel = channel.mock
    await reply(message, text_message("Then."))
    return channel.sent


async def test_without_the_history_a_reply_goes_without_a_reference(caplog):
    first, second = await replied(Channel(http_error(403, 160002), None))
    assert first["reference"]
    assert "reference" not in second
    assert second["nonce"] == first["nonce"] == "re500"
    assert caplog.records == []


async def test_every_rejection_gives_one_line_and_no_traceback(caplog, time: FakeTime):
    caplog.set_level("INFO")
    message, channel = make_message("when?"), Channel()  # building them takes long
    for code, (kind, reason) in REJECTIONS.items():
        caplog.clear()
        time.pauses.clear()
        channel.outcomes[:] = [http_error(403, code)]
        channel.mock.send.reset_mock()
        await replied(channel, message)
        (record,) = caplog.records
        assert record.getMessage() == f"Could not reply in channel 900: {reason}"
        assert record.exc_info is None
        if kind is None:
            assert record.levelname == "WARNING"
            assert len(channel.sent) >= 7
        else:
            assert record.levelname == "INFO"
            assert len(channel.sent) == (2 if kind is Kind.WITHOUT_REFERENCE else 1)


async def test_a_code_that_nobody_knows_is_a_warning(caplog):
    await replied(Channel(http_error(403, 99_999, "New.")))
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    assert record.getMessage().endswith(": 403, error code 99999: New.")


@pytest.mark.parametrize("code", sorted(OUR_BUGS))
async def test_a_malformed_message_is_a_bug(code: int):
    with pytest.raises(discord.HTTPException):
        await replied(Channel(http_error(400, code)))
