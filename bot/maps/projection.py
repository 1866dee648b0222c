"""Three map projections, in units of the Earth's radius and with north up.

They are written here because each takes only a few lines, while PROJ and its database would add
30 MB to every installation. The tests compare them with PROJ.
"""

from collections.abc import Iterator, Sequence
from math import asin, atan2, cos, hypot, pi, radians, remainder, sin, sqrt, tau
from typing import Protocol

from bot.maps.box import XY
from bot.maps.outlines import Outline
from bot.maps.spherical_geometry import Vector, angle, cross, dot, lat_lon, vector


class Projection(Protocol):
    """Turns places on the globe into points of the plane."""

    def point(self, v: Vector) -> XY | None:
        """The point of a place; None if the projection does not show it."""
        ...

    def lines(self, vectors: Sequence[Vector]) -> Iterator[list[XY]]:
        """A line, in as many parts as are visible; no part jumps across the map."""
        ...

    def areas(self, ring: Outline) -> Iterator[tuple[bool, list[XY]]]:
        """The area within a closed line, in parts; with True if it is the outside of the part."""
        ...

    def edge(self) -> list[XY]:
        """The outline of all that the projection shows."""
        ...


class Azimuthal:
    """Centred on one place: Lambert's equal-area projection, or orthographic for a globe."""

    def __init__(
        self, centre: Vector, horizon: float = radians(120), *, as_globe: bool = False
    ) -> None:
        self._centre = centre
        lat, lon = lat_lon(centre)
        self._north = vector(lat + 90, lon)
        self._east = cross(self._north, centre)
        self._as_globe = as_globe
        self._horizon = min(horizon, pi / 2) if as_globe else horizon
        self._lowest_cosine = cos(self._horizon)
        self._rim = sin(self._horizon) if as_globe else 2 * sin(self._horizon / 2)

    def _project(self, v: Vector) -> XY:
        x, y = dot(v, self._east), dot(v, self._north)
        if self._as_globe:
            return x, y
        k = sqrt(2 / max(1e-12, 1 + dot(v, self._centre)))
        return k * x, k * y

    def point(self, v: Vector) -> XY | None:
        return self._project(v) if dot(v, self._centre) >= self._lowest_cosine - 1e-12 else None

    def place(self, xy: XY) -> Vector | None:
        """The inverse of `point`: the place at a point; None beyond the edge."""
        r = hypot(*xy)
        if r > self._rim:
            return None
        if r < 1e-12:
            return self._centre
        distance = asin(r) if self._as_globe else 2 * asin(r / 2)
        a, b, c = sin(distance) * xy[0] / r, sin(distance) * xy[1] / r, cos(distance)
        e, n, m = self._east, self._north, self._centre
        return (
            a * e[0] + b * n[0] + c * m[0],
            a * e[1] + b * n[1] + c * m[1],
            a * e[2] + b * n[2] + c * m[2],
        )

    def lines(self, vectors: Sequence[Vector]) -> Iterator[list[XY]]:
        part: list[XY] = []
        for v in vectors:
            if dot(v, self._centre) >= self._lowest_cosine:
                part.append(self._project(v))
            elif part:
                yield part
                part = []
        if part:
            yield part

    def areas(self, ring: Outline) -> Iterator[tuple[bool, list[XY]]]:
        if angle(ring.centre, self._centre) > self._horizon + ring.radius:
            return
        part: list[XY] = []
        any_visible = False
        for v in ring.vectors:
            x, y = self._project(v)
            if dot(v, self._centre) >= self._lowest_cosine:
                any_visible = True
            else:
                # Points beyond the edge are moved to it, so that the line stays closed.
                r = hypot(dot(v, self._east), dot(v, self._north)) or 1.0
                x = self._rim * dot(v, self._east) / r
                y = self._rim * dot(v, self._north) / r
            part.append((x, y))
        if any_visible:
            yield self._is_inside_out(ring, part), part

    def _is_inside_out(self, ring: Outline, part: Sequence[XY]) -> bool:
        """Whether the ring contains the antipode of the centre; then it is drawn as a hole."""
        if dot(ring.centre, self._centre) > cos(pi - ring.radius):
            return False
        turned = 0.0
        before = atan2(part[-1][1], part[-1][0])
        for x, y in part:
            now = atan2(y, x)
            turned += remainder(now - before, tau)
            before = now
        return turned * ring.orientation < -pi

    def edge(self) -> list[XY]:
        return [
            (self._rim * cos(tau * i / 360), self._rim * sin(tau * i / 360)) for i in range(360)
        ]


class EqualEarth:
    """The Equal Earth projection of the whole world (Šavrič, Patterson and Jenny, 2018)."""

    _A = (1.340264, -0.081106, 0.000893, 0.003796)

    def __init__(self, meridian: float) -> None:
        self._meridian = meridian

    def _project(self, lat: float, lon: float) -> XY:
        """The point of a place; `lon` counts from the central meridian and may exceed 180°."""
        a1, a2, a3, a4 = self._A
        t = asin(sqrt(3) / 2 * sin(radians(lat)))
        t2 = t * t
        t6 = t2**3
        slope = 9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1
        x = 2 * sqrt(3) * radians(lon) * cos(t) / (3 * slope)
        return x, t * (a4 * t6 * t2 + a3 * t6 + a2 * t2 + a1)

    def _relative(self, v: Vector) -> tuple[float, float]:
        lat, lon = lat_lon(v)
        return lat, remainder(lon - self._meridian, 360)

    def point(self, v: Vector) -> XY | None:
        return self._project(*self._relative(v))

    def lines(self, vectors: Sequence[Vector]) -> Iterator[list[XY]]:
        part: list[XY] = []
        before = 0.0
        for v in vectors:
            lat, lon = self._relative(v)
            if part and abs(lon - before) > 180:
                yield part
                part = []
            part.append(self._project(lat, lon))
            before = lon
        yield part

    def areas(self, ring: Outline) -> Iterator[tuple[bool, list[XY]]]:
        places: list[tuple[float, float]] = []
        before = None
        for v in (*ring.vectors, ring.vectors[0]):
            lat, lon = self._relative(v)
            if before is not None:
                lon = before + remainder(lon - before, 360)
            places.append((lat, lon))
            before = lon
        start, end = places[0][1], places[-1][1]
        if abs(end - start) > 180:  # around a pole: the line is closed along it
            pole = 90.0 if places[0][0] > 0 else -90.0
            places += [(pole, end), (pole, start)]
        least, most = min(lon for _, lon in places), max(lon for _, lon in places)
        for turn in (-360, 0, 360):
            if most + turn > -180 and least + turn < 180:
                yield False, [self._project(lat, lon + turn) for lat, lon in places]

    def edge(self) -> list[XY]:
        east = [self._project(lat, 180) for lat in range(-90, 91, 2)]
        return east + [(-x, y) for x, y in reversed(east)]


def central_meridian(vectors: Sequence[Vector]) -> float:
    """The meridian opposite the widest gap between the places, in degrees."""
    lons = sorted(lat_lon(v)[1] for v in vectors)
    gaps = [
        ((lons[i + 1] if i + 1 < len(lons) else lons[0] + 360) - lon, lon)
        for i, lon in enumerate(lons)
    ]
    gap, start = max(gaps)
    return remainder(start + gap / 2 + 180, 360)


def graticule(step: int = 15) -> Iterator[list[Vector]]:
    """The meridians and parallels that are drawn, `step` degrees apart."""
    for lon in range(-180, 180, step):
        far = 90 if lon % 90 == 0 else 90 - step
        yield [vector(lat, lon) for lat in range(-far, far + 1, 3)]
    for lat in range(-90 + step, 90, step):
        yield [vector(lat, lon) for lon in range(-180, 181, 3)]
