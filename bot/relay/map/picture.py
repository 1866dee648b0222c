"""The pictures of the bot: a day or a place of the journey, and the journey as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.knowledge.model import Milestone
from bot.knowledge.telling import day_name
from bot.relay.map import frame, style
from bot.relay.map.canvas import WIDTH, Canvas, text_size
from bot.relay.map.ground import draw_ground
from bot.relay.map.labels import Covering, Label, Wanted, placed, spread
from bot.relay.map.orbit import bow, craft, draw_orbit
from bot.relay.map.projection import XY
from bot.relay.map.route import Route, Town, in_orbit, name_of, position, towns
from bot.relay.map.sphere import kilometres
from bot.relay.map.travel import DOT_WEIGHT, draw_legs, draw_stops, mark
from bot.relay.map.view import CLOSEST, CLOSEST_ON_ROUTE, Box, View, fitted, focus, globe

MOST_NAMES = 9
WIDE = 0.6  # of the whole route's scale: a nearer view gets a small globe to show where it is


@dataclass(frozen=True, slots=True)
class Subject:
    """What a picture is about: its words, the milestones marked, and the last day travelled."""

    title: str
    lines: tuple[str, ...]
    shown: tuple[Milestone, ...]
    until: date | None
    day: date | None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture, and where its parts came to lie."""

    png: bytes
    labels: tuple[Label, ...]
    view: View


def draw(route: Route, subject: Subject) -> Drawn:
    """The picture of a subject on its route."""
    top = frame.header_height(subject.lines)
    room = Box(16, top, WIDTH - 16, frame.FOOT - 2)
    view = _view(route, subject, room)
    canvas = Canvas(style.SPACE if view.is_globe else style.SEA)
    covering = Covering()
    draw_ground(canvas, view)
    canvas.shade(0, top * 0.55, style.SHADOW, 0.92, 0.8)
    canvas.shade(top * 0.55, top + 60, style.SHADOW, 0.8, 0.0)
    canvas.shade(frame.FOOT - 70, frame.FOOT + 84, style.SHADOW, 0.0, 0.95)
    width, dot = (4.2, 3.6) if subject.whole or view.is_globe else (5.5, 5.0)
    tracks = draw_legs(canvas, view, route, subject.until, covering, width)
    station = craft(view, route, subject.shown) if view.is_globe else None
    if station:
        tracks |= draw_orbit(canvas, view, route, subject.until, station, covering)
    draw_stops(canvas, view, route, subject.until, covering, dot)
    wanted = list(_marks(view, subject, station))
    for each in wanted:
        mark(canvas, each.at, 0.8 if subject.whole else 1.0)
        covering.add([each.at], 10 * DOT_WEIGHT)
    taken: list[Box] = []
    legend = [name for name in route.tracks if name in tracks]
    if box := frame.legend_box(legend):
        taken.append(box)
        frame.draw_legend(canvas, route, legend)
    if badge := _badge(canvas, view, route, subject, room, covering, [w.at for w in wanted]):
        at, spot = badge
        r = frame.GLOBE + 6
        taken.append(Box(at[0] - r, at[1] - r, at[0] + r, at[1] + r))
        if spot:
            wanted.append(spot)
    frame.draw_days(canvas, route, subject.until, subject.day)
    canvas.finish()
    wanted += _names(view, route, subject, room)
    labels = placed(wanted, _measure, room, taken, covering, MOST_NAMES + len(wanted[:3]))
    for label in labels:
        _write(canvas, label)
    frame.draw_header(canvas, subject.title, subject.lines)
    frame.write_legend(canvas, legend)
    frame.write_days(canvas, route)
    return Drawn(canvas.png(), tuple(labels), view)


def _view(route: Route, subject: Subject, room: Box) -> View:
    whole = [position(each) for each in route.ground]
    if subject.whole:
        return fitted(whole, _inner(room, 70, 46))
    if any(map(in_orbit, subject.shown)):
        ground = [position(each) for each in subject.shown if not in_orbit(each)]
        return globe([*whole, *ground] or [position(subject.shown[0])], _inner(room, 110, 30))
    on_route = any(each.track for each in subject.shown)
    closest = CLOSEST_ON_ROUTE if on_route else CLOSEST
    return fitted(focus(route, subject.shown), _inner(room, 150, 70), closest)


def _inner(room: Box, x: float, y: float) -> Box:
    return Box(room.left + x, room.top + y, room.right - x, room.bottom - y)


def _marks(view: View, subject: Subject, station: XY | None) -> Iterator[Wanted]:
    """What the picture is about, each place once."""
    if station and (above := [each for each in subject.shown if in_orbit(each)]):
        yield Wanted(name_of(above), station, 14, must=True)
    for town in towns(subject.shown, reach=25 / view.scale * 6371):
        if at := view.at(town.place):
            yield Wanted(town.name, at, 14, must=True)


def _names(view: View, route: Route, subject: Subject, room: Box) -> list[Wanted]:
    """Other stops worth a name: in a closer view the nearest in time, else evenly spread."""
    places = [position(each) for each in subject.shown]
    seen: list[tuple[Town, XY]] = []
    for town in towns(route.milestones):
        at = view.at(town.place)
        near = any(kilometres(place, town.place) * view.scale / 6371 < 12 for place in places)
        if at and room.holds(at) and not (near and not subject.whole):
            seen.append((town, at))
    if not seen:
        return []
    if subject.day and not subject.whole and not view.is_globe:
        day = subject.day
        seen.sort(key=lambda town: min(abs((m.date - day).days) for m in town[0].milestones))
        return [Wanted(town.name, at, 5, note=_dates(town)) for town, at in seen]
    ends = [0, *(at for at, (town, _) in enumerate(seen) if _is_end(route, town))]
    order = spread([at for _, at in seen], ends)
    return [Wanted(seen[at][0].name, seen[at][1], 5) for at in order]


def _is_end(route: Route, town: Town) -> bool:
    return any(track[-1] in town.milestones for track in route.tracks.values())


def _dates(town: Town) -> str:
    first, last = town.milestones[0].date, town.milestones[-1].date
    if first == last:
        return f"{first.day} {first:%b}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%b}"
    return f"{first.day} {first:%b} – {last.day} {last:%b}"


def _measure(each: Wanted) -> tuple[float, float]:
    size = style.NAME if each.must else style.SMALL
    note = text_size(f"  {each.note}", style.SMALL)[0] if each.note else 0
    return text_size(each.text, size, bold=each.must)[0] + note + 4, size + 2


def _write(canvas: Canvas, label: Label) -> None:
    size, colour = (style.NAME, style.INK) if label.is_main else (style.SMALL, style.INK)
    x, y = label.box.left + 2, label.box.bottom - size * 0.24
    canvas.text((x, y), label.text, size, colour, bold=label.is_main, halo=style.SHADOW)
    if label.note:
        x += text_size(label.text + "  ", size, bold=label.is_main)[0]
        canvas.text((x, y), label.note, style.SMALL, style.QUIET, halo=style.SHADOW)


def _badge(
    canvas: Canvas, view: View, route: Route, subject: Subject, room: Box, covering: Covering,
    musts: Sequence[XY],
) -> tuple[XY, Wanted | None] | None:  # fmt: skip
    """The small globe in a corner: where a closer view is, or the orbit above a whole journey."""
    options = frame.corners(room, frame.GLOBE)
    at = frame.freest(options, frame.GLOBE + 20, covering, musts)
    if subject.whole:
        above = [each for each in route.milestones if in_orbit(each)]
        if not above:
            return None
        spot = frame.draw_orbit_badge(canvas, at, route, subject.until)
        for leg in route.legs:
            ground = leg.end if in_orbit(leg.start) else leg.start
            foot = None if leg.on_ground else view.at(position(ground))
            if foot:
                colour, on, off = style.of_track(leg.track, list(route.tracks))
                way = bow(foot, spot, -0.12 if ground is leg.start else 0.12)
                if leg.done(subject.until):
                    canvas.dashes(way, colour, 3, on * 0.6, off * 0.8)
                else:
                    canvas.dashes(way, style.AHEAD, 2.4, 0, 8)
        return at, Wanted(name_of(above), spot, 8)
    if view.is_globe or not route.ground:
        return None
    whole = fitted([position(each) for each in route.ground], room)
    if view.scale < whole.scale / WIDE and on_map(view, subject):
        return None
    places = [position(each) for each in subject.shown]
    frame.draw_locator(canvas, at, view, route, subject.until, places)
    return at, None


def on_map(view: View, subject: Subject) -> bool:
    """Whether everything that the picture is about is in sight."""
    return all(view.at(position(each)) for each in subject.shown)


def of_milestones(shown: Sequence[Milestone]) -> Subject:
    """The subject of a day's picture, or of a place's."""
    first, *others = shown
    days = sorted({each.date for each in shown})
    if len(days) == 1:
        lines = [f"{day_name(first.date)} · {first.place}"]
        if others:
            more = f" – and {len(others) - 1} more" if len(others) > 1 else ""
            lines.append(f"Also: {others[0].title} · {others[0].place}{more}")
        return Subject(first.title, tuple(lines), tuple(shown), days[-1], days[-1])
    lines = [f"{day_name(days[0])} – {day_name(days[-1])}"]
    return Subject(name_of(shown), tuple(lines), tuple(shown), days[-1], None)


def of_journey(route: Route, today: date | None) -> Subject:
    """The subject of the whole journey's picture; `today` in the year of the journey."""
    first, last = route.main[0], route.main[-1]
    title = f"{name_of([first])} → {name_of([last])}"
    lines = [f"{day_name(first.date)} – {day_name(last.date)}"]
    if today is None or not first.date <= today <= last.date:
        return Subject(title, tuple(lines), (), None, None, whole=True)
    so_far = [each for each in route.main if each.date <= today]
    shown = tuple(each for each in so_far if each.date == so_far[-1].date)
    return Subject(title, tuple(lines), shown, today, today, whole=True)
