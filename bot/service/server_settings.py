"""What a server sets for itself, what follows from it, and which day it is there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import islice
from zoneinfo import ZoneInfo, available_timezones

from bot.calendar.calendar import Calendar, Occasion
from bot.calendar.schedule import upcoming
from bot.service.daily_posts import schedule_of
from bot.service.ports import Claim, ClaimState, Clock, Ledger, ServerSettings, SettingsStore

DEFAULT_TIME = time(9, 0)
DEFAULT_ZONE = "UTC"


@dataclass(frozen=True, slots=True)
class Overview:
    """A server's settings, its next posts with their moments in UTC, and its latest post."""

    settings: ServerSettings | None
    coming: tuple[tuple[datetime, Occasion], ...]
    latest: Claim | None
    uncertain: date | None = None  # the latest post's day, where nobody knows whether it was sent

    @property
    def active(self) -> bool:
        """Whether posts are on and have a channel."""
        return bool(self.settings and self.settings.enabled and self.settings.channel_id)


class SettingsService:
    """Reads and changes servers' settings."""

    def __init__(
        self,
        store: SettingsStore,
        ledger: Ledger,
        clock: Clock,
        calendar: Callable[[], Calendar],
        on_change: Callable[[], None],
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._clock = clock
        self._calendar = calendar
        self._on_change = on_change
        self._zones: dict[int, ZoneInfo] = {}

    async def today(self, guild_id: int | None) -> date:
        """The day it is in a server's own zone; elsewhere in UTC."""
        if guild_id is None:
            return self._clock.now().date()
        zone = self._zones.get(guild_id)
        if zone is None:
            settings = await self._store.get(guild_id)
            # A change may have been saved while the store was read: it stands.
            zone = self._zones.setdefault(guild_id, _zone(settings))
        return self._clock.now().astimezone(zone).date()

    async def overview(self, guild_id: int) -> Overview:
        """The settings as they are, with the next three posts."""
        settings = await self._store.get(guild_id)
        latest = await self._ledger.last(guild_id)
        uncertain = None
        if latest and _is_uncertain(latest, self._clock.now().astimezone(_zone(settings)).date()):
            uncertain = latest.day
        if settings is None or not settings.enabled or settings.timezone not in zones():
            return Overview(settings, (), latest, uncertain)
        posts = (
            (moment, occasion)
            for moment, occasion in upcoming(
                schedule_of(settings), self._calendar(), self._clock.now()
            )
            if latest is None or occasion.day != latest.day
        )
        return Overview(settings, tuple(islice(posts, 3)), latest, uncertain)

    async def change(
        self,
        guild_id: int,
        *,
        channel_id: int | None = None,
        at: time | None = None,
        timezone: str | None = None,
    ) -> None:
        """Set what is given, keep the rest, and switch the posts on."""
        now = self._clock.now().astimezone(UTC)
        old = await self._store.get(guild_id) or ServerSettings(
            guild_id, None, DEFAULT_TIME, DEFAULT_ZONE, enabled=True, saved_at=now
        )
        await self._save(
            replace(
                old,
                channel_id=channel_id or old.channel_id,
                at=at or old.at,
                timezone=timezone or old.timezone,
                enabled=True,
                saved_at=now,
                trouble=None,
            )
        )

    async def switch_off(self, guild_id: int) -> bool:
        """Stop the posts, keeping the rest; False where there were none."""
        settings = await self._store.get(guild_id)
        if settings is None or not settings.enabled:
            return False
        await self._save(replace(settings, enabled=False))
        return True

    async def _save(self, settings: ServerSettings) -> None:
        await self._store.save(settings)
        self._zones[settings.guild_id] = _zone(settings)
        self._on_change()


def _is_uncertain(claim: Claim, today: date) -> bool:
    """Whether a post was set aside, or its day went by without word of it."""
    return claim.state is ClaimState.UNCERTAIN or (
        claim.state is ClaimState.CLAIMED and claim.day < today
    )


def _zone(settings: ServerSettings | None) -> ZoneInfo:
    """The zone that counts: a name that is no longer known counts as none."""
    known = settings is not None and settings.timezone in zones()
    return ZoneInfo(settings.timezone if settings and known else DEFAULT_ZONE)


def parse_time(text: str) -> time | None:
    """`9:00` or `09:00` → the time; None for anything else."""
    hours, colon, minutes = text.strip().partition(":")
    if not (colon and hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2):
        return None
    if len(hours) > 2 or int(hours) > 23 or int(minutes) > 59:
        return None
    return time(int(hours), int(minutes))


@cache
def zones() -> frozenset[str]:
    """Every IANA time zone name that this installation knows."""
    return frozenset(available_timezones())


def find_zone(text: str) -> str | None:
    """The zone's proper name whatever the case it is typed in; None where there is none."""
    wanted = text.strip().replace(" ", "_").casefold()
    return next((name for name in zones() if name.casefold() == wanted), None)


def complete_zone(typed: str, limit: int = 25) -> list[str]:
    """Zone names that hold what was typed, those that start a part with it first."""
    wanted = typed.strip().replace(" ", "_").casefold()
    near = [name for name in zones() if wanted in name.casefold()]
    near = near or list(zones())

    def order(name: str) -> tuple[bool, bool, str]:
        parts = name.casefold().split("/")
        starts = any(part.startswith(wanted) for part in parts)
        return (name.casefold() != wanted and name != "UTC", not starts, name)

    return sorted(near, key=order)[:limit]
