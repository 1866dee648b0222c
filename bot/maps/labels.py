"""Names beside dots, so that none covers another."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import hypot

from bot.maps.projection import XY
from bot.maps.view import Box

GAP = 4.0  # pixels between two labels
_SIDES = ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1))
_WORTH = 60.0  # what a name may cover of lines and dots before it is rather left out
DISTANCE = 0.9  # what a pixel away from its dot is worth
_CELL = 8.0  # pixels: how finely it is counted what a name would cover


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name to be set beside a point. What `must` be there may be moved farther away."""

    text: str
    at: XY
    radius: float  # of the dot
    must: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A name in its place."""

    text: str
    note: str
    at: XY  # the point that it names
    box: Box
    is_main: bool

    @property
    def away(self) -> float:
        """How far the box is from its point."""
        x = max(self.box.left - self.at[0], 0, self.at[0] - self.box.right)
        y = max(self.box.top - self.at[1], 0, self.at[1] - self.box.bottom)
        return hypot(x, y)


class Covering:
    """What lies on a map, to be covered as little as possible."""

    def __init__(self) -> None:
        self._weights: dict[tuple[int, int], float] = {}

    def add(self, points: Iterable[XY], weight: float) -> None:
        """Points of a line or dots."""
        for x, y in points:
            key = (int(x // _CELL), int(y // _CELL))
            self._weights[key] = max(self._weights.get(key, 0.0), weight)

    def along(self, start: XY, end: XY) -> float:
        """The weight of all that a straight line would cross."""
        steps = max(1, int(hypot(end[0] - start[0], end[1] - start[1]) / _CELL))
        cells = {
            (
                int((start[0] + (end[0] - start[0]) * at / steps) // _CELL),
                int((start[1] + (end[1] - start[1]) * at / steps) // _CELL),
            )
            for at in range(steps)
        }
        return sum(self._weights.get(cell, 0.0) for cell in cells)

    def under(self, box: Box) -> float:
        """The weight of all that a box would cover."""
        columns = range(int(box.left // _CELL), int(box.right // _CELL) + 1)
        rows = range(int(box.top // _CELL), int(box.bottom // _CELL) + 1)
        return sum(self._weights.get((x, y), 0.0) for x in columns for y in rows)


def placed(
    wanted: Sequence[Wanted],
    measure: Callable[[Wanted], tuple[float, float]],
    room: Box,
    taken: Sequence[Box],
    covering: Covering,
    most: int,
) -> list[Label]:
    """The names in their places, the first wanted first; what finds no good place is left out."""
    labels: list[Label] = []
    names: set[str] = set()
    for each in wanted:
        if each.text in names or (not each.must and len(labels) >= most):
            continue
        boxes = [*taken, *(label.box for label in labels)]
        # A name close to another's dot would be read as that one's.
        boxes += [_round(other) for other in wanted if other.must and other is not each]
        size = measure(each)
        best: tuple[float, Box] | None = None
        for distance in (0.0, 26.0, 56.0, 96.0, 150.0) if each.must else (0.0, 8.0):
            for rank, side in enumerate(_SIDES):
                box = _beside(each, side, size, distance)
                if not box.within(room) or any(box.grown(GAP).overlaps(other) for other in boxes):
                    continue
                cost = covering.under(box) + rank * 2 + distance * DISTANCE
                if best is None or cost < best[0]:
                    best = (cost, box)
        if best and (each.must or best[0] <= _WORTH):
            labels.append(Label(each.text, each.note, each.at, best[1], each.must))
            names.add(each.text)
    return labels


def _round(each: Wanted) -> Box:
    reach = each.radius + 10
    return Box(each.at[0] - reach, each.at[1] - reach, each.at[0] + reach, each.at[1] + reach)


def _beside(each: Wanted, side: tuple[int, int], size: tuple[float, float], distance: float) -> Box:
    """The box of a name on one side of its dot."""
    width, height = size
    dx, dy = side
    off = each.radius + 6 + distance
    # On the slant it keeps close to the dot: its corner, not its side, is what is near.
    slant = 0.55 if dx and dy else 1.0
    x = each.at[0] + dx * off * (0.8 if dy else 1.0) + (dx - 1) * width / 2
    y = each.at[1] + dy * (off * slant - (6 if dx else 2)) + (dy - 1) * height / 2
    return Box(x, y, x + width, y + height)


def spread(points: Sequence[XY], start: Sequence[int]) -> list[int]:
    """Indices so that each next point is as far as can be from those before: named evenly."""
    order = list(dict.fromkeys(start)) or ([0] if points else [])
    gaps = [
        min((hypot(x - points[at][0], y - points[at][1]) for at in order), default=0.0)
        for x, y in points
    ]
    while len(order) < len(points):
        far = max((at for at in range(len(points)) if at not in order), key=gaps.__getitem__)
        order.append(far)
        gaps = [
            min(gap, hypot(x - points[far][0], y - points[far][1]))
            for gap, (x, y) in zip(gaps, points, strict=True)
        ]
    return order
