"""Maps are drawn once, off the event loop; if that fails there is no map, and the log says why."""

import asyncio
import threading
from datetime import date

import pytest

from bot.calendar.calendar import Calendar
from bot.maps.subject import Picture
from bot.service.map_cache import KEPT, MapCache
from tests.builders import make_milestone

PLACES = [("Moscow", 55.75, 37.6), ("Tver", 56.9, 35.9), ("Pskov", 57.8, 28.3)]
MILESTONES = tuple(
    make_milestone(f"m{at}", date(2013, 10, 7 + at), place=place, lat=lat, lon=lon, track="flame")
    for at, (place, lat, lon) in enumerate(PLACES)
)
CALENDAR = Calendar(MILESTONES)


class Studio:
    """Draws nothing, but keeps count."""

    def __init__(self) -> None:
        self.drawn: list[str] = []
        self.threads: set[int] = set()
        self.broken = False

    def __call__(self, route, subject) -> Picture:
        self.drawn.append(subject.title)
        self.threads.add(threading.get_ident())
        if self.broken:
            raise OSError("the font is gone")
        return Picture(b"png", f"Map of {subject.title}", "map.png")


@pytest.fixture
def studio() -> Studio:
    return Studio()


@pytest.fixture
def map_cache(studio: Studio) -> MapCache:
    return MapCache(studio)


async def test_a_picture_is_drawn_once_however_many_ask_for_it(map_cache: MapCache, studio: Studio):
    first, second = await asyncio.gather(
        *(map_cache.picture(MILESTONES[:1], CALENDAR) for _ in range(2))
    )
    third = await map_cache.picture(MILESTONES[:1], CALENDAR)

    assert first is second is third
    assert first == Picture(b"png", f"Map of {MILESTONES[0].title}", "map.png")
    assert len(studio.drawn) == 1


async def test_a_picture_is_drawn_in_another_thread(map_cache: MapCache, studio: Studio):
    await map_cache.picture(MILESTONES[:1], CALENDAR)
    assert threading.get_ident() not in studio.threads


async def test_a_changed_calendar_is_drawn_again(studio: Studio):
    map_cache = MapCache(studio)
    reloaded = Calendar(MILESTONES[:2])
    await map_cache.journey(CALENDAR, date(2026, 10, 8))
    await map_cache.journey(reloaded, date(2026, 10, 8))
    await map_cache.journey(reloaded, date(2026, 10, 8))

    assert len(studio.drawn) == 2


async def test_a_picture_that_cannot_be_drawn_is_none_and_the_log_says_why(
    map_cache: MapCache, studio: Studio, caplog
):
    studio.broken = True
    assert await map_cache.picture(MILESTONES[:1], CALENDAR) is None
    assert "the text goes out without it" in caplog.text
    assert "the font is gone" in caplog.text

    studio.broken = False
    assert await map_cache.picture(MILESTONES[:1], CALENDAR) is not None, "it is tried again"


async def test_a_cancelled_caller_does_not_stop_the_drawing_for_another(
    map_cache: MapCache, studio: Studio
):
    hasty = asyncio.create_task(map_cache.picture(MILESTONES[:1], CALENDAR))
    patient = asyncio.create_task(map_cache.picture(MILESTONES[:1], CALENDAR))
    await asyncio.sleep(0)
    hasty.cancel()

    assert await patient is not None
    assert len(studio.drawn) == 1


async def test_the_oldest_picture_is_dropped(studio: Studio):
    many = tuple(
        make_milestone(f"n{at}", date(2013, 10, 1 + at), lat=50.0, lon=30.0 + at)
        for at in range(KEPT + 1)
    )
    map_cache, calendar = MapCache(studio), Calendar(many)
    for milestone in (*many, many[-1], many[0]):
        await map_cache.picture([milestone], calendar)

    assert len(studio.drawn) == len(many) + 1, "the newest was kept, the oldest was not"


async def test_without_a_journey_there_is_no_picture(studio: Studio):
    map_cache, empty = MapCache(studio), Calendar([])

    assert await map_cache.picture([], empty) is None
    assert await map_cache.journey(empty, date(2026, 10, 8)) is None
    assert studio.drawn == []
