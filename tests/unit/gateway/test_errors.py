"""What a person reads when an interaction fails, and what the log gets."""

import logging
from unittest.mock import Mock

import aiohttp
import discord
import pytest
from discord import app_commands

from bot.gateway import client  # installs the filter of discord.py's log
from bot.gateway.errors import RefusalError, report
from bot.service.ports import StoreUnavailableError
from bot.text.notices import STORE_AWAY
from tests.unit.gateway.discord_objects import answer_of, make_interaction

_ = client
RESPONSE = Mock(spec=aiohttp.ClientResponse, status=400, reason="Bad Request")


def http_error(code: int) -> discord.HTTPException:
    return discord.HTTPException(RESPONSE, {"code": code, "message": "no"})


def as_command_error(error: Exception) -> app_commands.CommandInvokeError:
    command = Mock(spec=app_commands.Command)
    command.name = "ask"
    return app_commands.CommandInvokeError(command, error)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (RefusalError("Not like this."), "Not like this."),
        (
            app_commands.TransformerError(
                "x", discord.AppCommandOptionType.channel, Mock(spec=app_commands.Transformer)
            ),
            "That isn't a valid choice; pick one from the list.",
        ),
        (app_commands.NoPrivateMessage(), "This command only works in servers."),
        (
            app_commands.CommandNotFound("old", []),
            "This command has changed. Restart Discord and try again.",
        ),
    ],
)
async def test_mistakes_get_a_sentence_and_no_incident(error: Exception, text: str, caplog):
    interaction = make_interaction()
    await report(interaction, error)
    assert answer_of(interaction) == (text, True)
    assert caplog.records == []


@pytest.mark.parametrize("wrapped", [True, False])
async def test_a_store_that_is_away_gets_a_sentence_and_one_line_in_the_log(wrapped: bool, caplog):
    interaction = make_interaction()
    error = StoreUnavailableError("database is locked")
    await report(interaction, as_command_error(error) if wrapped else error)
    assert answer_of(interaction) == (STORE_AWAY, True)
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    assert "database is locked" in record.getMessage()
    assert record.exc_info is None


@pytest.mark.parametrize("wrapped", [True, False])
async def test_an_unexpected_error_is_logged_under_the_code_that_the_person_reads(
    wrapped: bool, caplog
):
    interaction = make_interaction()
    error = ZeroDivisionError("secret detail")
    await report(interaction, as_command_error(error) if wrapped else error)
    text, private = answer_of(interaction)
    (record,) = caplog.records
    code = record.message.removeprefix("Incident ")
    assert len(code) == 6
    assert code in text
    assert "secret" not in text
    assert private
    assert record.exc_info is not None
    assert record.exc_info[1] is error


async def test_no_two_incidents_have_the_same_code(caplog):
    for _ in range(2):
        await report(make_interaction(), ZeroDivisionError())
    assert len({record.message for record in caplog.records}) == 2


@pytest.mark.parametrize("code", [10062, 40060, 50083, 10003, 50001])
async def test_what_discord_rejects_as_expected_is_no_incident(code: int, caplog):
    interaction = make_interaction()
    with caplog.at_level("INFO"):
        await report(interaction, as_command_error(http_error(code)))
    interaction.response.send_message.assert_not_awaited()
    (record,) = caplog.records
    assert record.levelname == "INFO"
    assert record.message.startswith("Could not carry out a command in channel 900: ")


async def test_a_malformed_request_is_an_incident(caplog):
    interaction = make_interaction()
    await report(interaction, as_command_error(http_error(50035)))
    assert "Incident" in caplog.text
    assert answer_of(interaction)[1]


@pytest.mark.parametrize(
    ("error", "one_line"),
    [
        (http_error(10062), True),
        (aiohttp.ClientConnectionError("reset"), True),
        (http_error(50035), False),
        (ZeroDivisionError(), False),
    ],
    ids=repr,
)
def test_choices_that_discord_did_not_take_give_one_line_without_a_traceback(
    error: Exception, one_line: bool, caplog
):
    with caplog.at_level("INFO"):
        logging.getLogger("discord.app_commands.tree").error(
            "Ignoring exception in autocomplete for %r", "ask", exc_info=error
        )
    (record,) = caplog.records
    assert (record.levelname == "INFO" and record.exc_info is None) == one_line
    assert ("Could not send autocomplete choices" in record.message) == one_line
