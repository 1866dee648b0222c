"""Milestones as Discord shows them, in `/milestone`, in daily posts and in the terminal."""

from collections.abc import Sequence
from datetime import date

from bot.knowledge.model import Milestone
from bot.text.sources import MESSAGE_LIMIT, readable_date, with_sources

HEADING_ROOM = 200  # characters kept for what stands above a milestone's own text


def day_name(day: date) -> str:
    """`9 November 2013`."""
    return readable_date(day.isoformat())


def heading(day: date) -> str:
    """The first line of a daily post: the same whenever that day's post is made."""
    return f"## On this day, {day.day} {day:%B}"


def tell(milestone: Milestone, *, dated: bool = True) -> str:
    """One milestone: title, date and place, text, sources."""
    when = [day_name(milestone.date)] if dated else [str(milestone.date.year)]
    if milestone.time_utc:
        when.append(f"{milestone.time_utc} UTC")
    when.append(milestone.place)
    line = " · ".join(when)
    return with_sources(f"**{milestone.title}**\n*{line}*\n{milestone.text}", milestone.sources)


def tell_all(
    milestones: Sequence[Milestone], above: str = "", *, limit: int = MESSAGE_LIMIT
) -> str:
    """Several milestones below a heading, whole as long as they fit, then by their titles."""
    told = above
    for at, milestone in enumerate(milestones):
        block = f"{told}\n\n{tell(milestone)}".strip()
        rest = _titles(milestones[at + 1 :])
        if len(block) + len(rest) > limit:
            return f"{told}{_titles(milestones[at:], limit - len(told))}".lstrip()
        told = block
    return told


def _titles(milestones: Sequence[Milestone], limit: int = MESSAGE_LIMIT) -> str:
    """Lines with what was left out; those that do not fit are counted."""
    lines = ""
    for at, milestone in enumerate(milestones):
        line = f"\n- {day_name(milestone.date)}: {milestone.title}"
        more = f"\n- … and {len(milestones) - at} more"
        if len(lines) + len(line) + len(more) > limit:
            return lines + more
        lines += line
    return f"\n{lines}" if lines else ""
