"""Rectangles and points of a picture, in pixels from its upper left corner."""

from collections.abc import Iterator
from dataclasses import dataclass

XY = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, middle: XY, half_width: float, half_height: float) -> "Box":
        """The rectangle around a point, by half of its width and height."""
        x, y = middle
        return cls(x - half_width, y - half_height, x + half_width, y + half_height)

    def overlaps(self, other: "Box") -> bool:
        """Whether the two have an area in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def contains(self, xy: XY) -> bool:
        """Whether a point lies in the rectangle or on its edge."""
        return self.left <= xy[0] <= self.right and self.top <= xy[1] <= self.bottom

    def within(self, other: "Box") -> bool:
        """Whether the whole rectangle lies in another."""
        return other.contains((self.left, self.top)) and other.contains((self.right, self.bottom))

    def points(self, step: float = 8.0) -> Iterator[XY]:
        """A grid of points over the rectangle."""
        for row in range(int((self.bottom - self.top) // step) + 1):
            for column in range(int((self.right - self.left) // step) + 1):
                yield self.left + column * step, self.top + row * step

    def grown(self, by: float) -> "Box":
        """The rectangle with a margin around it."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def shrunk(self, x: float, y: float) -> "Box":
        """The rectangle without a margin of `x` on both sides and of `y` at the top and bottom."""
        return Box(self.left + x, self.top + y, self.right - x, self.bottom - y)
