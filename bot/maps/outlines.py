"""The land's outlines, read from the file that `tools/base_map.py` makes."""

import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import pairwise
from math import copysign

from bot.maps.files import read
from bot.maps.sphere import Vector, angle, cross, dot, mean, vector

_STEP = 0.01  # degrees: what the file counts in
_SCALES = ("fine", "coarse")  # in the file's order


class Kind(IntEnum):
    """What a line goes round, or between."""

    LAND = 0
    LAKE = 1
    BORDER = 2


@dataclass(frozen=True, slots=True)
class Outline:
    """A line on the globe, with a circle round it; LAND and LAKE are closed."""

    kind: Kind
    numbers: "array[float]"  # a tenth of the memory that tuples of vectors would take
    middle: Vector
    radius: float  # radians
    sense: float  # 1: seen from above, it goes round its inside counter-clockwise; else -1

    @property
    def vectors(self) -> list[Vector]:
        """The points; a closed line's first is not repeated."""
        numbers = iter(self.numbers)
        return list(zip(numbers, numbers, numbers, strict=True))


@cache
def outlines(scale: str) -> tuple[Outline, ...]:
    """All lines of a scale, `fine` or `coarse`: land, lakes and islands in the order to draw."""
    data = read("outlines.bin")
    for name in _SCALES:
        size = int.from_bytes(data[:4], "big")
        if name == scale:
            return tuple(_unpacked(zlib.decompress(data[4 : 4 + size])))
        data = data[4 + size :]
    raise KeyError(scale)


def _unpacked(data: bytes) -> Iterator[Outline]:
    numbers = _numbers(data)
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
    middle = mean(points)
    radius = max(angle(point, middle) for point in points)
    turn = sum(dot(cross(a, b), middle) for a, b in pairwise(points))
    numbers = array("f", [number for point in points for number in point])
    return Outline(kind, numbers, middle, radius, copysign(1.0, turn))


def _numbers(data: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in data:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield number
            number = shift = 0


def _signed(number: int) -> int:
    return number >> 1 if number % 2 == 0 else -(number + 1 >> 1)
