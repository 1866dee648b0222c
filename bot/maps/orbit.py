"""Draws milestones in orbit: a spacecraft above the globe, and the legs up to it and down."""

from collections.abc import Sequence
from datetime import date
from math import hypot, pi, sqrt

from bot.knowledge.model import Milestone
from bot.maps import style
from bot.maps.box import XY
from bot.maps.canvas import Canvas, arc
from bot.maps.labels import Occupancy
from bot.maps.route import Leg, Route, position
from bot.maps.route_drawing import LINE_WEIGHT
from bot.maps.viewport import ORBIT_RADIUS, Viewport

FARTHEST = 0.7  # of the orbit's radius: the largest distance of the spacecraft from the middle


def spacecraft_position(view: Viewport, route: Route, marked: Sequence[Milestone]) -> XY:
    """The place of the spacecraft: on the orbit, above the places from and to which it flew."""
    ends = [at for leg in route.legs if not leg.on_ground and (at := view.at(leg.ground_end))] or [
        at for milestone in marked if (at := view.at(position(milestone)))
    ]
    x = sum(at[0] for at in ends) / len(ends) - view.zero[0] if ends else 0.0
    radius = view.scale * ORBIT_RADIUS
    x = max(-FARTHEST * radius, min(FARTHEST * radius, x))
    return view.zero[0] + x, view.zero[1] - sqrt(radius**2 - x**2)


def draw_orbit(
    canvas: Canvas, view: Viewport, route: Route, until: date | None, at: XY, occupancy: Occupancy
) -> set[str]:
    """Draw the orbit and the legs to and from the spacecraft; return the tracks drawn."""
    ring = arc(view.zero, view.scale * ORBIT_RADIUS, -0.95 * pi, -0.05 * pi)
    canvas.dashes(ring, style.ATMOSPHERE, 2.2, 10, 8)
    occupancy.add(ring, LINE_WEIGHT)
    drawn: set[str] = set()
    for leg in route.legs:
        ground = None if leg.on_ground else view.at(leg.ground_end)
        if ground is None:
            continue
        points = curve(ground, at, -0.22 if leg.is_ascent else 0.22)
        occupancy.add(points, LINE_WEIGHT)
        draw_orbit_leg(canvas, route, leg, points, until, 5)
        if leg.is_travelled(until):
            drawn.add(leg.track)
    return drawn


def draw_orbit_leg(
    canvas: Canvas, route: Route, leg: Leg, points: Sequence[XY], until: date | None, width: float
) -> None:
    """Draw a leg to or from orbit along a curve."""
    if leg.is_travelled(until):
        colour, on, off = style.side_track_style(leg.track, list(route.tracks))
        canvas.line(points, style.SHADOW, width + 3)
        canvas.dashes(points, colour, width, on, off)
    else:
        canvas.dashes(points, style.AHEAD, width * 0.6, 0, width * 1.9)


def curve(start: XY, end: XY, bend: float) -> list[XY]:
    """A curve between two points, bent to one side by a share of its length."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    control = ((start[0] + end[0]) / 2 - dy * bend, (start[1] + end[1]) / 2 + dx * bend)
    steps = max(8, int(hypot(dx, dy) / 5))
    points: list[XY] = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        points.append(
            (
                a * start[0] + b * control[0] + c * end[0],
                a * start[1] + b * control[1] + c * end[1],
            )
        )
    return points
