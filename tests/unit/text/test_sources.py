"""Sources are cited in one line each, dated as people read dates, linked where that is wanted."""

from typing import Any

import pytest

from bot.text.sources import cite, readable_date, with_sources
from tests.builders import make_source

URL = "https://example.org/a_(b)"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "A paper: A title"),
        ({"date": "2013-11-07"}, "A paper: A title, 7 November 2013"),
        ({"date": "2013-11"}, "A paper: A title, November 2013"),
        ({"date": "2013"}, "A paper: A title, 2013"),
        ({"url": URL}, "A paper: A title"),
        ({"link": True}, "A paper: A title"),
        ({"url": URL, "link": True}, f"A paper: [A title](<{URL}>)"),
        (
            {"url": URL, "link": True, "date": "2013"},
            f"A paper: [A title](<{URL}>), 2013",
        ),
        (
            {"url": URL, "link": True, "title": "Torch [photo] flies]"},
            f"A paper: [Torch \\[photo\\] flies\\]](<{URL}>)",
        ),
        ({"title": "Torch [photo]"}, "A paper: Torch [photo]"),
    ],
)
def test_a_source_is_cited_in_one_line(fields: dict[str, Any], expected: str):
    assert cite(make_source(**fields)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2014", "2014"),
        ("2014-02", "February 2014"),
        ("2014-02-07", "7 February 2014"),
        ("2013-12-31", "31 December 2013"),
        ("2012-02-29", "29 February 2012"),
    ],
)
def test_a_date_is_written_out_as_far_as_it_is_known(text: str, expected: str):
    assert readable_date(text) == expected


def test_sources_stand_below_the_text_in_small_print():
    first, second = make_source("a", title="One"), make_source("b", title="Two")

    assert with_sources("Text.", (first, second)) == "Text.\n-# A paper: One\n-# A paper: Two"


def test_a_text_without_sources_is_left_alone():
    assert with_sources("Text.", ()) == "Text."
