"""Gives milestones names that the maps can draw, whatever script they are written in."""

from dataclasses import replace
from functools import lru_cache

from bot.knowledge.model import Milestone
from bot.maps.lettering import lettering
from bot.maps.route import Route
from bot.maps.subject import Subject


def legible_map(route: Route, subject: Subject) -> tuple[Route, Subject]:
    """The route and subject with names that can be drawn; unchanged if all names can be."""
    stops = (*route.milestones, *subject.marked)
    if all(legible(stop) is stop for stop in stops):
        return route, subject
    tracks = {name: tuple(map(legible, stops)) for name, stops in route.tracks.items()}
    route = Route(tracks)
    if subject.is_journey:
        return route, Subject.of_journey(route, subject.until)
    return route, Subject.of_milestones([*map(legible, subject.marked)])


@lru_cache(maxsize=1_000)
def legible(milestone: Milestone) -> Milestone:
    """The milestone with a place and a title that can be drawn; unchanged if both can be."""
    place = _place(milestone)
    title = _title(milestone, place)
    if (place, title) == (milestone.place, milestone.title):
        return milestone
    return replace(milestone, place=place, title=title)


def _place(milestone: Milestone) -> str:
    """The place or an alias, if need be without what cannot be drawn; else words from the id."""
    whole, town = lettering(milestone.place), lettering(milestone.place.split(",")[0])
    if whole.is_name and town.is_name:
        return whole.text
    aliases = [found for found in map(lettering, milestone.aliases) if found.is_name]
    aliases.sort(key=lambda alias: bool(alias.lost))
    names = [found.text for found in (*aliases, whole) if found.is_name]
    return names[0] if names else _words_of_id(milestone)


def _title(milestone: Milestone, place: str) -> str:
    """The title, in which the place is named as on the map; else words from the id."""
    title = milestone.title
    if lettering(title).lost:
        names = [milestone.place, *milestone.aliases]
        if place != lettering(milestone.place).text:  # “Japan” of “東京, Japan” is not the town
            names.append(milestone.place.split(",")[0].strip())
        for name in sorted(names, key=len, reverse=True):
            if lettering(name).lost:
                title = title.replace(name, place)
    drawn = lettering(title)
    return drawn.text if drawn.is_name else _words_of_id(milestone)


def track_name(track: str, number: int) -> str:
    """The name of a track in the legend; “track 1” and so on if it cannot be drawn."""
    drawn = lettering(track)
    return drawn.text if drawn.is_name else f"track {number}"


def _words_of_id(milestone: Milestone) -> str:
    """An id such as “tokyo-tower” as a name: “Tokyo tower”."""
    return milestone.id.replace("-", " ").capitalize()
