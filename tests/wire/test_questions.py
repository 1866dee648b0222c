"""Questions to the running bot, in every way that Discord offers."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
import pytest_asyncio

from tests.wire.loopback import JSON, ChannelType, contents
from tests.wire.scene import Scene, open_scene

pytestmark = pytest.mark.asyncio(loop_scope="module")

UNLIT = "why wasn't the torch lit?"
SILENT = {"parse": [], "replied_user": False}


@pytest_asyncio.fixture(scope="module", loop_scope="module", name="scene")
async def _scene(tmp_path_factory) -> AsyncGenerator[Scene]:
    async with open_scene(tmp_path_factory.mktemp("home")) as scene, scene.running_bot():
        yield scene


async def test_a_mention_is_answered_as_a_reply_with_a_source_and_pings_nobody(scene: Scene):
    message = await scene.discord.say(scene.channel, scene.person, UNLIT, mentions_bot=True)
    reply = await scene.discord.wait_for_message(scene.channel, after=message)
    assert reply["message_reference"]["message_id"] == message["id"]
    assert "International Space Station" in reply["content"]
    assert "\n-# " in reply["content"]
    assert reply["embeds"] == []
    assert reply["mentions"] == []
    sent = scene.discord.sent_requests("POST", f"/channels/{scene.channel.id}/messages")[-1].json
    assert sent["allowed_mentions"] == SILENT
    assert sent["flags"] & 4, "link previews must be off"
    assert sent["message_reference"]["fail_if_not_exists"] is False


async def test_the_bots_own_role_counts_as_a_mention(scene: Scene):
    role = scene.discord.world.bot_role(scene.guild)
    message = await scene.discord.say(
        scene.channel, scene.person, f"{role.mention} who went on the spacewalk?", mentions_bot=True
    )
    reply = await scene.discord.wait_for_message(scene.channel, after=message)
    assert "Kotov" in reply["content"]


async def test_a_direct_message_needs_no_mention(scene: Scene):
    dm = scene.discord.world.dm(scene.person)
    message = await scene.discord.say(dm, scene.person, "who went on the spacewalk?")
    reply = await scene.discord.wait_for_message(dm, after=message)
    assert "Kotov" in reply["content"]


async def test_a_question_in_reply_to_an_answer_is_answered(scene: Scene):
    message = await scene.discord.say(scene.channel, scene.person, UNLIT, mentions_bot=True)
    first = await scene.discord.wait_for_message(scene.channel, after=message)
    again = await scene.discord.say(
        scene.channel, scene.person, "and who went on the spacewalk with it?", reply_to=first
    )
    second = await scene.discord.wait_for_message(scene.channel, after=again)
    assert "Kotov" in second["content"]
    assert second["message_reference"]["message_id"] == again["id"]


async def test_a_question_in_a_thread_or_forum_post_is_answered_there(scene: Scene):
    forum = scene.discord.world.add_channel(scene.guild, "help", ChannelType.FORUM)
    for parent in (scene.channel, forum):
        thread = scene.discord.world.add_thread(parent, "A question", scene.person)
        message = await scene.discord.say(thread, scene.person, UNLIT, mentions_bot=True)
        reply = await scene.discord.wait_for_message(thread, after=message)
        assert "International Space Station" in reply["content"]


async def test_ask_answers_publicly_or_on_request_privately(scene: Scene):
    shown = await scene.discord.slash(
        scene.guild, scene.channel, scene.person, "ask", {"question": UNLIT}
    )
    response = await scene.discord.wait_for_response(shown)
    assert "International Space Station" in response["content"]
    assert not response["ephemeral"]
    hidden = await scene.discord.slash(
        scene.guild, scene.channel, scene.person, "ask", {"question": UNLIT, "private": True}
    )
    assert (await scene.discord.wait_for_response(hidden))["ephemeral"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("how do I bake sourdough bread?", "don't know"),
        ("how do they keep the flame burning?", "not sure what you mean"),
    ],
)
async def test_only_the_user_sees_that_the_bot_has_no_answer(
    scene: Scene, question: str, expected: str
):
    interaction = await scene.discord.slash(
        scene.guild, scene.channel, scene.person, "ask", {"question": question}
    )
    response = await scene.discord.wait_for_response(interaction)
    assert response["ephemeral"]
    assert expected in response["content"]


async def test_autocompletion_offers_questions_and_choosing_one_answers_it(scene: Scene):
    choices = await scene.discord.autocomplete(
        scene.guild, scene.channel, scene.person, "ask", "question", "cauldr"
    )
    assert 1 <= len(choices) <= 25
    assert all(1 <= len(choice["name"]) <= 100 for choice in choices)
    assert "cauldron" in choices[0]["name"].casefold()
    chosen = await scene.discord.slash(
        scene.guild, scene.channel, scene.person, "ask", {"question": choices[0]["value"]}
    )
    assert not (await scene.discord.wait_for_response(chosen))["ephemeral"]
    assert await scene.discord.autocomplete(
        scene.guild, scene.channel, scene.person, "ask", "question", "zzzzz"
    ), "something is always offered"


async def test_choosing_a_suggestion_shows_its_answer_but_not_if_another_user_presses_it(
    scene: Scene,
):
    message = await scene.discord.say(scene.channel, scene.person, "weather", mentions_bot=True)
    offer = await scene.discord.wait_for_message(scene.channel, after=message)
    assert "one of these" in offer["content"]
    button = offer["components"][0]["components"][0]
    by_other = await scene.discord.press(offer, button["custom_id"], scene.other)
    seen = await scene.discord.wait_for_response(by_other)
    assert seen["ephemeral"]
    before = scene.discord.world.find_message(offer["id"])
    assert before is not None
    assert before["content"] == offer["content"]
    await scene.discord.press(offer, button["custom_id"], scene.person)
    await scene.discord.wait_for_message(
        scene.channel,
        predicate=lambda message: message["id"] == offer["id"] and "-# " in message["content"],
    )


async def test_messages_that_do_not_address_the_bot_are_not_answered(scene: Scene):
    discord, channel = scene.discord, scene.channel
    start = len(discord.world.sent)
    await discord.say(channel, scene.person, UNLIT)
    await discord.say(channel, scene.person, UNLIT, everyone=True)
    await discord.say(channel, scene.person, UNLIT, mentions_bot=True, author_is_bot=True)
    await discord.say(channel, scene.person, UNLIT, mentions_bot=True, webhook=True)
    await discord.say(channel, scene.person, f"{discord.world.bot.mention} {UNLIT}", kind=7)
    other_role = discord.world.add_role(scene.guild, "moderators")
    await discord.say(channel, scene.person, UNLIT, role_mentions=[other_role])
    await asyncio.sleep(1.0)
    assert [contents(message) for message in discord.world.sent[start:]] == []
    await discord.say(channel, discord.world.bot, f"{discord.world.bot.mention} {UNLIT}")
    await asyncio.sleep(0.5)
    assert len(discord.world.sent) == start + 1, "the bot does not answer itself"


async def test_an_empty_mention_gets_at_most_one_hint_an_hour(scene: Scene):
    newcomer = scene.discord.world.add_user("newcomer")
    scene.discord.world.add_member(scene.guild, newcomer)
    message = await scene.discord.say(scene.channel, newcomer, "", mentions_bot=True)
    hint = await scene.discord.wait_for_message(scene.channel, after=message)
    assert "/ask" in hint["content"]
    await scene.discord.say(scene.channel, newcomer, "", mentions_bot=True)
    await scene.discord.quiet(0.7, scene.channel)


async def test_a_reply_without_a_ping_has_no_readable_text_and_gets_the_hint(scene: Scene):
    quiet_one = scene.discord.world.add_user("quiet one")
    scene.discord.world.add_member(scene.guild, quiet_one)
    message = await scene.discord.say(scene.channel, scene.person, UNLIT, mentions_bot=True)
    answer = await scene.discord.wait_for_message(scene.channel, after=message)
    message = await scene.discord.say(
        scene.channel, quiet_one, "and who carried it?", reply_to=answer, ping=False
    )
    hint = await scene.discord.wait_for_message(scene.channel, after=message)
    assert "/ask" in hint["content"]


async def test_milestones_are_found_by_date_place_and_event(scene: Scene):
    for when, expected in (
        ("9 November 2013", "9 November 2013"),
        ("vladivastok", "Vladivostok"),
        ("north pole", "North Pole"),
    ):
        interaction = await scene.discord.slash(
            scene.guild, scene.channel, scene.person, "milestone", {"when": when}
        )
        response = await scene.discord.wait_for_response(interaction)
        assert expected in response["content"]
        assert "\n-# " in response["content"]


async def test_a_question_about_a_date_a_place_or_an_event_is_answered_from_the_calendar(
    scene: Scene,
):
    for question, expected in (
        ("what happened on november 9?", "9 November 2013"),
        ("when was it in kazan", "31 December 2013"),
        ("when was the torch on elbrus", "25 October 2013"),
        ("where was it on 29 january", "30 January 2014"),
        ("did it go to Paris", "no stop called Paris"),
    ):
        message = await scene.discord.say(scene.channel, scene.person, question, mentions_bot=True)
        reply = await scene.discord.wait_for_message(scene.channel, after=message)
        assert expected in reply["content"]


async def test_a_place_in_a_question_that_nothing_answers_has_buttons_to_its_days(scene: Scene):
    message = await scene.discord.say(
        scene.channel, scene.person, "who carried it in Kazan?", mentions_bot=True
    )
    reply = await scene.discord.wait_for_message(scene.channel, after=message)
    assert "My calendar lists Kazan on 30 December 2013 and 31 December 2013" in reply["content"]
    first, second = reply["components"][0]["components"]
    assert [first["label"], second["label"]] == ["30 December 2013", "31 December 2013"]
    pressed = await scene.discord.press(reply, second["custom_id"], scene.person)
    card = await scene.discord.wait_for_response(pressed)
    assert "*31 December 2013 · Kazan" in card["content"]
    stored = scene.discord.world.find_message(reply["id"])
    assert stored is not None
    assert stored["content"] == reply["content"], "the question's reply stays for the others"


async def test_a_milestones_buttons_lead_to_the_previous_and_next_days(scene: Scene):
    interaction = await scene.discord.slash(
        scene.guild, scene.channel, scene.person, "milestone", {"when": "2013-11-09"}
    )
    card = await scene.discord.wait_for_response(interaction)
    row = card["components"][0]["components"]
    by_other = await scene.discord.press(card, row[1]["custom_id"], scene.other)
    assert (await scene.discord.wait_for_response(by_other))["ephemeral"]
    turned = await scene.discord.press(card, row[0]["custom_id"], scene.person)
    response = await scene.discord.wait_for_response(turned)
    assert response["id"] == card["id"]
    assert "8 November 2013" in response["content"]


async def test_a_day_without_a_milestone_offers_the_days_before_and_after(scene: Scene):
    interaction = await scene.discord.slash(
        scene.guild, scene.channel, scene.person, "milestone", {"when": "31 November"}
    )
    response = await scene.discord.wait_for_response(interaction)
    assert response["ephemeral"]
    assert "no such day" in response["content"]
    before = response["components"][0]["components"][0]
    assert before["label"] == "30 November 2013"
    pressed = await scene.discord.press(response, before["custom_id"], scene.person)
    assert "Kemerovo" in (await scene.discord.wait_for_response(pressed))["content"]


async def test_autocompletion_of_milestones_always_offers_something(scene: Scene):
    for typed in ("", "kaz", "9 nov", "zzzzzz"):
        choices = await scene.discord.autocomplete(
            scene.guild, scene.channel, scene.person, "milestone", "when", typed
        )
        assert 1 <= len(choices) <= 25
        assert all(len(choice["name"]) <= 100 for choice in choices)


async def test_help_lists_the_topics_and_a_topics_questions(scene: Scene):
    interaction = await scene.discord.slash(scene.guild, scene.channel, scene.person, "help")
    overview = await scene.discord.wait_for_response(interaction)
    assert overview["ephemeral"]
    assert "The crews" in overview["content"]
    interaction = await scene.discord.slash(
        scene.guild, scene.channel, scene.person, "help", {"topic": "The crews"}
    )
    topic = await scene.discord.wait_for_response(interaction)
    assert "- Who" in topic["content"]


async def press(scene: Scene, custom_id: str) -> JSON:
    """The response to pressing a button with this id below a message of the bot."""
    message = await scene.discord.say(scene.channel, scene.person, UNLIT, mentions_bot=True)
    reply = await scene.discord.wait_for_message(scene.channel, after=message)
    stored = scene.discord.world.find_message(reply["id"])
    assert stored is not None
    button = {"type": 2, "style": 2, "label": "?", "custom_id": custom_id, "id": 2}
    stored["components"] = [{"type": 1, "components": [button]}]
    pressed = await scene.discord.press(stored, custom_id, scene.person)
    return await scene.discord.wait_for_response(pressed)


async def test_a_button_of_an_old_message_still_answers_its_entry(scene: Scene):
    response = await press(scene, f"fk1:ask:who-spacewalk:{scene.person.id}")
    assert not response["ephemeral"], "the message becomes the answer to its asker"
    assert "Kotov" in response["content"]
    response = await press(scene, f"fk1:ask:who-spacewalk:{scene.other.id}")
    assert response["ephemeral"]
    assert "Kotov" in response["content"]


async def test_a_button_of_an_old_message_still_shows_its_day(scene: Scene):
    response = await press(scene, "fk1:day:2013-11-09")
    assert response["ephemeral"]
    assert "9 November 2013" in response["content"]


@pytest.mark.parametrize(
    "custom_id", ["fk0:ask:x", "fk2:ask:who-spacewalk:7", "fk1:quiz:7", "fk1:day:2013-02-30"]
)
async def test_a_button_that_no_longer_works_says_so(scene: Scene, custom_id: str):
    response = await press(scene, custom_id)
    assert response["ephemeral"]
    assert contents(response) == "This button no longer works. Please ask again."


async def test_a_channel_without_permissions_does_not_affect_the_others(scene: Scene):
    from tests.wire.loopback.permissions import SEND_MESSAGES

    closed = scene.discord.world.add_channel(scene.guild, "closed")
    scene.discord.world.shut_out(closed, SEND_MESSAGES)
    await scene.discord.say(closed, scene.person, UNLIT, mentions_bot=True)
    message = await scene.discord.say(scene.channel, scene.person, UNLIT, mentions_bot=True)
    assert await scene.discord.wait_for_message(scene.channel, after=message)
