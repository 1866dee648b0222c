"""Draws the base of every map: sea, land, borders and the graticule."""

from collections.abc import Iterator, Sequence

from bot.maps import style
from bot.maps.box import XY, Box
from bot.maps.canvas import HEIGHT, WIDTH, Canvas, blend
from bot.maps.outlines import Kind, Outline, outlines
from bot.maps.projection import Azimuthal, graticule
from bot.maps.viewport import Viewport

_AROUND = Box(-60, -60, WIDTH + 60, HEIGHT + 60)


def draw_base_map(canvas: Canvas, view: Viewport, *, small: bool = False) -> None:
    """Draw the part of the world in a viewport; `small`: without borders, coastlines and grid."""
    edge = [view.to_picture(xy) for xy in view.projection.edge()]
    if view.is_globe:
        beyond, width = (style.SHADOW, 10) if small else (style.SPACE, 34)
        canvas.halo(view.zero, view.scale, style.ATMOSPHERE, beyond, width)
    canvas.area(edge, style.SEA)
    if not small:
        for places in graticule():
            for part in view.lines(places):
                canvas.line(part, style.GRID, 1.2)
    lines = outlines("fine" if view.fine else "coarse")
    _draw_land(
        canvas, view, edge, [line for line in lines if line.kind is not Kind.BORDER], small=small
    )
    if not small:
        for border in (line for line in lines if line.kind is Kind.BORDER):
            for part in view.lines(border.vectors):
                canvas.line(part, style.BORDER, 1.4)
    if view.is_globe:
        canvas.ring(view.zero, view.scale, blend(style.ATMOSPHERE, style.SEA, 0.35), 1.6)


def _draw_land(
    canvas: Canvas, view: Viewport, edge: list[XY], shores: Sequence[Outline], *, small: bool
) -> None:
    """Draw land and lakes. `edge`: that of the whole map."""
    areas = [
        (is_inside_out, outline, [view.to_picture(xy) for xy in part])
        for outline in shores
        for is_inside_out, part in view.projection.areas(outline)
    ]
    # An area that is inside out fills the map around a hole, so everything else is drawn over it.
    areas.sort(key=lambda area: not area[0])
    for is_inside_out, outline, points in areas:
        if not _is_visible(points):
            continue
        inside, outside = style.LAND, style.SEA
        if outline.kind is Kind.LAKE:
            inside, outside = outside, inside
        if is_inside_out:
            canvas.area(edge, inside)
        canvas.area(_thinned(points), outside if is_inside_out else inside)
        if not small:
            for line in _coastlines(outline, points):
                _draw_coast(canvas, view, _thinned(line))


def _coastlines(outline: Outline, points: list[XY]) -> Iterator[list[XY]]:
    """The coast around an area: a closed line, or the parts of it between the cuts.

    `points`: those of the outline on the picture; the first and others may follow them again.
    """
    closed = [*points, points[0]][: len(outline) + 1]
    start = 0
    for cut in sorted(outline.cuts):
        yield closed[start : cut + 1]
        start = cut + 1
    yield closed[start:]


def _draw_coast(canvas: Canvas, view: Viewport, points: list[XY]) -> None:
    """Draw a coastline, but not along the edge of a globe, beyond which the land continues."""
    if not (isinstance(view.projection, Azimuthal) and view.is_globe):
        canvas.line(points, style.COAST, 1.3)
        return
    line: list[XY] = []
    for x, y in points:
        if (x - view.zero[0]) ** 2 + (y - view.zero[1]) ** 2 < (view.scale * 0.999) ** 2:
            line.append((x, y))
        else:
            canvas.line(line, style.COAST, 1.3)
            line = []
    canvas.line(line, style.COAST, 1.3)


def _thinned(points: list[XY], least: float = 0.7) -> list[XY]:
    """The points without those that are too close to the one before to make a difference."""
    kept = points[:1]
    for x, y in points[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= least:
            kept.append((x, y))
    return kept


def _is_visible(points: list[XY]) -> bool:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys)).overlaps(_AROUND)
