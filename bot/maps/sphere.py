"""Directions on a sphere as unit vectors, which know neither poles nor an antimeridian."""

from collections.abc import Iterable, Sequence
from math import acos, asin, atan2, ceil, cos, degrees, hypot, radians, sin, sqrt

Vector = tuple[float, float, float]

EARTH_RADIUS = 6371.0  # km
_STEP = radians(1.0)  # between the points of a great circle as it is drawn


def vector(lat: float, lon: float) -> Vector:
    """The direction of a place, given in degrees."""
    phi, lam = radians(lat), radians(lon)
    return cos(phi) * cos(lam), cos(phi) * sin(lam), sin(phi)


def lat_lon(v: Vector) -> tuple[float, float]:
    """A direction in degrees."""
    return degrees(asin(max(-1.0, min(1.0, v[2])))), degrees(atan2(v[1], v[0]))


def dot(a: Vector, b: Vector) -> float:
    """The cosine of the angle between two directions."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    """A vector at right angles to both."""
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


def unit(v: Vector) -> Vector:
    """The direction of a vector; that of a null vector is left alone."""
    length = sqrt(dot(v, v))
    return v if length == 0 else (v[0] / length, v[1] / length, v[2] / length)


def angle(a: Vector, b: Vector) -> float:
    """The angle between two directions in radians."""
    return atan2(hypot(*cross(a, b)), dot(a, b))


def kilometres(a: Vector, b: Vector) -> float:
    """The shortest way between two places."""
    return angle(a, b) * EARTH_RADIUS


def great_circle(a: Vector, b: Vector) -> list[Vector]:
    """The shortest way from one place to another, both included, in small steps."""
    whole = angle(a, b)
    steps = max(1, ceil(whole / _STEP))
    if steps == 1:
        return [a, b]
    # Between opposite places every way is the shortest; the one over the north is taken.
    if sin(whole) < 1e-9:
        north = (0.0, 0.0, 1.0) if abs(a[2]) < 0.999 else (1.0, 0.0, 0.0)
        return great_circle(a, north)[:-1] + great_circle(north, b)
    points: list[Vector] = []
    for at in range(steps + 1):
        t = at / steps
        p, q = sin((1 - t) * whole) / sin(whole), sin(t * whole) / sin(whole)
        points.append((p * a[0] + q * b[0], p * a[1] + q * b[1], p * a[2] + q * b[2]))
    return points


def cap(vectors: Sequence[Vector]) -> tuple[Vector, float]:
    """A small circle round all of them: its middle and its radius in radians.

    The middle walks towards whatever is farthest by ever smaller steps (Bădoiu and Clarkson).
    """
    middle = mean(vectors)
    for step in range(2, 120):
        far = min(vectors, key=lambda v: dot(v, middle))
        middle = unit(
            (
                middle[0] + (far[0] - middle[0]) / step,
                middle[1] + (far[1] - middle[1]) / step,
                middle[2] + (far[2] - middle[2]) / step,
            )
        )
    return middle, max(acos(max(-1.0, min(1.0, dot(v, middle)))) for v in vectors)


def mean(vectors: Iterable[Vector]) -> Vector:
    """The direction of their sum."""
    x = y = z = 0.0
    for v in vectors:
        x, y, z = x + v[0], y + v[1], z + v[2]
    return unit((x, y, z)) if abs(x) + abs(y) + abs(z) > 1e-9 else (1.0, 0.0, 0.0)
