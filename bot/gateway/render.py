"""Turns replies and milestones into Discord messages: text and buttons."""

from collections.abc import Sequence

import discord

from bot.calendar.calendar import Calendar
from bot.calendar.day_names import day_name
from bot.gateway.buttons import AskButton, DayButton
from bot.gateway.outgoing import Outgoing, text_message
from bot.knowledge.model import Milestone
from bot.service.reply import Reply
from bot.text.answers import answer_message
from bot.text.markup import DISCORD
from bot.text.outcome import PlaceInCalendar, Suggest, Unknown

RELATED = 2  # buttons below an answer; more would draw attention away from it


def reply_message(reply: Reply, asker: int) -> Outgoing:
    """An answer with buttons to related entries, suggestions as buttons, or days as buttons."""
    match reply.outcome:
        case Suggest(entries):
            row = [
                AskButton(entry.id, asker, entry.question, discord.ButtonStyle.primary)
                for entry in entries
            ]
        case Unknown(reason=PlaceInCalendar(days=days)):
            row = [DayButton(day.isoformat(), day_name(day)) for day in days]
        case _:
            row = [
                AskButton(entry.id, 0, entry.question, discord.ButtonStyle.secondary)
                for entry in reply.related[:RELATED]
            ]
    return text_message(answer_message(reply.outcome, DISCORD), row)


def card(text: str, milestones: Sequence[Milestone], calendar: Calendar) -> Outgoing:
    """A card: `text`, which shows the milestones, and buttons to the days before and after them."""
    before = calendar.previous(milestones[0].date)
    after = calendar.next(milestones[-1].date)
    row = [DayButton(before.isoformat(), f"◀ {day_name(before)}")] if before else []
    row += [DayButton(after.isoformat(), f"{day_name(after)} ▶")] if after else []
    return text_message(text, row)
