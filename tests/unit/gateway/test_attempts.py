"""How long and how often a request is tried again, and what ends an attempt."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import suppress
from typing import NoReturn

import aiohttp
import pytest
from aiohttp import web

from bot.gateway import attempts
from bot.gateway.attempts import PAUSES, attempt, request_trace, with_retries
from bot.gateway.rejections import Rejection, TransientFailure
from bot.service.poster_port import Unconfirmed
from tests.unit.gateway.conftest import FakeTime
from tests.unit.gateway.discord_objects import http_error


def failing(*errors: Exception) -> Callable[[], Awaitable[str]]:
    """A request that fails with these errors, one after the other, before it succeeds."""
    left = list(errors)

    async def request() -> str:
        if left:
            raise left.pop(0)
        return "done"

    return request


def always(error: Exception, begun: list[float], time: FakeTime) -> Callable[[], Awaitable[str]]:
    async def request() -> str:
        begun.append(time.now)
        raise error

    return request


async def test_at_least_seven_attempts_in_at_least_thirty_seconds(time: FakeTime):
    begun: list[float] = []
    outcome = await with_retries(always(http_error(503), begun, time))
    assert outcome == Unconfirmed("Discord answered 503")
    assert len(begun) >= 7
    assert 30 <= begun[-1] - begun[0] <= 60
    assert max(time.pauses) <= 8
    assert time.pauses == sorted(time.pauses), "they grow"


@pytest.mark.parametrize("failures", range(len(PAUSES) + 1))
async def test_the_first_success_is_the_last_attempt(failures: int, time: FakeTime):
    assert await with_retries(failing(*[ConnectionResetError()] * failures)) == "done"
    assert len(time.pauses) == failures


async def test_a_rejection_ends_it(time: FakeTime):
    outcome = await with_retries(failing(http_error(503), http_error(503), http_error(404, 10003)))
    assert isinstance(outcome, Rejection)
    assert outcome.code == 10003
    assert len(time.pauses) == 2


async def test_a_pause_that_discord_asks_for_is_kept(time: FakeTime):
    slowed = http_error(429, headers={"Retry-After": "20"})
    assert await with_retries(failing(slowed)) == "done"
    assert time.pauses == [20.0]


async def test_no_attempt_begins_when_discord_may_have_forgotten_the_nonce(time: FakeTime):
    begun: list[float] = []

    async def hanging() -> str:
        begun.append(time.now)
        time.now += 15
        raise TimeoutError

    assert isinstance(await with_retries(hanging), Unconfirmed)
    assert len(begun) >= 6
    assert begun[-1] - begun[0] < 100
    slowed = http_error(429, headers={"Retry-After": "3600"})
    time.pauses.clear()
    assert isinstance(await with_retries(failing(slowed)), Unconfirmed)
    assert time.pauses == []


async def test_a_bug_is_not_tried_again(time: FakeTime):
    with pytest.raises(KeyError):
        await with_retries(failing(KeyError("a slip")))
    assert time.pauses == []


async def test_a_cancelled_request_is_not_tried_again(time: FakeTime):
    with pytest.raises(asyncio.CancelledError):
        await with_retries(failing(asyncio.CancelledError()))  # pyright: ignore[reportArgumentType]
    assert time.pauses == []


# --- What an attempt sees of discord.py's requests ------------------------------------------------


class Server:
    """A web server whose answers a test sets, and a session whose requests attempts see."""

    def __init__(self) -> None:
        self.status = 200
        self.delay = 0.0
        self.body_delay = 0.0
        self.requests = 0
        self.url = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.requests += 1
        await asyncio.sleep(self.delay)
        if not self.body_delay:
            return web.Response(status=self.status, text="x")
        response = web.StreamResponse(status=self.status)
        await response.prepare(request)
        await asyncio.sleep(self.body_delay)
        await response.write(b"x")
        return response


@pytest.fixture(name="server")
async def _server() -> AsyncGenerator[Server]:
    server = Server()
    app = web.Application()
    app.router.add_get("/{path:.*}", server.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    yield server
    await runner.cleanup()


async def as_discord_py(session: aiohttp.ClientSession, url: str) -> int:
    """A request that is repeated after long pauses inside, as discord.py does it."""
    while True:
        async with session.get(url) as response:
            await response.text()
            if response.status < 500 and response.status != 429:
                return response.status
        await asyncio.sleep(0.3 if response.status == 429 else 60)


async def test_an_attempt_ends_with_the_first_server_error(server: Server):
    server.status = 502
    async with aiohttp.ClientSession(trace_configs=[request_trace()]) as session:
        outcome = await attempt(lambda: as_discord_py(session, server.url))
    assert outcome == TransientFailure("Discord answered 502")
    assert server.requests == 1


@pytest.mark.parametrize(
    ("status", "path", "ends"),
    [
        (500, "channels/1/messages", True),
        (502, "channels/1/messages", True),
        (503, "channels/1/messages", False),
        (503, "interactions/1/token/callback", True),
        (503, "webhooks/1/token/messages/@original", True),
        (404, "webhooks/1/token/messages/@original", False),
    ],
)
async def test_an_attempt_ends_only_where_discord_py_pauses(
    server: Server, status: int, path: str, ends: bool
):
    """Elsewhere discord.py gives up itself; cut short, it would go on counting the request."""
    server.status = status
    tidied_up = False

    async def request(session: aiohttp.ClientSession) -> str:
        nonlocal tidied_up
        async with session.get(server.url + path) as response:
            await response.text()
        await asyncio.sleep(0.05)
        tidied_up = True
        return "given up"

    async with aiohttp.ClientSession(trace_configs=[request_trace()]) as session:
        outcome = await attempt(lambda: request(session))
    assert tidied_up is not ends
    assert (outcome == TransientFailure(f"Discord answered {status}")) is ends


async def test_an_attempt_ends_when_discord_py_would_pause_after_a_reset():
    class Connector(aiohttp.TCPConnector):
        async def connect(self, *_: object, **__: object) -> NoReturn:
            raise aiohttp.ClientOSError(54, "Connection reset by peer")

    async def repeated(session: aiohttp.ClientSession) -> None:
        with suppress(OSError):
            await session.get("http://127.0.0.1/")
        await asyncio.sleep(60)

    async with aiohttp.ClientSession(
        connector=Connector(), trace_configs=[request_trace()]
    ) as session:
        outcome = await attempt(lambda: repeated(session))
    assert outcome == TransientFailure("[Errno 54] Connection reset by peer")


async def test_an_attempt_ends_if_there_is_no_answer(
    server: Server, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(attempts, "RESPONSE_TIMEOUT", 0.05)
    server.delay = 5
    async with aiohttp.ClientSession(trace_configs=[request_trace()]) as session:
        outcome = await attempt(lambda: as_discord_py(session, server.url))
    assert outcome == TransientFailure("no response in time")


async def test_an_attempt_ends_if_the_response_has_a_start_and_no_end(
    server: Server, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(attempts, "RESPONSE_TIMEOUT", 0.05)
    server.body_delay = 5
    async with aiohttp.ClientSession(trace_configs=[request_trace()]) as session:
        outcome = await attempt(lambda: as_discord_py(session, server.url))
    assert outcome == TransientFailure("no response in time")


async def test_an_attempt_does_not_end_while_it_waits_for_its_turn(
    server: Server, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(attempts, "RESPONSE_TIMEOUT", 0.1)

    async def in_turn(session: aiohttp.ClientSession) -> int:
        await asyncio.sleep(0.3)
        server.status = 429
        asyncio.get_running_loop().call_later(0.15, setattr, server, "status", 200)
        return await as_discord_py(session, server.url)

    async with aiohttp.ClientSession(trace_configs=[request_trace()]) as session:
        assert await attempt(lambda: in_turn(session)) == 200
    assert server.requests == 2


async def test_requests_outside_an_attempt_are_left_alone(server: Server):
    server.status = 503
    late: list[asyncio.Task[int]] = []

    async def leaving_a_task(session: aiohttp.ClientSession) -> str:
        late.append(asyncio.create_task(plain_request(session)))
        return "done"

    async def plain_request(session: aiohttp.ClientSession) -> int:
        await asyncio.sleep(0.01)
        async with session.get(server.url) as response:
            await response.text()
            return response.status

    async with aiohttp.ClientSession(trace_configs=[request_trace()]) as session:
        assert await plain_request(session) == 503
        assert await attempt(lambda: leaving_a_task(session)) == "done"
        assert await late[0] == 503
