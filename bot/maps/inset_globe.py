"""Draws a small globe on a map, to show where a close-up is, or the orbit above the journey."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import cos, hypot, pi, sin

from bot.maps import style
from bot.maps.base_map import draw_base_map
from bot.maps.box import XY, Box
from bot.maps.canvas import HEIGHT, WIDTH, Canvas, arc
from bot.maps.labels import Occupancy
from bot.maps.projection import Azimuthal
from bot.maps.route import Route, position
from bot.maps.route_drawing import draw_legs, draw_marker
from bot.maps.spherical_geometry import Vector, great_circle, mean
from bot.maps.viewport import Viewport

LOCATOR_RADIUS = 104
ORBIT_INSET_RADIUS = 92  # with its orbit
_ORBIT_RADIUS, _ORBIT_FLATTENING = ORBIT_INSET_RADIUS * 0.95, 0.36


def corners(room: Box, radius: float) -> list[XY]:
    """Possible centres of an inset: in the corners of the map, the preferred corner first."""
    left, right = room.left + radius + 12, room.right - radius - 12
    top, bottom = room.top + radius + 16, room.bottom - radius - 14
    above_legend = bottom - 44
    return [(right, bottom), (left, above_legend), (right, top), (left, top)]


def everywhere(room: Box, half_width: float, half_height: float) -> list[XY]:
    """Possible centres of an inset: on a grid all over the map."""
    inner = Box(
        room.left + half_width,
        room.top + half_height + 10,
        room.right - half_width,
        room.bottom - half_height,
    )
    return list(inner.points(24))


def best_centre(
    options: Sequence[XY], half_width: float, half_height: float, occupancy: Occupancy,
    markers: Sequence[XY], near: XY | None,
) -> XY:  # fmt: skip
    """The centre at which an inset covers least, avoids the markers and is close to `near`."""

    def cost(at: XY) -> float:
        box = Box.around(at, half_width, half_height)
        crossed = 3 * occupancy.weight_along(near, at) if near else 0.0
        distance = hypot(at[0] - near[0], at[1] - near[1]) / 4 if near else 0.0
        covered = sum(map(box.grown(70).contains, markers))
        return occupancy.weight_under(box) + 1_000 * covered + crossed + distance

    return min(options, key=cost)


def draw_locator(
    canvas: Canvas, at: XY, view: Viewport, route: Route, until: date | None,
    marked: Sequence[Vector],
) -> None:  # fmt: skip
    """Draw a small globe with the whole route, and with the outline of what the map shows."""
    around = [position(milestone) for milestone in route.ground] or list(marked)
    centre = mean([mean(around), mean(marked), mean(marked)])
    small = Viewport(Azimuthal(centre, as_globe=True), LOCATOR_RADIUS, at, is_globe=True)
    canvas.dot(at, LOCATOR_RADIUS + 8, style.SHADOW)
    draw_base_map(canvas, small, small=True)
    draw_legs(canvas, small, route, until, Occupancy(), 2.6)
    outline = [_place_at(view, xy) for xy in _picture_edge()]
    if all(outline):
        places = [place for place in outline if place]
        for start, end in zip(places, [*places[1:], places[0]], strict=True):
            for part in small.lines(great_circle(start, end)):
                canvas.line(part, style.TEXT, 2)
    for place in marked:
        if (xy := small.at(place)) is not None:
            draw_marker(canvas, xy, 0.55)


def _place_at(view: Viewport, xy: XY) -> Vector | None:
    """The place that a point of the picture shows; None if it shows none."""
    if not isinstance(view.projection, Azimuthal):
        return None
    return view.projection.place(
        ((xy[0] - view.zero[0]) / view.scale, (view.zero[1] - xy[1]) / view.scale)
    )


def _picture_edge() -> Iterator[XY]:
    """Points along the edge of the picture."""
    sides = 8
    for i in range(sides):
        yield WIDTH * i / sides, 0
    for i in range(sides):
        yield WIDTH, HEIGHT * i / sides
    for i in range(sides):
        yield WIDTH * (1 - i / sides), HEIGHT
    for i in range(sides):
        yield 0, HEIGHT * (1 - i / sides)


def spacecraft_of_inset(at: XY) -> XY:
    """The place of the spacecraft on an orbit inset."""
    return _tilted(arc(at, _ORBIT_RADIUS, -0.55, -0.54, _ORBIT_FLATTENING), at)[0]


def draw_orbit_inset(canvas: Canvas, at: XY, route: Route, first: date, until: date | None) -> None:
    """Draw a small globe with an orbit and a spacecraft, highlighted from the day `first` on."""
    places = [position(milestone) for milestone in route.ground] or [(0.0, 0.0, 1.0)]
    small = Viewport(
        Azimuthal(mean(places), as_globe=True), ORBIT_INSET_RADIUS * 0.62, at, is_globe=True
    )
    behind = _tilted(arc(at, _ORBIT_RADIUS, pi, 2 * pi, _ORBIT_FLATTENING), at)
    canvas.dashes(behind, style.ATMOSPHERE, 2.4, 7, 6)
    draw_base_map(canvas, small, small=True)
    in_front = _tilted(arc(at, _ORBIT_RADIUS, 0, pi, _ORBIT_FLATTENING), at)
    canvas.line(in_front, style.ATMOSPHERE, 2.6)
    fill = style.TEXT if until is None or first <= until else style.AHEAD
    canvas.dot(spacecraft_of_inset(at), 7, fill, style.SHADOW, 3)


def _tilted(points: Sequence[XY], centre: XY, by: float = -0.45) -> list[XY]:
    return [
        (
            centre[0] + (x - centre[0]) * cos(by) - (y - centre[1]) * sin(by),
            centre[1] + (x - centre[0]) * sin(by) + (y - centre[1]) * cos(by),
        )
        for x, y in points
    ]
