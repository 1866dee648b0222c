"""Places on a sphere as unit vectors: no special cases at the poles or the antimeridian."""

from collections.abc import Iterable, Sequence
from math import acos, asin, atan2, ceil, cos, degrees, hypot, radians, sin, sqrt

Vector = tuple[float, float, float]

EARTH_RADIUS = 6371.0  # km
_STEP = radians(1.0)  # between neighbouring points of a great circle


def vector(lat: float, lon: float) -> Vector:
    """The unit vector of a place given in degrees."""
    phi, lam = radians(lat), radians(lon)
    return cos(phi) * cos(lam), cos(phi) * sin(lam), sin(phi)


def lat_lon(v: Vector) -> tuple[float, float]:
    """The latitude and longitude of a unit vector in degrees."""
    return degrees(asin(max(-1.0, min(1.0, v[2])))), degrees(atan2(v[1], v[0]))


def dot(a: Vector, b: Vector) -> float:
    """The dot product; for unit vectors, the cosine of the angle between them."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    """The cross product."""
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


def unit(v: Vector) -> Vector:
    """The vector scaled to length 1; a null vector stays as it is."""
    length = sqrt(dot(v, v))
    return v if length == 0 else (v[0] / length, v[1] / length, v[2] / length)


def angle(a: Vector, b: Vector) -> float:
    """The angle between two vectors in radians."""
    return atan2(hypot(*cross(a, b)), dot(a, b))


def kilometres(a: Vector, b: Vector) -> float:
    """The distance between two places along the great circle."""
    return angle(a, b) * EARTH_RADIUS


def great_circle(a: Vector, b: Vector) -> list[Vector]:
    """The shortest line from one place to another, both included, in small steps."""
    whole = angle(a, b)
    steps = max(1, ceil(whole / _STEP))
    if steps == 1:
        return [a, b]
    # Between antipodes all great circles are equally short; this takes one across the north pole.
    if sin(whole) < 1e-9:
        north = (0.0, 0.0, 1.0) if abs(a[2]) < 0.999 else (1.0, 0.0, 0.0)
        return great_circle(a, north)[:-1] + great_circle(north, b)
    points: list[Vector] = []
    for i in range(steps + 1):
        t = i / steps
        p, q = sin((1 - t) * whole) / sin(whole), sin(t * whole) / sin(whole)
        points.append((p * a[0] + q * b[0], p * a[1] + q * b[1], p * a[2] + q * b[2]))
    return points


def bounding_circle(vectors: Sequence[Vector]) -> tuple[Vector, float]:
    """A small circle around all places: its centre, and its radius in radians.

    The centre moves towards the farthest place in ever smaller steps (Bădoiu and Clarkson).
    """
    centre = mean(vectors)
    for step in range(2, 120):
        farthest = min(vectors, key=lambda v: dot(v, centre))
        centre = unit(
            (
                centre[0] + (farthest[0] - centre[0]) / step,
                centre[1] + (farthest[1] - centre[1]) / step,
                centre[2] + (farthest[2] - centre[2]) / step,
            )
        )
    return centre, max(acos(max(-1.0, min(1.0, dot(v, centre)))) for v in vectors)


def mean(vectors: Iterable[Vector]) -> Vector:
    """The direction of the sum of some vectors; any direction if they cancel out."""
    x = y = z = 0.0
    for v in vectors:
        x, y, z = x + v[0], y + v[1], z + v[2]
    return unit((x, y, z)) if abs(x) + abs(y) + abs(z) > 1e-9 else (1.0, 0.0, 0.0)
