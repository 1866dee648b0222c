"""What `/settings` says: the state of a server's daily posts, and why a change was refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.calendar.calendar import Occasion
from bot.text.daily_posts import uncertain_post
from bot.text.markup import DISCORD
from bot.text.milestones import anniversary_heading, milestone_cards

PREVIEW_LIMIT = 1_100  # characters, so that the state above the preview fits too

OFF = "**Daily posts: off.** To turn them on, use `/settings milestones` with a channel."
_NO_CHANNEL = "**Daily posts: no channel yet.** Choose one with `/settings milestones`."

BAD_TIME = "Write the time as HH:MM, for example 09:00 or 18:30."
UNKNOWN_ZONE = "I don't know that time zone. Pick one from the list, for example Europe/Moscow."


@dataclass(frozen=True, slots=True)
class PostsState:
    """The daily posts of a server that has them turned on."""

    channel: str | None  # its mention
    at: time
    timezone: str
    trouble: str | None  # why the posts are paused, as a sentence
    uncertain_day: date | None  # the day of the latest post, if nobody knows whether it was sent
    next_posts: Sequence[tuple[datetime, Occasion]]


def posts_state(state: PostsState) -> str:
    """The settings, trouble, the next posts and a preview of the first, as one message."""
    lines = [f"**Daily posts: on**, in {state.channel}" if state.channel else _NO_CHANNEL]
    lines.append(f"At {state.at:%H:%M}, time zone {state.timezone}")
    if state.trouble:
        lines.append(f"⚠️ Paused: {state.trouble}")
    if state.uncertain_day:
        lines.append(f"⚠️ {uncertain_post(state.uncertain_day)}")
    if not state.next_posts:
        return "\n".join([*lines, "My calendar has nothing to post."])
    lines.append("**Next posts:**")
    for moment, occasion in state.next_posts:
        lines.append(f"- {_timestamp(moment)}: {occasion.milestones[0].title}")
    _, first = state.next_posts[0]
    heading = anniversary_heading(first.day, DISCORD)
    preview = milestone_cards(first.milestones, DISCORD, above=heading, limit=PREVIEW_LIMIT)
    quoted = "\n".join(f"> {line}" for line in preview.splitlines())
    return "\n".join([*lines, "**Preview:**", quoted])


def turned_off(*, were_on: bool) -> str:
    """The daily posts are off now, or were off before."""
    state = "The daily posts are off." if were_on else "The daily posts were already off."
    return f"{state} To turn them on, use `/settings milestones`."


def _timestamp(moment: datetime) -> str:
    """A time that Discord shows in each reader's own zone."""
    return f"<t:{int(moment.timestamp())}:f>"
