"""The maps of the packaged journey are small and legible, and have an alt text."""

import io
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image

from bot.calendar.calendar import Calendar
from bot.knowledge.loading import load
from bot.maps.alt_text import ALT_TEXT_LIMIT, alt_text
from bot.maps.box import Box
from bot.maps.canvas import WIDTH
from bot.maps.labels import LabelRequest, Occupancy, place_labels
from bot.maps.picture import Drawing, draw, draw_picture
from bot.maps.route import Route, in_orbit, position
from bot.maps.subject import Subject
from bot.store.folder import DiskFolder
from tests.builders import make_milestone

FOLDER = DiskFolder(Path(__file__).parents[3] / "knowledge")
KNOWLEDGE = load(FOLDER.name, FOLDER.read())
CALENDAR = Calendar.of(KNOWLEDGE)
ROUTE = Route.of(KNOWLEDGE.milestones)
LIMIT = 150_000  # bytes

CHOSEN = [date(2013, 9, 29), date(2013, 10, 19), date(2013, 11, 7), date(2013, 11, 9),
        date(2013, 11, 12), date(2013, 12, 25), date(2014, 2, 5), date(2014, 2, 7)]  # fmt: skip
DAYS = sorted({*CHOSEN, *CALENDAR.days[::9]})


def of_day(day: date) -> Subject:
    return Subject.of_milestones(CALENDAR.on(day))


@cache
def drawing_of_day(day: date) -> Drawing:
    return draw(ROUTE, of_day(day))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_days_map_is_small_and_its_names_do_not_overlap(day: date):
    drawing = drawing_of_day(day)
    image = Image.open(io.BytesIO(drawing.png))

    assert len(drawing.png) <= LIMIT
    assert image.format == "PNG"
    assert image.width == WIDTH
    for one, other in combinations([label.box for label in drawing.labels], 2):
        assert not one.overlaps(other)
    for label in drawing.labels:
        assert 0 <= label.box.left < label.box.right <= image.width
        assert 0 <= label.box.top < label.box.bottom <= image.height


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_stop_of_the_day_is_named_on_the_map_and_in_its_alt_text(day: date):
    shown = CALENDAR.on(day)
    names = {label.text for label in drawing_of_day(day).labels if label.is_main}
    text = alt_text(ROUTE, of_day(day))

    assert names
    assert len(text) <= ALT_TEXT_LIMIT
    assert all(name in text or text.endswith("…") for name in names)
    assert str(day.year) in text
    parts = (part.strip() for milestone in shown for part in milestone.place.split(","))
    assert any(part in text for part in parts)


@pytest.mark.parametrize("today", [None, date(2013, 10, 7), date(2013, 11, 25), date(2014, 2, 7)])
def test_the_whole_journey_fits_on_a_map(today: date | None):
    picture = draw_picture(ROUTE, Subject.of_journey(ROUTE, today))

    assert len(picture.png) <= LIMIT
    assert picture.name == "journey.png"
    assert "Sochi" in picture.alt_text
    assert len(picture.alt_text) <= ALT_TEXT_LIMIT


def test_a_milestone_in_orbit_is_marked_above_the_globe_and_not_at_mission_control():
    (orbital, *_) = (stop for stop in CALENDAR.on(date(2013, 11, 9)) if in_orbit(stop))
    drawing = drawing_of_day(date(2013, 11, 9))
    label = next(label for label in drawing.labels if label.text == orbital.place)
    control = drawing.view.at(position(orbital))
    centre, radius = drawing.view.zero, drawing.view.scale

    assert drawing.view.is_globe
    assert control is not None
    assert abs(label.at[1] - control[1]) > 100
    distance = ((label.at[0] - centre[0]) ** 2 + (label.at[1] - centre[1]) ** 2) ** 0.5
    assert distance > radius


def test_the_same_subject_gives_the_same_picture():
    subject = of_day(date(2013, 10, 19))

    assert draw_picture(ROUTE, subject) == draw_picture(ROUTE, subject)


@pytest.mark.parametrize(
    ("places", "track"),
    [
        ([("Quito", -0.2, -78.5)], None),
        ([("Suva", -18.1, 178.4), ("Apia", -13.8, -171.8)], "cruise"),  # across the antimeridian
        ([("Ushuaia", -54.8, -68.3), ("Alert", 82.5, -62.3), ("Perth", -31.9, 115.9)], "world"),
        ([("South Pole", -90.0, 0.0), ("McMurdo", -77.8, 166.7)], "sledge"),
        ([("Here", 48.2, 16.4), ("Next door", 48.2001, 16.4001)], "walk"),
    ],
)
def test_any_other_journey_can_be_drawn(places: list[tuple[str, float, float]], track: str | None):
    milestones = [
        make_milestone(
            f"m{at}", date(2020, 1, 1 + at), place=place, lat=lat, lon=lon, track=track,
            title=f"In {place}",
        )
        for at, (place, lat, lon) in enumerate(places)
    ]  # fmt: skip
    route = Route.of(tuple(milestones))

    for milestone in milestones:
        drawing = draw(route, Subject.of_milestones([milestone]))
        assert len(drawing.png) <= LIMIT
        assert [label for label in drawing.labels if label.is_main]


def test_a_name_is_placed_where_it_covers_least_and_left_out_if_there_is_no_room():
    room, occupancy = Box(0, 0, 300, 100), Occupancy()
    occupancy.add([(x, 50.0) for x in range(60, 300, 4)], 100.0)  # a horizontal line

    def measure(_: LabelRequest) -> tuple[float, float]:
        return 80.0, 20.0

    requests = [
        LabelRequest("here", (150, 50), 5, required=True),
        LabelRequest("there", (155, 52), 5),
    ]
    labels = place_labels(requests, measure, room, [], occupancy, 5)

    assert labels[0].text == "here"
    assert occupancy.weight_under(labels[0].box) == 0
    assert all(not one.box.overlaps(other.box) for one, other in combinations(labels, 2))
    assert place_labels(requests, measure, Box(0, 0, 60, 60), [], occupancy, 5) == []
