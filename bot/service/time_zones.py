"""Time zones: which there are, and which one a person or a server's settings mean."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.service.ports import ServerSettings


@cache
def zones() -> frozenset[str]:
    """Every IANA time zone name that this installation knows."""
    return frozenset(available_timezones())


def zone_of(settings: ServerSettings) -> ZoneInfo | None:
    """The time zone that a server set, or None if this installation does not know its name."""
    return ZoneInfo(settings.timezone) if settings.timezone in zones() else None


def find_zone(text: str) -> str | None:
    """The proper name of the time zone that was typed, in any case, or None if there is none."""
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
