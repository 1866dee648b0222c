"""Draws a map: of a day or a place of the journey, or of the journey as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.maps import frame, inset_globe, style
from bot.maps.alt_text import alt_text
from bot.maps.base_map import draw_base_map
from bot.maps.box import XY, Box
from bot.maps.canvas import WIDTH, Canvas, text_size
from bot.maps.labels import Label, LabelRequest, Occupancy, place_labels, spread_evenly
from bot.maps.legible import legible_map
from bot.maps.orbit import curve, draw_orbit, draw_orbit_leg, spacecraft_position
from bot.maps.route import Route, Town, common_name, group_by_town, in_orbit, position
from bot.maps.route_drawing import DOT_WEIGHT, draw_legs, draw_marker, draw_stops
from bot.maps.spherical_geometry import EARTH_RADIUS, kilometres
from bot.maps.subject import Picture, Subject
from bot.maps.viewport import (
    CLOSEST,
    CLOSEST_ON_ROUTE,
    Viewport,
    fit_viewport,
    globe_viewport,
    places_around,
)

MOST_NAMES, MOST_NAMES_OF_JOURNEY = 8, 12
FAR_AWAY = 34.0  # pixels: a name farther than this from its dot is connected to it by a line
CLOSE_UP = 1 / 0.6  # a map with this many times the scale of the whole route gets a locator


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn map, with the places of its labels."""

    png: bytes
    labels: tuple[Label, ...]
    view: Viewport


def draw_picture(route: Route, subject: Subject) -> Picture:
    """Draw the map of a subject, with its alt text and its file name."""
    name = "journey" if subject.is_journey else f"map-{subject.until}"
    return Picture(draw(route, subject).png, alt_text(route, subject), f"{name}.png")


def draw(route: Route, subject: Subject) -> Drawing:
    """Draw the map of a subject: first all shapes, from the bottom to the top, then all text."""
    route, subject = legible_map(route, subject)
    top = frame.header_height(subject.lines)
    room = Box(16, top, WIDTH - 16, frame.FOOTER_TOP - 2)
    view = _viewport(route, subject, room)
    canvas = Canvas(style.SPACE if view.is_globe else style.SEA)
    occupancy = Occupancy()
    draw_base_map(canvas, view)
    width, dot = (4.2, 3.6) if subject.is_journey or view.is_globe else (5.5, 5.0)
    tracks = draw_legs(canvas, view, route, subject.until, occupancy, width, room)
    spacecraft = spacecraft_position(view, route, subject.marked) if view.is_globe else None
    spacecraft_names: list[LabelRequest] = []
    if spacecraft:
        tracks |= draw_orbit(canvas, view, route, subject.until, spacecraft, occupancy)
    else:
        spacecraft_names = list(_draw_orbit_legs(canvas, view, route, subject, room))
    draw_stops(canvas, view, route, subject.until, occupancy, dot)
    canvas.shade(0, top - 30, style.SHADOW, 0.96, 0.88)
    canvas.shade(top - 30, top + 46, style.SHADOW, 0.88, 0.0)
    canvas.shade(frame.FOOTER_TOP - 60, frame.FOOTER_TOP + 84, style.SHADOW, 0.0, 1.0)
    requests = list(_marked_names(view, subject, spacecraft))
    for request in requests:
        draw_marker(canvas, request.at, 0.8 if subject.is_journey else 1.0)
        occupancy.add([request.at], 10 * DOT_WEIGHT)
    taken: list[Box] = []
    legend = [name for name in route.tracks if name in tracks]
    if box := frame.legend_box(legend):
        taken.append(box)
        occupancy.add(box.points(), 40.0)
        frame.draw_legend(canvas, route, legend)
    inset_labels: list[Label] = []
    markers = [request.at for request in requests]
    if inset := _draw_inset_globe(canvas, view, route, subject, room, occupancy, markers):
        taken.append(inset[0])
        inset_labels += [inset[1]] if inset[1] else []
    frame.draw_timeline(canvas, route, subject.until, subject.day)
    canvas.finish()
    requests += spacecraft_names
    requests += _other_names(view, route, subject, room)
    most = len(markers) + (MOST_NAMES_OF_JOURNEY if subject.is_journey else MOST_NAMES)
    labels = place_labels(requests, _label_size, room, taken, occupancy, most)
    for label in labels:
        _draw_leader(canvas, label)
    labels += inset_labels
    for label in labels:
        _draw_label(canvas, label)
    frame.draw_header(canvas, subject.title, subject.lines)
    frame.draw_legend_names(canvas, legend)
    frame.draw_timeline_names(canvas, route)
    return Drawing(canvas.png(), tuple(labels), view)


def _viewport(route: Route, subject: Subject, room: Box) -> Viewport:
    whole = [position(milestone) for milestone in route.ground]
    if subject.is_journey:
        return fit_viewport(whole, room.shrunk(70, 46))
    if any(map(in_orbit, subject.marked)):
        ground = [position(milestone) for milestone in subject.marked if not in_orbit(milestone)]
        places = [*whole, *ground] or [position(subject.marked[0])]
        return globe_viewport(places, room.shrunk(110, 30))
    on_main_track = any(milestone in route.main for milestone in subject.marked)
    closest = CLOSEST_ON_ROUTE if on_main_track else CLOSEST
    return fit_viewport(places_around(route, subject.marked), room.shrunk(150, 70), closest)


def _marked_names(
    view: Viewport, subject: Subject, spacecraft: XY | None
) -> Iterator[LabelRequest]:
    """The names of what the map is about, one for each place."""
    if spacecraft and (orbital := [stop for stop in subject.marked if in_orbit(stop)]):
        yield LabelRequest(common_name(orbital), spacecraft, 14, required=True)
    for town in group_by_town(subject.marked, reach=25 / view.scale * EARTH_RADIUS):
        if at := view.at(town.place):
            yield LabelRequest(town.name, at, 14, required=True)


def _draw_orbit_legs(
    canvas: Canvas, view: Viewport, route: Route, subject: Subject, room: Box
) -> Iterator[LabelRequest]:
    """Draw the legs to and from orbit on a close-up of where they start or end, and name them."""
    for leg in route.legs:
        if leg.on_ground or subject.is_journey or not {leg.start, leg.end} & set(subject.marked):
            continue
        ground = view.at(leg.ground_end)
        if ground and leg.is_travelled(subject.until):
            above = (ground[0] + 90, max(room.top + 60, ground[1] - 240))
            draw_orbit_leg(canvas, route, leg, curve(ground, above, 0.15), subject.until, 5)
            canvas.dot(above, 7, style.TEXT, style.SHADOW, 3)
            name = common_name([leg.end if leg.is_ascent else leg.start])
            yield LabelRequest(name, above, 8)


def _other_names(view: Viewport, route: Route, subject: Subject, room: Box) -> list[LabelRequest]:
    """The names of other towns: on a close-up by nearness in time, otherwise evenly spread."""
    places = [position(milestone) for milestone in subject.marked]
    visible: list[tuple[Town, XY]] = []
    for town in group_by_town(route.milestones):
        at = view.at(town.place)
        near = any(
            kilometres(place, town.place) * view.scale / EARTH_RADIUS < 12 for place in places
        )
        if at and room.contains(at) and not (near and not subject.is_journey):
            visible.append((town, at))
    if not visible:
        return []
    if subject.day and not subject.is_journey and not view.is_globe:
        day = subject.day
        visible.sort(key=lambda found: min(abs((m.date - day).days) for m in found[0].milestones))
        return [LabelRequest(town.name, at, 5, note=_dates(town)) for town, at in visible]
    ends = [number for number, (town, _) in enumerate(visible) if _is_end(route, town)]
    order = spread_evenly([at for _, at in visible], ends)
    return [LabelRequest(visible[number][0].name, visible[number][1], 5) for number in order]


def _is_end(route: Route, town: Town) -> bool:
    return any({track[0], track[-1]} & set(town.milestones) for track in route.tracks.values())


def _dates(town: Town) -> str:
    first, last = town.milestones[0].date, town.milestones[-1].date
    if first == last:
        return f"{first.day} {first:%b}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%b}"
    return f"{first.day} {first:%b} – {last.day} {last:%b}"


def _label_size(request: LabelRequest) -> tuple[float, float]:
    size = style.NAME if request.required else style.SMALL
    note = text_size(f"  {request.note}", style.SMALL)[0] if request.note else 0
    return text_size(request.text, size, bold=request.required)[0] + note + 4, size + 2


def _draw_leader(canvas: Canvas, label: Label) -> None:
    """Draw a line from a name that is far from its dot to the dot."""
    box, (x, y) = label.box, label.at
    if label.distance > FAR_AWAY:
        end = (max(box.left, min(x, box.right)), max(box.top, min(y, box.bottom)))
        canvas.thin_line([(x, y), end], style.TEXT)


def _draw_label(canvas: Canvas, label: Label) -> None:
    size = style.NAME if label.is_main else style.SMALL
    x, y = label.box.left + 2, label.box.bottom - size * 0.24
    canvas.text((x, y), label.text, size, style.TEXT, bold=label.is_main, halo=style.SHADOW)
    if label.note:
        x += text_size(label.text + "  ", size, bold=label.is_main)[0]
        canvas.text((x, y), label.note, style.SMALL, style.MUTED, halo=style.SHADOW)


def _draw_inset_globe(
    canvas: Canvas, view: Viewport, route: Route, subject: Subject, room: Box,
    occupancy: Occupancy, markers: Sequence[XY],
) -> tuple[Box, Label | None] | None:  # fmt: skip
    """Draw a locator on a close-up, or the orbit on the map of the whole journey, if needed."""
    if subject.is_journey:
        return _draw_orbit_inset(canvas, view, route, subject, room, occupancy, markers)
    if view.is_globe or not route.ground:
        return None
    whole = fit_viewport([position(milestone) for milestone in route.ground], room)
    all_visible = all(view.at(position(milestone)) for milestone in subject.marked)
    if view.scale < whole.scale * CLOSE_UP and all_visible:
        return None
    radius = inset_globe.LOCATOR_RADIUS + 8
    options = inset_globe.corners(room, radius)
    at = inset_globe.best_centre(options, radius, radius, occupancy, markers, None)
    marked = [position(milestone) for milestone in subject.marked]
    inset_globe.draw_locator(canvas, at, view, route, subject.until, marked)
    return Box.around(at, radius, radius), None


def _draw_orbit_inset(
    canvas: Canvas, view: Viewport, route: Route, subject: Subject, room: Box,
    occupancy: Occupancy, markers: Sequence[XY],
) -> tuple[Box, Label | None] | None:  # fmt: skip
    orbital = [milestone for milestone in route.milestones if in_orbit(milestone)]
    if not orbital:
        return None
    name = common_name(orbital)
    size = _label_size(LabelRequest(name, (0, 0), 0))
    radius = inset_globe.ORBIT_INSET_RADIUS
    legs = [(leg, at) for leg in route.legs if not leg.on_ground if (at := view.at(leg.ground_end))]
    half_width, half_height = max(radius, size[0] / 2), radius + size[1] / 2
    options = inset_globe.everywhere(room, half_width, half_height)
    near = legs[0][1] if legs else None
    at = inset_globe.best_centre(options, half_width, half_height, occupancy, markers, near)
    globe = (at[0], at[1] - size[1] / 2)
    spacecraft = inset_globe.spacecraft_of_inset(globe)
    for leg, ground in legs:
        points = curve(ground, spacecraft, -0.12 if leg.is_ascent else 0.12)
        draw_orbit_leg(canvas, route, leg, points, subject.until, 3.6)
    inset_globe.draw_orbit_inset(canvas, globe, route, orbital[0].date, subject.until)
    top = globe[1] + radius - 4
    box = Box(at[0] - size[0] / 2, top, at[0] + size[0] / 2, top + size[1])
    label = Label(name, "", spacecraft, box, is_main=False)
    return Box.around(at, half_width, half_height), label
