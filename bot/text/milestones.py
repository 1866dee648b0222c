"""Milestones as people read them: in answers, in `/milestone`, in daily posts, in the terminal."""

from collections.abc import Sequence
from datetime import date

from bot.calendar.day_names import day_name, day_of_year_name
from bot.calendar.leap_days import is_leap_day, stands_in_for_leap_day
from bot.knowledge.model import Milestone, Where
from bot.text.markup import MESSAGE_LIMIT, Markup
from bot.text.sources import with_sources


def anniversary_heading(day: date, markup: Markup) -> str:
    """The first line of a daily post: the same every time that day's post is made."""
    return markup.heading(f"On this day, {day_of_year_name(day)}")


def anniversary_note(day: date, milestones: Sequence[Milestone], markup: Markup) -> str:
    """Explain that events of 29 February are remembered on the 28th; empty if there are none."""
    if not (
        stands_in_for_leap_day(day) and any(is_leap_day(milestone.date) for milestone in milestones)
    ):
        return ""
    return markup.italic(
        f"{day.year} has no 29 February, so what happened on it is remembered on the 28th."
    )


def milestone_card(milestone: Milestone, markup: Markup, *, cited: bool = True) -> str:
    """One milestone: title, date and place, text and, if `cited`, sources."""
    facts = [day_name(milestone.date)]
    if milestone.time_utc:
        facts.append(f"{milestone.time_utc} UTC")
    facts.append(milestone.place)
    if milestone.planned:
        facts.append("as announced in advance")
    # In orbit every position is approximate; only on the ground is that worth saying.
    if milestone.approximate and milestone.where is Where.GROUND:
        facts.append("approximate place or date")
    head = f"{markup.bold(milestone.title)}\n{markup.italic(' · '.join(facts))}"
    sources = milestone.sources if cited else ()
    return with_sources(f"{head}\n{markup.body(milestone.text)}", sources, markup)


def milestone_cards(
    milestones: Sequence[Milestone],
    markup: Markup,
    *,
    above: str = "",
    limit: int | None = MESSAGE_LIMIT,
    cited: bool = True,
) -> str:
    """Several milestones below a heading: in full as long as they fit, the rest by their titles.

    `limit`: in characters; None for no limit. `cited`: with sources; without, the same milestones
    are shown in full.
    """
    text = with_all = above
    for at, milestone in enumerate(milestones):
        longer = f"{with_all}\n\n{milestone_card(milestone, markup)}".strip()
        rest = _titles(milestones[at + 1 :])
        if limit is not None and len(longer) + len(rest) > limit:
            return f"{text}{_titles(milestones[at:], limit - len(with_all))}".lstrip()
        with_all = longer
        text = f"{text}\n\n{milestone_card(milestone, markup, cited=cited)}".strip()
    return text


def _titles(milestones: Sequence[Milestone], limit: int = MESSAGE_LIMIT) -> str:
    """A line for each milestone that was left out; those that do not fit are counted."""
    lines = ""
    for at, milestone in enumerate(milestones):
        line = f"\n- {day_name(milestone.date)}: {milestone.title}"
        more = f"\n- … and {len(milestones) - at} more"
        if len(lines) + len(line) + len(more) > limit:
            return lines + more
        lines += line
    return f"\n{lines}" if lines else ""
