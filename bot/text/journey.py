"""The journey as a whole, in words: what `/journey` says above its map."""

from datetime import date
from itertools import pairwise

from bot.knowledge.model import Milestone
from bot.maps.route import Route, in_orbit, position
from bot.maps.sphere import kilometres
from bot.maps.subject import day_of_journey, of_journey
from bot.text.milestones import day_name


def tell_journey(route: Route, today: date) -> str:
    """From where to where, and how far it had come on this day of the year."""
    if not route.ground:
        return "My calendar has no journey to draw."
    day = day_of_journey(route, today)
    first, last = route.main[0], route.main[-1]
    lines = [
        f"**{of_journey(route, None).title}**",
        f"{day_name(first.date)} – {day_name(last.date)}, {_distance(route.main)}.",
    ]
    if day is not None:
        so_far = [each for each in route.main if each.date <= day]
        at = so_far[-1]
        when = "" if at.date == day else f" (since {day_name(at.date)})"
        lines.append(
            f"On this day, {day_name(day)}, it had come to **{at.place}**{when}: "
            f"{_distance(so_far)}."
        )
    return "\n".join(lines)


def _distance(track: list[Milestone] | tuple[Milestone, ...]) -> str:
    stops = [position(each) for each in track if not in_orbit(each)]
    length = round(sum(kilometres(a, b) for a, b in pairwise(stops)), -2)
    return f"{length:,.0f} km from stop to stop as the crow flies"
