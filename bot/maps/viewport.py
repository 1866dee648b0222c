"""Chooses which part of the world a map shows, so that all the places it needs are on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import pi, radians

from bot.knowledge.model import Milestone
from bot.maps.box import XY, Box
from bot.maps.projection import Azimuthal, EqualEarth, Projection, central_meridian
from bot.maps.route import Route, in_orbit, position
from bot.maps.spherical_geometry import Vector, bounding_circle, kilometres, lat_lon, vector

WORLD_FROM = radians(80)  # radius: places in a wider circle need a map of the whole world
FINE_UP_TO = radians(32)  # radius: places in a wider circle need no detailed outlines
TILT = 27  # degrees by which a globe is turned, so that the route is below its upper edge
ORBIT_RADIUS = 1.13  # of the globe's radius: where the orbit is drawn; not to scale

BEFORE, AFTER = 3, 2  # how many neighbouring stops are shown too
NEIGHBOUR = 15.0  # km: closer stops count as one
NEAR, FAR = 1_500.0, 3_500.0  # km to a neighbouring stop, at most; FAR for the one just before
CLOSEST_ON_ROUTE, CLOSEST = 4_200.0, 2_000.0  # pixels per radian: the largest scale


@dataclass(frozen=True, slots=True)
class Viewport:
    """A projection, and its scale and position on the picture."""

    projection: Projection
    scale: float  # pixels per radian
    zero: XY  # the projection's centre on the picture
    fine: bool = False  # whether to draw the detailed outlines
    is_globe: bool = False

    def to_picture(self, xy: XY) -> XY:
        """A point of the projection in pixels of the picture, where y points down."""
        return self.zero[0] + self.scale * xy[0], self.zero[1] - self.scale * xy[1]

    def at(self, place: Vector) -> XY | None:
        """A place on the picture; None if the projection does not show it."""
        xy = self.projection.point(place)
        return None if xy is None else self.to_picture(xy)

    def lines(self, places: Sequence[Vector]) -> Iterator[list[XY]]:
        """A line on the picture, in as many parts as are visible."""
        for part in self.projection.lines(places):
            yield [self.to_picture(xy) for xy in part]


def fit_viewport(
    places: Sequence[Vector], room: Box, closest: float = CLOSEST_ON_ROUTE
) -> Viewport:
    """The viewport with the largest scale, up to `closest`, at which all places fit into `room`."""
    centre, radius = bounding_circle(places)
    if radius > WORLD_FROM:
        projection = EqualEarth(central_meridian(places))
        points = projection.edge()
    else:
        projection = Azimuthal(centre)
        points = [xy for place in places if (xy := projection.point(place))]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    width, height = room.right - room.left, room.bottom - room.top
    scale = min(width / max(right - left, 1e-9), height / max(high - low, 1e-9), closest)
    zero = (
        (room.left + room.right) / 2 - scale * (left + right) / 2,
        (room.top + room.bottom) / 2 + scale * (low + high) / 2,
    )
    return Viewport(projection, scale, zero, fine=radius < FINE_UP_TO or scale > 1_000)


def globe_viewport(places: Sequence[Vector], room: Box) -> Viewport:
    """A globe with the places on its near side, and with room above it for an orbit."""
    centre, radius = bounding_circle(places)
    lat, lon = lat_lon(centre)
    tilt = min(TILT, max(0.0, 90 - radius * 180 / pi))
    tilted = vector(lat - tilt if lat >= 0 else lat + tilt, lon)
    projection = Azimuthal(tilted, as_globe=True)
    points = [xy for place in places if (xy := projection.point(place))] or [(0.0, 0.0)]
    low = min(y for _, y in points)
    width, height = room.right - room.left, room.bottom - room.top
    widest = max(abs(x) for x, _ in points)
    scale = min(
        height / (ORBIT_RADIUS - low),
        width / 2 / max(widest, 0.3),
        height * 1.15,
    )
    zero = ((room.left + room.right) / 2, room.top + scale * ORBIT_RADIUS)
    return Viewport(projection, scale, zero, is_globe=True)


def places_around(route: Route, milestones: Sequence[Milestone]) -> list[Vector]:
    """The places that a map of some milestones should show: theirs and those of nearby stops."""
    places = [position(milestone) for milestone in milestones if not in_orbit(milestone)]
    for milestone in milestones:
        track = [stop for stop in route.tracks.get(milestone.track or "", ()) if not in_orbit(stop)]
        if in_orbit(milestone) or milestone not in track:
            continue
        index = track.index(milestone)
        places += _neighbours(milestone, track[:index][::-1], BEFORE, FAR)
        places += _neighbours(milestone, track[index + 1 :], AFTER, NEAR)
    return places


def _neighbours(
    milestone: Milestone, others: Sequence[Milestone], count: int, first_within: float
) -> list[Vector]:
    """The places of the next few stops along a track, up to the first that is too far away."""
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
