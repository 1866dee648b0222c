"""Writes out Discord's timestamps, which a client shows as dates: `<t:1383984000:D>`."""

import re
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TIMESTAMP = re.compile(r"<t:(-?\d{1,13})(?::[A-Za-z])?>")


def write_out_timestamps(text: str) -> str:
    """Replace each timestamp by its day, in UTC, as an ISO date.

    Those beyond the years that dates can have stay as they are.
    """
    return _TIMESTAMP.sub(_day, text) if "<t:" in text else text


def _day(match: re.Match[str]) -> str:
    try:
        day = (_EPOCH + timedelta(seconds=int(match[1]))).date()
    except OverflowError:
        return match[0]
    return f" {day.isoformat()} "
