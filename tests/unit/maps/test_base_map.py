"""Land that the source cuts apart at the antimeridian or the south pole has no coast there."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import cast

import pytest

from bot.maps import style
from bot.maps.base_map import draw_base_map
from bot.maps.box import XY, Box
from bot.maps.canvas import HEIGHT, OVERSAMPLING, WIDTH, Canvas, Colour
from bot.maps.projection import Azimuthal, EqualEarth
from bot.maps.spherical_geometry import Vector, vector
from bot.maps.viewport import Viewport, fit_viewport, globe_viewport

ROOM = Box(16, 100, WIDTH - 16, HEIGHT - 90)
ANADYR, NOME = vector(64.7, 177.5), vector(64.5, -165.4)
CUT = [vector(lat / 10, 180) for lat in range(668, 680)]  # through Chukotka
POLE = [vector(-87, lon) for lon in range(-60, 140, 20)]


class Coasts(Canvas):
    """A canvas that remembers the lines with the colour of a coast."""

    def __init__(self) -> None:
        super().__init__(style.SEA)
        self.lines: list[list[XY]] = []

    def line(self, points: Sequence[XY], colour: Colour, width: float) -> None:
        super().line(points, colour, width)
        if colour == style.COAST and len(points) > 1:
            self.lines.append(list(points))

    def colour_at(self, xy: XY) -> Colour:
        at = (round(xy[0] * OVERSAMPLING), round(xy[1] * OVERSAMPLING))
        return cast("Colour", self._image.getpixel(at))

    def distance(self, xy: XY) -> float:
        """From a point to the nearest coast, in pixels."""
        return min(
            _distance(xy, start, end) for line in self.lines for start, end in pairwise(line)
        )


def _distance(xy: XY, start: XY, end: XY) -> float:
    (x, y), (x0, y0), (x1, y1) = xy, start, end
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy
    share = max(0.0, min(1.0, ((x - x0) * dx + (y - y0) * dy) / length)) if length else 0.0
    return hypot(x - x0 - share * dx, y - y0 - share * dy)


@pytest.mark.parametrize(
    ("view", "places"),
    [
        pytest.param(fit_viewport([ANADYR, NOME], ROOM), CUT, id="detailed"),
        pytest.param(fit_viewport([ANADYR, vector(20, 140)], ROOM), CUT, id="coarse"),
        pytest.param(globe_viewport([ANADYR], ROOM), CUT, id="globe"),
        pytest.param(Viewport(EqualEarth(150), 200, (600, 430)), CUT, id="world"),
        pytest.param(Viewport(Azimuthal(vector(90, 0)), 800, (600, 430)), CUT, id="north"),
        pytest.param(Viewport(Azimuthal(vector(-90, 0)), 800, (600, 430)), POLE, id="south"),
        pytest.param(Viewport(EqualEarth(10), 320, (600, 430)), POLE, id="world with Antarctica"),
    ],
)
def test_no_coast_is_drawn_where_land_goes_on(view: Viewport, places: list[Vector]):
    canvas = Coasts()
    draw_base_map(canvas, view)
    drawn = [xy for place in places if (xy := view.at(place))]

    assert len(drawn) == len(places)
    for xy in drawn:
        assert canvas.distance(xy) > 2
        assert canvas.colour_at(xy) == style.LAND


def test_land_around_the_far_side_of_the_globe_does_not_hide_the_near_side():
    # South America lies around the antipode of the centre, and Asia comes before it in the file.
    canvas, view = Coasts(), Viewport(Azimuthal(vector(30.4, 120)), 330, (600, 430))
    draw_base_map(canvas, view)
    for place in (vector(40, 100), vector(25, 45), vector(-25, 134)):
        assert (xy := view.at(place))
        assert canvas.colour_at(xy) == style.LAND
