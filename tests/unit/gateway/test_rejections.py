"""Which failure of a request to Discord means what."""

from json import JSONDecodeError
from typing import Any

import aiohttp
import discord
import pytest

from bot.gateway.rejections import (
    OUR_BUGS,
    REJECTIONS,
    Kind,
    Rejection,
    TransientFailure,
    failure_of,
)
from tests.unit.gateway.discord_objects import http_error


def test_every_code_of_the_table_is_a_rejection_or_passes():
    for code, (kind, reason) in REJECTIONS.items():
        failure = failure_of(http_error(403, code))
        expected = Rejection(code, kind, reason) if kind else TransientFailure(reason)
        assert failure == expected
        assert reason[-1] != ".", "it follows a colon"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (10003, Kind.GONE),
        (10004, Kind.GONE),
        (10008, Kind.GONE),
        (50001, Kind.FORBIDDEN),
        (50007, Kind.FORBIDDEN),
        (50013, Kind.FORBIDDEN),
        (50083, Kind.FORBIDDEN),
        (50278, Kind.FORBIDDEN),
        (160005, Kind.FORBIDDEN),
        (200000, Kind.BLOCKED),
        (240000, Kind.BLOCKED),
        (10015, Kind.TOO_LATE),
        (10062, Kind.TOO_LATE),
        (50027, Kind.TOO_LATE),
        (40060, Kind.ALREADY_DONE),
        (160002, Kind.WITHOUT_REFERENCE),
        (40005, Kind.WITHOUT_FILES),
    ],
)
@pytest.mark.parametrize("status", [400, 403, 404])
def test_a_code_means_the_same_with_every_status(status: int, code: int, kind: Kind):
    failure = failure_of(http_error(status, code))
    assert isinstance(failure, Rejection)
    assert failure.kind is kind


@pytest.mark.parametrize("code", [20016, 20028, 30046, 40004, 40062, 130000])
def test_what_discord_cannot_do_at_the_moment_passes(code: int):
    assert isinstance(failure_of(http_error(400, code)), TransientFailure)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (http_error(500), "Discord answered 500"),
        (http_error(503), "Discord answered 503"),
        (http_error(520), "Discord answered 520"),
        (http_error(503, 130000), "Discord answered 503"),
        (aiohttp.ServerDisconnectedError("gone"), "gone"),
        (aiohttp.ClientPayloadError("cut"), "cut"),
        (ConnectionResetError(), "ConnectionResetError"),
        (TimeoutError(), "TimeoutError"),
        (JSONDecodeError("cut", "{", 1), "cut: line 1 column 2 (char 1)"),
        (RuntimeError("Session is closed"), "I'm shutting down"),
    ],
    ids=repr,
)
def test_server_errors_and_broken_connections_pass(error: Exception, reason: str):
    assert failure_of(error) == TransientFailure(reason)


def test_a_rate_limit_passes_after_the_pause_that_discord_asks_for():
    assert failure_of(discord.RateLimited(70.0)) == TransientFailure("rate limited for 70 s", 70.0)
    by_cloudflare = http_error(429, headers={"Retry-After": "20"})
    assert failure_of(by_cloudflare) == TransientFailure("rate limited", 20.0)
    assert failure_of(http_error(429)) == TransientFailure("rate limited", 0.0)


def test_a_request_that_is_too_large_may_be_refused_before_it_reaches_discord():
    failure = failure_of(http_error(413))
    assert isinstance(failure, Rejection)
    assert failure.kind is Kind.WITHOUT_FILES


def test_a_reply_to_a_message_that_was_deleted_goes_without_a_reference():
    error = http_error(400, 50035, errors={"message_reference": {"_errors": [
        {"code": "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "message": "Unknown message"}]}})  # fmt: skip
    failure = failure_of(error)
    assert isinstance(failure, Rejection)
    assert failure.kind is Kind.WITHOUT_REFERENCE


@pytest.mark.parametrize("code", sorted(OUR_BUGS))
def test_a_malformed_request_is_a_bug(code: int):
    assert failure_of(http_error(400, code)) is None


@pytest.mark.parametrize("error", [KeyError("a slip"), RuntimeError("a slip"), ValueError()])
def test_an_exception_of_our_own_is_a_bug(error: Exception):
    assert failure_of(error) is None


@pytest.mark.parametrize("status", [401, 403, 404, 405])
def test_a_code_that_is_not_in_the_table_is_rejected_with_its_first_line(status: int):
    failure = failure_of(http_error(status, 99_999, "Something new\nand more"))
    assert failure == Rejection(99_999, Kind.UNKNOWN, f"{status}, error code 99999: Something new")


def test_an_error_page_is_shortened():
    page: Any = "<html>" + "x" * 1_000
    response = http_error(403).response
    failure = failure_of(discord.Forbidden(response, page))
    assert isinstance(failure, Rejection)
    assert len(failure.reason) < 150
