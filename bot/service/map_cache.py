"""Draws the maps for messages off the event loop, each only once, and keeps the latest."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from bot.calendar.calendar import Calendar
from bot.knowledge.model import Milestone
from bot.maps.route import Route
from bot.maps.subject import Picture, Subject, day_of_journey

log = logging.getLogger(__name__)

KEPT = 24  # pictures, of up to 150 KB each

Draw = Callable[[Route, Subject], Picture]
_Key = tuple[tuple[Milestone, ...], Subject]


def load_and_draw(route: Route, subject: Subject) -> Picture:
    """Draw a picture; the first call imports what drawing needs."""
    from bot.maps.picture import draw_picture  # noqa: PLC0415  Pillow is 10 MB in memory

    return draw_picture(route, subject)


class MapCache:
    """`MapRenderer` that keeps its pictures by content: after a reload only new ones are drawn."""

    def __init__(self, draw: Draw = load_and_draw) -> None:
        self._draw_picture = draw
        self._drawn: OrderedDict[_Key, asyncio.Task[Picture]] = OrderedDict()
        # One at a time, always in the same thread: drawing takes 20 MB for a moment.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="maps")

    async def picture(self, milestones: Sequence[Milestone], calendar: Calendar) -> Picture | None:
        if not milestones:
            return None
        return await self._get(Route.of(calendar.milestones), Subject.of_milestones(milestones))

    async def journey(self, calendar: Calendar, today: date) -> Picture | None:
        route = Route.of(calendar.milestones)
        if not route.ground:
            return None
        return await self._get(route, Subject.of_journey(route, day_of_journey(route, today)))

    async def _get(self, route: Route, subject: Subject) -> Picture | None:
        key = (route.milestones, subject)
        task = self._drawn.get(key)
        if task is None:
            task = asyncio.create_task(self._draw(route, subject), name=f"map {subject.title}")
            self._drawn[key] = task
        self._drawn.move_to_end(key)
        while len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)
        try:
            # Others may wait for the same picture: giving up on it must not stop the drawing.
            return await asyncio.shield(task)
        except Exception:
            if self._drawn.get(key) is task:
                del self._drawn[key]
            log.exception(
                "The map of “%s” could not be drawn; the text goes out without it", subject.title
            )
            return None

    async def _draw(self, route: Route, subject: Subject) -> Picture:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._draw_picture, route, subject)
