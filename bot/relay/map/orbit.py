"""What happened in orbit, drawn as what it is: above the globe, with the ways up and down."""

from collections.abc import Sequence
from datetime import date
from math import cos, hypot, pi, sin

from bot.knowledge.model import Milestone
from bot.relay.map import style
from bot.relay.map.canvas import Canvas, arc
from bot.relay.map.labels import Covering
from bot.relay.map.projection import XY
from bot.relay.map.route import Route, in_orbit, position
from bot.relay.map.travel import LINE_WEIGHT
from bot.relay.map.view import GLOBE_SHARE, View, direction

STEEPEST = 0.32 * pi  # how far from straight up the craft is drawn at most


def craft(view: View, route: Route, shown: Sequence[Milestone]) -> XY:
    """Where the craft is drawn: over the places from which and to which it flew."""
    ends = [
        at
        for leg in route.legs
        for end in (leg.start, leg.end)
        if not leg.on_ground and not in_orbit(end) and (at := view.at(position(end)))
    ] or [at for each in shown if (at := view.at(position(each)))]
    x = sum(at[0] for at in ends) / len(ends) if ends else view.zero[0]
    y = sum(at[1] for at in ends) / len(ends) if ends else view.zero[1] - view.scale
    angle = max(-pi / 2 - STEEPEST, min(-pi / 2 + STEEPEST, direction(view.zero, (x, y))))
    radius = view.scale * GLOBE_SHARE
    return view.zero[0] + radius * cos(angle), view.zero[1] + radius * sin(angle)


def draw_orbit(
    canvas: Canvas, view: View, route: Route, until: date | None, at: XY, covering: Covering
) -> set[str]:
    """The orbit's arc and the legs that lead up to it and down; returns the tracks drawn."""
    ring = arc(view.zero, view.scale * GLOBE_SHARE, -pi, 0)
    canvas.dashes(ring, style.AIR, 2.2, 10, 8)
    covering.add(ring, LINE_WEIGHT)
    drawn: set[str] = set()
    for leg in route.legs:
        ground = leg.end if in_orbit(leg.start) else leg.start
        foot = None if leg.on_ground else view.at(position(ground))
        if foot is None:
            continue
        way = bow(foot, at, -0.22 if ground is leg.start else 0.22)
        covering.add(way, LINE_WEIGHT)
        if leg.done(until):
            colour, on, off = style.of_track(leg.track, list(route.tracks))
            canvas.dashes(way, style.SHADOW, 8, 10**6, 1)
            canvas.dashes(way, colour, 5, on, off)
            drawn.add(leg.track)
        else:
            canvas.dashes(way, style.AHEAD, 3, 0, 9)
    return drawn


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
