"""The outlines of land and lakes, and the borders, read from `outlines.bin`."""

import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import pairwise
from math import copysign

from bot.maps.assets import read_asset
from bot.maps.spherical_geometry import Vector, angle, cross, dot, mean, vector

_STEP = 0.01  # degrees: the unit of the file's coordinates
_SCALES = ("fine", "coarse")  # in the file's order
_ON_CUT = 1e-9  # of the Earth's radius


class Kind(IntEnum):
    """What a line encloses or separates."""

    LAND = 0
    LAKE = 1
    BORDER = 2


@dataclass(frozen=True, slots=True)
class Outline:
    """A line on the globe, and a circle around it. LAND and LAKE are closed lines."""

    kind: Kind
    numbers: "array[float]"  # takes a tenth of the memory of tuples
    centre: Vector
    radius: float  # radians
    orientation: float  # 1: counter-clockwise around its inside, seen from above; else -1
    cuts: frozenset[int]  # points from which to the next no coast runs: land goes on behind it

    def __len__(self) -> int:
        return len(self.numbers) // 3

    @property
    def vectors(self) -> list[Vector]:
        """The points; the first point of a closed line is not repeated at the end."""
        numbers = iter(self.numbers)
        return list(zip(numbers, numbers, numbers, strict=True))


@cache
def outlines(scale: str) -> tuple[Outline, ...]:
    """All lines of a scale, `fine` or `coarse`, in the order in which to draw them."""
    data = read_asset("outlines.bin")
    for name in _SCALES:
        size = int.from_bytes(data[:4], "big")
        if name == scale:
            return tuple(_unpack(zlib.decompress(data[4 : 4 + size])))
        data = data[4 + size :]
    raise KeyError(scale)


def _unpack(data: bytes) -> Iterator[Outline]:
    numbers = _variable_length_numbers(data)
    for kind in numbers:
        count = next(numbers)
        lon = lat = 0
        points: list[Vector] = []
        for _ in range(count):
            lon += _signed(next(numbers))
            lat += _signed(next(numbers))
            points.append(vector(lat * _STEP, lon * _STEP))
        yield _outline(Kind(kind), points)


def _outline(kind: Kind, points: list[Vector]) -> Outline:
    centre = mean(points)
    radius = max(angle(point, centre) for point in points)
    turn = sum(dot(cross(a, b), centre) for a, b in pairwise(points))
    numbers = array("f", [number for point in points for number in point])
    return Outline(kind, numbers, centre, radius, copysign(1.0, turn), frozenset(_cuts(points)))


def _cuts(points: list[Vector]) -> Iterator[int]:
    """The edges along which the source cut an area apart: the antimeridian and the south pole."""
    for at, start in enumerate(points):
        end = points[(at + 1) % len(points)]
        if _is_on_cut(start) and _is_on_cut(end):
            yield at


def _is_on_cut(place: Vector) -> bool:
    x, y, z = place
    return (x <= 0 and abs(y) < _ON_CUT) or z < _ON_CUT - 1


def _variable_length_numbers(data: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in data:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield number
            number = shift = 0


def _signed(number: int) -> int:
    return number >> 1 if number % 2 == 0 else -(number + 1 >> 1)
