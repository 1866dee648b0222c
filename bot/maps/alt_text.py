"""The alt text of a map: what it shows, in a few sentences."""

from collections.abc import Iterator

from bot.calendar.day_names import day_name
from bot.maps.route import Route, common_name, group_by_town, in_orbit
from bot.maps.subject import Subject

ALT_TEXT_LIMIT = 256  # characters


def alt_text(route: Route, subject: Subject) -> str:
    """What the map shows; sentences that would exceed the limit are left out."""
    what = _marked(subject) if subject.marked else f"{subject.title}, {subject.lines[0]}"
    text = f"Map of {what}."
    for sentence in _travelled(route, subject):
        if len(text) + 1 + len(sentence) <= ALT_TEXT_LIMIT:
            text = f"{text} {sentence}"
    if len(text) <= ALT_TEXT_LIMIT:
        return text
    return text[: ALT_TEXT_LIMIT - 1].rstrip() + "…"


def _marked(subject: Subject) -> str:
    orbital = [milestone for milestone in subject.marked if in_orbit(milestone)]
    names = [town.name for town in group_by_town(subject.marked)]
    places = " and ".join(dict.fromkeys(names))
    if orbital:
        orbit = f"{common_name(orbital)} in orbit above the globe"
        places = f"{orbit}, and {places}" if places else orbit
    if subject.is_journey:
        return f"{subject.title}. Marked: {places}, reached by {_day(subject)}"
    return f"{_day(subject)}. Marked: {places}"


def _day(subject: Subject) -> str:
    return day_name(subject.day) if subject.day else subject.title + ", " + subject.lines[0]


def _travelled(route: Route, subject: Subject) -> Iterator[str]:
    """Sentences about how far the main track was travelled, where it ends, and the side tracks."""
    until = subject.until
    legs = [leg for leg in route.legs if leg.track == route.main_track]
    travelled = [leg for leg in legs if leg.is_travelled(until)]
    ahead = [leg for leg in legs if not leg.is_travelled(until)]
    names = {stop.id: town.name for town in group_by_town(route.main) for stop in town.milestones}
    if travelled:
        start, end = names[travelled[0].start.id], names[travelled[-1].end.id]
        so_far = " so far" if ahead else ""
        yield f"The route{so_far} runs from {start} to {end}."
    if ahead:
        yield f"The rest, to {names[ahead[-1].end.id]}, is dotted."
    side_tracks = [
        name
        for name in list(route.tracks)[1:]
        if any(leg.track == name and leg.is_travelled(until) for leg in route.legs)
    ]
    if side_tracks and subject.is_journey:
        yield f"Side trips: {', '.join(side_tracks)}."
