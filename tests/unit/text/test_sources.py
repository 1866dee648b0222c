"""Sources are cited in one line each, with the date in words, and linked if that is wanted."""

from typing import Any

import pytest

from bot.text.markup import DISCORD
from bot.text.plain import PLAIN
from bot.text.sources import cite, with_sources
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
    assert cite(make_source(**fields), DISCORD) == expected


def test_in_plain_text_a_link_shows_its_address():
    source = make_source(url=URL, link=True, title="Torch [photo]")
    assert cite(source, PLAIN) == f"A paper: Torch [photo] <{URL}>"


def test_sources_stand_below_the_text_in_small_print():
    first, second = make_source("a", title="One"), make_source("b", title="Two")

    assert (
        with_sources("Text.", (first, second), DISCORD) == "Text.\n-# A paper: One\n-# A paper: Two"
    )


def test_a_text_without_sources_is_left_alone():
    assert with_sources("Text.", (), DISCORD) == "Text."
