"""Discord's timestamps are days, in all styles; those out of range are none, and harmless."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.date_parser import find_dates, parse_dates
from bot.calendar.discord_timestamps import write_out_timestamps

TODAY = date(2026, 3, 1)


def days(text: str) -> list[tuple[int | None, int, int]]:
    return [(found.year, found.month, found.day) for found in find_dates(text, TODAY)]


@pytest.mark.parametrize("style", ["", *(f":{letter}" for letter in "tTdDfFsSR")])
def test_a_timestamp_of_any_style_is_its_day(style: str):
    assert days(f"what happened <t:1383984000{style}>?") == [(2013, 11, 9)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<t:-1:D>", [(1969, 12, 31)]),
        ("<t:0>", [(1970, 1, 1)]),
        ("<t:-62135596800:D>", [(1, 1, 1)]),
        ("<t:1383796800:D><t:1383984000:D>", [(2013, 11, 7), (2013, 11, 9)]),
        ("**<t:1383984000:D>** at 5pm", [(2013, 11, 9)]),
    ],
)
def test_every_moment_has_its_day_in_utc(text: str, expected: list[tuple[int, int, int]]):
    assert days(text) == expected


def test_two_timestamps_can_be_a_period():
    (period,) = find_dates("<t:1383796800:D> to <t:1383984000:D>", TODAY)

    assert (period.day, period.days) == (7, 3)


def test_the_rest_of_the_text_is_kept():
    rest = parse_dates("where was it on <t:1383984000:D> then", TODAY).rest

    assert rest.split() == ["where", "was", "it", "on", "then"]


@pytest.mark.parametrize(
    "text",
    [
        "<t:-62135596801:D>",  # before the year 1
        "<t:253402300800:D>",  # after the year 9999
        "<t:9999999999999>",
        "<t:99999999999999999999999:D>",
        "<t:13.5:D>",
        "<t::D>",
        "<t:abc>",
        "<@1383984000>",
        "<t:1383984000:DD>",
    ],
)
def test_anything_else_in_brackets_is_no_date(text: str):
    assert days(text) == []


@given(st.integers(-(10**14), 10**14), st.sampled_from(["", ":D", ":t", ":R", ":x"]))
def test_any_timestamp_can_be_written_out(seconds: int, style: str):
    written = write_out_timestamps(f"<t:{seconds}{style}>")

    try:
        expected = datetime.fromtimestamp(seconds, UTC).date().isoformat()
    except (ValueError, OverflowError):
        assert written == f"<t:{seconds}{style}>"
    else:
        assert written.strip() == expected
