"""The daily posts of the running bot, with a clock that the tests set."""

import asyncio
from pathlib import Path

from tests.wire.loopback import ChannelType, Value
from tests.wire.loopback.permissions import MANAGE_GUILD, SEND_MESSAGES
from tests.wire.scene import EVE, HEADING, LATER, MORNING, MOSCOW, START_WITHIN, open_scene


async def test_the_daily_post_comes_on_time_and_only_once_despite_restarts(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene:
        async with scene.running_bot("--now", MORNING):
            shown = await scene.set_posts(**MOSCOW)
            assert "Daily posts: on" in shown
            assert shown.count("\n- <t:") == 3, "the next three, in the reader's own time zone"
            preview = shown.partition("**Preview:**")[2]
            assert HEADING in preview
            assert "Baikal" in preview, "the preview shows the next post"
        assert scene.daily_posts() == []
        async with scene.running_bot("--now", EVE) as bot:
            await scene.discord.wait_for_message(scene.posts, timeout=START_WITHIN)
            await bot.wait_line("Posted 2026-11-23")
            bot.kill()
            await bot.exit_code()
        assert len(scene.daily_posts()) == 1
        assert "-# " in scene.daily_posts()[0]
        assert "Late" not in scene.daily_posts()[0]
        for now in (EVE, LATER):
            async with scene.running_bot("--now", now):
                await scene.discord.quiet(4.0, scene.posts)
        assert len(scene.daily_posts()) == 1


async def test_a_channel_without_permissions_is_reported_once_and_other_servers_get_their_posts(
    tmp_path: Path,
):
    async with open_scene(tmp_path, small_faq=True) as scene:
        world = scene.discord.world
        second = world.add_guild("Another server", owner=world.owner)
        world.add_member(second, scene.person)
        theirs = world.add_channel(second, "daily")
        system = world.add_channel(scene.guild, "system")
        scene.guild.system_channel_id = system.id
        async with scene.running_bot("--now", MORNING):
            await scene.set_posts(**MOSCOW)
            other = await scene.discord.slash(
                second, theirs, scene.person, "settings milestones",
                {"channel": theirs, **MOSCOW}, permissions=MANAGE_GUILD,
            )  # fmt: skip
            await scene.discord.wait_for_response(other)
        world.shut_out(scene.posts, SEND_MESSAGES)
        async with scene.running_bot("--now", EVE) as bot:
            await scene.discord.wait_for_message(theirs, timeout=START_WITHIN)
            alert = await scene.discord.wait_for_message(system, timeout=20)
            assert "Send Messages" in alert["content"]
            await bot.wait_line("are paused")
            shown = await scene.discord.slash(
                scene.guild, scene.channel, scene.person, "settings show",
                permissions=MANAGE_GUILD,
            )  # fmt: skip
            assert "Paused: " in (await scene.discord.wait_for_response(shown))["content"]
            await scene.discord.quiet(3.0, system)
        assert scene.daily_posts() == []
        assert len(scene.daily_posts(theirs)) == 1


async def test_only_managers_may_change_settings_and_mistakes_are_explained(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene, scene.running_bot():
        discord = scene.discord

        async def response_to(command: str, options: dict[str, Value], permissions: int) -> str:
            used = await discord.slash(
                scene.guild, scene.channel, scene.person, command, options,
                permissions=permissions,
            )  # fmt: skip
            response = await discord.wait_for_response(used)
            assert response["ephemeral"]
            return response["content"]

        for command in ("settings show", "settings milestones", "settings milestones-off"):
            assert "Manage Server" in await response_to(command, {}, 0)
        assert "HH:MM" in await response_to("settings milestones", {"time": "25:00"}, MANAGE_GUILD)
        assert "time zone" in await response_to(
            "settings milestones", {"timezone": "Mars"}, MANAGE_GUILD
        )
        discord.world.shut_out(scene.posts, SEND_MESSAGES)
        await asyncio.sleep(0.3)
        closed = await response_to("settings milestones", {"channel": scene.posts}, MANAGE_GUILD)
        assert "Send Messages" in closed
        assert "off" in await response_to("settings show", {}, MANAGE_GUILD)
        assert "on" in await response_to(
            "settings milestones", {"channel": scene.channel}, MANAGE_GUILD
        )
        assert "are off" in await response_to("settings milestones-off", {}, MANAGE_GUILD)
        choices = await discord.autocomplete(
            scene.guild, scene.channel, scene.person, "settings milestones", "timezone",
            "mosc", permissions=MANAGE_GUILD,
        )  # fmt: skip
        assert choices[0]["value"] == "Europe/Moscow"


async def test_zones_channels_and_a_skipped_post_are_explained(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene:
        discord, world = scene.discord, scene.discord.world
        forum = world.add_channel(scene.guild, "ideas", ChannelType.FORUM)
        thread = world.add_thread(scene.posts, owner=scene.person)

        async def response_to(**options: Value) -> str:
            used = await discord.slash(
                scene.guild, scene.channel, scene.person, "settings milestones", options,
                permissions=MANAGE_GUILD,
            )  # fmt: skip
            response = await discord.wait_for_response(used)
            assert response["ephemeral"]
            return response["content"]

        async def choices(typed: str) -> list[tuple[str, str]]:
            offered = await discord.autocomplete(
                scene.guild, scene.channel, scene.person, "settings milestones", "timezone",
                typed, permissions=MANAGE_GUILD,
            )  # fmt: skip
            assert len(offered) <= 25
            return [(choice["name"], choice["value"]) for choice in offered]

        async with scene.running_bot("--now", LATER) as bot:
            refused = await response_to(channel=scene.posts, timezone="GMT+3")
            assert "“GMT+3”. Did you mean " in refused
            assert "Europe/Moscow (UTC+3)" in refused
            assert "Etc/" not in refused
            assert "Europe/Berlin (UTC+1)" in await response_to(timezone="Munich")
            for typed in ("GMT+3", "utc +03:00", "sochi", "russia", "MSK", "Москва"):
                offered = await choices(typed)
                assert ("Europe/Moscow (UTC+3)", "Europe/Moscow") in offered[:3], typed
                assert not [value for _, value in offered if value.startswith("Etc/")]
            assert "because it is a thread. Choose a text" in await response_to(channel=thread)
            assert "because it is a forum" in await response_to(channel=forum)
            assert bot.output.count("Traceback") == 0
            assert "off" in await response_to(), "nothing was changed so far"
            skipped = (
                "Today's post (23 November) was due at 09:00, before these settings were saved, "
                "so it is skipped. The first post is tomorrow's."
            )
            shown = await response_to(channel=scene.posts, timezone="Europe/Moscow", time="09:00")
            assert "At 09:00, time zone Europe/Moscow (UTC+3)" in shown
            assert skipped in shown
            assert "skipped" not in await response_to(time="11:59"), "it is still to come"


async def test_a_reply_to_a_daily_post_counts_as_overheard(tmp_path: Path):
    async with open_scene(tmp_path, small_faq=True) as scene:
        await scene.arrange_posts()
        async with scene.running_bot("--now", EVE) as bot:
            post = await scene.discord.wait_for_message(scene.posts, timeout=START_WITHIN)
            await bot.wait_line("Posted")
            await scene.discord.say(scene.posts, scene.person, "wow, lovely!", reply_to=post)
            await scene.discord.quiet(1.0, scene.posts)
            message = await scene.discord.say(
                scene.posts, scene.person, "Why wasn't the torch lit in space?", reply_to=post
            )
            answer = await scene.discord.wait_for_message(scene.posts, after=message)
            assert "International Space Station" in answer["content"]
