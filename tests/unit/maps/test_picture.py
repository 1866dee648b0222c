"""The pictures of the delivered journey: small enough, legible, and the same in words."""

import io
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image

from bot.calendar.calendar import Calendar
from bot.knowledge.loading import load
from bot.maps.canvas import WIDTH
from bot.maps.labels import Covering, Wanted, placed
from bot.maps.picture import draw, paint
from bot.maps.route import Route, in_orbit, position
from bot.maps.subject import ALT_LIMIT, Subject, in_words, of_journey, of_milestones
from bot.maps.view import Box
from bot.store.folder import DiskFolder
from tests.builders import make_milestone

FOLDER = DiskFolder(Path(__file__).parents[3] / "knowledge")
KNOWLEDGE = load(FOLDER.name, FOLDER.read())
CALENDAR = Calendar.of(KNOWLEDGE)
ROUTE = Route.of(KNOWLEDGE.milestones)
LIMIT = 150_000  # bytes

TOLD = [date(2013, 9, 29), date(2013, 10, 19), date(2013, 11, 7), date(2013, 11, 9),
        date(2013, 11, 12), date(2013, 12, 25), date(2014, 2, 5), date(2014, 2, 7)]  # fmt: skip
DAYS = sorted({*TOLD, *CALENDAR.days[::9]})


def of_day(day: date) -> Subject:
    return of_milestones(CALENDAR.on(day))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_days_picture_is_small_and_its_names_lie_apart_within_it(day: date):
    drawn = draw(ROUTE, of_day(day))
    image = Image.open(io.BytesIO(drawn.png))

    assert len(drawn.png) <= LIMIT
    assert image.format == "PNG"
    assert image.width == WIDTH
    for one, other in combinations([label.box for label in drawn.labels], 2):
        assert not one.overlaps(other)
    for label in drawn.labels:
        assert 0 <= label.box.left < label.box.right <= image.width
        assert 0 <= label.box.top < label.box.bottom <= image.height


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_stop_of_the_day_is_named_on_the_picture_and_in_its_words(day: date):
    shown = CALENDAR.on(day)
    main = {label.text for label in draw(ROUTE, of_day(day)).labels if label.is_main}
    words = in_words(ROUTE, of_day(day))

    assert main
    assert len(words) <= ALT_LIMIT
    assert all(name in words or words.endswith("…") for name in main)
    assert str(day.year) in words
    parts = (part.strip() for milestone in shown for part in milestone.place.split(","))
    assert any(part in words for part in parts)


@pytest.mark.parametrize("today", [None, date(2013, 10, 7), date(2013, 11, 25), date(2014, 2, 7)])
def test_the_whole_journey_fits_into_a_picture(today: date | None):
    picture = paint(ROUTE, of_journey(ROUTE, today))

    assert len(picture.png) <= LIMIT
    assert picture.name == "journey.png"
    assert "Sochi" in picture.alt
    assert len(picture.alt) <= ALT_LIMIT


def test_what_happened_in_orbit_is_marked_above_the_globe_and_not_at_mission_control():
    (above, *_) = (each for each in CALENDAR.on(date(2013, 11, 9)) if in_orbit(each))
    drawn = draw(ROUTE, of_day(date(2013, 11, 9)))
    label = next(label for label in drawn.labels if label.text == above.place)
    control = drawn.view.at(position(above))
    middle, edge = drawn.view.zero, drawn.view.scale

    assert drawn.view.is_globe
    assert control is not None
    assert abs(label.at[1] - control[1]) > 100
    away = ((label.at[0] - middle[0]) ** 2 + (label.at[1] - middle[1]) ** 2) ** 0.5
    assert away > edge, "outside of the globe's edge"


def test_the_same_subject_gives_the_same_picture():
    assert paint(ROUTE, of_day(date(2013, 10, 19))) == paint(ROUTE, of_day(date(2013, 10, 19)))


@pytest.mark.parametrize(
    ("places", "track"),
    [
        ([("Quito", -0.2, -78.5)], None),
        ([("Suva", -18.1, 178.4), ("Apia", -13.8, -171.8)], "cruise"),  # across the date line
        ([("Ushuaia", -54.8, -68.3), ("Alert", 82.5, -62.3), ("Perth", -31.9, 115.9)], "world"),
        ([("South Pole", -90.0, 0.0), ("McMurdo", -77.8, 166.7)], "sledge"),
        ([("Here", 48.2, 16.4), ("Next door", 48.2001, 16.4001)], "walk"),
    ],
)
def test_any_other_journey_is_drawn_too(places: list[tuple[str, float, float]], track: str | None):
    milestones = [
        make_milestone(
            f"m{at}", date(2020, 1, 1 + at), place=place, lat=lat, lon=lon, track=track,
            title=f"In {place}",
        )
        for at, (place, lat, lon) in enumerate(places)
    ]  # fmt: skip
    route = Route.of(tuple(milestones))

    for milestone in milestones:
        drawn = draw(route, of_milestones([milestone]))
        assert len(drawn.png) <= LIMIT
        assert [label for label in drawn.labels if label.is_main]


def test_a_name_is_set_where_it_covers_least_and_others_are_left_out_where_there_is_no_room():
    room, covering = Box(0, 0, 300, 100), Covering()
    covering.add([(x, 50.0) for x in range(60, 300, 4)], 100.0)  # a line to the right

    def measure(_: Wanted) -> tuple[float, float]:
        return 80.0, 20.0

    wanted = [Wanted("here", (150, 50), 5, must=True), Wanted("there", (155, 52), 5)]
    labels = placed(wanted, measure, room, [], covering, 5)

    assert labels[0].text == "here"
    assert covering.under(labels[0].box) == 0
    assert all(not one.box.overlaps(other.box) for one, other in combinations(labels, 2))
    assert placed(wanted, measure, Box(0, 0, 60, 60), [], covering, 5) == []
