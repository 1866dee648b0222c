"""The names of the time zones, and which zone a typed text or a server's settings mean."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.service.ports import ServerSettings


@cache
def zones() -> frozenset[str]:
    """Every IANA time zone name that this installation knows."""
    return frozenset(available_timezones())


def zone_of(settings: ServerSettings) -> ZoneInfo | None:
    """A server's time zone, or None if this installation does not know its name."""
    return ZoneInfo(settings.timezone) if settings.timezone in zones() else None


def find_zone(text: str) -> str | None:
    """The proper name of a time zone that was typed in any case; None if there is no such zone."""
    wanted = text.strip().replace(" ", "_").casefold()
    return next((name for name in zones() if name.casefold() == wanted), None)


def complete_zone(typed: str, limit: int = 25) -> list[str]:
    """Zone names that contain what was typed; those with a part that starts with it come first."""
    wanted = typed.strip().replace(" ", "_").casefold()
    matching = [name for name in zones() if wanted in name.casefold()]

    def order(name: str) -> tuple[bool, bool, str]:
        parts = name.casefold().split("/")
        starts = any(part.startswith(wanted) for part in parts)
        return (name.casefold() != wanted and name != "UTC", not starts, name)

    return sorted(matching or zones(), key=order)[:limit]
