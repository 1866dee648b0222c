"""Milestones, entries, settings and moments for the tests of the services."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.calendar.calendar import Calendar
from bot.knowledge.model import Entry, Milestone, Source
from bot.service.ports import ServerSettings
from bot.text.markup import DISCORD
from bot.text.milestones import anniversary_heading
from tests.builders import make_entry, make_milestone, make_source, make_window

GUILD, CHANNEL = 2**60 + 7, 2**60 + 11


def moment(text: str, zone: str = "UTC") -> datetime:
    """`2026-11-09 09:00` on the clocks of a zone, as an aware moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def milestone(day: str, *, id_: str | None = None, **fields: Any) -> Milestone:
    """A milestone by its day; its id, title and text are made up unless they are given."""
    made_up = {"title": f"What happened on {day}", "text": "Something happened."}
    return make_milestone(id_ or f"m-{day}", day, **{**made_up, **fields})


def entry(id_: str, question: str, answer: str = "", **fields: Any) -> Entry:
    """An entry with an answer that names it, unless another is given."""
    return make_entry(id_, question, answer=answer or f"The answer of {id_}.", **fields)


def source(id_: str = "nasa", **fields: Any) -> Source:
    """A source whose title names it."""
    return make_source(id_, **{"title": f"Title of {id_}", "publisher": "NASA", **fields})


def heading(day: date) -> str:
    """The first line of a day's post."""
    return anniversary_heading(day, DISCORD)


def calendar(*days: str, relay: tuple[str, str] | None = None) -> Calendar:
    window = make_window(*relay) if relay else None
    return Calendar([milestone(day) for day in days], window)


def server_settings(
    guild_id: int = GUILD,
    *,
    channel_id: int | None = CHANNEL,
    at: str = "09:00",
    timezone: str = "UTC",
    enabled: bool = True,
    saved_at: datetime | None = None,
    trouble: str | None = None,
    publish: bool = True,
) -> ServerSettings:
    return ServerSettings(
        guild_id=guild_id,
        channel_id=channel_id,
        at=time.fromisoformat(at),
        timezone=timezone,
        enabled=enabled,
        saved_at=saved_at or moment("2026-01-01 00:00"),
        trouble=trouble,
        publish=publish,
    )
