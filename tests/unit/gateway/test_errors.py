"""What a person reads when an interaction fails, and what the log gets."""

from unittest.mock import Mock

import aiohttp
import discord
import pytest
from discord import app_commands

from bot.gateway.errors import RefusalError, report, send_privately
from tests.unit.gateway.discord_objects import answer_of, make_interaction

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


@pytest.mark.parametrize("code", [10062, 40060])
async def test_an_interaction_that_expired_or_was_answered_elsewhere_is_no_incident(
    code: int, caplog
):
    interaction = make_interaction()
    await report(interaction, as_command_error(http_error(code)))
    interaction.response.send_message.assert_not_awaited()
    assert [record for record in caplog.records if record.levelname != "INFO"] == []


async def test_an_interaction_that_was_answered_already_gets_a_follow_up():
    interaction = make_interaction()
    interaction.response.is_done.return_value = True
    await send_privately(interaction, "Sorry.")
    interaction.response.send_message.assert_not_awaited()
    interaction.followup.send.assert_awaited_once_with("Sorry.", ephemeral=True)


async def test_a_sentence_that_cannot_be_sent_is_dropped(caplog):
    interaction = make_interaction()
    interaction.response.send_message.side_effect = http_error(10062)
    with caplog.at_level("INFO"):
        await send_privately(interaction, "Sorry.")
    assert "Sorry." in caplog.text
