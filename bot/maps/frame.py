"""What stands round a map: title, legend, the line of days, and a small globe in a corner."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import cos, hypot, pi, sin

from bot.maps import style
from bot.maps.canvas import HEIGHT, WIDTH, Canvas, arc, mixed, text_size
from bot.maps.ground import draw_ground
from bot.maps.labels import Covering
from bot.maps.projection import XY, Azimuthal
from bot.maps.route import Route, position
from bot.maps.sphere import Vector, great_circle, mean
from bot.maps.travel import draw_legs, mark
from bot.maps.view import Box, View

MARGIN = 36
FOOT = HEIGHT - 84  # where the line of days begins
GLOBE = 104  # the small globe's radius
ORBIT = 92  # that of a small globe with its orbit
_RING, _SQUASH = ORBIT * 0.95, 0.36


def header_height(lines: Sequence[str]) -> float:
    """How much of the picture the title and the lines below it take."""
    return 98 + 44 * min(1, len(lines)) + 36 * max(0, len(lines) - 1)


def draw_header(canvas: Canvas, title: str, lines: Sequence[str]) -> None:
    """The title, the day and place below, and what else happened."""
    room = WIDTH - 2 * MARGIN
    size = next((size for size in (style.TITLE, 50, 44) if fits(title, size, room, bold=True)), 40)
    canvas.text((MARGIN, 78), shortened(title, size, room, bold=True), size, style.INK, bold=True)
    y = 124
    for at, line in enumerate(lines):
        size, colour = (style.LINE, style.SHOWN) if at == 0 else (style.SMALL, style.QUIET)
        canvas.text((MARGIN, y), shortened(line, size, room), size, colour)
        y += 38


def fits(text: str, size: int, room: float, *, bold: bool = False) -> bool:
    """Whether a line of text has room."""
    return text_size(text, size, bold=bold)[0] <= room


def shortened(text: str, size: int, room: float, *, bold: bool = False) -> str:
    """As much of a line as has room."""
    if fits(text, size, room, bold=bold):
        return text
    words = text.split()
    while len(words) > 1 and not fits(" ".join(words) + " …", size, room, bold=bold):
        words.pop()
    return " ".join(words) + " …"


def draw_days(canvas: Canvas, route: Route, until: date | None, day: date | None) -> None:
    """The line of days: how far the journey had come, in the colours of the route."""
    if len(route.main) < 2 or route.main[0].date == route.main[-1].date:
        return
    left, right, y = MARGIN + 6, WIDTH - MARGIN - 6, HEIGHT - 58
    reached = 1.0 if until is None else route.share(until)
    canvas.line([(left, y), (right, y)], mixed(style.AHEAD, style.SHADOW, 0.55), 7)
    steps = 120
    for at in range(round(steps * reached)):
        x = left + (right - left) * at / steps
        canvas.bar(x, x + (right - left) / steps, y, 7, style.of_day(at / steps))
    for mark_day in _ticks(route.main[0].date, route.main[-1].date):
        x = left + (right - left) * route.share(mark_day)
        canvas.line([(x, y - 8), (x, y + 8)], style.SHADOW, 3)
    if day is not None and route.main[0].date <= day <= route.main[-1].date:
        mark(canvas, (left + (right - left) * route.share(day), y), 0.9)


def write_days(canvas: Canvas, route: Route) -> None:
    """The names of the months, or the years, below the line of days."""
    if len(route.main) < 2:
        return
    first, last = route.main[0].date, route.main[-1].date
    left, right = MARGIN + 6, WIDTH - MARGIN - 6
    ticks = [first, *_ticks(first, last), last]
    by_year = (last - first).days > 420
    for start, end in pairwise(ticks):
        name = f"{start:%Y}" if by_year else f"{start:%b}"
        x0, x1 = (left + (right - left) * route.share(day) for day in (start, end))
        if text_size(name, style.SMALL)[0] < x1 - x0 - 8:
            canvas.text(((x0 + x1) / 2, HEIGHT - 17), name, style.SMALL, style.QUIET, anchor="ms")


def _ticks(first: date, last: date) -> Iterator[date]:
    """The starts of the months between two days; of the years where those are many."""
    by_year = (last - first).days > 420
    for year in range(first.year, last.year + 1):
        for month in (1,) if by_year else range(1, 13):
            if first < (day := date(year, month, 1)) < last:
                yield day


def legend_box(tracks: Sequence[str]) -> Box | None:
    """Where the legend stands; a single track needs none."""
    if len(tracks) < 2:
        return None
    width = sum(66 + text_size(name, style.SMALL)[0] + 30 for name in tracks)
    return Box(MARGIN, FOOT - 44, MARGIN + width, FOOT - 4)


def draw_legend(canvas: Canvas, route: Route, tracks: Sequence[str]) -> None:
    """The tracks' lines beside each other."""
    box = legend_box(tracks)
    if box is None:
        return
    x, y = box.left, (box.top + box.bottom) / 2
    for name in tracks:
        line: list[XY] = [(x, y), (x + 54, y)]
        canvas.line(line, style.SHADOW, 8)
        if name == next(iter(route.tracks)):
            for at in range(18):
                canvas.bar(x + at * 3, x + at * 3 + 3, y, 5, style.of_day(at / 17))
        else:
            colour, on, off = style.of_track(name, list(route.tracks))
            canvas.dashes(line, colour, 5, on, off)
        x += 66 + text_size(name, style.SMALL)[0] + 30


def write_legend(canvas: Canvas, tracks: Sequence[str]) -> None:
    """The tracks' names beside their lines."""
    box = legend_box(tracks)
    if box is None:
        return
    x = box.left + 66
    for name in tracks:
        canvas.text((x, box.bottom - 11), name, style.SMALL, style.INK, halo=style.SHADOW)
        x += text_size(name, style.SMALL)[0] + 96


def corners(room: Box, radius: float) -> list[XY]:
    """The middles of a small globe in the corners of the map, the likeliest first."""
    left, right = room.left + radius + 12, room.right - radius - 12
    top, bottom = room.top + radius + 16, room.bottom - radius - 14
    lifted = bottom - 44  # above the legend
    return [(right, bottom), (left, lifted), (right, top), (left, top)]


def everywhere(room: Box, half: float, height: float) -> list[XY]:
    """Middles all over the map."""
    inner = Box(room.left + half, room.top + height + 10, room.right - half, room.bottom - height)
    return list(inner.points(24))


def freest(
    options: Sequence[XY], half: float, height: float, covering: Covering, musts: Sequence[XY],
    near: XY | None,
) -> XY:  # fmt: skip
    """Where a small globe covers least, and is not far from something."""

    def cost(at: XY) -> float:
        box = Box(at[0] - half, at[1] - height, at[0] + half, at[1] + height)
        crossed = 3 * covering.along(near, at) if near else 0.0
        away = hypot(at[0] - near[0], at[1] - near[1]) / 4 if near else 0.0
        return covering.under(box) + 1_000 * sum(map(box.grown(70).holds, musts)) + crossed + away

    return min(options, key=cost)


def draw_locator(
    canvas: Canvas, at: XY, view: View, route: Route, until: date | None, marks: Sequence[Vector]
) -> None:
    """A small globe with the whole route and the part of it that the map shows."""
    around = [position(each) for each in route.ground] or list(marks)
    middle = mean([mean(around), mean(marks), mean(marks)])
    small = View(Azimuthal(middle, as_globe=True), GLOBE, at, is_globe=True)
    canvas.dot(at, GLOBE + 8, style.SHADOW)
    draw_ground(canvas, small, small=True)
    draw_legs(canvas, small, route, until, Covering(), 2.6)
    corner_places = [view_place(view, xy) for xy in _edge()]
    if all(corner_places):
        places = [place for place in corner_places if place]
        for start, end in zip(places, [*places[1:], places[0]], strict=True):
            for part in small.lines(great_circle(start, end)):
                canvas.line(part, style.INK, 2)
    for place in marks:
        if (xy := small.at(place)) is not None:
            mark(canvas, xy, 0.55)


def view_place(view: View, xy: XY) -> Vector | None:
    """Which place a point of the picture shows."""
    if not isinstance(view.projection, Azimuthal):
        return None
    return view.projection.place(
        ((xy[0] - view.zero[0]) / view.scale, (view.zero[1] - xy[1]) / view.scale)
    )


def _edge() -> Iterator[XY]:
    """Points round the picture."""
    sides = 8
    for at in range(sides):
        yield WIDTH * at / sides, 0
    for at in range(sides):
        yield WIDTH, HEIGHT * at / sides
    for at in range(sides):
        yield WIDTH * (1 - at / sides), HEIGHT
    for at in range(sides):
        yield 0, HEIGHT * (1 - at / sides)


def craft_of_badge(at: XY) -> XY:
    """Where a small globe's craft is."""
    return _turned(arc(at, _RING, -0.55, -0.54, _SQUASH), at)[0]


def draw_orbit_badge(canvas: Canvas, at: XY, route: Route, first: date, until: date | None) -> None:
    """A small globe with an orbit round it and a craft on that."""
    places = [position(each) for each in route.ground] or [(0.0, 0.0, 1.0)]
    small = View(Azimuthal(mean(places), as_globe=True), ORBIT * 0.62, at, is_globe=True)
    canvas.dashes(_turned(arc(at, _RING, pi, 2 * pi, _SQUASH), at), style.AIR, 2.4, 7, 6)
    draw_ground(canvas, small, small=True)
    canvas.line(_turned(arc(at, _RING, 0, pi, _SQUASH), at), style.AIR, 2.6)
    fill = style.INK if until is None or first <= until else style.AHEAD
    canvas.dot(craft_of_badge(at), 7, fill, style.SHADOW, 3)


def _turned(points: Sequence[XY], middle: XY, by: float = -0.45) -> list[XY]:
    return [
        (
            middle[0] + (x - middle[0]) * cos(by) - (y - middle[1]) * sin(by),
            middle[1] + (x - middle[0]) * sin(by) + (y - middle[1]) * cos(by),
        )
        for x, y in points
    ]
