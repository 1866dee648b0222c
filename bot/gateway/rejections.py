"""What it means that a request to Discord failed: an expected rejection, or a disturbance.

Discord answers with a JSON error code, which says more than the HTTP status. The table has every
documented code that sending, responding, editing or reading messages can meet. A request that
Discord calls malformed is a bug of ours, and stays an exception.
"""

from dataclasses import dataclass
from enum import Enum, auto
from json import JSONDecodeError

import aiohttp
import discord


class Kind(Enum):
    """What can be done about a rejection."""

    GONE = auto()  # the channel, server, message or person is no longer there
    FORBIDDEN = auto()  # the bot may not write there
    BLOCKED = auto()  # a filter of the server or of Discord's does not let the text pass
    TOO_LATE = auto()  # the interaction is over
    ANSWERED = auto()  # it was done already: the interaction has its first response
    NO_REFERENCE = auto()  # goes without a reference to the question
    NO_FILES = auto()  # goes without its files
    UNKNOWN = auto()  # a code that the table does not have


@dataclass(frozen=True, slots=True)
class Rejection:
    """Discord certainly did not take a message or a response, and will not take it later."""

    code: int
    kind: Kind
    reason: str  # in words, to follow a colon


@dataclass(frozen=True, slots=True)
class Disturbance:
    """A request failed in a way that may pass. It may have taken effect all the same."""

    reason: str
    pause: float = 0.0  # seconds that Discord asks to wait


LATER = None  # in the table: the code of a disturbance

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
    20009: (Kind.BLOCKED, "the person does not receive what Discord takes for explicit content"),
    20012: (Kind.FORBIDDEN, "the application may not do this"),
    20016: (LATER, "slow mode is on in the channel"),
    20022: (LATER, "too many edits in the announcement channel"),
    20028: (LATER, "too many messages in the channel"),
    20029: (LATER, "too many messages in the server"),
    30015: (Kind.NO_FILES, "too many attachments"),
    30033: (Kind.FORBIDDEN, "the thread has as many members as it can have"),
    30046: (Kind.FORBIDDEN, "too many edits of messages older than an hour"),
    40001: (Kind.FORBIDDEN, "Discord does not accept the token for this"),
    40002: (Kind.FORBIDDEN, "the bot's account must be verified first"),
    40003: (LATER, "too many direct messages opened in a short time"),
    40004: (LATER, "Discord has switched sending messages off for the moment"),
    40005: (Kind.NO_FILES, "the message is too large"),
    40006: (LATER, "Discord has switched this off for the moment"),
    40007: (Kind.FORBIDDEN, "the person is banned from the server"),
    40033: (Kind.ANSWERED, "it was published already"),
    40043: (LATER, "Discord could not deliver the interaction"),
    40058: (Kind.FORBIDDEN, "messages go into a forum's posts, not into the forum"),
    40060: (Kind.ANSWERED, "it was answered already"),
    40062: (LATER, "too many requests to Discord"),
    40094: (Kind.TOO_LATE, "Discord accepts no more answers to it"),
    40333: (LATER, "Cloudflare does not let the request pass"),
    50001: (Kind.FORBIDDEN, "I can't see the channel"),
    50003: (Kind.FORBIDDEN, "this cannot be done in direct messages"),
    50005: (Kind.FORBIDDEN, "the message is somebody else's"),
    50007: (Kind.FORBIDDEN, "the person does not accept direct messages from me"),
    50008: (Kind.FORBIDDEN, "this kind of channel takes no messages"),
    50009: (Kind.FORBIDDEN, "the channel's verification level is too high for me"),
    50013: (Kind.FORBIDDEN, "I'm missing a permission there"),
    50021: (Kind.FORBIDDEN, "this cannot be done with a system message"),
    50024: (Kind.FORBIDDEN, "this cannot be done in this kind of channel"),
    50027: (Kind.TOO_LATE, "it took too long, and Discord no longer accepts an answer"),
    50033: (Kind.FORBIDDEN, "the person cannot be written to"),
    50045: (Kind.NO_FILES, "the file is too large"),
    50046: (Kind.NO_FILES, "Discord does not accept the file"),
    50055: (Kind.GONE, "I'm no longer in the server"),
    50083: (Kind.FORBIDDEN, "the thread is locked or archived"),
    50095: (Kind.FORBIDDEN, "the server is not available where I run"),
    50097: (Kind.FORBIDDEN, "the server needs monetization for this"),
    50101: (Kind.FORBIDDEN, "the server needs more boosts for this"),
    50110: (Kind.NO_FILES, "Discord does not accept the file"),
    50123: (Kind.NO_FILES, "Discord does not accept the type of the file"),
    50146: (Kind.NO_FILES, "Discord has lost the uploaded file"),
    50178: (Kind.FORBIDDEN, "the account must be verified first"),
    50278: (Kind.FORBIDDEN, "the person shares no server with me any more"),
    60003: (Kind.FORBIDDEN, "the server demands two-factor authentication of the bot's owner"),
    110000: (LATER, "Discord's index is not available yet"),
    110001: (LATER, "Discord is not ready for the application yet"),
    130000: (LATER, "Discord is overloaded"),
    160002: (Kind.NO_REFERENCE, "I may not read the history, so I can't reply to a message"),
    160005: (Kind.FORBIDDEN, "the thread is locked"),
    160006: (Kind.FORBIDDEN, "the server has as many active threads as it can have"),
    160007: (Kind.FORBIDDEN, "the server has as many active announcement threads as it can have"),
    200000: (Kind.BLOCKED, "the server's AutoMod blocked the text"),
    200001: (Kind.BLOCKED, "the server's AutoMod blocked the title"),
    240000: (Kind.BLOCKED, "Discord's filter for harmful links blocked the text"),
    400001: (Kind.NO_FILES, "the server may not receive files at the moment"),
}

# A malformed request: general error, empty message, invalid form body, invalid JSON.
OUR_BUGS = frozenset({0, 50006, 50035, 50109})


def failure_of(error: Exception) -> Rejection | Disturbance | None:
    """What a failed request means; None for everything that only a bug can be the reason of."""
    match error:
        case discord.RateLimited():
            return Disturbance(f"rate limited for {error.retry_after:.0f} s", error.retry_after)
        case discord.HTTPException():
            return _refused(error)
        case discord.ConnectionClosed():
            return Disturbance("the connection is closed")
        case aiohttp.ClientError() | OSError() | JSONDecodeError():  # also timeouts
            return Disturbance(str(error) or type(error).__name__)
        case RuntimeError() if str(error) == "Session is closed":  # aiohttp's own words
            return Disturbance("I'm being stopped")
        case _:
            return None


def _refused(error: discord.HTTPException) -> Rejection | Disturbance | None:
    if error.status == 429:
        pause = error.response.headers.get("Retry-After", "")
        return Disturbance("rate limited", float(pause) if pause.isdecimal() else 0.0)
    if error.status >= 500:
        return Disturbance(f"Discord answered {error.status}")
    code = TOO_LARGE if error.status == 413 else error.code  # 413 may come without a code
    if code in REJECTIONS:
        kind, reason = REJECTIONS[code]
        return Rejection(code, kind, reason) if kind else Disturbance(reason)
    if code == 50035 and "In message_reference" in error.text:
        return Rejection(code, Kind.NO_REFERENCE, "the message that it replies to was deleted")
    if error.status == 400 and code in OUR_BUGS:
        return None
    first_line = error.text.partition("\n")[0][:100]
    return Rejection(code, Kind.UNKNOWN, f"{error.status}, error code {code}: {first_line}")
