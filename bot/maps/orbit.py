"""What happened in orbit, drawn as what it is: above the globe, with the ways up and down."""

from collections.abc import Sequence
from datetime import date
from math import hypot, pi, sqrt

from bot.knowledge.model import Milestone
from bot.maps import style
from bot.maps.canvas import Canvas, arc
from bot.maps.labels import Covering
from bot.maps.projection import XY
from bot.maps.route import Leg, Route, position
from bot.maps.travel import LINE_WEIGHT
from bot.maps.view import GLOBE_SHARE, View

FARTHEST = 0.7  # of the orbit's radius: how far from its top the craft is drawn at most


def craft(view: View, route: Route, shown: Sequence[Milestone]) -> XY:
    """Where the craft is drawn: over the places from which and to which it flew."""
    ends = [at for leg in route.legs if not leg.on_ground and (at := view.at(leg.foot))] or [
        at for each in shown if (at := view.at(position(each)))
    ]
    x = sum(at[0] for at in ends) / len(ends) - view.zero[0] if ends else 0.0
    radius = view.scale * GLOBE_SHARE
    x = max(-FARTHEST * radius, min(FARTHEST * radius, x))
    return view.zero[0] + x, view.zero[1] - sqrt(radius**2 - x**2)


def draw_orbit(
    canvas: Canvas, view: View, route: Route, until: date | None, at: XY, covering: Covering
) -> set[str]:
    """The orbit's arc and the legs that lead up to it and down; returns the tracks drawn."""
    ring = arc(view.zero, view.scale * GLOBE_SHARE, -0.95 * pi, -0.05 * pi)
    canvas.dashes(ring, style.AIR, 2.2, 10, 8)
    covering.add(ring, LINE_WEIGHT)
    drawn: set[str] = set()
    for leg in route.legs:
        foot = None if leg.on_ground else view.at(leg.foot)
        if foot is None:
            continue
        way = bow(foot, at, -0.22 if leg.is_up else 0.22)
        covering.add(way, LINE_WEIGHT)
        draw_way(canvas, route, leg, way, until, 5)
        if leg.done(until):
            drawn.add(leg.track)
    return drawn


def draw_way(
    canvas: Canvas, route: Route, leg: Leg, way: Sequence[XY], until: date | None, width: float
) -> None:
    """A leg up or down along a curve."""
    if leg.done(until):
        colour, on, off = style.of_track(leg.track, list(route.tracks))
        canvas.line(way, style.SHADOW, width + 3)
        canvas.dashes(way, colour, width, on, off)
    else:
        canvas.dashes(way, style.AHEAD, width * 0.6, 0, width * 1.9)


def bow(start: XY, end: XY, bend: float) -> list[XY]:
    """A curve between two points, bent to one side by a share of its length."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    middle = ((start[0] + end[0]) / 2 - dy * bend, (start[1] + end[1]) / 2 + dx * bend)
    steps = max(8, int(hypot(dx, dy) / 5))
    points: list[XY] = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        points.append(
            (
                a * start[0] + b * middle[0] + c * end[0],
                a * start[1] + b * middle[1] + c * end[1],
            )
        )
    return points
