"""Parses offsets from UTC as people type them, and formats them."""

import re
import unicodedata
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

_SIGNS = {"plus": "+", "minus": "-", "±": "+", "+/-": "+", "+-": "+", "-+": "+"}
_DASHES = re.compile(r"[‐-―−]")
_FRACTIONS = {"25": 15, "5": 30, "50": 30, "75": 45}  # of an hour → minutes
_AFTER_UTC = r"[+-]?\d{1,2}(?:[:.,]?\d\d|[.,]5)?(?!\d)"
_OFFSET = re.compile(
    r"(?P<utc>(?:utc|gmt|ut|zulu|z|tz|timezone|zone|offset)[:=/]*)*(?P<sign>[+-])?(?P<hours>\d{1,2})"
    r"(?:[:h]?(?P<minutes>\d\d)|[.,](?P<fraction>\d\d?))?(?::00)?(?:h|hrs?|hours?)?"
    r"(?:from)?(?P<after>utc|gmt|z|\+)?"
)
_WITHIN_TEXT = re.compile(rf"\(?\b(?:utc|gmt)\s*{_AFTER_UTC}\s*\)?|\({_AFTER_UTC}\)")
_MOST_HOURS = 14  # in a number without a sign or “UTC”


def parse_offset(text: str) -> timedelta | None:
    """Parse `GMT+3`, `UTC-05:30`, `+5.5` or `3`; None if the text does not look like an offset.

    It need not be the offset of a time zone: `GMT+25` is parsed as well.
    """
    written = re.sub(r"[\s()\[\]]", "", _plain(text))
    if written in {"z", "zulu", "utc", "gmt"}:
        return timedelta()
    match = _OFFSET.fullmatch(written)
    if not match:
        return None
    hours, minutes = int(match["hours"]), int(match["minutes"] or 0)
    if fraction := match["fraction"]:
        minutes = _FRACTIONS.get(fraction, int(fraction) if len(fraction) == 2 else 60)
    alone = not (match["utc"] or match["sign"] or match["after"])
    if minutes >= 60 or (alone and hours > _MOST_HOURS):
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return -offset if match["sign"] == "-" else offset


def split_offset(text: str) -> tuple[str, timedelta | None]:
    """Split `Moscow (UTC+3)` into the text without the offset, and the offset if there is one."""
    plain = _plain(text)
    match = _WITHIN_TEXT.search(plain)
    if not match or (offset := parse_offset(match[0])) is None:
        return text, None
    return f"{plain[: match.start()]} {plain[match.end() :]}".strip(), offset


def offset_at(zone: str, now: datetime) -> timedelta:
    """The offset of a time zone, by its IANA name, at a moment."""
    return now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()


def offset_name(offset: timedelta) -> str:
    """`UTC+3`, `UTC-3:30`, `UTC+0`."""
    sign = "-" if offset < timedelta() else "+"
    hours, minutes = divmod(round(abs(offset).total_seconds() / 60), 60)
    return f"UTC{sign}{hours}:{minutes:02}" if minutes else f"UTC{sign}{hours}"


def zone_label(zone: str, now: datetime) -> str:
    """A time zone with its present offset: `Europe/Moscow (UTC+3)`; UTC itself without one."""
    return zone if zone == "UTC" else f"{zone} ({offset_name(offset_at(zone, now))})"


def _plain(text: str) -> str:
    """A text in lower case, with signs instead of words, and one kind of minus."""
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text)).casefold()
    for written, sign in _SIGNS.items():
        plain = plain.replace(written, sign)
    return plain
