"""Which part of the world a map shows, chosen from what is to be seen on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import pi, radians

from bot.knowledge.model import Milestone
from bot.maps.projection import XY, Azimuthal, EqualEarth, Projection, middle_meridian
from bot.maps.route import Route, in_orbit, position
from bot.maps.sphere import Vector, cap, kilometres, lat_lon, vector

WORLD_FROM = radians(80)  # a wider circle than this is shown on a map of the whole world
FINE_UP_TO = radians(32)
TILT = 27  # degrees by which a globe is turned, so that the route lies below its upper edge
GLOBE_SHARE = 1.13  # of the globe's radius: where an orbit is drawn; not to scale

BEFORE, AFTER = 3, 2  # neighbours that a stop is shown with
NEIGHBOUR = 15.0  # km: nearer is the same stop
NEAR, FAR = 1_500.0, 3_500.0  # km: how far a neighbour may be; FAR for the stop just before
CLOSEST_ON_ROUTE, CLOSEST = 4_200.0, 2_000.0  # pixels a radian: no nearer view than this


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether they have any point in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, xy: XY) -> bool:
        """Whether a point lies in it."""
        return self.left <= xy[0] <= self.right and self.top <= xy[1] <= self.bottom

    def within(self, other: "Box") -> bool:
        """Whether it lies in another altogether."""
        return other.holds((self.left, self.top)) and other.holds((self.right, self.bottom))

    def points(self, step: float = 8.0) -> Iterator[XY]:
        """Points all over it."""
        for row in range(int((self.bottom - self.top) // step) + 1):
            for column in range(int((self.right - self.left) // step) + 1):
                yield self.left + column * step, self.top + row * step

    def grown(self, by: float) -> "Box":
        """The same with a margin round it."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


@dataclass(frozen=True, slots=True)
class View:
    """A projection, laid onto the picture."""

    projection: Projection
    scale: float  # pixels per radian
    zero: XY  # where the projection's middle comes to lie
    fine: bool = False  # whether the detailed outlines are worth it
    is_globe: bool = False

    def on_picture(self, xy: XY) -> XY:
        """A point of the projection on the picture; there, down is positive."""
        return self.zero[0] + self.scale * xy[0], self.zero[1] - self.scale * xy[1]

    def at(self, place: Vector) -> XY | None:
        """Where a place comes to lie, None where it is out of sight."""
        xy = self.projection.point(place)
        return None if xy is None else self.on_picture(xy)

    def lines(self, places: Sequence[Vector]) -> Iterator[list[XY]]:
        """A line on the picture, in as many parts as are in sight."""
        for part in self.projection.lines(places):
            yield [self.on_picture(xy) for xy in part]


def fitted(places: Sequence[Vector], room: Box, closest: float = CLOSEST_ON_ROUTE) -> View:
    """The nearest view that holds all places in a part of the picture."""
    middle, radius = cap(places)
    if radius > WORLD_FROM:
        projection = EqualEarth(middle_meridian(places))
        points = projection.world()
    else:
        projection = Azimuthal(middle)
        points = [xy for place in places if (xy := projection.point(place))]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    width, height = room.right - room.left, room.bottom - room.top
    scale = min(width / max(right - left, 1e-9), height / max(high - low, 1e-9), closest)
    zero = (
        (room.left + room.right) / 2 - scale * (left + right) / 2,
        (room.top + room.bottom) / 2 + scale * (low + high) / 2,
    )
    return View(projection, scale, zero, fine=radius < FINE_UP_TO or scale > 1_000)


def globe(places: Sequence[Vector], room: Box) -> View:
    """The globe with all places on its near side, and room above its edge for an orbit."""
    middle, radius = cap(places)
    lat, lon = lat_lon(middle)
    tilt = min(TILT, max(0.0, 90 - radius * 180 / pi))
    turned = vector(lat - tilt if lat >= 0 else lat + tilt, lon)
    projection = Azimuthal(turned, as_globe=True)
    points = [xy for place in places if (xy := projection.point(place))] or [(0.0, 0.0)]
    low = min(y for _, y in points)
    width, height = room.right - room.left, room.bottom - room.top
    widest = max(abs(x) for x, _ in points)
    scale = min(
        height / (GLOBE_SHARE - low),
        width / 2 / max(widest, 0.3),
        height * 1.15,
    )
    zero = ((room.left + room.right) / 2, room.top + scale * GLOBE_SHARE)
    return View(projection, scale, zero, is_globe=True)


def focus(route: Route, shown: Sequence[Milestone]) -> list[Vector]:
    """What a closer view of some milestones has to hold: themselves and their neighbours."""
    places = [position(each) for each in shown if not in_orbit(each)]
    for milestone in shown:
        track = [each for each in route.tracks.get(milestone.track or "", ()) if not in_orbit(each)]
        if in_orbit(milestone) or milestone not in track:
            continue
        at = track.index(milestone)
        places += _neighbours(milestone, track[:at][::-1], BEFORE, FAR)
        places += _neighbours(milestone, track[at + 1 :], AFTER, NEAR)
    return places


def _neighbours(
    milestone: Milestone, others: Sequence[Milestone], count: int, first_within: float
) -> list[Vector]:
    """The next different stops along a track, as long as they are not too far."""
    here = position(milestone)
    found: list[Vector] = []
    within = first_within
    for other in others:
        place = position(other)
        if kilometres(here, place) > within:
            break
        if all(kilometres(place, known) > NEIGHBOUR for known in (here, *found)):
            found.append(place)
            within = NEAR
        if len(found) == count:
            break
    return found
