"""The bot on an event loop without signal handlers, as on Windows."""

from collections.abc import Mapping
from pathlib import Path

from tests.wire.scene import START_WITHIN, open_scene

WINDOWS: Mapping[str, str] = {"LOOPBACK_WITHOUT_SIGNAL_HANDLERS": "1"}
TRACEBACK = "Traceback"


async def test_it_starts_answers_and_ends_cleanly_on_ctrl_c(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene:
        for times in (1, 2):
            async with scene.running_bot(**WINDOWS) as bot:
                message = await scene.discord.say(
                    scene.channel, scene.person, "why wasn't the torch lit?", mentions_bot=True
                )
                answer = await scene.discord.wait_for_message(scene.channel, after=message)
                assert "International Space Station" in answer["content"]
                for _ in range(times):
                    bot.interrupt()
                assert await bot.exit_code(5) == 0
                assert TRACEBACK not in bot.output
                await bot.wait_line("Stopped")


async def test_the_simulation_is_one(tmp_path: Path):
    """Without it, the loops of this system take signal handlers."""
    async with open_scene(tmp_path, small_faq=True) as scene:
        code = (
            "import asyncio, signal\n"
            "try: asyncio.new_event_loop().add_signal_handler(signal.SIGINT, print)\n"
            "except NotImplementedError: print('refused')"
        )
        scene.command = ("-c", code)
        async with scene.bot(**WINDOWS) as bot:
            assert await bot.exit_code(START_WITHIN) == 0
            assert bot.stdout == ["refused"]
