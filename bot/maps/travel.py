"""The journey drawn onto a view: what is behind, what is ahead, and the stops."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import hypot

from bot.maps import style
from bot.maps.canvas import Canvas, Colour
from bot.maps.labels import Covering
from bot.maps.projection import XY
from bot.maps.route import Leg, Route, position, towns
from bot.maps.sphere import great_circle
from bot.maps.view import Box, View

LINE_WEIGHT, AHEAD_WEIGHT, DOT_WEIGHT = 3.0, 1.5, 14.0  # how much a label should avoid them


def leg_colour(route: Route, leg: Leg) -> Colour:
    """The colour of a leg that was travelled."""
    tracks = list(route.tracks)
    if leg.track == tracks[0]:
        return style.of_day(route.share(leg.end.date))
    return style.of_track(leg.track, tracks)[0]


def draw_legs(
    canvas: Canvas, view: View, route: Route, until: date | None, covering: Covering, width: float,
    room: Box | None = None,
) -> set[str]:  # fmt: skip
    """All legs on the ground; returns the tracks of which something is in a part of the picture."""
    legs = [leg for leg in route.legs if leg.on_ground]
    main = next(iter(route.tracks), None)
    # What was travelled last lies on top.
    legs.sort(key=lambda leg: (leg.done(until), leg.track == main, leg.end.date))
    drawn: set[str] = set()
    for leg in legs:
        for part in view.lines(great_circle(position(leg.start), position(leg.end))):
            covering.add(_close(part), LINE_WEIGHT if leg.done(until) else AHEAD_WEIGHT)
            if not leg.done(until):
                canvas.dashes(part, style.AHEAD, width * 0.6, 0, width * 1.9)
                continue
            if room and any(room.holds(xy) for xy in _close(part)):
                drawn.add(leg.track)
            colour = leg_colour(route, leg)
            if room:
                canvas.line(part, style.SHADOW, width + 3)
            if leg.track == main:
                canvas.line(part, colour, width)
            else:
                _, on, off = style.of_track(leg.track, list(route.tracks))
                canvas.dashes(part, colour, width, on * width / 5, off * width / 5)
    return drawn


def draw_stops(
    canvas: Canvas, view: View, route: Route, until: date | None, covering: Covering, radius: float
) -> None:
    """A dot for every town of the route."""
    main = next(iter(route.tracks), None)
    for town in towns(route.milestones, reach=12 / view.scale * 6371):
        at = view.at(town.place)
        if at is None:
            continue
        done = until is None or town.first <= until
        if done:
            aside = town.track != main
            fill = style.of_track(town.track, list(route.tracks))[0] if aside else style.INK
            canvas.dot(at, radius, fill, style.SHADOW, 2)
        else:
            canvas.dot(at, radius * 0.7, style.LAND, style.AHEAD, 1.5)
        covering.add([at], DOT_WEIGHT if done else DOT_WEIGHT / 2)


def mark(canvas: Canvas, at: XY, size: float = 1.0) -> None:
    """The mark of what the picture is about."""
    canvas.glow(at, 64 * size, style.SHOWN)
    canvas.dot(at, 11 * size, style.SHOWN, style.SHADOW, 3.5 * size)
    canvas.dot(at, 4.5 * size, style.SHADOW)


def _close(line: Sequence[XY], step: float = 6.0) -> Iterator[XY]:
    """Points along a line, none far from the next."""
    for (x0, y0), (x1, y1) in pairwise(line):
        count = min(400, max(1, int(hypot(x1 - x0, y1 - y0) / step)))
        for at in range(count):
            yield x0 + (x1 - x0) * at / count, y0 + (y1 - y0) * at / count
