"""Answers that Discord could not take, or does not take, and questions that were forwarded."""

import asyncio
import time
from collections.abc import AsyncGenerator
from itertools import pairwise
from typing import Any

import pytest
import pytest_asyncio

from bot.gateway.rejections import REJECTIONS, Kind
from tests.wire.loopback import JSON, BotProcess, Channel, Value
from tests.wire.loopback.permissions import (
    ATTACH_FILES,
    MANAGE_GUILD,
    READ_MESSAGE_HISTORY,
    SEND_MESSAGES,
)
from tests.wire.scene import Scene, open_scene

pytestmark = pytest.mark.asyncio(loop_scope="module")

UNLIT = "why wasn't the torch lit?"
REASON = "naked flames"
MILESTONE = {"when": "2013-11-09"}


Trouble = dict[str, Any]  # the arguments of a fault


class Stage:
    """A scene with one running bot, whose log lines a test can look at."""

    def __init__(self, scene: Scene, bot: BotProcess) -> None:
        self.scene, self.bot = scene, bot
        self.discord, self.world, self.faults = (
            scene.discord,
            scene.discord.world,
            scene.discord.faults,
        )
        self.person, self.guild = scene.person, scene.guild

    def channel(self) -> Channel:
        """A channel of its own for each case."""
        return self.world.add_channel(self.guild, "case")

    async def ask(self, channel: Channel, text: str = UNLIT) -> JSON:
        return await self.discord.say(channel, self.person, text, mentions_bot=True)

    async def answered_once(self, channel: Channel, question: JSON, timeout: float = 20) -> JSON:
        reply = await self.discord.wait_for_message(channel, after=question, timeout=timeout)
        await self.discord.quiet(1.0, channel)
        own = [m for m in self.discord.messages(channel) if m["author"]["id"] == self.world.bot.id]
        assert own == [reply]
        assert REASON in reply["content"]
        return reply

    async def told_once(self, channel: Channel, reason: str, level: str = "INFO") -> None:
        """Wait for the line about a channel; there is one, and it has the level."""
        line = await self.bot.wait_line(f"channel {channel.id}: {reason}", 20)
        assert f" {level} " in line
        assert len([line for line in self.bot.lines if channel.id in line]) == 1

    def tries(self, channel: Channel) -> int:
        return len(self.discord.sent_requests("POST", f"/channels/{channel.id}/messages"))


@pytest_asyncio.fixture(scope="module", loop_scope="module", name="stage")
async def _stage(tmp_path_factory) -> AsyncGenerator[Stage]:
    async with open_scene(tmp_path_factory.mktemp("home"), small_faq=True) as scene:
        scene.settings["LOG_FORMAT"] = "text"
        async with scene.running_bot() as bot:
            stage = Stage(scene, bot)
            yield stage
        assert "Traceback" not in bot.output
        assert "Incident" not in bot.output
        assert " ERROR " not in bot.output


# --- Replies --------------------------------------------------------------------------------------


async def test_a_reply_arrives_once_whatever_goes_wrong_with_its_first_attempt(stage: Stage):
    troubles: list[Trouble] = [
        {"status": 503},
        {"status": 503, "before_effect": False},
        {"status": 502},
        {"status": 520, "before_effect": False},
        {"disconnect": True},
        {"disconnect": True, "before_effect": False},
        {"reset": True},
        {"reset": True, "before_effect": False},
        {"truncate": True},
        {"status": 429, "cloudflare": True, "retry_after": 0.0},
        {"status": 400, "code": 130000},
    ]
    cases: list[tuple[Channel, JSON]] = []
    for trouble in troubles:
        channel = stage.channel()
        stage.faults.add(method="POST", path=f"/channels/{channel.id}/messages", **trouble)
        cases.append((channel, await stage.ask(channel)))
    for channel, question in cases:
        reply = await stage.discord.wait_for_message(channel, after=question)
        assert reply["message_reference"]["message_id"] == question["id"]
    await stage.discord.quiet(2.0)
    for trouble, (channel, _) in zip(troubles, cases, strict=True):
        assert len(stage.discord.messages(channel)) == 2, trouble
        assert stage.tries(channel) == 2, trouble


async def test_a_reply_arrives_after_five_failures_and_ends_quietly_if_the_channel_goes_meanwhile(
    stage: Stage,
):
    five, gone, bad_gateway = stage.channel(), stage.channel(), stage.channel()
    for channel, status in ((five, 503), (gone, 503), (bad_gateway, 502)):
        path = f"/channels/{channel.id}/messages"
        stage.faults.add(method="POST", path=path, status=status, times=5)
    question = await stage.ask(five)
    await stage.ask(gone)
    await stage.ask(bad_gateway)
    while stage.tries(gone) < 3:
        await asyncio.sleep(0.05)
    stage.world.remove_channel(gone)
    await stage.answered_once(five, question, timeout=30)
    await stage.discord.wait_for_message(bad_gateway)
    for channel in (five, bad_gateway):
        sent = stage.discord.sent_requests("POST", f"/channels/{channel.id}/messages")
        pauses = [after.time - before.time for before, after in pairwise(sent)]
        assert pauses == pytest.approx([0.5, 1, 2, 3, 4], abs=0.4), "not discord.py's own"
        assert len({request.json["nonce"] for request in sent}) == 1
    await stage.told_once(gone, "the channel is gone")


async def test_a_channel_that_goes_before_the_answer_gives_one_line(stage: Stage):
    channel = stage.channel()
    path = f"/channels/{channel.id}/messages"
    stage.faults.add(method="POST", path=path, delay=0.3)
    await stage.ask(channel)
    while not stage.tries(channel):
        await asyncio.sleep(0.02)
    stage.world.remove_channel(channel)
    await stage.told_once(channel, "the channel is gone")
    assert stage.tries(channel) == 1


async def test_a_locked_thread_gives_one_line(stage: Stage):
    thread = stage.world.add_thread(stage.channel(), "Locked", stage.person)
    stage.world.lock_thread(thread)
    await stage.ask(thread)
    await stage.told_once(thread, "the thread is locked or archived")
    assert stage.tries(thread) == 1


async def test_a_thread_that_is_archived_but_not_locked_is_answered(stage: Stage):
    thread = stage.world.add_thread(stage.channel(), "Old", stage.person)
    thread.archived = True
    await stage.answered_once(thread, await stage.ask(thread))


async def test_every_rejection_that_discord_documents_gives_one_line(stage: Stage):
    rejected = {code: said for code, said in REJECTIONS.items() if said[0] is not None}
    channels: dict[int, Channel] = {}
    for code, (kind, _) in rejected.items():
        if kind in {Kind.WITHOUT_REFERENCE, Kind.WITHOUT_FILES}:
            continue
        channels[code] = channel = stage.channel()
        path = f"/channels/{channel.id}/messages"
        stage.faults.add(method="POST", path=path, status=403, code=code, times=None)
        await stage.ask(channel)
    for code, channel in channels.items():
        await stage.told_once(channel, rejected[code][1])
        assert stage.tries(channel) == 1


async def test_without_the_history_the_reply_has_no_reference(stage: Stage):
    channel = stage.channel()
    stage.world.shut_out(channel, READ_MESSAGE_HISTORY)
    reply = await stage.answered_once(channel, await stage.ask(channel))
    assert "message_reference" not in reply


async def test_a_question_that_was_deleted_meanwhile_is_answered_without_a_reference(stage: Stage):
    channel = stage.channel()
    path = f"/channels/{channel.id}/messages"
    stage.faults.add(method="POST", path=path, status=503)
    question = await stage.ask(channel)
    del stage.world.messages[channel.id][question["id"]]
    reply = await stage.answered_once(channel, question)
    assert "message_reference" not in reply


async def test_an_answer_that_was_deleted_before_its_second_attempt_stays_deleted(stage: Stage):
    channel = stage.channel()
    path = f"/channels/{channel.id}/messages"
    stage.faults.add(method="POST", path=path, status=503, before_effect=False)
    question = await stage.ask(channel)
    answer = await stage.discord.wait_for_message(channel, after=question)
    del stage.world.messages[channel.id][answer["id"]]
    await stage.told_once(channel, "the message was deleted")
    assert len(stage.discord.messages(channel)) == 1


async def test_a_closed_direct_message_gives_one_line(stage: Stage):
    dm = stage.world.dm(stage.scene.other)
    stage.scene.other.dms_open = False
    try:
        await stage.discord.say(dm, stage.scene.other, UNLIT)
        await stage.told_once(dm, "the person does not accept direct messages from me")
    finally:
        stage.scene.other.dms_open = True


async def test_a_channel_without_the_permission_gives_one_line(stage: Stage):
    channel = stage.channel()
    stage.world.shut_out(channel, SEND_MESSAGES | ATTACH_FILES)
    await stage.ask(channel)
    await stage.told_once(channel, "I'm missing a permission there")


# --- Interactions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "options"), [("ask", {"question": UNLIT}), ("milestone", MILESTONE)]
)
async def test_a_command_is_answered_whatever_goes_wrong_with_its_first_attempts(
    stage: Stage, command: str, options: dict[str, Value]
):
    channels: list[Channel] = []
    troubles: list[tuple[int, Trouble]] = [
        (1, {"status": 503}),
        (3, {"status": 503}),
        (1, {"status": 503, "before_effect": False}),
        (1, {"disconnect": True}),
        (1, {"disconnect": True, "before_effect": False}),
        (1, {"reset": True, "before_effect": False}),
        (1, {"truncate": True}),
        (2, {"status": 500}),
    ]
    for times, trouble in troubles:
        channels.append(channel := stage.channel())
        fault = stage.faults.add(method="POST", path="/callback$", times=times, **trouble)
        used = await stage.discord.slash(stage.guild, channel, stage.person, command, options)
        response = await stage.discord.wait_for_response(used)
        assert response["content"]
        if command == "milestone":
            (file,) = response["attachments"]
            assert stage.world.files[file["id"]].endswith(b"IEND\xaeB`\x82"), "not whole"
        await asyncio.sleep(0.1)
        assert fault.hits == times
    await stage.discord.quiet(1.0)
    for channel in channels:
        assert len(stage.discord.messages(channel)) == 1


async def test_after_three_seconds_only_the_original_message_is_edited(stage: Stage):
    channel = stage.channel()
    # The first attempt arrives, but the bot does not learn it, not even from those that follow.
    stage.faults.add(method="POST", path="/callback$", status=503, before_effect=False)
    stage.faults.add(method="POST", path="/callback$", status=503, times=None)
    stage.faults.add(method="PATCH", path="/@original$", status=503, times=2)
    used = await stage.discord.slash(stage.guild, channel, stage.person, "ask", {"question": UNLIT})
    patches = await stage.discord.wait_for_request(
        "PATCH", f"{used.token}/messages/@original", count=3
    )
    stage.faults.clear()
    assert patches[-1].status == 200
    callbacks = stage.discord.sent_requests("POST", f"{used.token}/callback")
    assert len(callbacks) >= 4
    assert callbacks[-1].time - callbacks[0].time < 3
    await stage.discord.quiet(1.0, channel)
    (message,) = stage.discord.messages(channel)
    assert REASON in message["content"]
    # Nothing arrives within three seconds: there is no message to edit.
    stage.faults.add(method="POST", path="/callback$", status=503, times=None)
    other = stage.channel()
    await stage.discord.slash(stage.guild, other, stage.person, "ask", {"question": UNLIT})
    await stage.told_once(other, "it took too long")
    stage.faults.clear()


async def test_an_announced_answer_arrives_although_its_edits_are_lost(stage: Stage):
    channel = stage.channel()
    stage.faults.add(method="PATCH", path="/@original$", status=503, times=2)
    stage.faults.add(method="PATCH", path="/@original$", disconnect=True, before_effect=False)
    owner = stage.world.owner
    used = await stage.discord.slash(stage.guild, channel, owner, "faq check")
    patches = await stage.discord.wait_for_request(
        "PATCH", f"{used.token}/messages/@original", count=3
    )
    assert patches[-1].status == 200
    response = await stage.discord.wait_for_response(used)
    assert response["ephemeral"]
    assert "No errors" in response["content"]
    assert used.followups == []


async def test_a_press_turns_the_message_although_the_first_attempt_is_lost(stage: Stage):
    troubles: list[Trouble] = [
        {"status": 503},
        {"disconnect": True, "before_effect": False},
    ]
    for trouble in troubles:
        channel = stage.channel()
        used = await stage.discord.slash(stage.guild, channel, stage.person, "milestone", MILESTONE)
        card = await stage.discord.wait_for_response(used)
        stage.faults.add(method="POST", path="/callback$", **trouble)
        button = card["components"][0]["components"][0]["custom_id"]
        pressed = await stage.discord.press(card, button, stage.person)
        turned = await stage.discord.wait_for_response(pressed)
        assert turned["id"] == card["id"]
        assert "8 November" in turned["content"]
        assert len(turned["attachments"]) == 1


async def test_a_command_or_button_in_a_locked_thread_gives_one_line(stage: Stage):
    thread = stage.world.add_thread(stage.channel(), "Locked", stage.person)
    used = await stage.discord.slash(stage.guild, thread, stage.person, "milestone", MILESTONE)
    card = await stage.discord.wait_for_response(used)
    button = card["components"][0]["components"][0]["custom_id"]
    stage.world.lock_thread(thread)
    await stage.discord.press(card, button, stage.person)
    await stage.told_once(thread, "the thread is locked or archived")
    for command in ("ask", "milestone", "journey", "help", "settings show"):
        locked = stage.world.add_thread(stage.channel(), "Locked", stage.person)
        stage.world.lock_thread(locked)
        options = {"question": UNLIT} if command == "ask" else {}
        await stage.discord.slash(
            stage.guild, locked, stage.person, command, options, permissions=MANAGE_GUILD
        )
        await stage.told_once(locked, "the thread is locked or archived")


async def test_a_command_in_a_channel_that_goes_meanwhile_gives_one_line(stage: Stage):
    channel = stage.channel()
    stage.faults.add(method="POST", path="/callback$", delay=0.3)
    await stage.discord.slash(stage.guild, channel, stage.person, "ask", {"question": UNLIT})
    await asyncio.sleep(0.1)
    stage.world.remove_channel(channel)
    await stage.told_once(channel, "the channel is gone")


async def test_a_map_that_is_too_large_is_left_out(stage: Stage):
    stage.faults.add(method="POST", path="/callback$", status=413, code=40005)
    used = await stage.discord.slash(
        stage.guild, stage.channel(), stage.person, "milestone", MILESTONE
    )
    response = await stage.discord.wait_for_response(used)
    assert response["attachments"] == []
    assert "9 November" in response["content"]


async def test_choices_that_discord_does_not_take_give_no_traceback(stage: Stage):
    stage.faults.add(method="POST", path="/callback$", status=404, code=10062)
    with pytest.raises(AssertionError):
        await stage.discord.autocomplete(
            stage.guild, stage.channel(), stage.person, "ask", "question", "torch", timeout=0.5
        )
    line = await stage.bot.wait_line("Could not send autocomplete choices")
    assert " INFO " in line


async def test_faq_is_not_offered_in_direct_messages(stage: Stage):
    with pytest.raises(LookupError, match="not offered here"):
        await stage.discord.slash(
            None, stage.world.dm(stage.world.owner), stage.world.owner, "faq check"
        )
    # Discord goes on offering it where it was registered before.
    (faq,) = (c for c in stage.world.commands[None] if c["name"] == "faq")
    contexts = faq["contexts"]
    faq["contexts"] = [0, 1]
    try:
        used = await stage.discord.slash(
            None, stage.world.dm(stage.world.owner), stage.world.owner, "faq check"
        )
        response = await stage.discord.wait_for_response(used)
    finally:
        faq["contexts"] = contexts
    assert response["content"] == "This command only works in servers."
    assert response["ephemeral"]


# --- Forwards -------------------------------------------------------------------------------------


async def test_a_forwarded_question_is_answered_in_a_direct_message(stage: Stage):
    channel, dm = stage.channel(), stage.world.dm(stage.person)
    mention = f"{stage.world.bot.mention} {UNLIT}"
    for text in (UNLIT, mention):
        original = await stage.discord.say(channel, stage.scene.other, text, mentions_bot=False)
        forwarded = await stage.discord.forward(dm, stage.person, original)
        reply = await stage.discord.wait_for_message(dm, after=forwarded)
        assert REASON in reply["content"]
        assert reply["message_reference"]["message_id"] == forwarded["id"]


async def test_a_forwarded_message_of_the_bots_is_read_as_well(stage: Stage):
    channel, dm = stage.channel(), stage.world.dm(stage.person)
    answer = await stage.answered_once(channel, await stage.ask(channel))
    forwarded = await stage.discord.forward(dm, stage.person, answer)
    reply = await stage.discord.wait_for_message(dm, after=forwarded)
    assert "couldn't see" not in reply["content"]


async def test_a_message_forwarded_to_a_channel_is_not_answered(stage: Stage):
    channel = stage.channel()
    to_the_bot = await stage.ask(channel)
    answer = await stage.answered_once(channel, to_the_bot)
    elsewhere = stage.channel()
    for original in (to_the_bot, answer):
        await stage.discord.forward(elsewhere, stage.person, original)
    await stage.discord.quiet(1.0, elsewhere)


async def test_a_message_without_text_gets_a_hint_that_fits_direct_messages(stage: Stage):
    picture = await stage.discord.say(stage.channel(), stage.scene.other, "")
    for name in ("forward", "sticker"):
        newcomer = stage.world.add_user(f"newcomer-{name}")
        dm = stage.world.dm(newcomer)
        if name == "forward":
            message = await stage.discord.forward(dm, newcomer, picture)
        else:
            message = await stage.discord.say(dm, newcomer, "", sticker="Wave")
        hint = await stage.discord.wait_for_message(dm, after=message)
        assert hint["content"].startswith("I can only read text")
        assert "Mention" not in hint["content"]


async def test_sigterm_ends_the_bot_at_once_while_it_tries_again(stage: Stage):
    """The last test, because it ends the bot."""
    channel = stage.channel()
    path = f"/channels/{channel.id}/messages"
    stage.faults.add(method="POST", path=path, status=503, times=None)
    await stage.ask(channel)
    while stage.tries(channel) < 3:
        await asyncio.sleep(0.05)
    began = time.monotonic()
    stage.bot.terminate()
    assert await stage.bot.exit_code(5) == 0
    assert time.monotonic() - began < 5
