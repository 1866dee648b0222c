"""Maps on Discord: of a milestone, of the journey, and with the daily post."""

from pathlib import Path

from tests.wire.loopback.permissions import ATTACH_FILES
from tests.wire.scene import EVE, MORNING, MOSCOW, START_WITHIN, open_scene

PNG = b"\x89PNG\r\n\x1a\n"
LIMIT = 150_000  # bytes


def picture_of(scene, message) -> tuple[bytes, str]:
    """The one picture of a message, and its alt text."""
    (file,) = message["attachments"]
    return scene.discord.world.files[file["id"]], file["description"]


async def test_milestones_and_the_journey_have_maps_with_alt_text(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene, scene.running_bot():
        discord = scene.discord
        interaction = await discord.slash(
            scene.guild, scene.channel, scene.person, "milestone", {"when": "9 nov 2013"}
        )
        card = await discord.wait_for_response(interaction)
        orbit, alt = picture_of(scene, card)
        assert orbit.startswith(PNG)
        assert len(orbit) <= LIMIT
        assert "9 November 2013" in alt
        assert "in orbit above the globe" in alt

        button = card["components"][0]["components"][0]["custom_id"]
        turned = await discord.press(card, button, scene.person)
        before = await discord.wait_for_response(turned)
        other, alt = picture_of(scene, before)
        assert other != orbit
        assert "8 November 2013" in alt

        interaction = await discord.slash(scene.guild, scene.channel, scene.person, "journey", {})
        journey = await discord.wait_for_response(interaction)
        whole, alt = picture_of(scene, journey)
        assert whole.startswith(PNG)
        assert "Sochi" in alt
        assert "Sochi" in journey["content"]


async def test_the_daily_post_has_a_map_if_the_bot_may_attach_files(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene:
        await scene.arrange_posts()
        async with scene.running_bot("--now", EVE):
            post = await scene.discord.wait_for_message(scene.posts, timeout=START_WITHIN)
        picture, alt = picture_of(scene, post)
        assert picture.startswith(PNG)
        assert "23 November 2013" in alt


async def test_the_daily_post_has_no_map_if_the_bot_may_not_attach_files(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene:
        async with scene.running_bot("--now", MORNING):
            await scene.set_posts(**MOSCOW)
        scene.discord.world.shut_out(scene.posts, ATTACH_FILES)
        async with scene.running_bot("--now", EVE) as bot:
            post = await scene.discord.wait_for_message(scene.posts, timeout=START_WITHIN)
            await bot.wait_line("without a map")
        assert post["attachments"] == []
        assert len(scene.daily_posts()) == 1
