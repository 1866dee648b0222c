"""/faq on the running bot: who may, what a reload says, and that a broken file changes nothing."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.wire.loopback import User
from tests.wire.loopback.permissions import MANAGE_GUILD
from tests.wire.setting import Scene, scene

pytestmark = pytest.mark.asyncio(loop_scope="module")

ENTRY = """
  - id: brand-new
    question: What is the airspeed of an unladen swallow?
    phrasings: [how fast does a swallow fly]
    answer: About eleven metres a second.
"""
FAULTS = {
    "unknown key": b"entries:\n  - id: a\n    question: b\n    answer: c\n    colour: red\n",
    "missing": b"entries:\n  - id: a\n    question: b\n",
    "duplicate id": b"entries:\n" + b"  - {id: a, question: b, answer: c}\n" * 2,
    "duplicate key": b"entries:\n  - id: a\n    id: b\n    question: b\n    answer: c\n",
    "unknown source": b"entries:\n  - {id: a, question: b, answer: c, sources: [nowhere]}\n",
    "too long": b"entries:\n  - {id: a, question: b, answer: " + b"x" * 2_100 + b"}\n",
    "must be a mapping": b"- just\n- a list\n",
    "not UTF-8": b"entries:\n  - id: \xff\n",
    "empty": b"",
    "alias": b"a: &a [x, x]\nb: &b [*a, *a]\nentries: [*b, *b]\n",
    "levels deep": b"entries: " + b"[" * 10_000,
    "question” too long": b"entries:\n  - {id: a, question: " + b"q" * 81 + b", answer: c}\n",
    "larger than": b"entries: " + b" " * 50_000_000,
}


@pytest_asyncio.fixture(scope="module", loop_scope="module", name="live")
async def _live(tmp_path_factory) -> AsyncGenerator[Scene]:
    async with scene(tmp_path_factory.mktemp("home")) as setting:
        folder = str(setting.knowledge())
        async with setting.live(KNOWLEDGE_DIR=folder, ADMIN_GUILD_IDS=setting.guild.id):
            yield setting


async def faq(live: Scene, command: str, user: User, permissions: int = MANAGE_GUILD) -> str:
    """What somebody sees who uses a /faq command."""
    used = await live.server.slash(
        live.guild, live.channel, user, f"faq {command}", permissions=permissions
    )
    response = await live.server.wait_for_response(used, timeout=40)
    assert response["ephemeral"]
    return str(response["content"])


async def answers(live: Scene, question: str) -> str:
    said = await live.server.say(live.channel, live.person, question, mentions_bot=True)
    return str((await live.server.wait_for_message(live.channel, after=said))["content"])


async def test_a_reload_says_what_changed_and_the_new_answer_is_given(live: Scene):
    faq_file = live.knowledge() / "faq.yaml"
    before = faq_file.read_text("utf-8")
    faq_file.write_text(before + ENTRY, "utf-8")
    told = await faq(live, "reload", live.person)
    assert "1 entry added: `brand-new`" in told
    assert "eleven metres" in await answers(live, "what's the airspeed of an unladen swallow?")
    faq_file.write_text(before.replace("naked flames", "open fires"), "utf-8")
    told = await faq(live, "reload", live.person)
    assert "1 entry removed: `brand-new`" in told
    assert "1 entry changed: `why-unlit`" in told
    faq_file.write_text(before, "utf-8")
    await faq(live, "reload", live.person)
    assert "Nothing has changed" in await faq(live, "reload", live.person)


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_broken_file_is_refused_with_its_place_and_the_old_answers_go_on(
    live: Scene, fault: str
):
    faq_file = live.knowledge() / "faq.yaml"
    before = faq_file.read_bytes()
    try:
        faq_file.write_bytes(FAULTS[fault])
        told = await faq(live, "reload", live.person)
        assert "Reload failed" in told
        assert f"{faq_file}:" in told
        assert fault in told
        assert ": error: " in await faq(live, "check", live.person)
        assert "Kotov" in await answers(live, "who went on the spacewalk?")
    finally:
        faq_file.write_bytes(before)


async def test_an_impossible_date_is_refused_with_its_place_and_the_old_days_go_on(live: Scene):
    file = live.knowledge() / "milestones.yaml"
    before = file.read_bytes()
    try:
        file.write_bytes(before.replace(b"date: 2013-11-23", b"date: 2013-11-31", 1))
        told = await faq(live, "reload", live.person)
        assert "Reload failed" in told
        assert f"{file}:" in told
        assert "no such day as 2013-11-31" in told
        asked = await live.server.slash(
            live.guild, live.channel, live.person, "milestone", {"when": "2013-11-23"}
        )
        assert "Baikal" in (await live.server.wait_for_response(asked))["content"]
    finally:
        file.write_bytes(before)


async def test_check_reports_without_changing_anything(live: Scene):
    assert "No errors: 100 entries" in await faq(live, "check", live.person)


async def test_only_administrators_may(live: Scene):
    assert "the people who run me" in await faq(live, "reload", live.other, permissions=0)
    elsewhere = live.server.world.add_guild("Elsewhere", owner=live.other)
    channel = live.server.world.add_channel(elsewhere, "general")
    used = await live.server.slash(
        elsewhere, channel, live.other, "faq reload", permissions=MANAGE_GUILD
    )
    assert "the people who run me" in (await live.server.wait_for_response(used))["content"]
    by_owner = await live.server.slash(
        elsewhere, channel, live.server.world.owner, "faq check", permissions=0
    )
    assert "No errors" in (await live.server.wait_for_response(by_owner, timeout=40))["content"]


async def test_a_folder_that_vanishes_is_refused_too(live: Scene):
    folder = live.knowledge()
    aside = folder.with_name("aside")
    folder.rename(aside)
    try:
        assert "missing" in await faq(live, "reload", live.person)
    finally:
        Path(aside).rename(folder)
