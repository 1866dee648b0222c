"""Draws what surrounds a map: the header, the legend and the timeline."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from bot.maps import style
from bot.maps.box import XY, Box
from bot.maps.canvas import HEIGHT, WIDTH, Canvas, blend, text_size
from bot.maps.legible import track_name
from bot.maps.route import Route
from bot.maps.route_drawing import draw_marker

MARGIN = 36
FOOTER_TOP = HEIGHT - 84  # the timeline is below this
MANY_DAYS = 420  # a longer timeline has a tick for each year, a shorter one for each month


def header_height(lines: Sequence[str]) -> float:
    """The height of the header with the title and some lines below it."""
    return 98 + 44 * min(1, len(lines)) + 36 * max(0, len(lines) - 1)


def draw_header(canvas: Canvas, title: str, lines: Sequence[str]) -> None:
    """Draw the title, and below it the lines, with the first line highlighted."""
    room = WIDTH - 2 * MARGIN
    size = next((size for size in (style.TITLE, 50, 44) if fits(title, size, room, bold=True)), 40)
    canvas.text((MARGIN, 78), shortened(title, size, room, bold=True), size, style.TEXT, bold=True)
    y = 124
    for i, line in enumerate(lines):
        size, colour = (style.LINE, style.HIGHLIGHT) if i == 0 else (style.SMALL, style.MUTED)
        canvas.text((MARGIN, y), shortened(line, size, room), size, colour)
        y += 38


def fits(text: str, size: int, room: float, *, bold: bool = False) -> bool:
    """Whether a line of text is at most `room` pixels wide."""
    return text_size(text, size, bold=bold)[0] <= room


def shortened(text: str, size: int, room: float, *, bold: bool = False) -> str:
    """The text, with its last words replaced by “…” if it is too wide."""
    if fits(text, size, room, bold=bold):
        return text
    words = text.split()
    while len(words) > 1 and not fits(" ".join(words) + " …", size, room, bold=bold):
        words.pop()
    return " ".join(words) + " …"


def draw_timeline(canvas: Canvas, route: Route, until: date | None, day: date | None) -> None:
    """Draw the days of the main track as a line, coloured up to `until`, with `day` marked."""
    if len(route.main) < 2 or route.main[0].date == route.main[-1].date:
        return
    left, right, y = MARGIN + 6, WIDTH - MARGIN - 6, HEIGHT - 58
    reached = 1.0 if until is None else route.elapsed_share(until)
    canvas.line([(left, y), (right, y)], blend(style.AHEAD, style.SHADOW, 0.55), 7)
    steps = 120
    for i in range(round(steps * reached)):
        x = left + (right - left) * i / steps
        canvas.bar(x, x + (right - left) / steps, y, 7, style.main_track_colour(i / steps))
    for tick in _ticks(route.main[0].date, route.main[-1].date):
        x = left + (right - left) * route.elapsed_share(tick)
        canvas.line([(x, y - 8), (x, y + 8)], style.SHADOW, 3)
    if day is not None and route.main[0].date <= day <= route.main[-1].date:
        draw_marker(canvas, (left + (right - left) * route.elapsed_share(day), y), 0.9)


def draw_timeline_names(canvas: Canvas, route: Route) -> None:
    """Draw the names of the months or years below the timeline."""
    if len(route.main) < 2:
        return
    first, last = route.main[0].date, route.main[-1].date
    left, right = MARGIN + 6, WIDTH - MARGIN - 6
    by_year = (last - first).days > MANY_DAYS
    for start, end in pairwise([first, *_ticks(first, last), last]):
        name = f"{start:%Y}" if by_year else f"{start:%b}"
        x0, x1 = (left + (right - left) * route.elapsed_share(day) for day in (start, end))
        if text_size(name, style.SMALL)[0] < x1 - x0 - 8:
            canvas.text(((x0 + x1) / 2, HEIGHT - 17), name, style.SMALL, style.MUTED, anchor="ms")


def _ticks(first: date, last: date) -> Iterator[date]:
    """The first days of the months, or of the years, between two days."""
    by_year = (last - first).days > MANY_DAYS
    for year in range(first.year, last.year + 1):
        for month in (1,) if by_year else range(1, 13):
            if first < (day := date(year, month, 1)) < last:
                yield day


def legend_box(tracks: Sequence[str]) -> Box | None:
    """The place of the legend; None if there are fewer than two tracks."""
    if len(tracks) < 2:
        return None
    width = sum(66 + text_size(name, style.SMALL)[0] + 30 for name in _names(tracks))
    return Box(MARGIN, FOOTER_TOP - 44, MARGIN + width, FOOTER_TOP - 4)


def draw_legend(canvas: Canvas, route: Route, tracks: Sequence[str]) -> None:
    """Draw a sample line for each track."""
    box = legend_box(tracks)
    if box is None:
        return
    x, y = box.left, (box.top + box.bottom) / 2
    for track, name in zip(tracks, _names(tracks), strict=True):
        line: list[XY] = [(x, y), (x + 54, y)]
        canvas.line(line, style.SHADOW, 8)
        if track == route.main_track:
            for i in range(18):
                canvas.bar(x + i * 3, x + i * 3 + 3, y, 5, style.main_track_colour(i / 17))
        else:
            colour, on, off = style.side_track_style(track, list(route.tracks))
            canvas.dashes(line, colour, 5, on, off)
        x += 66 + text_size(name, style.SMALL)[0] + 30


def draw_legend_names(canvas: Canvas, tracks: Sequence[str]) -> None:
    """Draw the names of the tracks beside their sample lines."""
    box = legend_box(tracks)
    if box is None:
        return
    x = box.left + 66
    for name in _names(tracks):
        canvas.text((x, box.bottom - 11), name, style.SMALL, style.TEXT, halo=style.SHADOW)
        x += text_size(name, style.SMALL)[0] + 96


def _names(tracks: Sequence[str]) -> list[str]:
    return [track_name(track, number) for number, track in enumerate(tracks, 1)]
