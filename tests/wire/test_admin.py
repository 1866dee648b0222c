"""/faq on the running bot: who may use it, what a reload says, and what a broken file does."""

import re
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.wire.loopback import User
from tests.wire.loopback.permissions import MANAGE_GUILD
from tests.wire.scene import Scene, open_scene

pytestmark = pytest.mark.asyncio(loop_scope="module")

ENTRY = """
  - id: brand-new
    question: What is the airspeed of an unladen swallow?
    phrasings: [how fast does a swallow fly]
    answer: About eleven metres a second.
"""
BROKEN_FILES = {  # what the error says → the file
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


@pytest_asyncio.fixture(scope="module", loop_scope="module", name="scene")
async def _scene(tmp_path_factory) -> AsyncGenerator[Scene]:
    async with open_scene(tmp_path_factory.mktemp("home")) as scene:
        folder = str(scene.knowledge())
        async with scene.running_bot(KNOWLEDGE_DIR=folder, ADMIN_GUILD_IDS=scene.guild.id):
            yield scene


async def faq(scene: Scene, command: str, user: User, permissions: int = MANAGE_GUILD) -> str:
    """What a user of a /faq command sees."""
    used = await scene.discord.slash(
        scene.guild, scene.channel, user, f"faq {command}", permissions=permissions
    )
    response = await scene.discord.wait_for_response(used, timeout=40)
    assert response["ephemeral"]
    return str(response["content"])


async def answers(scene: Scene, question: str) -> str:
    message = await scene.discord.say(scene.channel, scene.person, question, mentions_bot=True)
    return str((await scene.discord.wait_for_message(scene.channel, after=message))["content"])


async def test_a_reload_reports_the_changes_and_puts_the_new_answers_into_use(scene: Scene):
    faq_file = scene.knowledge() / "faq.yaml"
    before = faq_file.read_text("utf-8")
    faq_file.write_text(before + ENTRY, "utf-8")
    response = await faq(scene, "reload", scene.person)
    assert "1 entry added: `brand-new`" in response
    assert "eleven metres" in await answers(scene, "what's the airspeed of an unladen swallow?")
    unlit = r"(?s:id: why-unlit\n.*?answer: \|\n)"
    changed = re.sub(unlit, lambda entry: f"{entry[0]}      In short:\n", before, count=1)
    faq_file.write_text(changed, "utf-8")
    response = await faq(scene, "reload", scene.person)
    assert "1 entry removed: `brand-new`" in response
    assert "1 entry changed: `why-unlit`" in response
    faq_file.write_text(before, "utf-8")
    await faq(scene, "reload", scene.person)
    assert "Nothing has changed" in await faq(scene, "reload", scene.person)


@pytest.mark.parametrize("error", BROKEN_FILES)
async def test_a_broken_file_is_refused_with_its_position_and_the_old_answers_stay_in_use(
    scene: Scene, error: str
):
    faq_file = scene.knowledge() / "faq.yaml"
    before = faq_file.read_bytes()
    try:
        faq_file.write_bytes(BROKEN_FILES[error])
        response = await faq(scene, "reload", scene.person)
        assert "Reload failed" in response
        assert f"{faq_file}:" in response
        assert error in response
        assert ": error: " in await faq(scene, "check", scene.person)
        assert "Kotov" in await answers(scene, "who took the torch on the spacewalk?")
    finally:
        faq_file.write_bytes(before)


async def test_an_impossible_date_is_refused_with_its_position_and_the_old_days_stay_in_use(
    scene: Scene,
):
    file = scene.knowledge() / "milestones.yaml"
    before = file.read_bytes()
    try:
        file.write_bytes(before.replace(b"date: 2013-11-23", b"date: 2013-11-31", 1))
        response = await faq(scene, "reload", scene.person)
        assert "Reload failed" in response
        assert f"{file}:" in response
        assert "no such day as 2013-11-31" in response
        interaction = await scene.discord.slash(
            scene.guild, scene.channel, scene.person, "milestone", {"when": "2013-11-23"}
        )
        assert "Baikal" in (await scene.discord.wait_for_response(interaction))["content"]
    finally:
        file.write_bytes(before)


async def test_check_reports_without_changing_anything(scene: Scene):
    text = (scene.knowledge() / "faq.yaml").read_text("utf-8")
    entries = len(re.findall(r"^  - id: ", text, re.MULTILINE))
    assert f"No errors: {entries} entries, " in await faq(scene, "check", scene.person)


async def test_only_administrators_may_use_the_faq_commands(scene: Scene):
    assert "the people who run me" in await faq(scene, "reload", scene.other, permissions=0)
    elsewhere = scene.discord.world.add_guild("Elsewhere", owner=scene.other)
    channel = scene.discord.world.add_channel(elsewhere, "general")
    used = await scene.discord.slash(
        elsewhere, channel, scene.other, "faq reload", permissions=MANAGE_GUILD
    )
    assert "the people who run me" in (await scene.discord.wait_for_response(used))["content"]
    by_owner = await scene.discord.slash(
        elsewhere, channel, scene.discord.world.owner, "faq check", permissions=0
    )
    assert "No errors" in (await scene.discord.wait_for_response(by_owner, timeout=40))["content"]


async def test_a_reload_without_the_folder_is_refused(scene: Scene):
    folder = scene.knowledge()
    aside = folder.with_name("aside")
    folder.rename(aside)
    try:
        assert "missing" in await faq(scene, "reload", scene.person)
    finally:
        Path(aside).rename(folder)
