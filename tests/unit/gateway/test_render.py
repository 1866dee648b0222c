"""How a reply becomes a Discord message: its buttons and their order."""

import discord

from bot.gateway.render import reply_message
from bot.service.reply import Reply
from tests.builders import make_entry, make_milestone

ASKER = 7


def labels(reply: Reply, **see_also: str) -> list[str | None]:
    view = reply_message(reply, ASKER, see_also).get("view")
    children = view.children if view else []
    return [
        child.item.label
        for child in children
        if isinstance(child, discord.ui.DynamicItem) and isinstance(child.item, discord.ui.Button)
    ]


async def test_the_entry_named_below_the_calendars_answer_is_a_button_that_answers_it():
    meant = make_entry("meant", "Was this meant?")
    reply = Reply("q", "answer", "…", milestones=(make_milestone(),), linked=(meant,))
    assert labels(reply) == ["Was this meant?"]


async def test_what_may_be_meant_comes_before_what_is_related_and_nothing_twice():
    meant = make_entry("meant", "Was this meant?")
    reply = Reply("q", "answer", "…", linked=(meant,))
    assert labels(reply, meant="Was this meant?", other="Or other?", more="Or more?") == [
        "Was this meant?",
        "Or other?",
    ]


async def test_an_answer_to_which_nothing_is_related_has_no_buttons():
    assert "view" not in reply_message(Reply("q", "answer", "…"), ASKER, {})
