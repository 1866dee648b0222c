"""How replies look on Discord: plain text, sources in small print, nobody pinged."""

from collections.abc import Mapping, Sequence
from typing import NotRequired, TypedDict

import discord

from bot.calendar.calendar import Calendar
from bot.gateway.buttons import Button, ask_button, day_button
from bot.knowledge.model import Milestone
from bot.service.reply import Reply
from bot.text.milestones import day_name, tell_all

SEE_ALSO = 2  # buttons below an answer; more would outshout it


class Edited(TypedDict):
    """The arguments for turning a message into another; no buttons means those there go."""

    content: str
    suppress_embeds: bool
    allowed_mentions: discord.AllowedMentions
    view: discord.ui.View | None


class Outgoing(TypedDict):
    """The arguments that any of discord.py's ways to send a message takes."""

    content: str
    suppress_embeds: bool
    allowed_mentions: discord.AllowedMentions
    view: NotRequired[discord.ui.View]


def reply_message(reply: Reply, asker: int, see_also: Mapping[str, str]) -> Outgoing:
    """An answer with buttons to related entries (id → question), or suggestions as buttons.

    What the answer itself names as meant perhaps comes before what is merely related.
    """
    related = {entry.id: entry.question for entry in reply.linked} | dict(see_also)
    row = [
        ask_button(entry.id, asker, entry.question, discord.ButtonStyle.primary)
        for entry in reply.suggestions
    ]
    row += [
        ask_button(id_, 0, question, discord.ButtonStyle.secondary)
        for id_, question in list(related.items())[:SEE_ALSO]
    ]
    return plain(reply.message, row)


def card(milestones: Sequence[Milestone], calendar: Calendar, above: str = "") -> Outgoing:
    """Milestones with their texts and sources, and buttons to the days before and after."""
    before = calendar.previous(milestones[0].date)
    after = calendar.next(milestones[-1].date)
    row = [day_button(before, f"◀ {day_name(before)}")] if before else []
    row += [day_button(after, f"{day_name(after)} ▶")] if after else []
    return plain(tell_all(milestones, above), row)


def plain(content: str, row: Sequence[Button] = ()) -> Outgoing:
    """A message that pings nobody and unfolds no links.

    Both kinds of pings are stated, for giving only one switches the other on.
    """
    outgoing = Outgoing(
        content=content,
        suppress_embeds=True,
        allowed_mentions=discord.AllowedMentions(
            everyone=False, users=False, roles=False, replied_user=False
        ),
    )
    if row:
        view = discord.ui.View(timeout=None)
        for button in row:
            view.add_item(button)
        outgoing["view"] = view
    return outgoing


def in_place(outgoing: Outgoing) -> Edited:
    """The same message, to take the place of the one whose button was pressed."""
    return Edited(
        content=outgoing["content"],
        suppress_embeds=outgoing["suppress_embeds"],
        allowed_mentions=outgoing["allowed_mentions"],
        view=outgoing.get("view"),
    )
