"""From the sphere to the plane: three projections, in units of the Earth's radius, north up.

Written out here, for each is a few lines: PROJ with its database would add 30 MB to every
installation. The tests hold them against PROJ.
"""

from collections.abc import Iterator, Sequence
from math import asin, atan2, cos, hypot, pi, radians, remainder, sin, sqrt, tau
from typing import Protocol

from bot.maps.outlines import Outline
from bot.maps.sphere import Vector, angle, cross, dot, lat_lon, vector

XY = tuple[float, float]


class Projection(Protocol):
    """What a map is drawn by."""

    def point(self, v: Vector) -> XY | None:
        """Where a place comes to lie, None where it is out of sight."""
        ...

    def lines(self, vectors: Sequence[Vector]) -> Iterator[list[XY]]:
        """A line, in as many parts as are in sight; none runs across the map."""
        ...

    def areas(self, ring: Outline) -> Iterator[tuple[bool, list[XY]]]:
        """What a closed line holds, in parts; True where that is all outside of the part."""
        ...

    def world(self) -> list[XY]:
        """The edge of all that is in sight."""
        ...


class Azimuthal:
    """Seen from above one place: equal-area after Lambert, or as from afar (orthographic)."""

    def __init__(
        self, middle: Vector, horizon: float = radians(120), *, as_globe: bool = False
    ) -> None:
        self._middle = middle
        lat, lon = lat_lon(middle)
        self._north = vector(lat + 90, lon)
        self._east = cross(self._north, middle)
        self._as_globe = as_globe
        self._horizon = min(horizon, pi / 2) if as_globe else horizon
        self._least = cos(self._horizon)
        self._rim = sin(self._horizon) if as_globe else 2 * sin(self._horizon / 2)

    def _flat(self, v: Vector) -> XY:
        x, y = dot(v, self._east), dot(v, self._north)
        if self._as_globe:
            return x, y
        k = sqrt(2 / max(1e-12, 1 + dot(v, self._middle)))
        return k * x, k * y

    def point(self, v: Vector) -> XY | None:
        return self._flat(v) if dot(v, self._middle) >= self._least - 1e-12 else None

    def place(self, xy: XY) -> Vector | None:
        """The way back: the place at a point, None beyond the edge."""
        r = hypot(*xy)
        if r > self._rim:
            return None
        if r < 1e-12:
            return self._middle
        away = asin(r) if self._as_globe else 2 * asin(r / 2)
        a, b, c = sin(away) * xy[0] / r, sin(away) * xy[1] / r, cos(away)
        e, n, m = self._east, self._north, self._middle
        return (
            a * e[0] + b * n[0] + c * m[0],
            a * e[1] + b * n[1] + c * m[1],
            a * e[2] + b * n[2] + c * m[2],
        )

    def lines(self, vectors: Sequence[Vector]) -> Iterator[list[XY]]:
        part: list[XY] = []
        for v in vectors:
            if dot(v, self._middle) >= self._least:
                part.append(self._flat(v))
            elif part:
                yield part
                part = []
        if part:
            yield part

    def areas(self, ring: Outline) -> Iterator[tuple[bool, list[XY]]]:
        if angle(ring.middle, self._middle) > self._horizon + ring.radius:
            return
        part: list[XY] = []
        any_seen = False
        for v in ring.vectors:
            x, y = self._flat(v)
            if dot(v, self._middle) >= self._least:
                any_seen = True
            else:
                # What is beyond the edge is moved to it, so that the area keeps its closed line.
                r = hypot(dot(v, self._east), dot(v, self._north)) or 1.0
                x = self._rim * dot(v, self._east) / r
                y = self._rim * dot(v, self._north) / r
            part.append((x, y))
        if any_seen:
            yield self._is_inside_out(ring, part), part

    def _is_inside_out(self, ring: Outline, part: Sequence[XY]) -> bool:
        """Whether the ring holds the point opposite the middle: then it is drawn as a hole."""
        if dot(ring.middle, self._middle) > cos(pi - ring.radius):
            return False
        turned = 0.0
        before = atan2(part[-1][1], part[-1][0])
        for x, y in part:
            now = atan2(y, x)
            turned += remainder(now - before, tau)
            before = now
        return turned * ring.sense < -pi

    def world(self) -> list[XY]:
        return [
            (self._rim * cos(tau * at / 360), self._rim * sin(tau * at / 360)) for at in range(360)
        ]


class EqualEarth:
    """The whole world at once, after Šavrič, Patterson and Jenny (2018)."""

    _A = (1.340264, -0.081106, 0.000893, 0.003796)

    def __init__(self, meridian: float) -> None:
        self._meridian = meridian

    def _flat(self, lat: float, lon: float) -> XY:
        """A place by degrees, east of the middle meridian; beyond 180 it goes on."""
        a1, a2, a3, a4 = self._A
        t = asin(sqrt(3) / 2 * sin(radians(lat)))
        t2 = t * t
        t6 = t2**3
        slope = 9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1
        x = 2 * sqrt(3) * radians(lon) * cos(t) / (3 * slope)
        return x, t * (a4 * t6 * t2 + a3 * t6 + a2 * t2 + a1)

    def _seen(self, v: Vector) -> tuple[float, float]:
        lat, lon = lat_lon(v)
        return lat, remainder(lon - self._meridian, 360)

    def point(self, v: Vector) -> XY | None:
        return self._flat(*self._seen(v))

    def lines(self, vectors: Sequence[Vector]) -> Iterator[list[XY]]:
        part: list[XY] = []
        before = 0.0
        for v in vectors:
            lat, lon = self._seen(v)
            if part and abs(lon - before) > 180:
                yield part
                part = []
            part.append(self._flat(lat, lon))
            before = lon
        yield part

    def areas(self, ring: Outline) -> Iterator[tuple[bool, list[XY]]]:
        places: list[tuple[float, float]] = []
        before = None
        for v in (*ring.vectors, ring.vectors[0]):
            lat, lon = self._seen(v)
            if before is not None:
                lon = before + remainder(lon - before, 360)
            places.append((lat, lon))
            before = lon
        start, end = places[0][1], places[-1][1]
        if abs(end - start) > 180:  # round a pole: closed along it
            pole = 90.0 if places[0][0] > 0 else -90.0
            places += [(pole, end), (pole, start)]
        least, most = min(lon for _, lon in places), max(lon for _, lon in places)
        for turn in (-360, 0, 360):
            if most + turn > -180 and least + turn < 180:
                yield False, [self._flat(lat, lon + turn) for lat, lon in places]

    def world(self) -> list[XY]:
        east = [self._flat(lat, 180) for lat in range(-90, 91, 2)]
        return east + [(-x, y) for x, y in reversed(east)]


def middle_meridian(vectors: Sequence[Vector]) -> float:
    """The meridian opposite the widest gap between places, in degrees."""
    lons = sorted(lat_lon(v)[1] for v in vectors)
    gaps = [
        ((lons[at + 1] if at + 1 < len(lons) else lons[0] + 360) - lon, lon)
        for at, lon in enumerate(lons)
    ]
    gap, start = max(gaps)
    return remainder(start + gap / 2 + 180, 360)


def graticule(step: int = 15) -> Iterator[list[Vector]]:
    """Meridians and parallels."""
    for lon in range(-180, 180, step):
        far = 90 if lon % 90 == 0 else 90 - step
        yield [vector(lat, lon) for lat in range(-far, far + 1, 3)]
    for lat in range(-90 + step, 90, step):
        yield [vector(lat, lon) for lon in range(-180, 181, 3)]
