"""The time zones that a server sets: finding the one that is typed, and offering those meant."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.calendar.utc_offsets import parse_offset, zone_label
from bot.calendar.zone_search import complete_zone, find_zone, zones, zones_meant
from bot.service.ports import Clock, ServerSettings


@dataclass(frozen=True, slots=True)
class FoundZone:
    """The text is the name of a time zone."""

    name: str  # as IANA writes it


@dataclass(frozen=True, slots=True)
class UnknownZone:
    """The text is the name of no time zone."""

    meant: tuple[str, ...]  # up to three zones that may be meant, with their offsets
    is_offset: bool  # whether it looks like an offset from UTC


def zone_of(settings: ServerSettings) -> ZoneInfo | None:
    """A server's time zone, or None if this installation does not know its name."""
    return ZoneInfo(settings.timezone) if settings.timezone in zones() else None


class TimeZones:
    """Finds time zones, and says how far from UTC they are now."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def find(self, text: str) -> FoundZone | UnknownZone:
        """Find the zone with a name, or else those that may be meant."""
        if name := find_zone(text):
            return FoundZone(name)
        meant = zones_meant(text, self._clock.now())
        return UnknownZone(tuple(map(self.label, meant)), parse_offset(text) is not None)

    def choices(self, typed: str) -> list[tuple[str, str]]:
        """Zones to choose from while somebody types: their names, and these with their offsets."""
        return [(name, self.label(name)) for name in complete_zone(typed, self._clock.now())]

    def label(self, name: str) -> str:
        """A zone with its offset now: `Europe/Moscow (UTC+3)`; as it is if it is not known."""
        return zone_label(name, self._clock.now()) if name in zones() else name
