"""Messages with maps: sent at once if the map is quick, announced if it takes long."""

import asyncio

import discord
import pytest

from bot.gateway import map_messages
from bot.gateway.map_messages import replace_with_map, send_with_map
from bot.gateway.outgoing import files_of, text_message
from bot.maps.subject import Picture
from tests.unit.gateway.discord_objects import make_interaction

PICTURE = Picture(b"png", "A map of the route", "map.png")


async def drawn(picture: Picture | None = PICTURE, seconds: float = 0) -> Picture | None:
    await asyncio.sleep(seconds)
    return picture


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_messages, "DEFER_AFTER", 0.01)


def test_a_map_is_a_file_with_alt_text():
    (file,) = files_of(PICTURE)
    assert (file.filename, file.description, file.fp.read()) == (
        "map.png", "A map of the route", b"png",
    )  # fmt: skip


async def test_a_quick_map_is_sent_at_once():
    interaction = make_interaction()
    await send_with_map(interaction, text_message("Here."), drawn(), ephemeral=True)
    interaction.response.defer.assert_not_awaited()
    sent = interaction.response.send_message.await_args.kwargs
    assert (sent["content"], len(sent["files"]), sent["ephemeral"]) == ("Here.", 1, True)


@pytest.mark.usefixtures("impatient")
async def test_a_slow_map_is_announced_and_takes_the_place_of_the_announcement():
    interaction = make_interaction()
    await send_with_map(interaction, text_message("Here."), drawn(seconds=0.05), ephemeral=True)
    interaction.response.defer.assert_awaited_once_with(ephemeral=True, thinking=True)
    interaction.response.send_message.assert_not_awaited()
    edited = interaction.edit_original_response.await_args.kwargs
    assert (edited["content"], len(edited["attachments"])) == ("Here.", 1)
    interaction.followup.send.assert_not_awaited()


async def test_without_a_map_the_text_goes_alone():
    interaction = make_interaction()
    await send_with_map(interaction, text_message("Here."), drawn(None))
    assert interaction.response.send_message.await_args.kwargs["files"] == []


async def test_a_message_is_replaced_with_its_map():
    interaction = make_interaction()
    await replace_with_map(interaction, text_message("There."), drawn())
    edited = interaction.response.edit_message.await_args.kwargs
    assert (edited["content"], len(edited["attachments"]), edited["view"]) == ("There.", 1, None)


@pytest.mark.usefixtures("impatient")
async def test_a_message_whose_map_is_slow_is_replaced_later():
    interaction = make_interaction()
    await replace_with_map(interaction, text_message("There."), drawn(seconds=0.05))
    interaction.response.defer.assert_awaited_once_with()
    interaction.response.edit_message.assert_not_awaited()
    edited = interaction.edit_original_response.await_args.kwargs
    assert edited["content"] == "There."
    assert isinstance(edited["attachments"][0], discord.File)
