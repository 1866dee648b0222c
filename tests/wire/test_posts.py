"""The daily post of the running bot, under a moved clock, kills, rate limits and outages."""

import asyncio
from pathlib import Path

from tests.wire.loopback.permissions import MANAGE_GUILD, SEND_MESSAGES
from tests.wire.setting import EVE, HEADING, LATER, MORNING, MOSCOW, scene


async def test_the_days_post_comes_at_its_hour_and_only_once_whatever_restarts(tmp_path: Path):
    async with scene(tmp_path) as setting:
        async with setting.live("--now", MORNING):
            shown = await setting.set_posts(**MOSCOW)
            assert "Daily posts: on" in shown
            assert shown.count("\n- <t:") == 3, "the next three, each at a time of the reader's own"
            preview = shown.partition("**Preview:**")[2]
            assert HEADING in preview
            assert "Baikal" in preview, "the preview shows what is next"
        assert setting.daily_posts() == []
        async with setting.live("--now", EVE) as bot:
            await setting.server.wait_for_message(setting.posts, timeout=30)
            await bot.wait_line("Posted 2026-11-23")
            bot.kill()
            await bot.exit_code()
        assert len(setting.daily_posts()) == 1
        assert "-# " in setting.daily_posts()[0]
        assert "Late" not in setting.daily_posts()[0]
        for now in (EVE, LATER):
            async with setting.live("--now", now):
                await setting.server.quiet(4.0, setting.posts)
        assert len(setting.daily_posts()) == 1


async def test_a_closed_channel_is_told_once_and_other_servers_are_served(tmp_path: Path):
    async with scene(tmp_path) as setting:
        world = setting.server.world
        second = world.add_guild("Another server", owner=world.owner)
        world.add_member(second, setting.person)
        theirs = world.add_channel(second, "daily")
        system = world.add_channel(setting.guild, "system")
        setting.guild.system_channel_id = system.id
        async with setting.live("--now", MORNING):
            await setting.set_posts(**MOSCOW)
            other = await setting.server.slash(
                second, theirs, setting.person, "settings milestones",
                {"channel": theirs, **MOSCOW}, permissions=MANAGE_GUILD,
            )  # fmt: skip
            await setting.server.wait_for_response(other)
        world.shut_out(setting.posts, SEND_MESSAGES)
        async with setting.live("--now", EVE) as bot:
            await setting.server.wait_for_message(theirs, timeout=30)
            told = await setting.server.wait_for_message(system, timeout=20)
            assert "Send Messages" in told["content"]
            await bot.wait_line("are paused")
            shown = await setting.server.slash(
                setting.guild, setting.channel, setting.person, "settings show",
                permissions=MANAGE_GUILD,
            )  # fmt: skip
            assert "Set aside" in (await setting.server.wait_for_response(shown))["content"]
            await setting.server.quiet(3.0, system)
        assert setting.daily_posts() == []
        assert len(setting.daily_posts(theirs)) == 1


async def test_settings_are_for_managers_and_mistakes_get_a_sentence(tmp_path: Path):
    async with scene(tmp_path) as setting, setting.live():
        server = setting.server

        async def told(command: str, options: dict[str, object], permissions: int) -> str:
            used = await server.slash(
                setting.guild, setting.channel, setting.person, command, options,
                permissions=permissions,
            )  # fmt: skip
            response = await server.wait_for_response(used)
            assert response["ephemeral"]
            return response["content"]

        for command in ("settings show", "settings milestones", "settings milestones-off"):
            assert "Manage Server" in await told(command, {}, 0)
        assert "HH:MM" in await told("settings milestones", {"time": "25:00"}, MANAGE_GUILD)
        assert "time zone" in await told("settings milestones", {"timezone": "Mars"}, MANAGE_GUILD)
        server.world.shut_out(setting.posts, SEND_MESSAGES)
        await asyncio.sleep(0.3)
        closed = await told("settings milestones", {"channel": setting.posts}, MANAGE_GUILD)
        assert "Send Messages" in closed
        assert "off" in await told("settings show", {}, MANAGE_GUILD)
        assert "on" in await told("settings milestones", {"channel": setting.channel}, MANAGE_GUILD)
        assert "are off" in await told("settings milestones-off", {}, MANAGE_GUILD)
        choices = await server.autocomplete(
            setting.guild, setting.channel, setting.person, "settings milestones", "timezone",
            "mosc", permissions=MANAGE_GUILD,
        )  # fmt: skip
        assert choices[0]["value"] == "Europe/Moscow"


async def test_a_reply_to_a_daily_post_is_judged_as_overheard(tmp_path: Path):
    async with scene(tmp_path) as setting:
        await setting.arrange_posts()
        async with setting.live("--now", EVE) as bot:
            post = await setting.server.wait_for_message(setting.posts, timeout=30)
            await bot.wait_line("Posted")
            await setting.server.say(setting.posts, setting.person, "wow, lovely!", reply_to=post)
            await setting.server.quiet(1.0, setting.posts)
            asked = await setting.server.say(
                setting.posts, setting.person, "Why wasn't the torch lit in space?", reply_to=post
            )
            answer = await setting.server.wait_for_message(setting.posts, after=asked)
            assert "International Space Station" in answer["content"]
