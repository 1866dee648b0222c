"""Posts in announcement channels go out to the followers: once, and whatever goes wrong."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from tests.wire.loopback import Channel, ChannelType, Value
from tests.wire.loopback.http_messages import CROSSPOSTED
from tests.wire.loopback.permissions import MANAGE_GUILD
from tests.wire.scene import EVE, LATER, MORNING, MOSCOW, START_WITHIN, Scene, open_scene


def with_announcements(scene: Scene) -> Scene:
    """The scene with an announcement channel for its posts."""
    news = scene.discord.world.add_channel(scene.guild, "news", ChannelType.ANNOUNCEMENT)
    return replace(scene, posts=news)


def published(scene: Scene, channel: Channel) -> list[bool]:
    """Whether each message in a channel was published."""
    return [bool(each["flags"] & CROSSPOSTED) for each in scene.discord.messages(channel)]


async def test_a_post_is_published_once_despite_errors_and_a_lost_reply(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as plain:
        scene, world = with_announcements(plain), plain.discord.world
        others: list[Channel] = []

        async def set_elsewhere(**options: Value) -> str:
            """Set up posts in the announcement channel of another server."""
            guild = world.add_guild("Another server", owner=world.owner)
            world.add_member(guild, scene.person)
            news = world.add_channel(guild, "news", ChannelType.ANNOUNCEMENT)
            others.append(news)
            used = await scene.discord.slash(
                guild, news, scene.person, "settings milestones",
                {"channel": news, **MOSCOW, **options}, permissions=MANAGE_GUILD,
            )  # fmt: skip
            return str((await scene.discord.wait_for_response(used))["content"])

        async with scene.running_bot("--now", MORNING):
            assert "Each post is published to the followers" in await scene.set_posts(**MOSCOW)
            assert "Posts are not published" in await set_elsewhere(publish=False)
            assert "Each post is published" in await set_elsewhere(publish=True)
            assert "Each post is published" in await set_elsewhere()
        quiet, refused, limited = others
        faults, path = scene.discord.faults, f"^/channels/{scene.posts.id}/.*/crosspost$"
        faults.add(method="POST", path=path, status=503)
        faults.add(method="POST", path=path, status=429, retry_after=0.2)
        faults.add(method="POST", path=path, disconnect=True, before_effect=False)
        path = f"^/channels/{refused.id}/.*/crosspost$"
        faults.add(method="POST", path=path, status=403, code=50013, times=None)
        path = f"^/channels/{limited.id}/.*/crosspost$"
        faults.add(method="POST", path=path, status=429, retry_after=3_600, times=None)
        async with scene.running_bot("--now", EVE) as bot:
            line = await bot.wait_line("cannot be published to followers", timeout=START_WITHIN)
            assert "INFO" in line
            await bot.wait_line("Published the post for 2026-11-23", timeout=START_WITHIN)
            await bot.wait_line("is not published yet")
            await scene.discord.wait_for_message(quiet)
            await scene.discord.quiet(1.0)
        assert published(scene, scene.posts) == [True]
        assert published(scene, quiet) == published(scene, refused) == [False]
        assert published(scene, limited) == [False]
        requests = scene.discord.sent_requests("POST", "/crosspost")
        tried = Counter(request.path.split("/")[2] for request in requests)
        assert (tried[scene.posts.id], tried[refused.id], tried[quiet.id]) == (4, 1, 0)
        assert tried[limited.id] == 1, "Discord asked for an hour's rest"
        last = [request for request in requests if request.path.split("/")[2] == scene.posts.id][-1]
        assert last.status == 400, "it had been published by the request before"
        assert "Traceback" not in bot.output


async def test_a_bot_killed_between_sending_and_publishing_publishes_after_the_restart(
    tmp_path: Path,
):
    async with open_scene(tmp_path, small_faq=True) as plain:
        scene = with_announcements(plain)
        await scene.arrange_posts()
        hanging = scene.discord.faults.add(method="POST", path=r"/crosspost$", delay=60.0)
        async with scene.running_bot("--now", EVE) as bot:
            await scene.discord.wait_for_message(scene.posts, timeout=START_WITHIN)
            await scene.discord.world.until(lambda: hanging.hits or None, 20, "an attempt")
            bot.kill()
            await bot.exit_code()
        assert published(scene, scene.posts) == [False]
        scene.discord.faults.clear()
        async with scene.running_bot("--now", LATER) as bot:
            await bot.wait_line("Published the post for 2026-11-23", timeout=START_WITHIN)
        assert published(scene, scene.posts) == [True], "and nothing was sent again"
