"""How a reply becomes a Discord message: its buttons and their order."""

from datetime import date

import discord

from bot.gateway.render import reply_message
from bot.service.reply import Reply
from bot.text.outcome import Answer, NoSuchPlace, PlaceInCalendar, Suggest, Unknown
from tests.builders import make_entry, make_milestone

ASKER = 7


def buttons(reply: Reply) -> dict[str | None, str | None]:
    """The labels of a reply's buttons, with what a press says to the bot."""
    view = reply_message(reply, ASKER).get("view")
    children = view.children if view else []
    return {
        child.item.label: child.item.custom_id
        for child in children
        if isinstance(child, discord.ui.DynamicItem) and isinstance(child.item, discord.ui.Button)
    }


def labels(reply: Reply) -> list[str | None]:
    return list(buttons(reply))


async def test_related_entries_become_buttons_two_at_most_in_their_order():
    related = tuple(make_entry(f"e{at}", f"Question {at}?") for at in range(3))
    reply = Reply("q", Answer((make_entry(),)), related=related)
    assert labels(reply) == ["Question 0?", "Question 1?"]


async def test_suggestions_become_buttons():
    reply = Reply("q", Suggest((make_entry("a", "This?"), make_entry("b", "Or this?"))))
    assert labels(reply) == ["This?", "Or this?"]


async def test_an_answer_without_related_entries_has_no_buttons():
    assert "view" not in reply_message(Reply("q", Answer((make_entry(),))), ASKER)


async def test_the_days_of_a_place_that_was_named_become_buttons():
    hint = Unknown(PlaceInCalendar("Kazan", (date(2013, 12, 30), date(2013, 12, 31))))
    reply = Reply("who carried it in Kazan?", hint)
    assert buttons(reply) == {
        "30 December 2013": "fk1:day:2013-12-30",
        "31 December 2013": "fk1:day:2013-12-31",
    }
    assert reply_message(reply, ASKER)["content"].startswith("I don't know that one.")


async def test_what_else_is_known_of_a_day_is_at_most_a_button_below_its_card():
    known = make_entry("fall", "Who fell?", answer="A runner.")
    card = Answer(milestones=(make_milestone(),), linked=(known,))
    reply = Reply("when was it there?", card, related=(known,))
    assert buttons(reply) == {"Who fell?": "fk1:ask:fall:0"}
    assert "A runner." not in reply_message(reply, ASKER)["content"]


async def test_without_a_day_to_offer_there_are_no_buttons():
    for reason in (None, NoSuchPlace("Narnia"), PlaceInCalendar("Kazan", ())):
        assert "view" not in reply_message(Reply("q", Unknown(reason)), ASKER)
