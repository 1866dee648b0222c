"""The texts of a daily post and of what keeps it from being sent."""

from datetime import UTC, date, datetime

import pytest

from bot.calendar.calendar import Occasion
from bot.calendar.schedule import Due
from bot.text.daily_posts import (
    CHANNEL_GONE,
    alert,
    permission_trouble,
    post_refused,
    post_text,
    uncertain_post,
    zone_trouble,
)
from tests.builders import make_milestone
from tests.service.fakes.data import heading

DAY = date(2026, 11, 7)
NINE = datetime(2026, 11, 7, 9, 0, tzinfo=UTC)


def a_due(*, late: bool) -> Due:
    return Due(Occasion(DAY, (make_milestone(title="The torch lifts off"),)), NINE, late=late)


def test_a_post_is_its_heading_and_its_milestones():
    title, *rest = post_text(a_due(late=False)).splitlines()
    assert title == heading(DAY) == "## On this day, 7 November"
    assert "**The torch lifts off**" in rest
    assert "Late" not in "".join(rest)


def test_a_late_post_has_the_same_heading_and_a_time_in_the_readers_own_zone():
    title, late, *rest = post_text(a_due(late=True)).splitlines()
    assert title == heading(DAY)
    assert late == f"-# Late: this post was due at <t:{int(NINE.timestamp())}:t>."
    assert "**The torch lifts off**" in rest


LEAP = make_milestone("leap", "2012-02-29", title="The leap")
EVE = make_milestone("eve", "2012-02-28", title="The eve")


@pytest.mark.parametrize(
    ("day", "milestones", "says_so"),
    [
        (date(2027, 2, 28), (LEAP,), True),
        (date(2027, 2, 28), (EVE, LEAP), True),
        (date(2027, 2, 28), (EVE,), False),
        (date(2028, 2, 28), (EVE,), False),
        (date(2028, 2, 29), (LEAP,), False),
    ],
)
def test_a_post_says_why_it_has_a_29th_of_february(day, milestones, says_so):
    title, *rest = post_text(Due(Occasion(day, milestones), NINE, late=False)).splitlines()
    assert title == heading(day), "it is found by its heading"
    sentence = "*2027 has no 29 February, so what happened on it is remembered on the 28th.*"
    assert (sentence in rest) == says_so
    for milestone in milestones:
        assert f"**{milestone.title}**" in rest


def test_a_late_post_of_two_days_in_one_still_fits_in_a_message():
    most = "w" * 1_700  # a milestone may be a little longer
    both = tuple(make_milestone(day, day, text=most) for day in ("2012-02-28", "2012-02-29"))
    text = post_text(Due(Occasion(date(2027, 2, 28), both), NINE, late=True))
    assert len(text) <= 2_000
    assert "- 29 February 2012: The torch lifts off" in text


@pytest.mark.parametrize("late", [False, True])
def test_a_post_fits_in_a_message(late: bool):
    milestones = tuple(make_milestone(f"m{at}", text="word " * 200) for at in range(9))
    assert len(post_text(Due(Occasion(DAY, milestones), NINE, late=late))) <= 2_000


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        (["Send Messages"], "I'm missing the Send Messages permission in <#5>."),
        (
            ["View Channel", "Send Messages"],
            "I'm missing the View Channel and Send Messages permissions in <#5>.",
        ),
    ],
)
def test_missing_permissions_are_named_in_a_sentence(missing: list[str], sentence: str):
    assert permission_trouble(missing, "<#5>") == sentence


def test_a_post_that_may_have_been_sent_is_named_by_its_day():
    assert uncertain_post(DAY) == (
        "I can't tell whether the post for 7 November 2026 was sent, so I won't send it again."
    )


@pytest.mark.parametrize(
    "trouble", [CHANNEL_GONE, post_refused("its AutoMod"), zone_trouble("Mars/Olympus")]
)
def test_an_alert_says_what_is_wrong_and_where_to_look(trouble: str):
    assert trouble in alert(trouble)
    assert "/settings show" in alert(trouble)
