"""The daily post of the running bot, killed in the middle, rate-limited and cut off."""

import asyncio
from pathlib import Path

from tests.wire.scene import EVE, LATER, open_scene


async def test_killed_between_sending_and_confirming_the_restarted_bot_does_not_repeat_it(
    tmp_path: Path,
):
    async with open_scene(tmp_path) as scene:
        await scene.arrange_posts()
        path = f"/channels/{scene.posts.id}/messages"
        scene.discord.faults.add(method="POST", path=path, delay=60.0, before_effect=False)
        async with scene.running_bot("--now", EVE) as bot:
            await scene.discord.wait_for_message(scene.posts, timeout=30)
            bot.kill()
            await bot.exit_code()
        assert len(scene.daily_posts()) == 1
        scene.discord.faults.clear()
        # Past Discord's memory for nonces, the channel's history tells.
        scene.discord.world.nonces.clear()
        async with scene.running_bot("--now", LATER):
            await scene.discord.quiet(4.0, scene.posts)
        assert len(scene.daily_posts()) == 1
        assert scene.discord.sent_requests("GET", path), "the history was read"


async def test_killed_before_the_message_left_it_is_sent_after_the_restart(tmp_path: Path):
    async with open_scene(tmp_path) as scene:
        await scene.arrange_posts()
        path = f"/channels/{scene.posts.id}/messages"
        scene.discord.faults.add(method="POST", path=path, delay=60.0, disconnect=True)
        async with scene.running_bot("--now", EVE) as bot:
            for _ in range(300):
                if any(
                    one.method == "POST" and one.path.endswith(path)
                    for one in scene.discord.requests
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


async def test_rate_limits_errors_and_lost_replies_neither_lose_nor_double_the_post(tmp_path: Path):
    async with open_scene(tmp_path) as scene:
        await scene.arrange_posts()
        path = f"/channels/{scene.posts.id}/messages"
        faults = scene.discord.faults
        faults.add(method="POST", path=path, status=429, retry_after=0.3)
        faults.add(method="POST", path=path, status=500)
        faults.add(method="POST", path=path, status=503)
        faults.add(method="POST", path=path, disconnect=True, before_effect=False)
        async with scene.running_bot("--now", EVE) as bot:
            await bot.wait_line("Found the post for 2026-11-23", timeout=90)
            await scene.discord.quiet(2.0, scene.posts)
        assert len(scene.daily_posts()) == 1
