"""Buttons that go on working after a restart, because their ids say what they do.

An id is `fk<version>:<kind>:<arguments>`, and each kind is a class with its own template. An id
must match only one template, because discord.py runs every class that matches. `StaleButton` takes
the ids that no other class takes, such as those of an older version below an old message.
"""

import re
from datetime import date
from typing import Any, Protocol, Self, TypeAlias, cast

import discord
from discord.ext import commands

from bot.gateway.errors import reporting
from bot.gateway.responses import respond_privately
from bot.text.notices import STALE_BUTTON

VERSION = 1
LABEL_LIMIT = 80  # characters

QUESTIONS, MILESTONES = "Questions", "Milestones"  # the cogs that handle presses

_ASK = rf"fk{VERSION}:ask:(?P<entry_id>[a-z0-9-]+):(?P<asker>[0-9]+)"
_DAY = rf"fk{VERSION}:day:(?P<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})"
_ANY_OTHER = rf"(?s:(?!(?:{_ASK}|{_DAY})\Z)fk[^:]*:.*)"

_Item: TypeAlias = discord.ui.Item[Any]
_Button: TypeAlias = discord.ui.Button[discord.ui.View]


class EntryPresses(Protocol):
    """The cog that handles presses of an `AskButton`."""

    async def press_entry(
        self, interaction: discord.Interaction, entry_id: str, asker: int
    ) -> None:
        """Show the answer of an entry."""
        ...


class DayPresses(Protocol):
    """The cog that handles presses of a `DayButton`."""

    async def press_day(self, interaction: discord.Interaction, day: date) -> None:
        """Show the milestones of a day."""
        ...


class AskButton(discord.ui.DynamicItem[_Button], template=_ASK):
    """A button that shows the answer of an entry.

    `asker` is the person whose message the answer may replace, 0 if it may replace nobody's.
    """

    def __init__(self, entry_id: str, asker: int, label: str, style: discord.ButtonStyle) -> None:
        super().__init__(_button(f"fk{VERSION}:ask:{entry_id}:{asker}", label, style))
        self.entry_id = entry_id
        self.asker = asker

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, item: _Item, match: re.Match[str], /
    ) -> Self:
        """The button as it was pressed."""
        return cls(match["entry_id"], int(match["asker"]), *_label_and_style(item))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Let the cog for questions answer."""
        async with reporting(interaction):
            cog = cast("EntryPresses", _cog(interaction, QUESTIONS))
            await cog.press_entry(interaction, self.entry_id, self.asker)


class DayButton(discord.ui.DynamicItem[_Button], template=_DAY):
    """A button that turns a card to another day, given as `YYYY-MM-DD`."""

    def __init__(
        self, day: str, label: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary
    ) -> None:
        super().__init__(_button(f"fk{VERSION}:day:{day}", label, style))
        self.day = day

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, item: _Item, match: re.Match[str], /
    ) -> Self:
        """The button as it was pressed."""
        return cls(match["day"], *_label_and_style(item))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Let the cog for milestones show the day."""
        async with reporting(interaction):
            try:
                day = date.fromisoformat(self.day)
            except ValueError:  # for example 30 February
                await respond_privately(interaction, STALE_BUTTON)
                return
            cog = cast("DayPresses", _cog(interaction, MILESTONES))
            await cog.press_day(interaction, day)


class StaleButton(discord.ui.DynamicItem[_Item], template=_ANY_OTHER):
    """A button of the bot that no longer works."""

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, item: _Item, _match: re.Match[str], /
    ) -> Self:
        """The button as it was pressed."""
        return cls(item)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Tell the person that the button no longer works."""
        async with reporting(interaction):
            await respond_privately(interaction, STALE_BUTTON)


KINDS = (AskButton, DayButton, StaleButton)


def _button(custom_id: str, label: str, style: discord.ButtonStyle) -> _Button:
    return discord.ui.Button(custom_id=custom_id, label=label[:LABEL_LIMIT], style=style)


def _label_and_style(item: _Item) -> tuple[str, discord.ButtonStyle]:
    """The label and the style of a button that was pressed."""
    if not isinstance(item, discord.ui.Button):
        return "?", discord.ButtonStyle.secondary
    return item.label or "?", item.style


def _cog(interaction: discord.Interaction, name: str) -> commands.Cog | None:
    return cast("commands.Bot", interaction.client).get_cog(name)
