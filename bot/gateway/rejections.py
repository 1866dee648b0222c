"""Tells apart the ways in which a request to Discord fails: a rejection or a transient failure.

Discord answers with a JSON error code, which says more than the HTTP status. The table has every
documented code that can come back when messages are sent, edited, read or published. If Discord
says that a request is malformed, that is a bug of ours, and the exception is raised as it is.
"""

from dataclasses import dataclass
from enum import Enum, auto
from json import JSONDecodeError

import aiohttp
import discord


class Kind(Enum):
    """What can be done about a rejection."""

    GONE = auto()  # the channel, server, message or person is no longer there
    FORBIDDEN = auto()  # the bot may not do it
    BLOCKED = auto()  # a filter of the server or of Discord blocked the text
    TOO_LATE = auto()  # the interaction has expired
    ALREADY_DONE = auto()  # answered or published before
    WITHOUT_REFERENCE = auto()  # may be sent without a reference to the question
    WITHOUT_FILES = auto()  # may be sent without its files
    UNKNOWN = auto()  # the code is not in the table


@dataclass(frozen=True, slots=True)
class Rejection:
    """Discord refused a request, and would refuse it again."""

    code: int
    kind: Kind
    reason: str  # in words, written after a colon


@dataclass(frozen=True, slots=True)
class TransientFailure:
    """A request failed for a reason that may pass. It may have taken effect all the same."""

    reason: str
    retry_after: float = 0.0  # seconds that Discord asks to wait


TRANSIENT = None  # in the table: the failure is transient

UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008
TOO_LARGE = 40005
ALREADY_PUBLISHED = 40033

REJECTIONS: dict[int, tuple[Kind | None, str]] = {
    10003: (Kind.GONE, "the channel is gone"),
    10004: (Kind.GONE, "I'm no longer in the server"),
    10007: (Kind.GONE, "the person is no longer in the server"),
    10008: (Kind.GONE, "the message was deleted"),
    10013: (Kind.GONE, "the person's account is gone"),
    10015: (Kind.TOO_LATE, "it took too long, and Discord no longer accepts an answer"),
    10062: (Kind.TOO_LATE, "it took too long, and Discord no longer accepts an answer"),
    20001: (Kind.FORBIDDEN, "bots may not do this"),
    20009: (
        Kind.BLOCKED,
        "Discord takes it for explicit content, which this person does not receive",
    ),
    20012: (Kind.FORBIDDEN, "the application may not do this"),
    20016: (TRANSIENT, "slow mode is on in the channel"),
    20022: (TRANSIENT, "too many edits in the announcement channel"),
    20028: (TRANSIENT, "too many messages in the channel"),
    20029: (TRANSIENT, "too many messages in the server"),
    30015: (Kind.WITHOUT_FILES, "too many attachments"),
    30033: (Kind.FORBIDDEN, "the thread has no room for more members"),
    30046: (TRANSIENT, "too many edits of messages older than an hour"),
    40001: (Kind.FORBIDDEN, "Discord does not accept the token for this"),
    40002: (Kind.FORBIDDEN, "the bot's account must be verified first"),
    40003: (TRANSIENT, "too many direct messages opened in a short time"),
    40004: (TRANSIENT, "Discord has turned off sending messages for now"),
    40005: (Kind.WITHOUT_FILES, "the message is too large"),
    40006: (TRANSIENT, "Discord has turned this off for now"),
    40007: (Kind.FORBIDDEN, "the person is banned from the server"),
    40033: (Kind.ALREADY_DONE, "it was published already"),
    40043: (TRANSIENT, "Discord could not deliver the interaction"),
    40058: (Kind.FORBIDDEN, "in a forum, messages can only be sent to a post"),
    40060: (Kind.ALREADY_DONE, "it was answered already"),
    40062: (TRANSIENT, "too many requests to Discord"),
    40094: (Kind.TOO_LATE, "Discord does not accept any more responses to it"),
    40333: (TRANSIENT, "Cloudflare blocked the request"),
    50001: (Kind.FORBIDDEN, "I can't see the channel"),
    50003: (Kind.FORBIDDEN, "this is not possible in direct messages"),
    50005: (Kind.FORBIDDEN, "the message is by somebody else"),
    50007: (Kind.FORBIDDEN, "the person does not accept direct messages from me"),
    50008: (Kind.FORBIDDEN, "messages can't be sent in this kind of channel"),
    50009: (Kind.FORBIDDEN, "the channel's verification level is too high for me"),
    50013: (Kind.FORBIDDEN, "I'm missing a permission there"),
    50021: (Kind.FORBIDDEN, "this is not possible with a system message"),
    50024: (Kind.FORBIDDEN, "this is not possible in this kind of channel"),
    50027: (Kind.TOO_LATE, "it took too long, and Discord no longer accepts an answer"),
    50033: (Kind.FORBIDDEN, "the person can't receive messages"),
    50045: (Kind.WITHOUT_FILES, "the file is too large"),
    50046: (Kind.WITHOUT_FILES, "Discord does not accept the file"),
    50055: (Kind.GONE, "I'm no longer in the server"),
    50083: (Kind.FORBIDDEN, "the thread is locked or archived"),
    50095: (Kind.FORBIDDEN, "the server is not available in the country I run in"),
    50097: (Kind.FORBIDDEN, "the server needs monetization for this"),
    50101: (Kind.FORBIDDEN, "the server needs more boosts for this"),
    50110: (Kind.WITHOUT_FILES, "Discord does not accept the file"),
    50123: (Kind.WITHOUT_FILES, "Discord does not accept the type of the file"),
    50146: (Kind.WITHOUT_FILES, "Discord has lost the uploaded file"),
    50178: (Kind.FORBIDDEN, "the account must be verified first"),
    50278: (Kind.FORBIDDEN, "the person shares no server with me any more"),
    60003: (Kind.FORBIDDEN, "the server requires two-factor authentication for the bot's owner"),
    110000: (TRANSIENT, "Discord's index is not available yet"),
    110001: (TRANSIENT, "Discord is not ready for the application yet"),
    130000: (TRANSIENT, "Discord is overloaded"),
    160002: (Kind.WITHOUT_REFERENCE, "I may not read the history, so I can't reply to a message"),
    160005: (Kind.FORBIDDEN, "the thread is locked"),
    160006: (Kind.FORBIDDEN, "the server has reached its limit of active threads"),
    160007: (Kind.FORBIDDEN, "the server has reached its limit of active announcement threads"),
    200000: (Kind.BLOCKED, "the server's AutoMod blocked the text"),
    200001: (Kind.BLOCKED, "the server's AutoMod blocked the title"),
    240000: (Kind.BLOCKED, "Discord's filter for harmful links blocked the text"),
    400001: (Kind.WITHOUT_FILES, "the server can't receive files at the moment"),
}

# The request was malformed: general error, empty message, invalid form body, invalid JSON.
OUR_BUGS = frozenset({0, 50006, 50035, 50109})


def failure_of(error: Exception) -> Rejection | TransientFailure | None:
    """Say what an exception of a request means; None if only a bug can be the cause."""
    match error:
        case discord.RateLimited():
            return TransientFailure(
                f"rate limited for {error.retry_after:.0f} s", error.retry_after
            )
        case discord.HTTPException():
            return _http_failure(error)
        case discord.ConnectionClosed():
            return TransientFailure("the connection is closed")
        case aiohttp.ClientError() | OSError() | JSONDecodeError():  # also timeouts
            return TransientFailure(str(error) or type(error).__name__)
        case RuntimeError() if str(error) == "Session is closed":  # aiohttp's own words
            return TransientFailure("I'm shutting down")
        case _:
            return None


def _http_failure(error: discord.HTTPException) -> Rejection | TransientFailure | None:
    if error.status == 429:
        pause = error.response.headers.get("Retry-After", "")
        return TransientFailure("rate limited", float(pause) if pause.isdecimal() else 0.0)
    if error.status >= 500:
        return TransientFailure(f"Discord answered {error.status}")
    code = TOO_LARGE if error.status == 413 else error.code  # 413 may come without a code
    if code in REJECTIONS:
        kind, reason = REJECTIONS[code]
        return Rejection(code, kind, reason) if kind else TransientFailure(reason)
    if code == 50035 and "In message_reference" in error.text:
        return Rejection(code, Kind.WITHOUT_REFERENCE, "the message it replies to was deleted")
    if error.status == 400 and code in OUR_BUGS:
        return None
    first_line = error.text.partition("\n")[0][:100]
    return Rejection(code, Kind.UNKNOWN, f"{error.status}, error code {code}: {first_line}")
