"""What `/settings` says: the state of a server's daily posts, and why a change was refused."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.calendar.calendar import Occasion
from bot.calendar.day_names import day_name, day_of_year_name
from bot.text.daily_posts import uncertain_post
from bot.text.markup import DISCORD
from bot.text.milestones import anniversary_heading, anniversary_note, milestone_cards

PREVIEW_LIMIT = 1_000  # characters, so that the state above the preview fits too
LONGEST_SHOWN = 50  # characters of a text that was not understood

OFF = "**Daily posts: off.** To turn them on, use `/settings milestones` with a channel."
_NO_CHANNEL = "**Daily posts: no channel yet.** Choose one with `/settings milestones`."

PUBLISHED = "Each post is published to the followers of this announcement channel."
NOT_PUBLISHED = "Posts are not published to the followers of this announcement channel."
NO_FOLLOWERS = "`publish` makes a difference only in an announcement channel."

BAD_TIME = "Write the time as HH:MM, for example 09:00 or 18:30."
NO_ZONE_WITH_OFFSET = "No time zone has that offset from UTC at the moment."
FIND_ZONE = (
    "Type a city, a country or an offset like UTC+3 in `timezone`, and pick a zone from the list."
)


@dataclass(frozen=True, slots=True)
class PostsState:
    """The daily posts of a server that has them turned on."""

    channel: str | None  # its mention
    at: time
    timezone: str  # with its offset
    trouble: str | None  # why the posts are paused, as a sentence
    uncertain_day: date | None  # the day of the latest post, if nobody knows whether it was sent
    next_posts: Sequence[tuple[datetime, Occasion]]
    skipped: date | None = None  # today, if its post was due before the settings were saved
    already_sent: date | None = None  # today, if its post was sent before they were saved
    published: bool | None = None  # whether posts go out to followers; None: there are none


def posts_state(state: PostsState) -> str:
    """The settings, trouble, the next posts and a preview of the first, as one message."""
    lines = [f"**Daily posts: on**, in {state.channel}" if state.channel else _NO_CHANNEL]
    lines.append(f"At {state.at:%H:%M}, time zone {state.timezone}")
    if state.published is not None:
        lines.append(PUBLISHED if state.published else NOT_PUBLISHED)
    if state.trouble:
        lines.append(f"⚠️ Paused: {state.trouble}")
    if state.uncertain_day:
        lines.append(f"⚠️ {uncertain_post(state.uncertain_day)}")
    if state.skipped:
        lines.append(_skipped(state.skipped, state))
    if state.already_sent:
        lines.append(
            f"Today's post ({day_of_year_name(state.already_sent)}) is already out; "
            "it is not sent again."
        )
    if not state.next_posts:
        return "\n".join([*lines, "My calendar has nothing to post."])
    lines.append("**Next posts:**")
    for moment, occasion in state.next_posts:
        lines.append(f"- {_timestamp(moment)}: {occasion.milestones[0].title}")
    _, first = state.next_posts[0]
    note = anniversary_note(first.day, first.milestones, DISCORD)
    above = "\n".join(filter(None, [anniversary_heading(first.day, DISCORD), note]))
    preview = milestone_cards(first.milestones, DISCORD, above=above, limit=PREVIEW_LIMIT)
    quoted = "\n".join(f"> {line}" for line in preview.splitlines())
    return "\n".join([*lines, "**Preview:**", quoted])


def _skipped(day: date, state: PostsState) -> str:
    text = (
        f"Today's post ({day_of_year_name(day)}) was due at {state.at:%H:%M}, before these "
        "settings were saved, so it is skipped."
    )
    if not state.next_posts:
        return text
    first = state.next_posts[0][1].day
    when = "tomorrow's" if first == day + timedelta(days=1) else f"on {day_name(first)}"
    return f"{text} The first post is {when}."


def unknown_zone(typed: str, suggestions: Sequence[str], *, is_offset: bool) -> str:
    """Why a time zone was refused; `suggestions`: zones that may be meant, with their offsets."""
    text = f"I don't know the time zone “{_shown(typed)}”."
    if suggestions:
        first, last = ", ".join(suggestions[:-1]), suggestions[-1]
        listed = f"{first} or {last}" if first else last
        return f"{text} Did you mean {listed}? Pick one from the list that appears as you type."
    return " ".join(filter(None, [text, NO_ZONE_WITH_OFFSET if is_offset else "", FIND_ZONE]))


def _shown(typed: str) -> str:
    """What somebody typed, shortened, on one line and with markdown escaped."""
    shown = " ".join(typed.split())
    if len(shown) > LONGEST_SHOWN:
        shown = f"{shown[: LONGEST_SHOWN - 1]}…"
    return re.sub(r"([\\*_~`|>#\[\]<@]|(?<=:)/|(?<=:/)/)", r"\\\1", shown)


def no_posts_in(kind: str, channel: str) -> str:
    """Why a channel was refused; `kind`: with its article, `channel`: its mention."""
    return (
        f"I can't send daily posts to {channel}, because it is {kind}. "
        "Choose a text channel or an announcement channel."
    )


def turned_off(*, were_on: bool) -> str:
    """The daily posts are off now, or were off before."""
    state = "The daily posts are off." if were_on else "The daily posts were already off."
    return f"{state} To turn them on, use `/settings milestones`."


def _timestamp(moment: datetime) -> str:
    """A time that Discord shows in each reader's own zone."""
    return f"<t:{int(moment.timestamp())}:f>"
