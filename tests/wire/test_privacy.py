"""What people write is neither kept nor logged: PRIVACY.md says so."""

from pathlib import Path

from tests.wire.scene import open_scene

WORD = "Zwiebelkuchen"


async def test_a_question_is_in_no_log_and_no_file(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene:
        discord = scene.discord
        async with scene.running_bot(LOG_LEVEL="DEBUG") as bot:
            texts = (f"why wasn't the {WORD} lit?", f"why wasn't the torch lit in {WORD}?")
            for channel in (scene.channel, discord.world.dm(scene.person)):
                for text in texts:
                    said = await discord.say(channel, scene.person, text, mentions_bot=True)
                    await discord.wait_for_message(channel, after=said)
            used = await discord.slash(
                scene.guild, scene.channel, scene.person, "ask", {"question": texts[0]}
            )
            await discord.wait_for_response(used)
        kept = [file.read_bytes() for file in (scene.home / "data").iterdir()]
        assert kept
        for text in (bot.output.encode(), *kept):
            assert WORD.encode() not in text
            assert scene.person.id.encode() not in text
            assert scene.person.name.encode() not in text
