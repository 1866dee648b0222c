"""The texts of the daily posts, and what a server's admins read when a post cannot be sent."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.calendar.day_names import day_name
from bot.calendar.schedule import Due
from bot.text.markup import DISCORD
from bot.text.milestones import anniversary_heading, anniversary_note, milestone_cards

CHANNEL_GONE = "The channel is gone, or I can't see it."


def post_text(due: Due) -> str:
    """The whole message of a daily post. Its first line is the heading that it is found by."""
    title = anniversary_heading(due.occasion.day, DISCORD)
    occasion = due.occasion
    late = DISCORD.small(f"Late: this post was due at {_clock_time(due.instant)}.")
    note = anniversary_note(occasion.day, occasion.milestones, DISCORD)
    above = "\n".join(filter(None, [title, late if due.late else "", note]))
    return milestone_cards(occasion.milestones, DISCORD, above=above)


def alert(trouble: str) -> str:
    """Tells a server's admins that its posts are paused."""
    return f"I can't send the daily post. {trouble} See `/settings show` for details."


def permission_trouble(permissions: Sequence[str], channel: str) -> str:
    """Why the bot cannot post; `channel` is a mention."""
    noun = "permission" if len(permissions) == 1 else "permissions"
    return f"I'm missing the {' and '.join(permissions)} {noun} in {channel}."


def post_refused(reason: str) -> str:
    """Why Discord did not take a post; `reason`: in words, to follow a colon."""
    return f"Discord didn't let me post in the channel: {reason}."


def zone_trouble(name: str) -> str:
    """Why the posts are paused if the time zone in a server's settings does not exist."""
    return f"I don't know the time zone “{name}”."


def uncertain_post(day: date) -> str:
    """Tells a server's admins about a post that was claimed and never confirmed."""
    return f"I can't tell whether the post for {day_name(day)} was sent, so I won't send it again."


def _clock_time(moment: datetime) -> str:
    """A time of day that Discord shows in each reader's own time zone."""
    return f"<t:{int(moment.timestamp())}:t>"
