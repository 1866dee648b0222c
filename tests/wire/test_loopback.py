"""The loopback Discord behaves like Discord, as a small discord.py client sees it."""

import asyncio
import io
import signal
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import discord
import discord.gateway
import discord.http
import pytest
import yarl
from discord import app_commands

from tests.systems import posix_only
from tests.wire.loopback import (
    BotProcess,
    Channel,
    ChannelType,
    Guild,
    LoopbackDiscord,
    Spec,
    User,
    contents,
)


class Small(discord.Client):
    """Answers mentions with a nonce; has a command, a group, an autocompletion and a button."""

    def __init__(self, *, message_content: bool = False) -> None:
        intents = discord.Intents(
            guilds=True, guild_messages=True, dm_messages=True, message_content=message_content
        )
        super().__init__(intents=intents, guild_ready_timeout=0.1)
        self.seen: list[discord.Message] = []
        self.tree = app_commands.CommandTree(self)
        self.tree.command(name="ask", description="Ask")(
            app_commands.autocomplete(question=offer)(ask)
        )
        settings = app_commands.Group(name="settings", description="Settings", guild_only=True)
        settings.command(name="channel", description="Channel")(choose)
        self.tree.add_command(settings)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        self.seen.append(message)
        if self.user in message.mentions:
            await message.reply(
                f"You said {message.clean_content}", nonce=str(message.id), mention_author=False
            )


async def ask(interaction: discord.Interaction, question: str, private: bool = False) -> None:
    if question == "slow":
        await interaction.response.defer(ephemeral=private)
        await interaction.followup.send("At last")
        return
    view = discord.ui.View(timeout=None)
    button: discord.ui.Button[discord.ui.View] = discord.ui.Button(label="More", custom_id="more:1")

    async def pressed(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("More of it", ephemeral=True)

    button.callback = pressed
    view.add_item(button)
    await interaction.response.send_message(f"About {question}", view=view, ephemeral=private)


async def offer(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{typed}?", value=typed)]


async def choose(interaction: discord.Interaction, channel: discord.TextChannel) -> None:
    who = interaction.permissions.manage_guild
    await interaction.response.send_message(
        f"{channel.mention} {who} {interaction.locale}", ephemeral=True
    )


class Scene:
    def __init__(self, discord_server: LoopbackDiscord) -> None:
        self.discord = discord_server
        self.guild: Guild = discord_server.world.add_guild()
        self.channel: Channel = discord_server.world.add_channel(self.guild)
        self.user: User = discord_server.world.add_user("vera")


@pytest.fixture
async def scene(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scene]:
    async with LoopbackDiscord() as discord_server:
        monkeypatch.setattr(discord.http.Route, "BASE", f"{discord_server.url}/api/v10")
        gateway = yarl.URL(discord_server.gateway.url)
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
        yield Scene(discord_server)
        assert discord_server.unexpected == []


@asynccontextmanager
async def connected(scene: Scene, client: Small | None = None) -> AsyncGenerator[Small]:
    client = client or Small()
    async with client:
        running = asyncio.create_task(client.start(scene.discord.world.token))
        await scene.discord.wait_ready()
        yield client
        await client.close()
        await running


async def test_a_client_gets_ready_and_answers_a_message(scene: Scene) -> None:
    async with connected(scene) as client:
        await asyncio.wait_for(client.wait_until_ready(), 5)
        assert [guild.name for guild in client.guilds] == ["A server"]
        assert client.guilds[0].self_role is not None
        message = await scene.discord.say(scene.channel, scene.user, "hello", mentions_bot=True)
        answer = await scene.discord.wait_for_message(scene.channel)
        assert answer["content"].startswith("You said @flamekeeper")
        assert answer["message_reference"]["message_id"] == message["id"]
        assert answer["type"] == 19
        assert answer["mentions"] == []
    assert scene.discord.invalid == []


async def test_content_is_hidden_without_the_intent(scene: Scene) -> None:
    async with connected(scene) as client:
        world = scene.discord.world
        await scene.discord.say(scene.channel, scene.user, "not for you")
        await scene.discord.say(
            scene.channel, scene.user, "for your role", role_mentions=[world.bot_role(scene.guild)]
        )
        await scene.discord.say(world.dm(scene.user), scene.user, "between us")
        await scene.discord.say(
            scene.channel, scene.user, "all of you", everyone=True, mentions_bot=True
        )
        await scene.discord.wait_for_message(scene.channel)
        texts = [
            message.content for message in client.seen if message.author.id != int(world.bot.id)
        ]
        assert texts == ["", "", "between us", f"{world.bot.mention} @everyone all of you"]
        assert client.seen[1].role_mentions[0].is_bot_managed()
        assert client.seen[3].mention_everyone


async def test_a_nonce_is_used_once(scene: Scene) -> None:
    async with connected(scene) as client:
        channel = client.get_partial_messageable(int(scene.channel.id))
        first = await channel.send("once", nonce="abc")
        assert (await channel.send("once", nonce="abc")).id == first.id
        scene.discord.clock.advance(301)
        assert (await channel.send("once", nonce="abc")).id != first.id
        await channel.get_partial_message(first.id).edit(content="edited")
        history = [message.content async for message in channel.history()]
        assert history == ["once", "edited"]


async def test_a_client_retries_after_rate_limits_and_server_errors(scene: Scene) -> None:
    faults = scene.discord.faults
    async with connected(scene) as client:
        channel = client.get_partial_messageable(int(scene.channel.id))
        broken = faults.add(method="POST", path="/messages$", status=500)
        limit = faults.add(method="POST", path="/messages$", status=429, retry_after=0.05)
        await channel.send("patient")
        assert (limit.hits, broken.hits) == (1, 1)
        assert len(scene.discord.messages(scene.channel)) == 1
        faults.add(method="POST", path="/messages$", status=429, cloudflare=True)
        with pytest.raises(discord.HTTPException, match="1015"):
            await channel.send("banned")
        faults.add(method="POST", path="/messages$", status=503)
        with pytest.raises(discord.DiscordServerError):
            await channel.send("not retried by the library")
        scene.discord.world.shut_out(scene.channel)
        with pytest.raises(discord.Forbidden, match="50001"):
            await channel.send("closed")


async def test_a_request_whose_answer_is_lost_may_have_taken_effect(scene: Scene) -> None:
    faults = scene.discord.faults
    async with connected(scene) as client:
        channel = client.get_partial_messageable(int(scene.channel.id))
        lost = faults.add(path="/messages$", disconnect=True, before_effect=False)
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await channel.send("done, but nobody knows", nonce="n")
        faults.add(path="/messages$", reset=True)
        with pytest.raises(OSError, match="reset"):
            await channel.send("not done", nonce="n")
        slow = faults.add(path="/messages$", delay=0.1)
        await channel.send("done, but nobody knows", nonce="n")
        assert (lost.hits, slow.hits) == (1, 1)
        (only,) = scene.discord.messages(scene.channel)
        assert only["content"] == "done, but nobody knows"
        assert [request.status for request in scene.discord.sent_requests("POST", "/messages")] == [
            None,
            None,
            200,
        ]


async def test_an_answer_may_break_off_in_the_middle(scene: Scene) -> None:
    async with connected(scene) as client:
        channel = client.get_partial_messageable(int(scene.channel.id))
        scene.discord.faults.add(path="/messages$", truncate=True)
        with pytest.raises(aiohttp.ClientPayloadError):
            await channel.send("half an answer", nonce="n")
        await channel.send("half an answer", nonce="n")
        assert len(scene.discord.messages(scene.channel)) == 1


async def test_a_locked_thread_takes_no_message_and_no_response(scene: Scene) -> None:
    server, user = scene.discord, scene.user
    thread = server.world.add_thread(scene.channel, "old")
    async with connected(scene) as client:
        used = await server.slash(scene.guild, thread, user, "ask", {"question": "fire"})
        reply = await server.wait_for_response(used)
        server.world.lock_thread(thread)
        with pytest.raises(discord.HTTPException, match="50083"):
            await client.get_partial_messageable(int(thread.id)).send("too late")
        await server.press(reply, "more:1", user)
        await server.slash(scene.guild, thread, user, "ask", {"question": "fire"})
        answered = await server.wait_for_request("POST", "/callback", count=3)
        assert [request.status for request in answered[1:]] == [400, 400]


async def test_a_forwarded_message_has_its_text_in_a_snapshot(scene: Scene) -> None:
    server, world = scene.discord, scene.discord.world
    async with connected(scene) as client:
        original = await server.say(scene.channel, world.owner, "when?")
        for channel in (world.dm(scene.user), scene.channel):
            await server.forward(channel, scene.user, original)
        await world.until(lambda: len(client.seen) == 3, 5, "forwards")
        for message, text in zip(client.seen[1:], ("when?", ""), strict=True):
            assert message.content == ""
            assert message.reference is not None
            assert message.reference.type is discord.MessageReferenceType.forward
            assert [snapshot.content for snapshot in message.message_snapshots] == [text]


async def test_uploaded_files_have_descriptions_and_urls(scene: Scene) -> None:
    async with connected(scene) as client:
        channel = client.get_partial_messageable(int(scene.channel.id))
        file = discord.File(io.BytesIO(b"PNG"), "map.png", description="A map of the route")
        card = discord.Embed(title="Day one").set_image(url="attachment://map.png")
        sent = await channel.send(embed=card, file=file)
        assert await sent.attachments[0].read() == b"PNG"
        assert sent.embeds[0].image.url == sent.attachments[0].url
        assert contents(scene.discord.world.sent[-1]) == "Day one\nA map of the route"
        (request,) = scene.discord.sent_requests("POST", "/messages")
        assert (request.files[0].filename, request.files[0].data) == ("map.png", b"PNG")
    assert scene.discord.invalid == []


@pytest.mark.parametrize("code", [4000, None])
async def test_a_resumed_session_gets_each_missed_event_once(
    scene: Scene, code: int | None
) -> None:
    async with connected(scene) as client:
        await asyncio.wait_for(client.wait_until_ready(), 5)
        await scene.discord.drop(code)
        await scene.discord.say(scene.channel, scene.user, "missed", mentions_bot=True)
        await scene.discord.wait_for_message(scene.channel)
        await scene.discord.quiet(0.2)
        assert (scene.discord.gateway.identified, scene.discord.gateway.resumed) == (1, 1)
        assert len(scene.discord.messages(scene.channel)) == 2


async def test_the_gateway_refuses_wrong_tokens_and_disallowed_intents(scene: Scene) -> None:
    scene.discord.forbid_message_content()
    async with Small(message_content=True) as client:
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await client.start(scene.discord.world.token)
    async with Small() as client:
        with pytest.raises(discord.LoginFailure):
            await client.start("wrong")


async def test_commands_autocompletion_and_buttons_work(scene: Scene) -> None:
    server, guild, channel, user = scene.discord, scene.guild, scene.channel, scene.user
    async with connected(scene):
        click = await server.slash(guild, channel, user, "ask", {"question": "fire"})
        reply = await server.wait_for_response(click)
        assert (contents(reply), reply["ephemeral"], reply["type"]) == (
            "About fire\nMore",
            False,
            20,
        )
        assert reply["interaction_metadata"]["user"]["id"] == user.id
        press = await server.press(reply, "more:1", user)
        assert (await server.wait_for_response(press))["ephemeral"]
        choices = await server.autocomplete(guild, channel, user, "ask", "question", "fi")
        assert choices == [{"name": "fi?", "value": "fi"}]
        dm = server.world.dm(user)
        deferred = await server.slash(None, dm, user, "ask", {"question": "slow", "private": True})
        answer = await server.wait_for_response(deferred)
        assert (contents(answer), answer["ephemeral"], answer["callback_type"]) == (
            "At last",
            True,
            5,
        )
        with pytest.raises(LookupError, match="nothing"):
            await server.slash(guild, channel, user, "settings nothing")
        with pytest.raises(LookupError, match="contexts"):
            await server.slash(None, dm, user, "settings channel", {"channel": channel})
    assert [command["name"] for command in server.world.commands[None]] == ["ask", "settings"]
    assert [contents(message).splitlines()[0] for message in server.messages(channel)] == [
        "About fire"
    ]
    assert server.invalid == []


async def test_an_interaction_has_channel_options_permissions_and_locale(scene: Scene) -> None:
    async def choose(*, permissions: int | None = None, locale: str | None = None) -> str:
        interaction = await scene.discord.slash(
            scene.guild, scene.channel, scene.user, "settings channel", {"channel": scene.channel},
            permissions=permissions, locale=locale,
        )  # fmt: skip
        return contents(await scene.discord.wait_for_response(interaction))

    async with connected(scene):
        assert await choose(locale="ru") == f"{scene.channel.mention} False ru"
        assert " True " in await choose(permissions=1 << 5)


async def test_threads_forum_posts_and_a_thousand_servers_work(scene: Scene) -> None:
    world = scene.discord.world
    forum = world.add_channel(scene.guild, "forum", ChannelType.FORUM)
    post = world.add_thread(forum, "A post", scene.user)
    for number in range(1000):
        world.add_channel(world.add_guild(f"Server {number}"))
    async with connected(scene) as client:
        await asyncio.wait_for(client.wait_until_ready(), 10)
        assert len(client.guilds) == 1001
        await scene.discord.say(post, scene.user, "here too", mentions_bot=True)
        await scene.discord.wait_for_message(post)
        late = world.add_thread(scene.channel, "later")
        await scene.discord.say(late, scene.user, "and here", mentions_bot=True)
        await scene.discord.wait_for_message(late)
        assert {type(message.channel) for message in client.seen} == {discord.Thread}


async def test_a_body_that_breaks_discords_description_is_refused_and_recorded(
    scene: Scene,
) -> None:
    spec = scene.discord.spec
    if not spec.available:
        pytest.skip(spec.note)
    async with connected(scene) as client:
        view = discord.ui.View()
        view.add_item(discord.ui.Button(label="x" * 81))
        with pytest.raises(discord.HTTPException, match="50035"):
            await client.get_partial_messageable(int(scene.channel.id)).send("text", view=view)
    (problem,) = scene.discord.invalid
    assert "components[0].components[0].label: has 81, maxLength is 80" in problem


def test_without_discords_description_no_body_is_validated(tmp_path: Path) -> None:
    spec = Spec(tmp_path / "none.json")
    assert not spec.available
    assert "NOT checked" in spec.note
    assert spec.problem("POST", "/channels/{channel_id}/messages", {"content": 5}) is None


BOT = """
import asyncio, os, signal, discord
async def main():
    intents = discord.Intents(guilds=True, guild_messages=True)
    client = discord.Client(intents=intents, guild_ready_timeout=0.1)
    @client.event
    async def on_message(message):
        if client.user in message.mentions:
            await message.reply("alive")
    stop = lambda: asyncio.ensure_future(client.close())
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)
    print("starting", flush=True)
    async with client:
        await client.start(os.environ["DISCORD_TOKEN"])
    print("ended", flush=True)
asyncio.run(main())
"""


@posix_only("its small client takes signals from the event loop")
async def test_a_bot_process_connects_to_the_loopback_discord_and_to_no_other_machine() -> None:
    async with LoopbackDiscord() as server:
        channel = server.world.add_channel(server.world.add_guild())
        async with BotProcess(server, command=("-W", "ignore", "-c", BOT)) as bot:
            await bot.wait_line("starting")
            await server.wait_ready()
            await server.say(channel, server.world.owner, "there?", mentions_bot=True)
            assert contents(await server.wait_for_message(channel)) == "alive"
            await server.go_dark()
            await server.come_back()
            await server.world.until(lambda: bool(server.gateway.live), 15, "connection")
            bot.terminate()
            assert await bot.exit_code() == 0
            assert bot.stdout == ["starting", "ended"]
        away = "import socket; socket.create_connection(('192.0.2.1', 9), 1)"
        async with BotProcess(server, command=("-c", away)) as bot:
            assert await bot.exit_code() == 1
            assert "a test may not connect to 192.0.2.1" in bot.output
        async with BotProcess(server, command=("-c", "import time; time.sleep(60)")) as bot:
            bot.kill()
            assert await bot.exit_code() == -signal.SIGKILL
