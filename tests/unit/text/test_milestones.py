"""Milestones are shown in full as long as they fit; the others are named or counted."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.model import Milestone, Where
from bot.text.markup import DISCORD
from bot.text.milestones import anniversary_heading, milestone_card, milestone_cards
from bot.text.plain import PLAIN
from tests.builders import make_milestone, make_source


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "**The torch lifts off**\n*7 November 2013 · Baikonur*\nOff it went."),
        (
            {"time_utc": "04:14"},
            "**The torch lifts off**\n*7 November 2013 · 04:14 UTC · Baikonur*\nOff it went.",
        ),
        (
            {"planned": True},
            (
                "**The torch lifts off**\n*7 November 2013 · Baikonur · as announced in advance*\n"
                "Off it went."
            ),
        ),
        (
            {"approximate": True},
            (
                "**The torch lifts off**\n"
                "*7 November 2013 · Baikonur · approximate place or date*\n"
                "Off it went."
            ),
        ),
        (
            {"approximate": True, "where": Where.ORBIT},
            "**The torch lifts off**\n*7 November 2013 · Baikonur*\nOff it went.",
        ),
        (
            {"sources": (make_source(),)},
            (
                "**The torch lifts off**\n*7 November 2013 · Baikonur*\nOff it went.\n"
                "-# A paper: A title"
            ),
        ),
    ],
)
def test_a_milestone_shows_when_and_where_it_was(fields: dict[str, Any], expected: str):
    assert milestone_card(make_milestone(**fields), DISCORD) == expected


def test_the_heading_of_a_daily_post_depends_on_nothing_but_day_and_month():
    assert anniversary_heading(date(2026, 11, 7), DISCORD) == "## On this day, 7 November"
    assert anniversary_heading(date(2031, 11, 7), DISCORD) == "## On this day, 7 November"


def test_milestones_that_fit_are_shown_in_full_below_the_heading():
    milestones = [make_milestone("a", text="First."), make_milestone("b", text="Second.")]

    assert milestone_cards(milestones, DISCORD, above="## Heading") == "\n\n".join(
        ["## Heading", *(milestone_card(milestone, DISCORD) for milestone in milestones)]
    )


def test_milestones_that_do_not_fit_are_named_by_date_and_title():
    milestones = [
        make_milestone("a", title="One", text="x" * 1500),
        make_milestone("b", "2013-11-08", title="Two", text="x" * 1500),
        make_milestone("c", "2013-11-09", title="Three", text="x"),
    ]
    text = milestone_cards(milestones, DISCORD)

    assert text.startswith(milestone_card(milestones[0], DISCORD))
    assert text.endswith("\n- 8 November 2013: Two\n- 9 November 2013: Three")


def test_without_sources_the_same_milestones_are_shown_in_full():
    source = make_source(title="t" * 300)
    milestones = [
        make_milestone(f"m{at}", title=f"Title {at}", text="x" * 300, sources=(source,))
        for at in range(5)
    ]
    cited, bare = (milestone_cards(milestones, DISCORD, cited=each) for each in (True, False))

    assert cited.count("x" * 300) == 2
    assert bare == "\n".join(line for line in cited.split("\n") if not line.startswith("-#"))


def test_titles_that_do_not_fit_are_counted():
    milestones = [make_milestone(f"m{at}", title=f"Title {at}", text="x" * 500) for at in range(99)]
    text = milestone_cards(milestones, DISCORD, above="## Heading")
    shown = len(re.findall(r"^- 7 November 2013: Title \d+$", text, re.MULTILINE))

    assert shown > 30
    assert text.endswith(f"\n- … and {99 - shown} more")


@st.composite
def _milestones(draw: st.DrawFn) -> list[Milestone]:
    lengths = draw(
        st.lists(
            st.tuples(st.integers(0, 93), st.integers(1, 1800), st.integers(1, 100)), max_size=30
        )
    )
    return [
        make_milestone(
            f"m{at}", title=f"T{at:04}.{'t' * title}", text="x" * text, place="p" * place
        )
        for at, (title, text, place) in enumerate(lengths)
    ]


@given(_milestones(), st.integers(0, 200), st.integers(500, 2000))
def test_it_never_exceeds_the_limit_and_names_or_counts_every_milestone(
    milestones: list[Milestone], above: int, limit: int
):
    text = milestone_cards(milestones, DISCORD, above="#" * above, limit=limit)
    named = [milestone for milestone in milestones if milestone.title in text]
    counted = re.search(r"… and (\d+) more$", text)

    assert len(text) <= limit
    assert text.startswith("#" * above)
    assert named == milestones[: len(named)]
    assert len(named) + (int(counted[1]) if counted else 0) == len(milestones)


def test_in_plain_text_there_is_no_markup_and_no_limit_if_none_is_wanted():
    milestones = [make_milestone(f"m{at}", text="**x** " * 500) for at in range(3)]
    text = milestone_cards(milestones, PLAIN, above="Above", limit=None)

    assert text.startswith("Above\n\nThe torch lifts off\n7 November 2013 · Baikonur\nx x x")
    assert text.count("The torch lifts off") == 3
    assert "*" not in text
