"""What `/settings` says about a server's daily posts."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from bot.calendar.calendar import Occasion
from bot.text.markup import MESSAGE_LIMIT
from bot.text.settings import (
    FIND_ZONE,
    NO_ZONE_WITH_OFFSET,
    NOT_PUBLISHED,
    PUBLISHED,
    PostsState,
    posts_state,
    turned_off,
    unknown_zone,
)
from tests.builders import make_milestone

NOON = datetime(2026, 11, 7, 12, tzinfo=UTC)


def occasion(day: date = date(2026, 11, 7), text: str = "Off it went.", count: int = 1) -> Occasion:
    milestones = [
        make_milestone(
            f"m{number}", date(2013, day.month, day.day), title=f"Title {number}", text=text
        )
        for number in range(count)
    ]
    return Occasion(day, tuple(milestones))


def state(**fields: Any) -> PostsState:
    usual = PostsState("<#9>", time(9, 5), "Europe/Moscow", None, None, ((NOON, occasion()),))
    return replace(usual, **fields)


def test_the_state_names_channel_time_next_posts_and_shows_a_preview():
    lines = posts_state(state()).splitlines()
    assert lines[:5] == [
        "**Daily posts: on**, in <#9>",
        "At 09:05, time zone Europe/Moscow",
        "**Next posts:**",
        f"- <t:{int(NOON.timestamp())}:f>: Title 0",
        "**Preview:**",
    ]
    assert lines[5] == "> ## On this day, 7 November"
    assert all(line.startswith("> ") for line in lines[5:])
    assert "> Off it went." in lines


def test_the_preview_says_why_a_29th_of_february_comes_on_the_28th():
    leap = make_milestone("leap", "2012-02-29", title="The leap")
    text = posts_state(state(next_posts=((NOON, Occasion(date(2027, 2, 28), (leap,))),)))
    assert "\n> ## On this day, 28 February\n> *2027 has no 29 February, " in text


def test_every_coming_post_is_listed_and_only_the_first_previewed():
    later = occasion(date(2026, 11, 9), text="Later.")
    text = posts_state(state(next_posts=((NOON, occasion()), (NOON, later))))
    assert text.count("\n- <t:") == 2
    assert "Later." not in text


def test_without_a_channel_one_has_to_be_chosen():
    assert posts_state(state(channel=None)).startswith("**Daily posts: no channel yet.**")


def test_paused_posts_say_why():
    assert "\n⚠️ Paused: The channel is gone.\n" in posts_state(
        state(trouble="The channel is gone.")
    )


def test_an_uncertain_post_is_named():
    assert (
        "\n⚠️ I can't tell whether the post for 7 November 2026 was sent, "
        "so I won't send it again.\n"
    ) in posts_state(state(uncertain_day=date(2026, 11, 7)))


def test_an_empty_calendar_says_so():
    text = posts_state(state(next_posts=()))
    assert text.endswith("\nMy calendar has nothing to post.")


def test_the_longest_state_fits_in_one_message():
    long = occasion(date(2027, 2, 28), text="x" * 1_500, count=12)
    text = posts_state(
        state(
            trouble="I'm missing the View Channel and Send Messages permissions in <#"
            + "9" * 20
            + ">.",
            uncertain_day=date(2026, 11, 7),
            timezone="America/Argentina/ComodRivadavia (UTC-3)",
            next_posts=((NOON, long),) * 3,
            skipped=date(2026, 11, 7),
            already_sent=date(2026, 11, 7),
            published=False,
        )
    )
    assert len(text) <= MESSAGE_LIMIT


@pytest.mark.parametrize(
    ("next_day", "when"),
    [
        (date(2026, 11, 8), " The first post is tomorrow's.\n"),
        (date(2026, 11, 11), " The first post is on 11 November 2026.\n"),
        (date(2027, 11, 7), " The first post is on 7 November 2027.\n"),
        (None, "\n"),
    ],
)
def test_a_skipped_post_says_why_and_which_is_the_first(next_day: date | None, when: str):
    coming = ((NOON, occasion(next_day)),) if next_day else ()
    text = posts_state(state(at=time(9), skipped=date(2026, 11, 7), next_posts=coming))
    assert (
        "\nToday's post (7 November) was due at 09:00, before these settings were saved, "
        f"so it is skipped.{when}"
    ) in text


def test_a_post_that_is_out_is_not_announced_again():
    text = posts_state(state(already_sent=date(2026, 11, 7)))
    assert "\nToday's post (7 November) is already out; it is not sent again.\n" in text


@pytest.mark.parametrize(("published", "said"), [(True, PUBLISHED), (False, NOT_PUBLISHED)])
def test_whether_posts_are_published_is_only_said_where_they_can_be(published: bool, said: str):
    assert f"\n{said}\n" in posts_state(state(published=published))
    assert "followers" not in posts_state(state())


@pytest.mark.parametrize(
    ("meant", "listed"),
    [
        (["A (UTC+3)"], "A (UTC+3)"),
        (["A (UTC+3)", "B (UTC+3)"], "A (UTC+3) or B (UTC+3)"),
        (["A (UTC+3)", "B (UTC+3)", "C (UTC+3)"], "A (UTC+3), B (UTC+3) or C (UTC+3)"),
    ],
)
def test_an_unknown_zone_is_refused_with_those_that_may_be_meant(meant: list[str], listed: str):
    assert unknown_zone("GMT+3", meant, is_offset=True) == (
        f"I don't know the time zone “GMT+3”. Did you mean {listed}? "
        "Pick one from the list that appears as you type."
    )


def test_a_zone_like_no_other_is_refused_with_a_way_to_find_one():
    assert unknown_zone("Mars", [], is_offset=False) == (
        f"I don't know the time zone “Mars”. {FIND_ZONE}"
    )
    assert unknown_zone("GMT+25", [], is_offset=True) == (
        f"I don't know the time zone “GMT+25”. {NO_ZONE_WITH_OFFSET} {FIND_ZONE}"
    )


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Europe/Mos_kow_", r"Europe/Mos\_kow\_"),
        ("**bold** `code` ||x||", r"\*\*bold\*\* \`code\` \|\|x\|\|"),
        ("@everyone <@5> <#6>", r"\@everyone \<\@5\> \<\#6\>"),
        ("https://x.example", r"https:\/\/x.example"),
        ("two\nlines", "two lines"),
        ("x" * 60, "x" * 49 + "…"),
        ("utc +03:00", "utc +03:00"),
    ],
)
def test_what_was_typed_is_repeated_without_effect(typed: str, shown: str):
    assert unknown_zone(typed, [], is_offset=False).startswith(
        f"I don't know the time zone “{shown}”. "
    )


def test_the_longest_refusal_fits_in_one_message():
    assert len(unknown_zone("*" * 6_000, ["x" * 50] * 3, is_offset=True)) <= MESSAGE_LIMIT


def test_turning_off_says_whether_the_posts_were_on():
    assert turned_off(were_on=True).startswith("The daily posts are off. ")
    assert turned_off(were_on=False).startswith("The daily posts were already off. ")
