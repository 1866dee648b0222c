"""Answers to interactions: tried again within three seconds, then only edited, never twice."""

import ast
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

import bot.gateway
from bot.gateway.outgoing import text_message
from bot.gateway.responses import (
    defer,
    defer_update,
    note_received,
    replace,
    respond,
    respond_privately,
)
from bot.maps.subject import Picture
from tests.unit.gateway.conftest import FakeTime
from tests.unit.gateway.discord_objects import answer_of, http_error, make_interaction

PICTURE = Picture(b"png", "A map", "map.png")
ARRIVED, LOST = http_error(400, 40060), http_error(503)
GATEWAY = Path(bot.gateway.__file__).parent

Respond = Callable[[Mock], Awaitable[None]]


async def message(interaction: Mock) -> None:
    await respond(interaction, text_message("Here."), ephemeral=True, picture=PICTURE)


async def change(interaction: Mock) -> None:
    await replace(interaction, text_message("There."), PICTURE)


async def thinking(interaction: Mock) -> None:
    await defer(interaction, ephemeral=True)


WAYS: list[tuple[Respond, str]] = [
    (message, "send_message"),
    (change, "edit_message"),
    (thinking, "defer"),
]


def first_of(interaction: Mock, method: str, *outcomes: Any) -> Any:
    """Set the outcomes of attempts at the first response; the method that makes it."""
    first = getattr(interaction.response, method)
    first.side_effect = list(outcomes)
    return first


@pytest.mark.parametrize(("answer", "method"), WAYS)
@pytest.mark.parametrize("failures", [0, 1, 3])
async def test_a_first_response_is_tried_again(answer: Respond, method: str, failures: int, caplog):
    interaction = make_interaction()
    first = first_of(interaction, method, *[LOST] * failures, None)
    await answer(interaction)
    assert first.await_count == failures + 1
    interaction.edit_original_response.assert_not_awaited()
    assert caplog.records == []


@pytest.mark.parametrize(("answer", "method"), WAYS)
async def test_already_answered_after_a_failure_means_that_it_had_arrived(
    answer: Respond, method: str, caplog
):
    caplog.set_level("INFO")
    interaction = make_interaction()
    first_of(interaction, method, LOST, ARRIVED)
    await answer(interaction)
    interaction.edit_original_response.assert_not_awaited()
    assert caplog.records == []


@pytest.mark.parametrize(("answer", "method"), WAYS)
async def test_already_answered_at_once_means_that_another_process_did_it(
    answer: Respond, method: str, caplog
):
    caplog.set_level("INFO")
    interaction = make_interaction()
    first_of(interaction, method, ARRIVED)
    await answer(interaction)
    await respond(interaction, text_message("More."))
    interaction.edit_original_response.assert_not_awaited()
    interaction.followup.send.assert_not_awaited()
    (record,) = caplog.records
    assert record.levelname == "INFO"


@pytest.mark.parametrize("late", [0.0, 1.0])
async def test_no_attempt_begins_after_the_three_seconds(late: float, time: FakeTime):
    interaction = make_interaction()
    note_received(interaction)
    received = time.now
    time.now += late
    begun: list[float] = []

    async def lost(**_: object) -> None:
        begun.append(time.now - received)
        raise LOST

    interaction.response.send_message.side_effect = lost
    await message(interaction)
    assert len(begun) >= 3
    assert begun[0] == pytest.approx(late)
    assert 2 <= begun[-1] < 3
    interaction.edit_original_response.assert_awaited_once()


async def test_after_that_the_original_message_is_edited_for_half_a_minute(time: FakeTime):
    interaction = make_interaction()
    interaction.response.send_message.side_effect = LOST
    edits: list[float] = []

    async def edit(**edited: Any) -> None:
        edits.append(time.now)
        assert edited["content"] == "Here."
        assert [file.fp.read() for file in edited["attachments"]] == [b"png"]
        raise LOST

    interaction.edit_original_response.side_effect = edit
    await message(interaction)
    assert len(edits) >= 7
    assert edits[-1] - edits[0] >= 30
    assert max(time.pauses) <= 8


@pytest.mark.parametrize("code", [10015, 10062, 50027, 10008])
async def test_an_edit_that_comes_too_late_is_one_line(code: int, caplog):
    caplog.set_level("INFO")
    interaction = make_interaction()
    interaction.response.send_message.side_effect = LOST
    interaction.edit_original_response.side_effect = http_error(404, code)
    await message(interaction)
    (record,) = caplog.records
    assert record.levelname == "INFO"
    assert record.exc_info is None
    interaction.edit_original_response.assert_awaited_once()


@pytest.mark.parametrize(("answer", "method"), WAYS)
@pytest.mark.parametrize("code", [50083, 10003, 50001, 10062])
async def test_a_rejected_response_is_one_line_and_nothing_else_is_tried(
    answer: Respond, method: str, code: int, caplog
):
    caplog.set_level("INFO")
    interaction = make_interaction()
    first = first_of(interaction, method, http_error(400, code), None, None)
    await answer(interaction)
    await respond(interaction, text_message("More."))
    await replace(interaction, text_message("More."))
    assert first.await_count == 1
    (record,) = caplog.records
    assert record.levelname == "INFO"
    assert "channel 900" in record.message


async def test_a_response_whose_picture_is_too_large_goes_without_it():
    interaction = make_interaction()
    first = first_of(interaction, "send_message", http_error(413, 40005), None)
    await message(interaction)
    assert [len(call.kwargs["files"]) for call in first.await_args_list] == [1, 0]


async def test_an_answer_takes_the_place_of_its_announcement():
    interaction = make_interaction()
    await defer(interaction, ephemeral=True)
    interaction.edit_original_response.side_effect = [LOST, http_error(413, 40005), None]
    await respond(interaction, text_message("See https://example.org."), picture=PICTURE)
    edits = [call.kwargs for call in interaction.edit_original_response.await_args_list]
    assert [edit["content"] for edit in edits] == ["See <https://example.org>."] * 3
    assert [len(edit["attachments"]) for edit in edits] == [1, 1, 0]
    interaction.followup.send.assert_not_awaited()


async def test_an_edit_never_makes_a_text_too_long():
    interaction = make_interaction()
    text = f"See https://example.org {'x' * 1_976}"
    assert len(text) == 2_000
    await defer(interaction, ephemeral=True)
    await respond(interaction, text_message(text))
    assert interaction.edit_original_response.await_args.kwargs["content"] == text


async def test_an_announcement_that_may_have_arrived_is_edited():
    interaction = make_interaction()
    interaction.response.defer.side_effect = LOST
    await defer(interaction, ephemeral=True)
    await respond_privately(interaction, "Done.")
    assert answer_of(interaction) == ("Done.", True)


async def test_a_message_that_will_be_replaced_is_edited():
    interaction = make_interaction()
    await defer_update(interaction)
    await replace(interaction, text_message("There."), PICTURE)
    edited = interaction.edit_original_response.await_args.kwargs
    assert edited["content"] == "There."
    assert edited["view"] is None


@pytest.mark.parametrize("outcome", [None, LOST, http_error(404, 10015)])
async def test_after_an_answer_a_private_sentence_is_sent_once(outcome: Exception | None, caplog):
    interaction = make_interaction()
    await respond(interaction, text_message("Here."))
    interaction.followup.send.side_effect = outcome
    await respond_privately(interaction, "Sorry.")
    interaction.followup.send.assert_awaited_once()
    assert interaction.followup.send.await_args.kwargs["ephemeral"]
    assert all(record.exc_info is None for record in caplog.records)


def test_only_this_module_answers_interactions():
    """What goes past it is not tried again, and an expected rejection of it is an incident."""
    callers: set[str] = set()
    for path in GATEWAY.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and (
                node.attr in {"followup", "edit_original_response", "send_message", "edit_message"}
                or (node.attr == "defer")
            ):
                callers.add(path.name)
    assert callers == {"responses.py"}
