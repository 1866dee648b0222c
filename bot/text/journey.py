"""The journey as a whole, in words: what `/journey` says above its map."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from bot.calendar.day_names import day_name
from bot.calendar.leap_days import is_leap_day
from bot.knowledge.model import Milestone
from bot.maps.route import Route, in_orbit, position
from bot.maps.spherical_geometry import kilometres
from bot.maps.subject import Subject, day_of_journey
from bot.text.markup import Markup

NO_JOURNEY = "There is no journey in my calendar."


def journey_text(route: Route, today: date, markup: Markup) -> str:
    """From where to where the journey went, and how far it was on this day of the year."""
    if not route.ground:
        return NO_JOURNEY
    first, last = route.main[0], route.main[-1]
    lines = [
        markup.bold(Subject.of_journey(route, None).title),
        f"{day_name(first.date)} – {day_name(last.date)}, {_distance(route.main)}.",
    ]
    day = day_of_journey(route, today)
    if day is not None:
        so_far = [milestone for milestone in route.main if milestone.date <= day]
        stop = so_far[-1]
        place = markup.bold(stop.place)
        since = "" if stop.date == day else f" (since {day_name(stop.date)})"
        which = _day_name(day, today)
        lines.append(
            f"On this day, {which}, the journey had reached {place}{since}: {_distance(so_far)}."
        )
    return "\n".join(lines)


def _day_name(day: date, today: date) -> str:
    """The day of the journey; a note explains why 29 February is shown on another day."""
    if is_leap_day(day) and not is_leap_day(today):
        return f"{day_name(day)} ({today.year} has no 29 February)"
    return day_name(day)


def _distance(track: Sequence[Milestone]) -> str:
    stops = [position(milestone) for milestone in track if not in_orbit(milestone)]
    length = round(sum(kilometres(a, b) for a, b in pairwise(stops)), -2)
    return f"{length:,.0f} km from stop to stop as the crow flies"
