"""Offsets from UTC, as people type them and as they are shown."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.utc_offsets import offset_name, parse_offset, split_offset, zone_label

SUMMER, WINTER = datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("GMT+3", "UTC+3"),
        ("UTC+3", "UTC+3"),
        ("utc +03:00", "UTC+3"),
        (" GMT + 3 ", "UTC+3"),
        ("(UTC+03:00)", "UTC+3"),
        ("gmt 3", "UTC+3"),
        ("utc3", "UTC+3"),
        ("+3", "UTC+3"),
        ("3+", "UTC+3"),
        ("3", "UTC+3"),
        ("+3h", "UTC+3"),
        ("UTC+3 hours", "UTC+3"),
        ("UTC plus 3", "UTC+3"),
        ("+3 UTC", "UTC+3"),
        ("3 GMT", "UTC+3"),
        ("UTC/GMT +3", "UTC+3"),
        ("utc: +3", "UTC+3"),
        ("time zone +3", "UTC+3"),
        ("+03:00:00", "UTC+3"),
        ("UTC＋３", "UTC+3"),
        ("-5", "UTC-5"),
        ("GMT−3", "UTC-3"),
        ("UTC – 3", "UTC-3"),
        ("minus 8", "UTC-8"),
        ("UTC+0530", "UTC+5:30"),
        ("UTC+5:30", "UTC+5:30"),
        ("+5.5", "UTC+5:30"),
        ("UTC+5,5", "UTC+5:30"),
        ("UTC+5.30", "UTC+5:30"),
        ("+5.75", "UTC+5:45"),
        ("+5.45", "UTC+5:45"),
        ("+530", "UTC+5:30"),
        ("UTC-3:30", "UTC-3:30"),
        ("UTC-9.5", "UTC-9:30"),
        ("UTC+14", "UTC+14"),
        ("UTC-12", "UTC-12"),
        ("GMT+25", "UTC+25"),
        ("UTC±0", "UTC+0"),
        ("UTC-0", "UTC+0"),
        ("UTC", "UTC+0"),
        ("Z", "UTC+0"),
        ("zulu", "UTC+0"),
    ],
)
def test_an_offset_is_read_in_all_its_forms(typed: str, shown: str):
    offset = parse_offset(typed)
    assert offset is not None
    assert offset_name(offset) == shown


@pytest.mark.parametrize(
    "typed",
    ["", "MSK", "MSK+1", "Moscow", "EST5EDT", "UTC+", "+", "noon", "+5:60", "5.7", "2026", "18:30",
     "9-11", "+3+3", "GMT+3 Moscow", "½", "+½", "UTC+1234567"],
)  # fmt: skip
def test_anything_else_is_no_offset(typed: str):
    assert parse_offset(typed) is None


@given(st.text(max_size=12) | st.from_regex(r"(utc|gmt)?[+−-]?\d{0,4}[:.]?\d{0,3}", fullmatch=True))
def test_reading_an_offset_never_fails(typed: str):
    split_offset(typed)
    offset = parse_offset(typed)
    assert offset is None or abs(offset) < timedelta(hours=100)


@given(st.integers(-12 * 4, 14 * 4))
def test_an_offset_that_is_shown_is_read_back(quarters: int):
    offset = timedelta(minutes=15 * quarters)
    assert parse_offset(offset_name(offset)) == offset


@pytest.mark.parametrize(
    ("typed", "rest", "shown"),
    [
        ("Moscow (GMT+3)", "moscow", "UTC+3"),
        ("(UTC+03:00) Moscow, St. Petersburg", "moscow, st. petersburg", "UTC+3"),
        ("UTC+3 Moscow", "moscow", "UTC+3"),
        ("EST (UTC-5)", "est", "UTC-5"),
    ],
)
def test_an_offset_is_found_beside_a_name(typed: str, rest: str, shown: str):
    name, offset = split_offset(typed)
    assert name == rest
    assert offset is not None
    assert offset_name(offset) == shown


@pytest.mark.parametrize("text", ["Moscow", "9 lives", "Europe/Moscow", "GMT", ""])
def test_a_text_without_an_offset_is_kept(text: str):
    assert split_offset(text) == (text, None)


@pytest.mark.parametrize(
    ("zone", "now", "label"),
    [
        ("Europe/Moscow", WINTER, "Europe/Moscow (UTC+3)"),
        ("Europe/Berlin", WINTER, "Europe/Berlin (UTC+1)"),
        ("Europe/Berlin", SUMMER, "Europe/Berlin (UTC+2)"),
        ("America/St_Johns", WINTER, "America/St_Johns (UTC-3:30)"),
        ("Europe/London", WINTER, "Europe/London (UTC+0)"),
        ("UTC", WINTER, "UTC"),
        ("Etc/GMT+3", WINTER, "Etc/GMT+3 (UTC-3)"),
    ],
)
def test_a_zone_is_shown_with_its_offset_now(zone: str, now: datetime, label: str):
    assert zone_label(zone, now) == label
