"""The packaged milestones: order, completeness, coordinates, and the names of places."""

import math
from collections.abc import Iterable
from datetime import date

import pytest

from bot.knowledge.model import Milestone, RelayWindow, Where
from bot.matching.calibration import Calibration
from bot.service.answering import Answerer
from bot.service.snapshot import Snapshot
from bot.text.outcome import Answer
from tests.knowledge.fact_base import parse
from tests.knowledge.material import FOLDER, KNOWLEDGE, MILESTONES


def cases(milestones: Iterable[Milestone]):
    """One case per milestone, named by its id."""
    return [pytest.param(milestone, id=milestone.id) for milestone in milestones]


EACH = cases(KNOWLEDGE.milestones)
SNAPSHOT = Snapshot.of(KNOWLEDGE, Calibration())
TODAY = date(2026, 1, 1)

# The south, north, west and east limits of each track on the map; east may exceed 180.
BOXES = {
    "flame": (37.0, 70.0, 20.0, 180.0),  # Athens to Norilsk, Kaliningrad to Anadyr
    "space": (45.0, 56.0, 37.0, 68.0),  # Baikonur, the steppe, Moscow standing in for the orbit
    "pole": (68.0, 90.0, 0.0, 34.0),  # Murmansk and the Pole
    "elbrus": (43.0, 44.0, 42.0, 43.0),
}


def test_there_are_enough_milestones_with_unique_ids():
    assert len(KNOWLEDGE.milestones) >= 165
    assert len(MILESTONES) == len(KNOWLEDGE.milestones)


def test_the_relay_lasts_from_olympia_to_the_cauldron():
    assert KNOWLEDGE.relay == RelayWindow(
        date(2013, 9, 29), date(2014, 2, 7), day_one=date(2013, 10, 7)
    )


def test_the_milestones_are_in_chronological_order():
    rows = parse(FOLDER.path / "milestones.yaml")["milestones"]
    days = [str(row["date"]) for row in rows]
    moments = [f"{row['date']} {row['time_utc']}" for row in rows if "time_utc" in row]

    assert days == sorted(days)
    assert moments == sorted(moments)


@pytest.mark.parametrize("milestone", EACH)
def test_a_milestone_is_complete(milestone: Milestone):
    assert len(milestone.title) <= 60
    assert len(milestone.place) <= 60
    assert 25 <= len(milestone.text.split()) <= 75
    assert milestone.sources
    assert not any(mark in milestone.text for mark in ("<", "http", "](", "!", "  "))
    assert len(set(milestone.aliases)) == len(milestone.aliases)
    assert milestone.place not in milestone.aliases


@pytest.mark.parametrize("milestone", EACH)
def test_the_coordinates_of_a_milestone_are_plausible(milestone: Milestone):
    assert -90 <= milestone.lat <= 90
    assert -180 <= milestone.lon <= 180
    assert (milestone.lat, milestone.lon) != (0, 0)
    assert milestone.track is None or milestone.track in BOXES
    if milestone.track:
        south, north, west, east = BOXES[milestone.track]
        assert south <= milestone.lat <= north
        assert west <= milestone.lon % 360 <= east


@pytest.mark.parametrize("milestone", cases(stop for stop in KNOWLEDGE.milestones if stop.track))
def test_a_milestone_on_a_track_is_inside_the_relay(milestone: Milestone):
    assert KNOWLEDGE.relay
    assert milestone.date in KNOWLEDGE.relay


def test_milestones_are_in_orbit_if_and_only_if_they_are_on_the_station():
    for milestone in KNOWLEDGE.milestones:
        aboard = milestone.place == "International Space Station"
        assert (milestone.where is Where.ORBIT) == aboard, milestone.id


def test_a_planned_milestone_is_worded_as_a_plan():
    planned = [milestone for milestone in KNOWLEDGE.milestones if milestone.planned]
    hedges = ("was due", "were due", "was to be", "expected", "had been chosen", "planned")

    assert planned
    assert [m.id for m in planned if not any(hedge in m.text for hedge in hedges)] == []


# Names of large regions, ships, stations or events, which apply to distant places.
WIDE = {
    "Kazakhstan", "Казахстан", "Greece", "Греция", "Kamchatka", "Камчатка", "Yakutia", "Sakha",
    "Якутия", "Chukotka", "Чукотка", "Karelia", "Карелия", "Kuzbass", "Кузбасс", "Kemerovo Oblast",
    "Кемеровская область", "Tatarstan", "Татарстан", "Perm Krai", "Пермский край",
    "Volgograd Oblast", "Волгоградская область", "Kurgan Oblast", "Курганская область",
    "Soyuz TMA-09M", "Soyuz TMA-10M", "Soyuz TMA-11M", "50 Let Pobedy", "50 Years of Victory",
    "Paralympic relay",
}  # fmt: skip
TOWN_KM = 60  # a town with its suburbs and airports
BREAK = "two-days-off"  # between Barnaul and Novosibirsk, and found by both names


def kilometres(one: Milestone, other: Milestone) -> float:
    """Returns the great-circle distance between two milestones."""
    here, there = math.radians(one.lat), math.radians(other.lat)
    turn = math.radians(other.lon - one.lon)
    part = math.sin((there - here) / 2) ** 2
    part += math.cos(here) * math.cos(there) * math.sin(turn / 2) ** 2
    return 12742 * math.asin(math.sqrt(part))


def test_a_name_means_one_place():
    places: dict[str, list[Milestone]] = {}
    for milestone in KNOWLEDGE.milestones:
        for name in {milestone.place, milestone.place.split(",")[0], *milestone.aliases} - WIDE:
            if milestone.id != BREAK:
                places.setdefault(name.casefold(), []).append(milestone)
    apart = {
        (name, one.id, other.id)
        for name, shared in places.items()
        for one in shared
        for other in shared
        if one.id < other.id and kilometres(one, other) > TOWN_KM
    }

    assert apart == set()


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("Питер", {"2013-10-27", "2013-10-28"}),
        ("St Petersburg", {"2013-10-27", "2013-10-28"}),
        ("Санкт-Петербург", {"2013-10-27", "2013-10-28"}),
        ("Pushkin", {"2013-10-28"}),
        ("Рязань", {"2013-10-15"}),
        ("Rjasan", {"2013-10-15"}),
        ("Казань", {"2013-12-30", "2013-12-31"}),
        ("Veliky Novgorod", {"2013-10-24"}),
        ("Novgorod the Great", {"2013-10-24"}),
        ("Nizhny Novgorod", {"2014-01-07", "2014-01-08"}),
        ("Stalingrad", {"2014-01-20"}),
        ("Königsberg", {"2013-10-29"}),
        ("Rostov", {"2014-01-22"}),
        ("Эльбрус", {"2013-10-25"}),
        ("Северный полюс", {"2013-10-19", "2013-10-20"}),
        ("Байкал", {"2013-11-23"}),
        ("Ulan-Ude", {"2013-11-22"}),
        ("Тува", {"2013-11-28"}),
        ("Kamchatka", {"2013-11-12", "2013-11-13"}),
        ("Petropavlovsk", {"2013-11-13"}),
        ("Zhezkazgan", {"2013-11-11", "2014-03-11", "2014-05-14"}),
        ("Байконур", {"2013-10-26", "2013-11-05", "2013-11-06", "2013-11-07"}),
        ("Chechnya", {"2014-01-28"}),
        ("Olympia", {"2013-09-28", "2013-09-29"}),
        ("Ekaterinburg", {"2013-12-14"}),
        ("Togliatti", {"2013-12-24"}),
        ("Oryol", {"2014-01-14"}),
        ("Blagoveschensk", {"2013-11-19"}),
    ],
)
def test_a_place_is_found_by_its_other_names(name: str, days: set[str]):
    found = SNAPSHOT.lookup.find(name, TODAY)

    assert {day.isoformat() for day in found.days} == days


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("when was it in Arcangel?", {"2013-11-01"}),  # Arkhangelsk, also called Archangel
        ("when was it in Grosy?", {"2014-01-28"}),  # Grozny, also written Grosny
        ("could you tell me when the torch was in Kazan?", {"2013-12-30", "2013-12-31"}),
        ("would you happen to know when it was in Omsk?", {"2013-12-09"}),
        ("will you tell me the date it came to Omsk?", {"2013-12-09"}),
    ],
)
def test_misspelt_other_names_and_polite_questions_get_their_days(question: str, days: set[str]):
    outcome = Answerer(lambda: SNAPSHOT).ask(question, TODAY).outcome

    assert isinstance(outcome, Answer)
    assert {milestone.date.isoformat() for milestone in outcome.milestones} == days
