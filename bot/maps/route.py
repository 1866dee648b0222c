"""The journey as lines: its tracks, the legs between stops, and what the stops are called."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Self

from bot.knowledge.model import Milestone, Where
from bot.maps.sphere import Vector, kilometres, vector

SAME_PLACE = 1.0  # km: less is no leg
SAME_TOWN = 40.0  # km: stops that share a label on a map of whole countries
SAME_QUARTER = 20.0  # km


def position(milestone: Milestone) -> Vector:
    """Where it happened; of what happened in orbit, the place on the ground that stands for it."""
    return vector(milestone.lat, milestone.lon)


def in_orbit(milestone: Milestone) -> bool:
    """Whether it happened off the map."""
    return milestone.where is Where.ORBIT


@dataclass(frozen=True, slots=True)
class Leg:
    """The way from one stop of a track to its next."""

    track: str
    start: Milestone
    end: Milestone

    @property
    def on_ground(self) -> bool:
        """Whether it can be drawn on a map."""
        return not in_orbit(self.start) and not in_orbit(self.end)

    @property
    def is_up(self) -> bool:
        """Whether it leads into orbit."""
        return in_orbit(self.end)

    @property
    def foot(self) -> Vector:
        """Its end on the ground, of a leg up or down."""
        return position(self.start if self.is_up else self.end)

    def done(self, until: date | None) -> bool:
        """Whether it was travelled by the end of a day; None: the journey is over."""
        return until is None or self.end.date <= until


@dataclass(frozen=True, slots=True)
class Town:
    """Stops so near to each other that they share a dot and a name."""

    name: str
    place: Vector
    milestones: tuple[Milestone, ...]

    @property
    def first(self) -> date:
        """The first day there."""
        return self.milestones[0].date

    @property
    def track(self) -> str | None:
        """The line that it is on."""
        return next((each.track for each in self.milestones if each.track), None)


@dataclass(frozen=True)
class Route:
    """All tracks of a journey, each in the order of travel; the longest first."""

    tracks: dict[str, tuple[Milestone, ...]]

    @classmethod
    def of(cls, milestones: Iterable[Milestone]) -> Self:
        """The route among milestones that are in the order of their dates."""
        tracks: dict[str, list[Milestone]] = {}
        for milestone in milestones:
            if milestone.track:
                tracks.setdefault(milestone.track, []).append(milestone)
        ordered = sorted(tracks.items(), key=lambda track: -len(track[1]))
        return cls({name: tuple(each) for name, each in ordered})

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """What is on any track, by date."""
        every = (each for track in self.tracks.values() for each in track)
        return tuple(sorted(every, key=lambda milestone: milestone.date))

    @cached_property
    def ground(self) -> tuple[Milestone, ...]:
        """What is on any track and on the ground, by date."""
        return tuple(each for each in self.milestones if not in_orbit(each))

    @cached_property
    def legs(self) -> tuple[Leg, ...]:
        """Every leg, track by track."""
        return tuple(
            Leg(name, start, end)
            for name, track in self.tracks.items()
            for start, end in pairwise(track)
            if in_orbit(start) != in_orbit(end)
            or (not in_orbit(start) and kilometres(position(start), position(end)) > SAME_PLACE)
        )

    @cached_property
    def main(self) -> tuple[Milestone, ...]:
        """The longest track."""
        return next(iter(self.tracks.values()), ())

    def share(self, day: date) -> float:
        """How much of the main track's time has gone by on a day, from 0 to 1."""
        if not self.main or self.main[-1].date == self.main[0].date:
            return 1.0
        whole = (self.main[-1].date - self.main[0].date).days
        return max(0.0, min(1.0, (day - self.main[0].date).days / whole))


def towns(milestones: Iterable[Milestone], reach: float = SAME_TOWN) -> list[Town]:
    """Ground milestones by towns, in the order of travel; track by track."""
    gathered: list[list[Milestone]] = []
    for milestone in milestones:
        if in_orbit(milestone):
            continue
        for group in gathered:
            if (
                group[0].track == milestone.track
                and kilometres(position(group[0]), position(milestone)) <= reach
            ):
                group.append(milestone)
                break
        else:
            gathered.append([milestone])
    return [Town(name_of(group), position(group[-1]), tuple(group)) for group in gathered]


def name_of(milestones: Sequence[Milestone]) -> str:
    """What stops near each other are called together: “Red Square, Moscow” and others “Moscow”."""
    leads = Counter(_parts(each)[0] for each in milestones)
    holders = Counter(part for each in milestones for part in dict.fromkeys(_parts(each)))
    told = {part: sum(part in each.title for each in milestones) for part in holders}
    near = all(
        kilometres(position(a), position(b)) <= SAME_QUARTER for a in milestones for b in milestones
    )
    # A town is spoken of, or its quarters lie close together; else it is a whole region.
    fits = [part for part in holders if part in leads or told[part] or (near and len(leads) > 1)]
    return max(fits, key=lambda part: (holders[part], told[part], part in leads))


def _parts(milestone: Milestone) -> list[str]:
    return [part.strip() for part in milestone.place.split(",")]
