"""Milestones, entries, settings and moments for the tests of the services."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.calendar.calendar import Calendar
from bot.knowledge.model import Entry, Milestone, RelayWindow, Source
from bot.service.ports import ServerSettings

GUILD, CHANNEL = 2**60 + 7, 2**60 + 11


def moment(text: str, zone: str = "UTC") -> datetime:
    """`2026-11-09 09:00` on the clocks of a zone, as an aware moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def milestone(
    day: str,
    *,
    id_: str | None = None,
    title: str | None = None,
    place: str = "Baikonur",
    aliases: tuple[str, ...] = (),
    text: str = "Something happened.",
    time_utc: str | None = None,
    sources: tuple[Source, ...] = (),
) -> Milestone:
    return Milestone(
        id=id_ or f"m-{day}",
        date=date.fromisoformat(day),
        title=title or f"What happened on {day}",
        place=place,
        lat=45.6,
        lon=63.3,
        text=text,
        time_utc=time_utc,
        aliases=aliases,
        sources=sources,
    )


def entry(id_: str, question: str, answer: str = "", **more: object) -> Entry:
    fields: dict[str, object] = {"phrasings": (), **more}
    return Entry(id=id_, question=question, answer=answer or f"The answer of {id_}.", **fields)


def source(id_: str = "nasa", **more: object) -> Source:
    return Source(id=id_, title=f"Title of {id_}", publisher="NASA", **more)


def calendar(*days: str, relay: tuple[str, str] | None = None) -> Calendar:
    window = RelayWindow(*map(date.fromisoformat, relay)) if relay else None
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
) -> ServerSettings:
    return ServerSettings(
        guild_id=guild_id,
        channel_id=channel_id,
        at=time.fromisoformat(at),
        timezone=timezone,
        enabled=enabled,
        saved_at=saved_at or moment("2026-01-01 00:00"),
        trouble=trouble,
    )
