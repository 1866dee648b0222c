"""Which button an id belongs to, and what a press of it does."""

from datetime import date
from typing import Any
from unittest.mock import AsyncMock, Mock

import discord
import pytest
from discord.ext import commands

from bot.gateway.buttons import (
    KINDS,
    MILESTONES,
    QUESTIONS,
    AskButton,
    DayButton,
    StaleButton,
)
from bot.gateway.milestones import MilestonesCog
from bot.gateway.questions import QuestionsCog
from bot.text.notices import STALE_BUTTON
from tests.unit.gateway.discord_objects import answer_of, make_bot, make_interaction

IDS = {
    "fk1:ask:who-spacewalk:123456789012345678": AskButton,
    "fk1:ask:a:0": AskButton,
    "fk1:ask:2014-games:7": AskButton,
    "fk1:day:2013-11-09": DayButton,
    "fk1:day:2013-02-30": DayButton,
    "fk1:ask:who-spacewalk": StaleButton,
    "fk1:ask::7": StaleButton,
    "fk1:ask:a:b": StaleButton,
    "fk1:ask:a:7:": StaleButton,
    "fk1:ask:a:7\n": StaleButton,
    "fk1:ask:A:7": StaleButton,
    "fk1:ask:a:٧": StaleButton,
    "fk1:day:9 November": StaleButton,
    "fk1:day:2013-11-09:7": StaleButton,
    "fk1:day:2013-11-9": StaleButton,
    "fk1:teach:7": StaleButton,
    "fk1:": StaleButton,
    "fk:": StaleButton,
    "fk0:ask:x": StaleButton,
    "fk2:ask:who-spacewalk:7": StaleButton,
    "fk01:ask:who-spacewalk:7": StaleButton,
    "fk11:day:2013-11-09": StaleButton,
    "fk1-beta:ask:a:7": StaleButton,
}


def registered(custom_id: str) -> list[Any]:
    """The classes that discord.py runs for an id: all that match."""
    view_store = make_bot()._connection._view_store
    return [
        kind
        for template, kind in view_store._dynamic_items.items()
        if template.fullmatch(custom_id) is not None
    ]


@pytest.mark.parametrize(("custom_id", "kind"), IDS.items())
def test_exactly_one_class_takes_an_id(custom_id: str, kind: type):
    assert registered(custom_id) == [kind]


@pytest.mark.parametrize("custom_id", ["", "fk1", "more:1", "xfk1:ask:a:7", "FK1:ask:a:7"])
def test_ids_of_other_buttons_are_left_alone(custom_id: str):
    assert registered(custom_id) == []


@pytest.mark.parametrize(
    ("button", "custom_id"),
    [
        (
            AskButton("who-spacewalk", 7, "Who?", discord.ButtonStyle.primary),
            "fk1:ask:who-spacewalk:7",
        ),
        (DayButton("2013-11-09", "9 November 2013"), "fk1:day:2013-11-09"),
    ],
)
async def test_a_button_is_found_again_by_the_id_it_was_sent_with(button: Any, custom_id: str):
    assert button.custom_id == custom_id
    match = button.template.fullmatch(custom_id)
    again = await type(button).from_custom_id(make_interaction(), button.item, match)
    assert again.custom_id == custom_id
    assert again.item.label == button.item.label
    assert again.item.style is button.item.style


def test_a_label_is_cut_to_what_discord_takes():
    button = AskButton("a", 0, "x" * 100, discord.ButtonStyle.primary)
    assert button.item.label == "x" * 80


def with_cog(name: str, cog: Mock) -> Mock:
    bot = Mock(spec=commands.Bot)
    bot.get_cog.side_effect = {name: cog}.get
    return make_interaction(client=bot)


async def test_a_press_of_a_question_is_handled_by_the_cog_for_questions():
    cog = Mock(spec=QuestionsCog)
    interaction = with_cog(QUESTIONS, cog)
    await AskButton("hours", 7, "?", discord.ButtonStyle.primary).callback(interaction)
    cog.press_entry.assert_awaited_once_with(interaction, "hours", 7)


async def test_a_press_of_a_day_is_handled_by_the_cog_for_milestones():
    cog = Mock(spec=MilestonesCog)
    interaction = with_cog(MILESTONES, cog)
    await DayButton("2013-11-09", "?").callback(interaction)
    cog.press_day.assert_awaited_once_with(interaction, date(2013, 11, 9))


def test_the_cogs_have_the_names_that_buttons_look_for():
    assert QuestionsCog.__cog_name__ == QUESTIONS
    assert MilestonesCog.__cog_name__ == MILESTONES


async def test_a_press_of_a_day_that_does_not_exist_says_that_the_button_no_longer_works():
    interaction = make_interaction()
    await DayButton("2013-02-30", "?").callback(interaction)
    assert answer_of(interaction) == (STALE_BUTTON, True)


async def test_a_press_of_a_stale_button_says_that_it_no_longer_works():
    item: discord.ui.Button[Any] = discord.ui.Button(custom_id="fk0:ask:x")
    match = KINDS[-1].__discord_ui_compiled_template__.fullmatch("fk0:ask:x")
    assert match is not None
    interaction = make_interaction()
    button = await StaleButton.from_custom_id(interaction, item, match)
    await button.callback(interaction)
    assert answer_of(interaction) == ("This button no longer works. Please ask again.", True)


async def test_an_error_in_a_press_is_reported_with_an_incident_code(caplog):
    cog = Mock(spec=QuestionsCog)
    cog.press_entry = AsyncMock(spec=QuestionsCog.press_entry, side_effect=ZeroDivisionError)
    interaction = with_cog(QUESTIONS, cog)
    await AskButton("hours", 7, "?", discord.ButtonStyle.primary).callback(interaction)
    text, private = answer_of(interaction)
    (record,) = caplog.records
    assert record.message.startswith("Incident ")
    assert record.message.removeprefix("Incident ") in text
    assert private
