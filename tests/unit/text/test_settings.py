"""What `/settings` says about a server's daily posts."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from bot.calendar.calendar import Occasion
from bot.text.markup import MESSAGE_LIMIT
from bot.text.settings import PostsState, posts_state, turned_off
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
    long = occasion(text="x" * 1_500, count=12)
    text = posts_state(
        state(
            trouble="I'm missing the View Channel and Send Messages permissions in <#"
            + "9" * 20
            + ">.",
            uncertain_day=date(2026, 11, 7),
            timezone="America/Argentina/ComodRivadavia",
            next_posts=((NOON, long),) * 3,
        )
    )
    assert len(text) <= MESSAGE_LIMIT


def test_turning_off_says_whether_the_posts_were_on():
    assert turned_off(were_on=True).startswith("The daily posts are off. ")
    assert turned_off(were_on=False).startswith("The daily posts were already off. ")
