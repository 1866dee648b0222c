"""How a reply becomes a Discord message: its buttons and their order."""

import discord

from bot.gateway.render import reply_message
from bot.service.reply import Reply
from bot.text.outcome import Answer, Suggest
from tests.builders import make_entry

ASKER = 7


def labels(reply: Reply) -> list[str | None]:
    view = reply_message(reply, ASKER).get("view")
    children = view.children if view else []
    return [
        child.item.label
        for child in children
        if isinstance(child, discord.ui.DynamicItem) and isinstance(child.item, discord.ui.Button)
    ]


async def test_related_entries_become_buttons_two_at_most_in_their_order():
    related = tuple(make_entry(f"e{at}", f"Question {at}?") for at in range(3))
    reply = Reply("q", Answer((make_entry(),)), related=related)
    assert labels(reply) == ["Question 0?", "Question 1?"]


async def test_suggestions_become_buttons():
    reply = Reply("q", Suggest((make_entry("a", "This?"), make_entry("b", "Or this?"))))
    assert labels(reply) == ["This?", "Or this?"]


async def test_an_answer_without_related_entries_has_no_buttons():
    assert "view" not in reply_message(Reply("q", Answer((make_entry(),))), ASKER)
