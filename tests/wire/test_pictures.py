"""Maps on Discord: with a card, with the whole journey, and with the daily post."""

from pathlib import Path

from tests.wire.loopback.permissions import ATTACH_FILES
from tests.wire.setting import EVE, MORNING, MOSCOW, scene

PNG = b"\x89PNG\r\n\x1a\n"
LIMIT = 150_000  # bytes


def picture_of(setting, message) -> tuple[bytes, str]:
    """The one picture of a message, and its alt text."""
    (file,) = message["attachments"]
    return setting.server.world.files[file["id"]], file["description"]


async def test_cards_and_the_journey_come_with_maps_that_say_what_they_show(tmp_path: Path):
    async with scene(tmp_path) as setting, setting.live():
        server = setting.server
        asked = await server.slash(
            setting.guild, setting.channel, setting.person, "milestone", {"when": "9 nov 2013"}
        )
        card = await server.wait_for_response(asked)
        orbit, alt = picture_of(setting, card)
        assert orbit.startswith(PNG)
        assert len(orbit) <= LIMIT
        assert "9 November 2013" in alt
        assert "in orbit above the globe" in alt

        button = card["components"][0]["components"][0]["custom_id"]
        turned = await server.press(card, button, setting.person)
        before = await server.wait_for_response(turned)
        other, alt = picture_of(setting, before)
        assert other != orbit
        assert "8 November 2013" in alt

        asked = await server.slash(setting.guild, setting.channel, setting.person, "journey", {})
        journey = await server.wait_for_response(asked)
        whole, alt = picture_of(setting, journey)
        assert whole.startswith(PNG)
        assert "Sochi" in alt
        assert "Sochi" in journey["content"]


async def test_the_daily_post_has_a_map_where_files_may_be_attached(tmp_path: Path):
    async with scene(tmp_path) as setting:
        await setting.arrange_posts()
        async with setting.live("--now", EVE):
            post = await setting.server.wait_for_message(setting.posts, timeout=30)
        picture, alt = picture_of(setting, post)
        assert picture.startswith(PNG)
        assert "23 November 2013" in alt


async def test_the_daily_post_goes_without_a_map_where_no_file_may_be_attached(tmp_path: Path):
    async with scene(tmp_path) as setting:
        async with setting.live("--now", MORNING):
            await setting.set_posts(**MOSCOW)
        setting.server.world.shut_out(setting.posts, ATTACH_FILES)
        async with setting.live("--now", EVE) as bot:
            post = await setting.server.wait_for_message(setting.posts, timeout=30)
            await bot.wait_line("without a map")
        assert post["attachments"] == []
        assert len(setting.daily_posts()) == 1
