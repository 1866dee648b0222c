"""Commands are registered with Discord once, until they change."""

from typing import Any
from unittest.mock import AsyncMock, Mock

import discord
import pytest
from discord import app_commands
from discord.http import HTTPClient
from discord.state import ConnectionState

from bot.gateway.command_sync import sync_if_changed
from bot.service.ports import StoreUnavailableError
from tests.unit.gateway.discord_objects import http_error


class MemoryNotes:
    def __init__(self) -> None:
        self.notes: dict[str, str] = {}

    async def get(self, key: str) -> str | None:
        return self.notes.get(key)

    async def put(self, key: str, value: str) -> None:
        self.notes[key] = value


def make_tree(description: str = "Ask me", application_id: int = 1) -> Any:
    client = Mock(spec=discord.Client, application_id=application_id)
    client.http = Mock(spec=HTTPClient)
    client._connection = Mock(spec=ConnectionState, _command_tree=None)
    tree = app_commands.CommandTree(client)
    tree.sync = AsyncMock(spec=tree.sync)

    @tree.command(name="ask", description=description)
    async def ask(interaction: discord.Interaction) -> None:
        """A command."""

    return tree


async def test_unchanged_commands_are_not_registered_again():
    notes = MemoryNotes()
    first, again = make_tree(), make_tree()
    await sync_if_changed(first, notes)
    first.sync.assert_awaited_once_with()
    await sync_if_changed(again, notes)
    again.sync.assert_not_awaited()


@pytest.mark.parametrize("change", [{"description": "Ask"}, {"application_id": 2}])
async def test_changed_commands_and_those_of_another_bot_are_registered(change: dict[str, Any]):
    notes = MemoryNotes()
    await sync_if_changed(make_tree(), notes)
    changed = make_tree(**change)
    await sync_if_changed(changed, notes)
    changed.sync.assert_awaited_once_with()


@pytest.mark.parametrize(
    "error",
    [http_error(400, 30034), http_error(403, 50001), http_error(503), discord.RateLimited(90.0)],
    ids=repr,
)
async def test_commands_that_discord_does_not_take_are_one_line_and_registered_later(
    error: Exception, caplog: pytest.LogCaptureFixture
):
    tree, notes = make_tree(), MemoryNotes()
    tree.sync.side_effect = [error, None]
    assert not await sync_if_changed(tree, notes)
    [record] = caplog.records
    assert "those from before stay" in record.getMessage()
    assert await sync_if_changed(tree, notes)
    assert await sync_if_changed(tree, notes)
    assert tree.sync.await_count == 2


@pytest.mark.parametrize("method", ["get", "put"])
async def test_a_note_that_cannot_be_read_or_written_is_one_line_and_the_bot_goes_on(
    method: str, caplog: pytest.LogCaptureFixture
):
    notes = MemoryNotes()
    unavailable = StoreUnavailableError("attempt to write a readonly database")
    setattr(notes, method, AsyncMock(spec=getattr(notes, method), side_effect=unavailable))
    tree = make_tree()
    await sync_if_changed(tree, notes)
    tree.sync.assert_awaited_once_with()
    (record,) = (record for record in caplog.records if record.levelname == "WARNING")
    assert "readonly database" in record.getMessage()
    assert record.exc_info is None


async def test_a_failed_registration_is_tried_again_next_time():
    notes = MemoryNotes()
    tree = make_tree()
    tree.sync.side_effect = ConnectionResetError
    with pytest.raises(ConnectionResetError):
        await sync_if_changed(tree, notes)
    again = make_tree()
    await sync_if_changed(again, notes)
    again.sync.assert_awaited_once_with()
