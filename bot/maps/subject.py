"""What a picture is about, and the same in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.calendar.day_names import day_name
from bot.knowledge.model import Milestone
from bot.maps.route import Route, in_orbit, name_of, towns

ALT_LIMIT = 256  # characters


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn map, and what it shows in words."""

    png: bytes
    alt: str
    name: str  # of the file


@dataclass(frozen=True, slots=True)
class Subject:
    """What a picture is about: its words, the milestones marked, and the last day travelled."""

    title: str
    lines: tuple[str, ...]
    shown: tuple[Milestone, ...]
    until: date | None
    day: date | None
    whole: bool = False


def of_milestones(shown: Sequence[Milestone]) -> Subject:
    """The subject of a day's picture, or of a place's."""
    first, *others = shown
    days = sorted({each.date for each in shown})
    if len(days) == 1:
        lines = [f"{day_name(first.date)} · {first.place}"]
        if others:
            other = next((each for each in others if each.place != first.place), others[0])
            lines.append(f"Also: {other.title} · {other.place}")
        return Subject(first.title, tuple(lines), tuple(shown), days[-1], days[-1])
    lines = [f"{day_name(days[0])} – {day_name(days[-1])}"]
    return Subject(name_of(shown), tuple(lines), tuple(shown), days[-1], None)


def of_journey(route: Route, today: date | None) -> Subject:
    """The subject of the whole journey's picture; `today` in the year of the journey."""
    first, last = route.main[0], route.main[-1]
    named = towns(route.main)
    start, end = (next(t.name for t in named if each in t.milestones) for each in (first, last))
    title = f"{start} → {end}"
    if today is None or not first.date <= today <= last.date:
        line = f"{day_name(first.date)} – {day_name(last.date)}"
        return Subject(title, (line,), (), None, None, whole=True)
    so_far = [each for each in route.main if each.date <= today]
    shown = tuple(each for each in so_far if each.date == so_far[-1].date)
    line = f"By {day_name(today)}: {shown[-1].place}"
    return Subject(title, (line,), shown, today, today, whole=True)


def day_of_journey(route: Route, today: date) -> date | None:
    """Today's day and month in the year of the journey, None where that has none."""
    if not route.main:
        return None
    first, last = route.main[0].date, route.main[-1].date
    for year in range(first.year, last.year + 1):
        try:
            day = today.replace(year=year)
        except ValueError:  # 29 February
            continue
        if first <= day <= last:
            return day
    return None


def in_words(route: Route, subject: Subject) -> str:
    """The alt text: what the picture shows, in one breath."""
    told = _marked(subject) if subject.shown else f"{subject.title}, {subject.lines[0]}"
    sentences = [f"Map of {told}.", *_travelled(route, subject)]
    text = sentences[0]
    for sentence in sentences[1:]:
        if len(text) + 1 + len(sentence) <= ALT_LIMIT:
            text = f"{text} {sentence}"
    return text if len(text) <= ALT_LIMIT else text[: ALT_LIMIT - 1].rstrip() + "…"


def _marked(subject: Subject) -> str:
    above = [each for each in subject.shown if in_orbit(each)]
    named = [town.name for town in towns(subject.shown)]
    places = " and ".join(dict.fromkeys(named))
    if above:
        orbit = f"{name_of(above)} in orbit above the globe"
        places = f"{orbit}, and {places}" if places else orbit
    if subject.whole:
        return f"{subject.title}: marked is {places}, reached by {_day(subject)}"
    return f"{_day(subject)}: marked {'is' if ' and ' not in places else 'are'} {places}"


def _day(subject: Subject) -> str:
    return day_name(subject.day) if subject.day else subject.title + ", " + subject.lines[0]


def _travelled(route: Route, subject: Subject) -> Iterator[str]:
    """What is behind and what is ahead, and the lines beside the main one."""
    until = subject.until
    legs = [leg for leg in route.legs if leg.track == next(iter(route.tracks), None)]
    done, ahead = [x for x in legs if x.done(until)], [x for x in legs if not x.done(until)]
    names = {each.id: town.name for town in towns(route.main) for each in town.milestones}
    if done:
        start, end = names[done[0].start.id], names[done[-1].end.id]
        yield f"The way so far runs from {start} to {end}."
    if ahead:
        yield f"Still ahead, dotted: to {names[ahead[-1].end.id]}."
    beside = [
        name
        for name in list(route.tracks)[1:]
        if any(leg.track == name and leg.done(until) for leg in route.legs)
    ]
    if beside and subject.whole:
        yield f"Lines of their own: {', '.join(beside)}."
