"""Draw the pictures in the README as the bot does, and print how much time and memory that takes.

    python tools/readme_pictures.py

Prints the time of a first and a repeated picture, and the resident memory before and after ten
different pictures. Works on Linux only.
"""

import asyncio
import time
from datetime import date
from pathlib import Path

from bot.calendar.calendar import Calendar
from bot.knowledge.loading import load
from bot.service.map_cache import MapCache
from bot.settings import packaged_knowledge
from bot.store.folder import DiskFolder

TARGET = Path(__file__).parent.parent / "docs" / "pictures"
DAYS = [date(2013, 11, 9), date(2013, 10, 19), date(2013, 12, 25), date(2014, 2, 7)]
OTHERS = [date(2013, 10, 7), date(2013, 10, 29), date(2013, 11, 12), date(2013, 11, 23),
          date(2014, 1, 20)]  # fmt: skip
OUTSIDE_THE_RELAY = date(2026, 6, 1)  # the journey as a whole, without a marked day


async def main() -> None:
    """Draw ten maps, write those that the README shows, and print the figures."""
    folder = DiskFolder(packaged_knowledge())
    calendar = Calendar.of(load(folder.name, folder.read()))
    map_cache = MapCache()
    before = _resident_megabytes()
    started = time.perf_counter()
    journey = await map_cache.journey(calendar, OUTSIDE_THE_RELAY)
    first = time.perf_counter() - started
    pictures = [journey, *[await map_cache.picture(calendar.on(day), calendar) for day in DAYS]]
    for day in OTHERS:
        await map_cache.picture(calendar.on(day), calendar)
    started = time.perf_counter()
    await map_cache.journey(calendar, OUTSIDE_THE_RELAY)
    cached = time.perf_counter() - started
    print(  # noqa: T201
        f"first {first:.2f} s, cached {cached * 1_000:.2f} ms, "
        f"resident {before:.0f} MB before and {_resident_megabytes():.0f} MB after ten maps"
    )
    TARGET.mkdir(parents=True, exist_ok=True)
    for picture in pictures:
        if picture is not None:
            (TARGET / picture.name).write_bytes(picture.png)
            print(f"{picture.name}: {len(picture.png) / 1_000:.0f} KB. {picture.alt_text}")  # noqa: T201


def _resident_megabytes() -> float:
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1_024


if __name__ == "__main__":
    asyncio.run(main())
