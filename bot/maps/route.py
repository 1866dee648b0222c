"""The journey as a route: its tracks, the legs between stops, and the names of its towns."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Self

from bot.knowledge.model import Milestone, Where
from bot.maps.spherical_geometry import Vector, kilometres, vector

SAME_PLACE = 1.0  # km: closer stops have no leg between them
SAME_TOWN = 40.0  # km: closer stops share a label on a map of whole countries
SAME_QUARTER = 20.0  # km: closer stops may be named after their town


def position(milestone: Milestone) -> Vector:
    """The milestone's place; for one in orbit, the place on the ground that stands for it."""
    return vector(milestone.lat, milestone.lon)


def in_orbit(milestone: Milestone) -> bool:
    """Whether the milestone happened in orbit and not on the ground."""
    return milestone.where is Where.ORBIT


@dataclass(frozen=True, slots=True)
class Leg:
    """The way from one stop of a track to the next."""

    track: str
    start: Milestone
    end: Milestone

    @property
    def on_ground(self) -> bool:
        """Whether neither end is in orbit."""
        return not in_orbit(self.start) and not in_orbit(self.end)

    @property
    def is_ascent(self) -> bool:
        """Whether the leg ends in orbit."""
        return in_orbit(self.end)

    @property
    def ground_end(self) -> Vector:
        """The end on the ground of a leg to or from orbit."""
        return position(self.start if self.is_ascent else self.end)

    def is_travelled(self, until: date | None) -> bool:
        """Whether it was travelled by the end of the day `until`; None: the journey is over."""
        return until is None or self.end.date <= until


@dataclass(frozen=True, slots=True)
class Town:
    """Stops so close to each other that they share a dot and a name."""

    name: str
    place: Vector
    milestones: tuple[Milestone, ...]

    @property
    def first(self) -> date:
        """The first day there."""
        return self.milestones[0].date

    @property
    def track(self) -> str | None:
        """The track that it is on, if any."""
        return next((milestone.track for milestone in self.milestones if milestone.track), None)


@dataclass(frozen=True)
class Route:
    """All tracks of a journey, each in the order of travel; the one with most stops first."""

    tracks: dict[str, tuple[Milestone, ...]]

    @classmethod
    def of(cls, milestones: Iterable[Milestone]) -> Self:
        """The route of milestones that are sorted by date."""
        tracks: dict[str, list[Milestone]] = {}
        for milestone in milestones:
            if milestone.track:
                tracks.setdefault(milestone.track, []).append(milestone)
        ordered = sorted(tracks.items(), key=lambda track: -len(track[1]))
        return cls({name: tuple(stops) for name, stops in ordered})

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """The milestones of all tracks, by date."""
        stops = (milestone for track in self.tracks.values() for milestone in track)
        return tuple(sorted(stops, key=lambda milestone: milestone.date))

    @cached_property
    def ground(self) -> tuple[Milestone, ...]:
        """The milestones on the ground of all tracks, by date."""
        return tuple(milestone for milestone in self.milestones if not in_orbit(milestone))

    @cached_property
    def legs(self) -> tuple[Leg, ...]:
        """All legs, track by track."""
        return tuple(
            Leg(name, start, end)
            for name, track in self.tracks.items()
            for start, end in pairwise(track)
            if in_orbit(start) != in_orbit(end)
            or (not in_orbit(start) and kilometres(position(start), position(end)) > SAME_PLACE)
        )

    @cached_property
    def main(self) -> tuple[Milestone, ...]:
        """The milestones of the main track, the one with most stops."""
        return next(iter(self.tracks.values()), ())

    @property
    def main_track(self) -> str | None:
        """The name of the main track; None if there are no tracks."""
        return next(iter(self.tracks), None)

    def elapsed_share(self, day: date) -> float:
        """The share of the main track's time that has passed on a day, from 0 to 1."""
        if not self.main or self.main[-1].date == self.main[0].date:
            return 1.0
        whole = (self.main[-1].date - self.main[0].date).days
        return max(0.0, min(1.0, (day - self.main[0].date).days / whole))


def group_by_town(milestones: Iterable[Milestone], reach: float = SAME_TOWN) -> list[Town]:
    """The milestones on the ground, grouped by track and by distance (`reach` in kilometres)."""
    groups: list[list[Milestone]] = []
    for milestone in milestones:
        if in_orbit(milestone):
            continue
        for group in groups:
            if (
                group[0].track == milestone.track
                and kilometres(position(group[0]), position(milestone)) <= reach
            ):
                group.append(milestone)
                break
        else:
            groups.append([milestone])
    return [Town(common_name(group), position(group[-1]), tuple(group)) for group in groups]


def common_name(milestones: Sequence[Milestone]) -> str:
    """One name for stops close to each other, such as “Moscow” for “Red Square, Moscow”."""
    first_parts = Counter(_parts(milestone)[0] for milestone in milestones)
    parts = Counter(part for stop in milestones for part in dict.fromkeys(_parts(stop)))
    in_titles = {part: sum(part in stop.title for stop in milestones) for part in parts}
    near = all(
        kilometres(position(a), position(b)) <= SAME_QUARTER for a in milestones for b in milestones
    )
    # A part that never comes first in a place's name is a town if a title contains it, or if the
    # places are close together. Otherwise it is a whole region.
    fits = [
        part
        for part in parts
        if part in first_parts or in_titles[part] or (near and len(first_parts) > 1)
    ]
    return max(fits, key=lambda part: (parts[part], in_titles[part], part in first_parts))


def _parts(milestone: Milestone) -> list[str]:
    return [part.strip() for part in milestone.place.split(",")]
