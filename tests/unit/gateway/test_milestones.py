"""/milestone, the buttons that turn its card, and /journey."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from unittest.mock import Mock, create_autospec

import discord
import pytest

from bot.calendar.calendar import Calendar
from bot.gateway.journey import JourneyCog
from bot.gateway.milestones import MilestonesCog
from bot.knowledge.model import Milestone
from bot.maps.subject import Picture
from bot.service.ports import MapRenderer
from bot.service.server_settings import SettingsService
from bot.service.snapshot import Snapshot
from bot.text.notices import DAY_GONE
from tests.unit.gateway.discord_objects import (
    GUILD,
    KNOWLEDGE,
    PERSON,
    SOMEONE_ELSE,
    answer_of,
    complete,
    make_interaction,
    use,
)

FIRST, SECOND = date(2013, 11, 7), date(2013, 11, 9)
SNAPSHOT = Snapshot.of(KNOWLEDGE)


class Stage:
    def __init__(self, today: date = date(2026, 11, 9)) -> None:
        self.snapshots = 0
        self.maps = create_autospec(MapRenderer, instance=True)
        self.maps.picture.side_effect = self._picture
        self.maps.journey.return_value = Picture(b"png", "The journey", "map.png")
        self.settings_service = create_autospec(SettingsService, instance=True)
        self.settings_service.today.return_value = today
        self.cog = MilestonesCog(self._snapshot, self.settings_service, self.maps)
        self.journey = JourneyCog(self._snapshot, self.settings_service, self.maps)

    def _snapshot(self) -> Snapshot:
        self.snapshots += 1
        return SNAPSHOT

    @staticmethod
    async def _picture(milestones: Sequence[Milestone], _calendar: Calendar) -> Picture:
        return Picture(b"png", milestones[0].title, "map.png")


@pytest.fixture
def stage() -> Stage:
    return Stage()


def card(asker: int | None, *, ephemeral: bool = False) -> Mock:
    """A message with a card that somebody's command brought."""
    message = Mock(spec=discord.Message, flags=discord.MessageFlags(ephemeral=ephemeral))
    message.interaction_metadata = None
    if asker is not None:
        user = Mock(spec=discord.User, id=asker)
        message.interaction_metadata = Mock(spec=discord.MessageInteractionMetadata, user=user)
    return message


def ids(view: Any) -> list[str]:
    return [child.custom_id for child in view.children]


# --- /milestone -----------------------------------------------------------------------------------


async def test_without_an_option_the_days_anniversary_is_shown_with_its_map(stage: Stage):
    interaction = make_interaction()
    await use(stage.cog.milestone, stage.cog, interaction)
    text, private = answer_of(interaction)
    assert "The second day" in text
    assert not private
    sent = interaction.response.send_message.await_args.kwargs
    assert [file.description for file in sent["files"]] == ["The second day"]
    assert ids(sent["view"]) == ["fk1:day:2013-11-07"]
    stage.settings_service.today.assert_awaited_once_with(GUILD)


async def test_a_day_without_milestones_has_buttons_to_its_neighbours_for_the_person_alone(
    stage: Stage,
):
    interaction = make_interaction()
    await use(stage.cog.milestone, stage.cog, interaction, when="8 November 2013")
    assert answer_of(interaction)[1]
    view = interaction.response.send_message.await_args.kwargs["view"]
    assert ids(view) == ["fk1:day:2013-11-07", "fk1:day:2013-11-09"]
    stage.maps.picture.assert_not_called()


async def test_a_command_stays_with_one_snapshot(stage: Stage):
    for command, cog in ((stage.cog.milestone, stage.cog), (stage.journey.journey, stage.journey)):
        stage.snapshots = 0
        await use(command, cog, make_interaction())
        assert stage.snapshots == 1
    stage.snapshots = 0
    await stage.cog.press_day(make_interaction(), FIRST)
    assert stage.snapshots == 1


@pytest.mark.parametrize(
    ("today", "first"), [(date(2026, 11, 7), FIRST), (date(2026, 11, 8), SECOND)]
)
async def test_choices_begin_with_what_is_next_in_the_servers_own_day(today: date, first: date):
    stage = Stage(today)
    choices = await complete(stage.cog.milestone, make_interaction(), "when", "")
    assert choices[0] == first.isoformat()
    stage.settings_service.today.assert_awaited_once_with(GUILD)


# --- Presses --------------------------------------------------------------------------------------


@pytest.mark.parametrize("message", [card(PERSON), card(SOMEONE_ELSE, ephemeral=True)])
async def test_a_press_under_ones_own_card_turns_it(stage: Stage, message: Mock):
    interaction = make_interaction(PERSON, message=message)
    await stage.cog.press_day(interaction, SECOND)
    edited = interaction.response.edit_message.await_args.kwargs
    assert "The second day" in edited["content"]
    assert [file.description for file in edited["attachments"]] == ["The second day"]
    interaction.response.send_message.assert_not_awaited()


@pytest.mark.parametrize("message", [card(SOMEONE_ELSE), card(None), None])
async def test_a_press_under_somebody_elses_card_shows_the_day_to_oneself(
    stage: Stage, message: Mock | None
):
    interaction = make_interaction(PERSON, message=message)
    await stage.cog.press_day(interaction, SECOND)
    text, private = answer_of(interaction)
    assert "The second day" in text
    assert private
    interaction.response.edit_message.assert_not_awaited()


async def test_a_press_for_a_day_that_is_gone_says_so(stage: Stage):
    interaction = make_interaction(message=card(PERSON))
    await stage.cog.press_day(interaction, date(2013, 11, 8))
    assert answer_of(interaction) == (DAY_GONE, True)


# --- /journey -------------------------------------------------------------------------------------


async def test_the_journey_is_shown_with_its_map_as_of_the_servers_own_day(stage: Stage):
    interaction = make_interaction()
    await use(stage.journey.journey, stage.journey, interaction)
    assert not answer_of(interaction)[1]
    sent = interaction.response.send_message.await_args.kwargs
    assert [file.description for file in sent["files"]] == ["The journey"]
    stage.maps.journey.assert_called_once_with(SNAPSHOT.calendar, date(2026, 11, 9))
