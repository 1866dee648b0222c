"""Draws the route on a map: the legs travelled, the legs ahead, the stops and the markers."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import hypot

from bot.maps import style
from bot.maps.box import XY, Box
from bot.maps.canvas import Canvas, Colour
from bot.maps.labels import Occupancy
from bot.maps.route import Leg, Route, group_by_town, position
from bot.maps.spherical_geometry import EARTH_RADIUS, great_circle
from bot.maps.viewport import Viewport

LINE_WEIGHT, AHEAD_WEIGHT, DOT_WEIGHT = 3.0, 1.5, 14.0  # how much labels avoid them


def draw_legs(
    canvas: Canvas, view: Viewport, route: Route, until: date | None, occupancy: Occupancy,
    width: float, room: Box | None = None,
) -> set[str]:  # fmt: skip
    """Draw all legs on the ground; return the tracks with a travelled part within `room`."""
    legs = [leg for leg in route.legs if leg.on_ground]
    # The last leg travelled is drawn on top.
    legs.sort(
        key=lambda leg: (leg.is_travelled(until), leg.track == route.main_track, leg.end.date)
    )
    drawn: set[str] = set()
    for leg in legs:
        for part in view.lines(great_circle(position(leg.start), position(leg.end))):
            occupancy.add(_dense(part), LINE_WEIGHT if leg.is_travelled(until) else AHEAD_WEIGHT)
            if not leg.is_travelled(until):
                canvas.dashes(part, style.AHEAD, width * 0.6, 0, width * 1.9)
                continue
            if room and any(room.contains(xy) for xy in _dense(part)):
                drawn.add(leg.track)
            colour = _leg_colour(route, leg)
            if room:
                canvas.line(part, style.SHADOW, width + 3)
            if leg.track == route.main_track:
                canvas.line(part, colour, width)
            else:
                _, on, off = style.side_track_style(leg.track, list(route.tracks))
                canvas.dashes(part, colour, width, on * width / 5, off * width / 5)
    return drawn


def _leg_colour(route: Route, leg: Leg) -> Colour:
    if leg.track == route.main_track:
        return style.main_track_colour(route.elapsed_share(leg.end.date))
    return style.side_track_style(leg.track, list(route.tracks))[0]


def draw_stops(
    canvas: Canvas, view: Viewport, route: Route, until: date | None, occupancy: Occupancy,
    radius: float,
) -> None:  # fmt: skip
    """Draw a dot for every town of the route."""
    for town in group_by_town(route.milestones, reach=12 / view.scale * EARTH_RADIUS):
        at = view.at(town.place)
        if at is None:
            continue
        is_reached = until is None or town.first <= until
        if is_reached:
            on_main_track = town.track == route.main_track
            side_colour = style.side_track_style(town.track, list(route.tracks))[0]
            canvas.dot(at, radius, style.TEXT if on_main_track else side_colour, style.SHADOW, 2)
        else:
            canvas.dot(at, radius * 0.7, style.LAND, style.AHEAD, 1.5)
        occupancy.add([at], DOT_WEIGHT if is_reached else DOT_WEIGHT / 2)


def draw_marker(canvas: Canvas, at: XY, size: float = 1.0) -> None:
    """Draw the marker of what the map is about."""
    canvas.glow(at, 64 * size, style.HIGHLIGHT)
    canvas.dot(at, 11 * size, style.HIGHLIGHT, style.SHADOW, 3.5 * size)
    canvas.dot(at, 4.5 * size, style.SHADOW)


def _dense(line: Sequence[XY], step: float = 6.0) -> Iterator[XY]:
    """Points along a line, each at most about `step` pixels from the next."""
    for (x0, y0), (x1, y1) in pairwise(line):
        count = min(400, max(1, int(hypot(x1 - x0, y1 - y0) / step)))
        for i in range(count):
            yield x0 + (x1 - x0) * i / count, y0 + (y1 - y0) * i / count
