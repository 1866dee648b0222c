"""Which of Discord's errors becomes which outcome of a send or a search."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime
from unittest.mock import AsyncMock, Mock

import aiohttp
import discord
import pytest

from bot.calendar.calendar import Calendar
from bot.gateway.channel_poster import HISTORY_LIMIT, ChannelPoster, missing_permissions
from bot.maps.subject import Picture
from bot.service.ports import Claim, MapRenderer
from bot.service.poster_port import (
    Deleted,
    FoundPost,
    NoPost,
    NotPublishable,
    Post,
    Published,
    Refused,
    Sent,
    TryLater,
    Unconfirmed,
    Unreadable,
)
from tests.builders import make_milestone
from tests.unit.gateway.discord_objects import http_error

GUILD, CHANNEL, BOT, PERSON = 1, 2, 3, 4
HEADING = "## On this day, 7 November"
LAUNCH = make_milestone()
POST = Post(GUILD, CHANNEL, f"{HEADING}\nIt lifted off.", "nonce", (LAUNCH,), Calendar([LAUNCH]))
CLAIM = Claim(GUILD, date(2026, 11, 7), CHANNEL, "nonce", datetime(2026, 11, 7, 9, tzinfo=UTC), 50)
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008
ALL = discord.Permissions.all()
OFFLINE = [
    discord.ConnectionClosed(Mock(spec=aiohttp.ClientWebSocketResponse), shard_id=None, code=1006),
    discord.RateLimited(90.0),
    aiohttp.ClientConnectionError("reset"),
    aiohttp.ServerDisconnectedError(),
    ConnectionResetError("reset"),
    TimeoutError(),
]


def forbidden() -> discord.HTTPException:
    return http_error(403, 50013)


def not_found(code: int) -> discord.HTTPException:
    return http_error(404, code)


def server_error() -> discord.HTTPException:
    return http_error(503)


def message(
    id_: int, content: str = f"{HEADING}\n…", author: int = BOT, **more: object
) -> discord.Message:
    fields = {"reference": None, "interaction_metadata": None, **more}
    return Mock(
        spec=discord.Message, id=id_, content=content,
        author=Mock(spec=discord.User, id=author), **fields,
    )  # fmt: skip


class Stage:
    """A poster over a client with one channel, whose replies the test sets."""

    def __init__(self) -> None:
        self.me: discord.Member | None = Mock(spec=discord.Member)
        self.guild = Mock(spec=discord.Guild, unavailable=False, me=self.me)
        self.channel = Mock(
            spec=discord.TextChannel, id=CHANNEL, guild=self.guild, mention=f"<#{CHANNEL}>",
            last_message_id=50,
        )  # fmt: skip
        self.channel.permissions_for.return_value = ALL
        self.channel.send = AsyncMock(
            spec=discord.TextChannel.send, return_value=message(60, POST.text)
        )
        self.guild.system_channel = self.channel
        self.client = Mock(spec=discord.Client, user=Mock(spec=discord.ClientUser, id=BOT))
        self.client.get_guild.return_value = self.guild
        self.client.get_channel.return_value = self.channel
        self.maps = Mock(spec=MapRenderer)
        self.maps.picture.return_value = None
        self.poster = ChannelPoster(self.client, self.maps)

    def lose_the_channel(self) -> None:
        self.client.get_channel.return_value = None

    def may_all_but(self, *names: str) -> None:
        missing = dict.fromkeys(names, False)
        permissions = discord.Permissions.all()
        permissions.update(**missing)
        self.channel.permissions_for.return_value = permissions

    def has(self, *messages: discord.Message, then: Exception | None = None) -> None:
        """Set what the channel's history shows before it ends, or fails."""

        async def history(**_options: object) -> AsyncIterator[discord.Message]:
            for each in messages:
                yield each
            if then:
                raise then

        self.channel.history.side_effect = history


@pytest.fixture
def stage() -> Stage:
    return Stage()


# --- Sending --------------------------------------------------------------------------------------


async def test_a_message_that_was_sent_is_known_by_its_id(stage: Stage):
    assert await stage.poster.send(POST) == Sent(60)
    [sent] = stage.channel.send.await_args_list
    assert sent.kwargs["content"] == POST.text
    assert sent.kwargs["nonce"] == "nonce"
    assert sent.kwargs["suppress_embeds"]
    assert sent.kwargs["allowed_mentions"].to_dict() == {"parse": []}
    assert sent.kwargs["files"] == []


async def test_a_post_to_a_channel_that_is_gone_is_refused(stage: Stage):
    stage.lose_the_channel()
    assert isinstance(await stage.poster.send(POST), Refused)


async def test_a_post_that_discord_forbids_is_refused(stage: Stage):
    stage.channel.send.side_effect = forbidden()
    outcome = await stage.poster.send(POST)
    assert outcome == Refused("I'm missing a permission there")


async def test_a_malformed_post_is_refused_and_a_mistake_in_the_log(
    stage: Stage, caplog: pytest.LogCaptureFixture
):
    # It was certainly not sent: without a rest, it would be tried every ten seconds all day.
    stage.channel.send.side_effect = http_error(400, code=50035)
    assert isinstance(await stage.poster.send(POST), Refused)
    assert [record.levelname for record in caplog.records] == ["ERROR"]


@pytest.mark.parametrize("error", [server_error(), *OFFLINE], ids=repr)
async def test_a_send_that_fails_otherwise_is_unconfirmed_and_says_why(
    stage: Stage, error: Exception
):
    stage.channel.send.side_effect = error
    outcome = await stage.poster.send(POST)
    assert isinstance(outcome, Unconfirmed)
    assert outcome.reason


@pytest.mark.parametrize(
    ("code", "fetched", "kind"),
    [
        (UNKNOWN_MESSAGE, None, Deleted),
        (UNKNOWN_CHANNEL, None, Deleted),
        (UNKNOWN_CHANNEL, forbidden(), Deleted),
        (UNKNOWN_CHANNEL, server_error(), Unconfirmed),
        (UNKNOWN_CHANNEL, not_found(UNKNOWN_CHANNEL), Refused),
        (UNKNOWN_CHANNEL, aiohttp.ClientConnectionError("reset"), Unconfirmed),
        (UNKNOWN_CHANNEL, ConnectionResetError("reset"), Unconfirmed),
    ],
)
async def test_not_found_means_a_deleted_message_unless_the_channel_is_gone(
    stage: Stage, code: int, fetched: Exception | None, kind: type
):
    stage.channel.send.side_effect = not_found(code)
    stage.client.fetch_channel.side_effect = [fetched or stage.channel]
    assert isinstance(await stage.poster.send(POST), kind)


async def test_an_exception_that_discord_does_not_raise_is_a_bug(stage: Stage):
    stage.channel.send.side_effect = KeyError("a slip")
    with pytest.raises(KeyError):
        await stage.poster.send(POST)


async def test_a_post_has_its_map(stage: Stage):
    stage.maps.picture.return_value = Picture(b"PNG", "A map", "map.png")
    await stage.poster.send(POST)
    stage.maps.picture.assert_awaited_once_with(POST.milestones, POST.calendar)
    [file] = stage.channel.send.await_args.kwargs["files"]
    assert file.description == "A map"


async def test_a_post_goes_without_its_map_if_files_are_not_allowed(stage: Stage):
    stage.may_all_but("attach_files")
    assert await stage.poster.send(POST) == Sent(60)
    assert stage.channel.send.await_args.kwargs["files"] == []
    stage.maps.picture.assert_not_awaited()


# --- Searching ------------------------------------------------------------------------------------


async def test_the_post_is_found_among_other_messages(stage: Stage):
    stage.has(
        message(51, author=PERSON),
        message(52, "## On this day, 8 November"),
        message(53, reference=Mock(spec=discord.MessageReference)),
        message(54, interaction_metadata=Mock(spec=discord.MessageInteractionMetadata)),
        message(55),
    )
    assert await stage.poster.find(CLAIM, HEADING) == FoundPost(55)
    [called] = stage.channel.history.call_args_list
    assert called.kwargs["after"].id == CLAIM.last_message_id
    assert called.kwargs["oldest_first"]


@pytest.mark.parametrize("messages", [0, 1, HISTORY_LIMIT - 1])
async def test_a_history_without_the_post_proves_that_it_is_not_there(stage: Stage, messages: int):
    stage.has(*[message(51, author=PERSON)] * messages)
    assert await stage.poster.find(CLAIM, HEADING) == NoPost()


async def test_a_history_that_is_too_long_to_read_proves_nothing(stage: Stage):
    stage.has(*[message(51, author=PERSON)] * HISTORY_LIMIT)
    assert isinstance(await stage.poster.find(CLAIM, HEADING), Unreadable)


def _gone(stage: Stage) -> None:
    stage.lose_the_channel()


def _may_not_read(stage: Stage) -> None:
    stage.may_all_but("read_message_history")
    stage.has()


def _forbidden(stage: Stage) -> None:
    stage.has(then=forbidden())


def _not_found(stage: Stage) -> None:
    stage.has(then=not_found(UNKNOWN_CHANNEL))


@pytest.mark.parametrize("arrange", [_gone, _may_not_read, _forbidden, _not_found])
async def test_a_history_that_the_bot_may_not_read_is_unreadable(
    stage: Stage, arrange: Callable[[Stage], None]
):
    arrange(stage)
    outcome = await stage.poster.find(CLAIM, HEADING)
    assert isinstance(outcome, Unreadable)
    assert outcome.reason


@pytest.mark.parametrize("error", [server_error(), *OFFLINE], ids=repr)
async def test_a_search_that_fails_is_tried_later(stage: Stage, error: Exception):
    stage.has(message(51, author=PERSON), then=error)
    outcome = await stage.poster.find(CLAIM, HEADING)
    assert isinstance(outcome, TryLater)
    assert outcome.reason


async def test_a_search_waits_until_the_server_is_loaded(stage: Stage):
    stage.guild.me = None
    assert isinstance(await stage.poster.find(CLAIM, HEADING), TryLater)


@pytest.mark.parametrize("bug", [KeyError("a slip"), LookupError("a slip"), AttributeError("a")])
async def test_a_bug_inside_a_search_is_not_an_outcome(stage: Stage, bug: Exception):
    stage.has(then=bug)
    with pytest.raises(type(bug)):
        await stage.poster.find(CLAIM, HEADING)


# --- Channels, servers and alerts -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("missing", "names"),
    [
        ((), ()),
        (("view_channel",), ("View Channel",)),
        (("send_messages",), ("Send Messages",)),
        (("send_messages", "view_channel"), ("View Channel", "Send Messages")),
        (("attach_files", "read_message_history"), ()),
    ],
)
def test_posting_needs_two_permissions(
    stage: Stage, missing: tuple[str, ...], names: tuple[str, ...]
):
    stage.may_all_but(*missing)
    assert missing_permissions(stage.channel) == names
    trouble = stage.poster.channel_trouble(CHANNEL)
    assert (trouble is None) == (not names)
    assert all(name in str(trouble) for name in names)


def test_a_channel_that_is_gone_or_no_text_channel_is_trouble(stage: Stage):
    stage.client.get_channel.return_value = Mock(spec=discord.VoiceChannel)
    assert "gone" in str(stage.poster.channel_trouble(CHANNEL))
    assert stage.poster.last_message_id(CHANNEL) is None
    stage.lose_the_channel()
    assert "gone" in str(stage.poster.channel_trouble(CHANNEL))
    assert stage.poster.last_message_id(CHANNEL) is None


def test_a_server_that_is_not_loaded_yet_counts_as_not_visible(stage: Stage):
    stage.guild.me = None
    assert missing_permissions(stage.channel) == ("View Channel",)


@pytest.mark.parametrize(("unavailable", "available"), [(False, True), (True, False)])
def test_a_server_is_available_unless_it_has_an_outage(
    stage: Stage, unavailable: bool, available: bool
):
    stage.guild.unavailable = unavailable
    assert stage.poster.available(GUILD) == available
    stage.client.get_guild.return_value = None
    assert not stage.poster.available(GUILD)


async def test_an_alert_goes_to_the_system_channel(stage: Stage):
    await stage.poster.alert(GUILD, "Something is wrong.")
    [sent] = stage.channel.send.await_args_list
    assert sent.kwargs["content"] == "Something is wrong."
    assert len(sent.kwargs["nonce"]) <= 25


async def test_without_a_system_channel_to_write_in_there_is_no_alert(stage: Stage):
    stage.may_all_but("send_messages")
    await stage.poster.alert(GUILD, "Something is wrong.")
    stage.guild.system_channel = None
    await stage.poster.alert(GUILD, "Something is wrong.")
    stage.channel.send.assert_not_awaited()


@pytest.mark.parametrize("error", [forbidden(), server_error(), *OFFLINE], ids=repr)
async def test_an_alert_that_fails_is_logged(
    stage: Stage, error: Exception, caplog: pytest.LogCaptureFixture
):
    caplog.set_level("INFO")
    stage.channel.send.side_effect = error
    await stage.poster.alert(GUILD, "Something is wrong.")
    assert "Could not alert the admins" in caplog.text


# --- Publishing -----------------------------------------------------------------------------------


@pytest.mark.parametrize("is_news", [True, False])
async def test_a_channel_has_followers_if_it_is_an_announcement_channel(
    stage: Stage, is_news: bool
):
    stage.channel.is_news.return_value = is_news
    assert stage.poster.is_announcement_channel(CHANNEL) == is_news
    stage.lose_the_channel()
    assert not stage.poster.is_announcement_channel(CHANNEL)


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (None, Published),
        (http_error(400, 40033), Published),  # it was published earlier
        (forbidden(), NotPublishable),
        (http_error(403, 50001), NotPublishable),
        (not_found(UNKNOWN_MESSAGE), NotPublishable),
        (not_found(UNKNOWN_CHANNEL), NotPublishable),
        (http_error(400, 50024), NotPublishable),  # not in this channel
        (http_error(400, 50035), NotPublishable),
        (server_error(), TryLater),
        (http_error(429), TryLater),
        *((error, TryLater) for error in OFFLINE),
    ],
)
async def test_publishing_ends_in_a_value(
    stage: Stage, error: Exception | None, outcome: type[object]
):
    partial = Mock(spec=discord.PartialMessage)
    partial.publish = AsyncMock(spec=discord.PartialMessage.publish, side_effect=error)
    stage.channel.get_partial_message.return_value = partial
    assert isinstance(await stage.poster.publish(CHANNEL, 60), outcome)
    stage.channel.get_partial_message.assert_called_once_with(60)


async def test_a_long_rate_limit_says_how_long_to_wait(stage: Stage):
    partial = Mock(spec=discord.PartialMessage)
    partial.publish = AsyncMock(
        spec=discord.PartialMessage.publish, side_effect=discord.RateLimited(1_800.0)
    )
    stage.channel.get_partial_message.return_value = partial
    outcome = await stage.poster.publish(CHANNEL, 60)
    assert isinstance(outcome, TryLater)
    assert outcome.seconds == 1_800.0


async def test_nothing_is_published_in_a_channel_that_is_gone(stage: Stage):
    stage.lose_the_channel()
    assert isinstance(await stage.poster.publish(CHANNEL, 60), NotPublishable)
