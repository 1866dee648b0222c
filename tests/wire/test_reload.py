"""A reload of a large FAQ on the running bot: questions meanwhile, and the process that fits."""

import asyncio
import os
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.wire.loopback import BotProcess, Interaction
from tests.wire.loopback.permissions import MANAGE_GUILD
from tests.wire.scene import START_WITHIN, Scene, open_scene

ENTRY = """
  - id: brand-new
    question: What is the airspeed of an unladen swallow?
    phrasings: [how fast does a swallow fly]
    answer: About eleven metres a second.
"""
SWALLOW = "what's the airspeed of an unladen swallow?"
WALK = "who took the torch on the spacewalk?"
IN_USE = "The new calibration of"
TRACEBACK = "Traceback"


async def start_reload(scene: Scene) -> Interaction:
    return await scene.discord.slash(
        scene.guild, scene.channel, scene.person, "faq reload", permissions=MANAGE_GUILD
    )


async def result(scene: Scene, reload: Interaction) -> str:
    return str((await scene.discord.wait_for_response(reload, timeout=40))["content"])


async def answer(scene: Scene, question: str) -> str:
    """Asks in a channel of its own, because Discord takes few messages a second in each."""
    channel = scene.discord.world.add_channel(scene.guild, "quiet")
    message = await scene.discord.say(channel, scene.person, question, mentions_bot=True)
    return str((await scene.discord.wait_for_message(channel, after=message))["content"])


def settings(scene: Scene) -> Mapping[str, str]:
    return {"KNOWLEDGE_DIR": str(scene.knowledge()), "ADMIN_GUILD_IDS": str(scene.guild.id)}


def parent_of(process: int) -> int | None:
    """The id of the process that started a process; None if that one has ended."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(errors="replace")
    except OSError:
        return None
    state, parent = stat.rpartition(")")[2].split()[:2]
    return int(parent) if state != "Z" else None


def children(process: int) -> list[int]:
    """The ids of the processes that a process has started."""
    running = [int(folder.name) for folder in Path("/proc").glob("[0-9]*")]
    return [other for other in running if parent_of(other) == process]


async def fitting_process(bot: BotProcess) -> int:
    """Waits until the bot has a process that fits a calibration, and returns its id."""
    async with asyncio.timeout(START_WITHIN):
        while not (found := children(bot.pid)):
            await asyncio.sleep(0.01)
    (process,) = found
    return process


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


async def test_questions_are_answered_during_a_reload_and_the_new_answers_are_live_after_it(
    tmp_path: Path,
):
    async with open_scene(tmp_path) as scene, scene.running_bot(**settings(scene)) as bot:
        await bot.wait_line(IN_USE, START_WITHIN)
        faq = scene.knowledge() / "faq.yaml"
        faq.write_text(faq.read_text("utf-8") + ENTRY, "utf-8")
        reload = await start_reload(scene)
        answers = [await answer(scene, WALK)]
        while reload.response is None or reload.loading:
            answers.append(await answer(scene, WALK))
        assert "1 entry added: `brand-new`" in await result(scene, reload)
        assert all("Kotov" in each for each in answers), "from the old files or the new"
        assert "eleven metres" in await answer(scene, SWALLOW)
        while sum(IN_USE in line for line in bot.lines) < 2:
            assert "eleven metres" in await answer(scene, SWALLOW), "with either calibration"
        assert TRACEBACK not in bot.output


@needs_proc
async def test_a_killed_fit_is_one_sentence_in_the_log_and_a_reload_tries_again(tmp_path: Path):
    async with open_scene(tmp_path) as scene, scene.running_bot(**settings(scene)) as bot:
        os.kill(await fitting_process(bot), signal.SIGKILL)
        line = await bot.wait_line("could not be fitted", START_WITHIN)
        assert "its process was ended by signal 9" in line
        assert "Kotov" in await answer(scene, WALK)
        assert "Nothing has changed" in await result(scene, await start_reload(scene))
        await bot.wait_line(IN_USE, START_WITHIN)
        assert TRACEBACK not in bot.output


@needs_proc
@pytest.mark.parametrize("stop", ["terminate", "interrupt", "kill"])
async def test_the_process_that_fits_ends_with_the_bot(tmp_path: Path, stop: str):
    async with open_scene(tmp_path) as scene, scene.running_bot(**settings(scene)) as bot:
        process = await fitting_process(bot)
        getattr(bot, stop)()
        assert await bot.exit_code(5) == (-signal.SIGKILL if stop == "kill" else 0)
        async with asyncio.timeout(5):
            while parent_of(process) is not None:
                await asyncio.sleep(0.05)
        assert TRACEBACK not in bot.output
        assert "could not be fitted" not in bot.output
