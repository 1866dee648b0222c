"""Places names beside their dots so that no name covers another."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import hypot

from bot.maps.box import XY, Box

GAP = 4.0  # pixels between two labels
_SIDES = ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1))
_HIGHEST_COST = 60.0  # of lines and dots covered; an optional name that costs more is left out
DISTANCE_COST = 0.9  # for each pixel between a name and its dot
_CELL = 8.0  # pixels: the resolution at which covered lines and dots are counted


@dataclass(frozen=True, slots=True)
class LabelRequest:
    """A name for a point. A `required` one may be moved farther away to find room."""

    text: str
    at: XY
    radius: float  # of the dot
    required: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A name and the place that was found for it."""

    text: str
    note: str
    at: XY  # the point that it names
    box: Box
    is_main: bool

    @property
    def distance(self) -> float:
        """The distance between the box and the point in pixels."""
        x = max(self.box.left - self.at[0], 0, self.at[0] - self.box.right)
        y = max(self.box.top - self.at[1], 0, self.at[1] - self.box.bottom)
        return hypot(x, y)


class Occupancy:
    """Where lines and dots are on a map, each with a weight: how important it is to see it."""

    def __init__(self) -> None:
        self._weights: dict[tuple[int, int], float] = {}

    def add(self, points: Iterable[XY], weight: float) -> None:
        """Add dots, or points close together on a line."""
        for x, y in points:
            key = (int(x // _CELL), int(y // _CELL))
            self._weights[key] = max(self._weights.get(key, 0.0), weight)

    def weight_along(self, start: XY, end: XY) -> float:
        """The total weight of what a straight line would cross."""
        steps = max(1, int(hypot(end[0] - start[0], end[1] - start[1]) / _CELL))
        cells = {
            (
                int((start[0] + (end[0] - start[0]) * i / steps) // _CELL),
                int((start[1] + (end[1] - start[1]) * i / steps) // _CELL),
            )
            for i in range(steps)
        }
        return sum(self._weights.get(cell, 0.0) for cell in cells)

    def weight_under(self, box: Box) -> float:
        """The total weight of what a box would cover."""
        columns = range(int(box.left // _CELL), int(box.right // _CELL) + 1)
        rows = range(int(box.top // _CELL), int(box.bottom // _CELL) + 1)
        return sum(self._weights.get((x, y), 0.0) for x in columns for y in rows)


def place_labels(
    requests: Sequence[LabelRequest],
    measure: Callable[[LabelRequest], tuple[float, float]],
    room: Box,
    taken: Sequence[Box],
    occupancy: Occupancy,
    most: int,
) -> list[Label]:
    """Place the names in the order of the requests; leave out those that have no good place.

    `measure` returns the width and height of a name. Once there are `most` labels, only required
    names are added.
    """
    labels: list[Label] = []
    names: set[str] = set()
    for request in requests:
        if request.text in names or (not request.required and len(labels) >= most):
            continue
        boxes = [*taken, *(label.box for label in labels)]
        # A name close to another's dot would be taken for that dot's name.
        boxes += [
            _around_dot(other) for other in requests if other.required and other is not request
        ]
        size = measure(request)
        best: tuple[float, Box] | None = None
        for distance in (0.0, 26.0, 56.0, 96.0, 150.0) if request.required else (0.0, 8.0):
            for rank, side in enumerate(_SIDES):
                box = _beside(request, side, size, distance)
                if not box.within(room) or any(box.grown(GAP).overlaps(other) for other in boxes):
                    continue
                cost = occupancy.weight_under(box) + rank * 2 + distance * DISTANCE_COST
                if best is None or cost < best[0]:
                    best = (cost, box)
        if best and (request.required or best[0] <= _HIGHEST_COST):
            labels.append(Label(request.text, request.note, request.at, best[1], request.required))
            names.add(request.text)
    return labels


def _around_dot(request: LabelRequest) -> Box:
    reach = request.radius + 10
    return Box.around(request.at, reach, reach)


def _beside(
    request: LabelRequest, side: tuple[int, int], size: tuple[float, float], distance: float
) -> Box:
    """The box of a name on one side of its dot."""
    width, height = size
    dx, dy = side
    off = request.radius + 6 + distance
    # Diagonally, only the corner of the box is near the dot, so the box may come closer.
    diagonal = 0.55 if dx and dy else 1.0
    x = request.at[0] + dx * off * (0.8 if dy else 1.0) + (dx - 1) * width / 2
    y = request.at[1] + dy * (off * diagonal - (6 if dx else 2)) + (dy - 1) * height / 2
    return Box(x, y, x + width, y + height)


def spread_evenly(points: Sequence[XY], start: Sequence[int]) -> list[int]:
    """The indices of all points: those of `start`, then again and again the farthest one left.

    However many are taken from the front, they are spread evenly over the map.
    """
    order = list(dict.fromkeys(start)) or ([0] if points else [])
    gaps = [
        min((hypot(x - points[i][0], y - points[i][1]) for i in order), default=0.0)
        for x, y in points
    ]
    while len(order) < len(points):
        farthest = max((i for i in range(len(points)) if i not in order), key=gaps.__getitem__)
        order.append(farthest)
        gaps = [
            min(gap, hypot(x - points[farthest][0], y - points[farthest][1]))
            for gap, (x, y) in zip(gaps, points, strict=True)
        ]
    return order
