"""The daily post is sent once although the bot is killed, rate-limited or disconnected."""

import asyncio
from pathlib import Path

from tests.wire.scene import EVE, LATER, START_WITHIN, open_scene


async def test_a_bot_killed_before_it_confirmed_a_post_does_not_repeat_it(
    tmp_path: Path,
):
    async with open_scene(tmp_path, small_faq=True) as scene:
        await scene.arrange_posts()
        path = f"/channels/{scene.posts.id}/messages"
        scene.discord.faults.add(method="POST", path=path, delay=60.0, before_effect=False)
        async with scene.running_bot("--now", EVE) as bot:
            await scene.discord.wait_for_message(scene.posts, timeout=START_WITHIN)
            bot.kill()
            await bot.exit_code()
        assert len(scene.daily_posts()) == 1
        scene.discord.faults.clear()
        # Discord has forgotten the nonce: only the channel's history shows what was sent.
        scene.discord.world.nonces.clear()
        async with scene.running_bot("--now", LATER):
            await scene.discord.quiet(4.0, scene.posts)
        assert len(scene.daily_posts()) == 1
        assert scene.discord.sent_requests("GET", path), "the history was read"


async def test_a_bot_killed_before_it_sent_a_post_sends_it_after_the_restart(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene:
        await scene.arrange_posts()
        path = f"/channels/{scene.posts.id}/messages"
        scene.discord.faults.add(method="POST", path=path, delay=60.0, disconnect=True)
        async with scene.running_bot("--now", EVE) as bot:
            for _ in range(300):
                if any(
                    request.method == "POST" and request.path.endswith(path)
                    for request in scene.discord.requests
                ):
                    break
                await asyncio.sleep(0.1)
            bot.kill()
            await bot.exit_code()
        assert scene.daily_posts() == []
        scene.discord.faults.clear()
        async with scene.running_bot("--now", LATER):
            await scene.discord.wait_for_message(scene.posts, timeout=20)
            await scene.discord.quiet(2.0, scene.posts)
        assert len(scene.daily_posts()) == 1
        assert "Late" in scene.daily_posts()[0]


async def test_a_post_is_sent_once_despite_rate_limits_errors_and_a_lost_reply(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene:
        await scene.arrange_posts()
        path = f"/channels/{scene.posts.id}/messages"
        faults = scene.discord.faults
        faults.add(method="POST", path=path, status=429, retry_after=0.3)
        faults.add(method="POST", path=path, status=500)
        faults.add(method="POST", path=path, status=503)
        faults.add(method="POST", path=path, disconnect=True, before_effect=False)
        async with scene.running_bot("--now", EVE) as bot:
            await bot.wait_line("Posted 2026-11-23", timeout=60)
            await scene.discord.quiet(2.0, scene.posts)
        assert len(scene.daily_posts()) == 1
