"""The pictures of the bot: a day or a place of the journey, and the journey as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.knowledge.model import Milestone
from bot.maps import frame, style
from bot.maps.canvas import WIDTH, Canvas, text_size
from bot.maps.ground import draw_ground
from bot.maps.labels import Covering, Label, Wanted, placed, spread
from bot.maps.orbit import bow, craft, draw_orbit, draw_way
from bot.maps.projection import XY
from bot.maps.route import Route, Town, in_orbit, name_of, position, towns
from bot.maps.sphere import kilometres
from bot.maps.subject import Picture, Subject, in_words
from bot.maps.travel import DOT_WEIGHT, draw_legs, draw_stops, mark
from bot.maps.view import CLOSEST, CLOSEST_ON_ROUTE, Box, View, fitted, focus, globe

MOST_NAMES, MOST_NAMES_WIDE = 8, 12
FAR_AWAY = 34.0  # pixels: a name farther from its dot is led to it by a line
WIDE = 0.6  # of the whole route's scale: a nearer view gets a small globe to show where it is


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
    width, dot = (4.2, 3.6) if subject.whole or view.is_globe else (5.5, 5.0)
    tracks = draw_legs(canvas, view, route, subject.until, covering, width, room)
    station = craft(view, route, subject.shown) if view.is_globe else None
    craft_names: list[Wanted] = []
    if station:
        tracks |= draw_orbit(canvas, view, route, subject.until, station, covering)
    else:
        craft_names = list(_stubs(canvas, view, route, subject, room))
    draw_stops(canvas, view, route, subject.until, covering, dot)
    canvas.shade(0, top - 30, style.SHADOW, 0.96, 0.88)
    canvas.shade(top - 30, top + 46, style.SHADOW, 0.88, 0.0)
    canvas.shade(frame.FOOT - 60, frame.FOOT + 84, style.SHADOW, 0.0, 1.0)
    wanted = list(_marks(view, subject, station))
    for each in wanted:
        mark(canvas, each.at, 0.8 if subject.whole else 1.0)
        covering.add([each.at], 10 * DOT_WEIGHT)
    taken: list[Box] = []
    legend = [name for name in route.tracks if name in tracks]
    if box := frame.legend_box(legend):
        taken.append(box)
        covering.add(box.points(), 40.0)
        frame.draw_legend(canvas, route, legend)
    extra: list[Label] = []
    marks = [each.at for each in wanted]
    if small := _small_globe(canvas, view, route, subject, room, covering, marks):
        taken.append(small[0])
        extra += [small[1]] if small[1] else []
    frame.draw_days(canvas, route, subject.until, subject.day)
    canvas.finish()
    wanted += craft_names
    wanted += _names(view, route, subject, room)
    most = len(marks) + (MOST_NAMES_WIDE if subject.whole else MOST_NAMES)
    labels = placed(wanted, _measure, room, taken, covering, most)
    for label in labels:
        _lead(canvas, label)
    labels += extra
    for label in labels:
        _write(canvas, label)
    frame.draw_header(canvas, subject.title, subject.lines)
    frame.write_legend(canvas, legend)
    frame.write_days(canvas, route)
    return Drawn(canvas.png(), tuple(labels), view)


def paint(route: Route, subject: Subject) -> Picture:
    """The picture with its alt text, as it is sent."""
    name = "journey" if subject.whole else f"map-{subject.until}"
    return Picture(draw(route, subject).png, in_words(route, subject), f"{name}.png")


def _view(route: Route, subject: Subject, room: Box) -> View:
    whole = [position(each) for each in route.ground]
    if subject.whole:
        return fitted(whole, _inner(room, 70, 46))
    if any(map(in_orbit, subject.shown)):
        ground = [position(each) for each in subject.shown if not in_orbit(each)]
        return globe([*whole, *ground] or [position(subject.shown[0])], _inner(room, 110, 30))
    main = any(each in route.main for each in subject.shown)
    closest = CLOSEST_ON_ROUTE if main else CLOSEST
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


def _stubs(
    canvas: Canvas, view: View, route: Route, subject: Subject, room: Box
) -> Iterator[Wanted]:
    """On a closer view of where something rose or landed: the way from above."""
    for leg in route.legs:
        if leg.on_ground or subject.whole or not {leg.start, leg.end} & set(subject.shown):
            continue
        foot = view.at(leg.foot)
        if foot and leg.done(subject.until):
            above = (foot[0] + 90, max(room.top + 60, foot[1] - 240))
            draw_way(canvas, route, leg, bow(foot, above, 0.15), subject.until, 5)
            canvas.dot(above, 7, style.INK, style.SHADOW, 3)
            yield Wanted(name_of([leg.end if leg.is_up else leg.start]), above, 8)


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
    ends = [at for at, (town, _) in enumerate(seen) if _is_end(route, town)]
    order = spread([at for _, at in seen], ends)
    return [Wanted(seen[at][0].name, seen[at][1], 5) for at in order]


def _is_end(route: Route, town: Town) -> bool:
    return any({track[0], track[-1]} & set(town.milestones) for track in route.tracks.values())


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


def _lead(canvas: Canvas, label: Label) -> None:
    """A line from a name that had to be set apart to its dot."""
    box, (x, y) = label.box, label.at
    if label.away > FAR_AWAY:
        end = (max(box.left, min(x, box.right)), max(box.top, min(y, box.bottom)))
        canvas.thin_line([(x, y), end], style.INK)


def _write(canvas: Canvas, label: Label) -> None:
    size, colour = (style.NAME, style.INK) if label.is_main else (style.SMALL, style.INK)
    x, y = label.box.left + 2, label.box.bottom - size * 0.24
    canvas.text((x, y), label.text, size, colour, bold=label.is_main, halo=style.SHADOW)
    if label.note:
        x += text_size(label.text + "  ", size, bold=label.is_main)[0]
        canvas.text((x, y), label.note, style.SMALL, style.QUIET, halo=style.SHADOW)


def _small_globe(
    canvas: Canvas, view: View, route: Route, subject: Subject, room: Box, covering: Covering,
    musts: Sequence[XY],
) -> tuple[Box, Label | None] | None:  # fmt: skip
    """The small globe: where a closer view is, or the orbit beside a whole journey."""
    if subject.whole:
        above = [each for each in route.milestones if in_orbit(each)]
        return _orbit_badge(canvas, view, route, subject.until, above, room, covering, musts)
    if view.is_globe or not route.ground:
        return None
    whole = fitted([position(each) for each in route.ground], room)
    if view.scale < whole.scale / WIDE and on_map(view, subject):
        return None
    radius = frame.GLOBE + 8
    at = frame.freest(frame.corners(room, radius), radius, radius, covering, musts, None)
    frame.draw_locator(
        canvas, at, view, route, subject.until, [position(each) for each in subject.shown]
    )
    return Box(at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius), None


def _orbit_badge(
    canvas: Canvas, view: View, route: Route, until: date | None, above: Sequence[Milestone],
    room: Box, covering: Covering, musts: Sequence[XY],
) -> tuple[Box, Label | None] | None:  # fmt: skip
    if not above:
        return None
    name = name_of(above)
    size = _measure(Wanted(name, (0, 0), 0))
    feet = [(leg, at) for leg in route.legs if not leg.on_ground if (at := view.at(leg.foot))]
    half, height = max(frame.ORBIT, size[0] / 2), frame.ORBIT + size[1] / 2
    at = frame.freest(
        frame.everywhere(room, half, height), half, height, covering, musts,
        feet[0][1] if feet else None,
    )  # fmt: skip
    middle = (at[0], at[1] - size[1] / 2)
    spot = frame.craft_of_badge(middle)
    for leg, foot in feet:
        draw_way(canvas, route, leg, bow(foot, spot, -0.12 if leg.is_up else 0.12), until, 3.6)
    frame.draw_orbit_badge(canvas, middle, route, above[0].date, until)
    top = middle[1] + frame.ORBIT - 4
    box = Box(at[0] - size[0] / 2, top, at[0] + size[0] / 2, top + size[1])
    taken = Box(at[0] - half, at[1] - height, at[0] + half, at[1] + height)
    return taken, Label(name, "", spot, box, is_main=False)


def on_map(view: View, subject: Subject) -> bool:
    """Whether everything that the picture is about is in sight."""
    return all(view.at(position(each)) for each in subject.shown)
