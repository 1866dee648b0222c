"""Questions in messages, with /ask, and by a press of a button."""

from datetime import UTC, date, datetime
from typing import Any
from unittest.mock import Mock, create_autospec

import aiohttp
import discord
import pytest
from discord.ext import commands

from bot.gateway.questions import QuestionsCog
from bot.service.answering import Answerer
from bot.service.ports import Ledger
from bot.service.server_settings import SettingsService
from bot.service.snapshot import Snapshot
from bot.text.notices import ENTRY_GONE, NO_QUESTION, NO_QUESTION_IN_DM
from tests.service.fakes.clock import FakeClock
from tests.unit.gateway.discord_objects import (
    GUILD,
    KNOWLEDGE,
    ME,
    PERSON,
    SOMEONE_ELSE,
    answer_of,
    complete,
    make_interaction,
    make_me,
    make_message,
    use,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANSWER = "From nine to five."
SNAPSHOT = Snapshot.of(KNOWLEDGE)


class Stage:
    def __init__(self) -> None:
        bot = Mock(spec=commands.Bot, user=make_me())
        self.clock = FakeClock(NOON)
        self.ledger = create_autospec(Ledger, instance=True)
        self.ledger.is_post.return_value = False
        self.settings_service = create_autospec(SettingsService, instance=True)
        self.settings_service.today.return_value = date(2026, 11, 23)
        self.answerer = Answerer(lambda: SNAPSHOT)
        self.cog = QuestionsCog(bot, self.answerer, self.settings_service, self.ledger, self.clock)

    async def sent(self, message: Mock) -> str | None:
        """What the bot sends to the channel of a message."""
        await self.cog.on_message(message)
        calls = message.channel.send.await_args_list
        return calls[-1].kwargs["content"] if calls else None


@pytest.fixture
def stage() -> Stage:
    return Stage()


def reply_to_a_post(content: str) -> Mock:
    message = make_message(content)
    post = Mock(spec=discord.Message, author=make_me(), id=42)
    message.reference = Mock(spec=discord.MessageReference, resolved=post)
    return message


def labels(view: Any) -> list[str]:
    return [child.item.label for child in view.children]


# --- Messages -------------------------------------------------------------------------------------


async def test_an_addressed_question_is_answered_as_a_reply_that_pings_nobody(stage: Stage):
    message = make_message(f"<@{ME}> When is it open?")
    assert await stage.sent(message) == ANSWER
    (call,) = message.channel.send.await_args_list
    message.to_reference.assert_called_once_with(fail_if_not_exists=False)
    assert call.kwargs["reference"] is message.to_reference.return_value
    assert call.kwargs["mention_author"] is False
    assert call.kwargs["nonce"] == "re500"
    stage.settings_service.today.assert_awaited_once_with(GUILD)


async def test_a_direct_message_is_answered_without_the_day_of_a_server(stage: Stage):
    assert await stage.sent(make_message("When is it open?", guild=False)) == ANSWER
    stage.settings_service.today.assert_awaited_once_with(None)


async def test_an_addressed_question_without_an_answer_gets_a_reply_that_says_so(stage: Stage):
    text = await stage.sent(make_message(f"<@{ME}> what's the weather"))
    assert text is not None
    assert "don't know" in text


async def test_a_message_for_others_is_ignored(stage: Stage):
    assert await stage.sent(make_message("When is it open?")) is None


async def test_a_reply_to_a_daily_post_is_answered_only_if_that_is_certain(stage: Stage):
    stage.ledger.is_post.return_value = True
    assert await stage.sent(reply_to_a_post("When is it open?")) == ANSWER
    assert await stage.sent(reply_to_a_post("what's the weather")) is None
    assert await stage.sent(reply_to_a_post("")) is None


async def test_an_empty_message_gets_the_hint_once_an_hour(stage: Stage):
    assert await stage.sent(make_message(f"<@{ME}>")) == NO_QUESTION
    assert await stage.sent(make_message(f" <@{ME}> ")) is None
    stage.clock.advance(hours=1)
    assert await stage.sent(make_message(f"<@{ME}>")) == NO_QUESTION


async def test_a_channel_in_which_the_bot_may_not_write_gets_one_line_in_the_log(
    stage: Stage, caplog
):
    message = make_message(f"<@{ME}> When is it open?")
    response = Mock(spec=aiohttp.ClientResponse, status=403, reason="Forbidden")
    error = discord.Forbidden(response, {"code": 50013, "message": "no"})
    message.channel.send.side_effect = error
    with caplog.at_level("INFO"):
        await stage.cog.on_message(message)
    assert [record.message for record in caplog.records] == [
        "Could not reply in channel 900: I'm missing a permission there"
    ]


async def test_a_direct_message_without_text_gets_a_hint_of_its_own(stage: Stage):
    assert await stage.sent(make_message("", guild=False)) == NO_QUESTION_IN_DM


# --- /ask -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "private", "is_private"),
    [
        ("When is it open?", False, False),
        ("When is it open?", True, True),
        ("when is it open", False, False),
        ("open", False, True),
        ("what's the weather", False, True),
    ],
)
async def test_ask_answers_in_public_unless_it_has_no_answer_or_the_person_objects(
    stage: Stage, question: str, private: bool, is_private: bool
):
    interaction = make_interaction()
    await use(stage.cog.ask, stage.cog, interaction, question=question, private=private)
    assert answer_of(interaction)[1] is is_private


async def test_a_choice_of_the_autocomplete_is_answered_by_its_entry(stage: Stage):
    choices = await complete(stage.cog.ask, make_interaction(), "question", "cost")
    assert choices[0] == "What does it cost?"
    interaction = make_interaction()
    await use(stage.cog.ask, stage.cog, interaction, question=choices[0])
    assert answer_of(interaction) == ("Nothing.", False)


async def test_an_answer_has_buttons_to_related_questions(stage: Stage):
    interaction = make_interaction()
    await use(stage.cog.ask, stage.cog, interaction, question="When is it open?")
    view = interaction.response.send_message.await_args.kwargs["view"]
    assert labels(view) == ["What does it cost?"]
    assert [child.custom_id for child in view.children] == ["fk1:ask:price:0"]


async def test_a_suggestion_has_buttons_for_the_asker(stage: Stage):
    interaction = make_interaction()
    await use(stage.cog.ask, stage.cog, interaction, question="open")
    view = interaction.response.send_message.await_args.kwargs["view"]
    assert view.children[0].custom_id == f"fk1:ask:hours:{PERSON}"


async def test_a_place_in_a_question_that_nothing_answers_has_buttons_to_its_days(stage: Stage):
    interaction = make_interaction()
    await use(stage.cog.ask, stage.cog, interaction, question="who sang in Baikonur?")
    text, private = answer_of(interaction)
    assert "My calendar lists Baikonur on 7 November 2013 and 9 November 2013" in text
    assert private
    view = interaction.response.send_message.await_args.kwargs["view"]
    assert [child.custom_id for child in view.children] == [
        "fk1:day:2013-11-07",
        "fk1:day:2013-11-09",
    ]


# --- Presses --------------------------------------------------------------------------------------


async def test_a_press_by_the_asker_turns_the_message_into_the_answer(stage: Stage):
    interaction = make_interaction(PERSON)
    await stage.cog.press_entry(interaction, "hours", PERSON)
    interaction.response.edit_message.assert_awaited_once()
    assert interaction.response.edit_message.await_args.kwargs["content"] == ANSWER
    interaction.response.send_message.assert_not_awaited()


@pytest.mark.parametrize("asker", [PERSON, 0])
async def test_a_press_by_somebody_else_shows_them_the_answer_alone(stage: Stage, asker: int):
    interaction = make_interaction(SOMEONE_ELSE)
    await stage.cog.press_entry(interaction, "hours", asker)
    assert answer_of(interaction) == (ANSWER, True)
    interaction.response.edit_message.assert_not_awaited()


async def test_a_press_for_an_entry_that_is_gone_says_so(stage: Stage):
    interaction = make_interaction()
    await stage.cog.press_entry(interaction, "gone", PERSON)
    assert answer_of(interaction) == (ENTRY_GONE, True)
