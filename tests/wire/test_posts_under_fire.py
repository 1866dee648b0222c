"""The daily post of the running bot, killed in the middle, rate-limited and cut off."""

import asyncio
from pathlib import Path

from tests.wire.setting import EVE, LATER, scene


async def test_killed_between_sending_and_confirming_the_restarted_bot_does_not_repeat_it(
    tmp_path: Path,
):
    async with scene(tmp_path) as setting:
        await setting.arrange_posts()
        path = f"/channels/{setting.posts.id}/messages"
        setting.server.faults.add(method="POST", path=path, delay=60.0, before_effect=False)
        async with setting.live("--now", EVE) as bot:
            await setting.server.wait_for_message(setting.posts, timeout=30)
            bot.kill()
            await bot.exit_code()
        assert len(setting.daily_posts()) == 1
        setting.server.faults.clear()
        # Past Discord's memory for nonces, the channel's history tells.
        setting.server.world.nonces.clear()
        async with setting.live("--now", LATER):
            await setting.server.quiet(4.0, setting.posts)
        assert len(setting.daily_posts()) == 1
        assert setting.server.sent_requests("GET", path), "the history was read"


async def test_killed_before_the_message_left_it_is_sent_after_the_restart(tmp_path: Path):
    async with scene(tmp_path) as setting:
        await setting.arrange_posts()
        path = f"/channels/{setting.posts.id}/messages"
        setting.server.faults.add(method="POST", path=path, delay=60.0, disconnect=True)
        async with setting.live("--now", EVE) as bot:
            for _ in range(300):
                if any(
                    one.method == "POST" and one.path.endswith(path)
                    for one in setting.server.requests
                ):
                    break
                await asyncio.sleep(0.1)
            bot.kill()
            await bot.exit_code()
        assert setting.daily_posts() == []
        setting.server.faults.clear()
        async with setting.live("--now", LATER):
            await setting.server.wait_for_message(setting.posts, timeout=20)
            await setting.server.quiet(2.0, setting.posts)
        assert len(setting.daily_posts()) == 1
        assert "Late" in setting.daily_posts()[0]


async def test_rate_limits_errors_and_lost_replies_neither_lose_nor_double_the_post(tmp_path: Path):
    async with scene(tmp_path) as setting:
        await setting.arrange_posts()
        path = f"/channels/{setting.posts.id}/messages"
        faults = setting.server.faults
        faults.add(method="POST", path=path, status=429, retry_after=0.3)
        faults.add(method="POST", path=path, status=500)
        faults.add(method="POST", path=path, status=503)
        faults.add(method="POST", path=path, disconnect=True, before_effect=False)
        async with setting.live("--now", EVE) as bot:
            await bot.wait_line("Found the post for 2026-11-23", timeout=90)
            await setting.server.quiet(2.0, setting.posts)
        assert len(setting.daily_posts()) == 1
