"""The time zone in a server's settings: finds the one that was typed, or suggests others."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.calendar.utc_offsets import parse_offset, zone_label
from bot.calendar.zone_search import complete_zone, find_zone, suggest_zones, zones
from bot.service.ports import Clock, ServerSettings


@dataclass(frozen=True, slots=True)
class FoundZone:
    """The text is the name of a time zone."""

    name: str  # as IANA writes it


@dataclass(frozen=True, slots=True)
class UnknownZone:
    """The text is the name of no time zone."""

    suggestions: tuple[str, ...]  # up to three zones that may be meant, with their offsets
    is_offset: bool  # whether it looks like an offset from UTC


def zone_of(settings: ServerSettings) -> ZoneInfo | None:
    """A server's time zone, or None if this installation does not know its name."""
    return ZoneInfo(settings.timezone) if settings.timezone in zones() else None


class TimeZones:
    """Finds time zones, and says how far from UTC they are now."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def find(self, text: str) -> FoundZone | UnknownZone:
        """Find the zone with a name, or else suggest zones that may be meant."""
        if name := find_zone(text):
            return FoundZone(name)
        suggestions = suggest_zones(text, self._clock.now())
        return UnknownZone(tuple(map(self.label, suggestions)), parse_offset(text) is not None)

    def choices(self, typed: str) -> list[tuple[str, str]]:
        """Zones to offer while somebody types: name → label with the offset, as pairs."""
        return [(name, self.label(name)) for name in complete_zone(typed, self._clock.now())]

    def label(self, name: str) -> str:
        """A zone with its present offset: `Europe/Moscow (UTC+3)`; an unknown name alone."""
        return zone_label(name, self._clock.now()) if name in zones() else name
