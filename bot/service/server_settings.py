"""Reads and changes a server's settings, and works out what day it is there."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import Enum
from itertools import islice
from zoneinfo import ZoneInfo

from bot.calendar.calendar import Calendar, Occasion
from bot.calendar.schedule import Schedule, skipped, upcoming
from bot.service.ports import Claim, ClaimState, Clock, Ledger, ServerSettings, SettingsStore
from bot.service.time_zones import zone_of

log = logging.getLogger(__name__)

DEFAULT_TIME = time(9, 0)
DEFAULT_ZONE = ZoneInfo("UTC")
SHOWN_POSTS = 3  # how many of the next posts are shown
_STORE_TIMEOUT = 1.0  # seconds; Discord waits three for autocomplete choices


class TodaysPost(Enum):
    """What happened to today's post, if the settings were saved after it was due."""

    SKIPPED = "skipped"  # it was due before the settings were saved, and had not been sent
    SENT = "sent"  # it was sent before the settings were saved, and is not sent again


@dataclass(frozen=True, slots=True)
class SettingsOverview:
    """A server's settings and its next posts."""

    settings: ServerSettings | None
    next_posts: tuple[tuple[datetime, Occasion], ...] = ()  # with their times in UTC
    uncertain_day: date | None = None  # the latest post's day, if it may not have been sent
    today: tuple[date, TodaysPost] | None = None


def schedule_of(settings: ServerSettings) -> Schedule | None:
    """A server's schedule, or None if its time zone is not known."""
    zone = zone_of(settings)
    return Schedule(settings.at, zone, settings.saved_at) if zone else None


class SettingsService:
    """Reads and changes servers' settings. `on_change` is called after every change."""

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
        self._readings: dict[int, asyncio.Task[None]] = {}  # of the zones that are being read

    async def today(self, guild_id: int | None) -> date:
        """Today in a server's time zone; in UTC without a server, or if its zone is not known."""
        zone = DEFAULT_ZONE if guild_id is None else await self._zone(guild_id)
        return self._clock.now().astimezone(zone).date()

    async def _zone(self, guild_id: int) -> ZoneInfo:
        """A server's time zone, which is read from the store once; UTC while that fails."""
        if guild_id not in self._zones:
            reading = self._readings.get(guild_id)
            if reading is None:
                reading = asyncio.create_task(self._read_zone(guild_id))
                self._readings[guild_id] = reading
                reading.add_done_callback(lambda _: self._readings.pop(guild_id))
            # Not cancelled after the timeout: a driver may take some time to give up.
            await asyncio.wait({reading}, timeout=_STORE_TIMEOUT)
        return self._zones.get(guild_id, DEFAULT_ZONE)

    async def _read_zone(self, guild_id: int) -> None:
        try:
            settings = await self._store.get(guild_id)
        except Exception as error:  # noqa: BLE001  each kind of store has its own
            log.warning(
                "The time zone of server %d cannot be read (%s); using UTC until it can be",
                guild_id,
                str(error).splitlines()[0] if str(error) else type(error).__name__,
            )
            return
        # A change that was saved while the store was being read is newer: keep it.
        self._zones.setdefault(guild_id, _zone_or_default(settings))

    async def overview(self, guild_id: int) -> SettingsOverview:
        """A server's settings and its next posts."""
        settings = await self._store.get(guild_id)
        latest = await self._ledger.last(guild_id)
        now = self._clock.now()
        today = now.astimezone(_zone_or_default(settings)).date()
        uncertain_day = latest.day if latest and _is_uncertain(latest, today) else None
        schedule = schedule_of(settings) if settings and settings.enabled else None
        if schedule is None:
            return SettingsOverview(settings, uncertain_day=uncertain_day)
        # After a change of the time zone, today may be the day before the latest post.
        todays = await self._ledger.get(guild_id, today)
        claimed = {claim.day for claim in (latest, todays) if claim}
        posts = (
            (moment, occasion)
            for moment, occasion in upcoming(schedule, self._calendar(), now)
            if occasion.day not in claimed
        )
        return SettingsOverview(
            settings,
            tuple(islice(posts, SHOWN_POSTS)),
            uncertain_day,
            self._today(schedule, todays, now) if settings and settings.channel_id else None,
        )

    def _today(
        self, schedule: Schedule, claim: Claim | None, now: datetime
    ) -> tuple[date, TodaysPost] | None:
        """What happened to today's post, if that is not what the settings suggest."""
        day = now.astimezone(schedule.zone).date()
        if claim is None:
            missed = skipped(schedule, self._calendar(), now)
            return (day, TodaysPost.SKIPPED) if missed else None
        changed_since = claim.claimed_at < schedule.saved_at <= now
        return (day, TodaysPost.SENT) if changed_since and claim.state is ClaimState.SENT else None

    async def change(
        self,
        guild_id: int,
        *,
        channel_id: int | None = None,
        at: time | None = None,
        timezone: str | None = None,
        publish: bool | None = None,
    ) -> None:
        """Change what is given, keep the rest, and switch the daily posts on."""
        now = self._clock.now().astimezone(UTC)
        old = await self._store.get(guild_id) or ServerSettings(
            guild_id, None, DEFAULT_TIME, DEFAULT_ZONE.key, enabled=True, saved_at=now
        )
        await self._save(
            replace(
                old,
                channel_id=channel_id or old.channel_id,
                at=at or old.at,
                timezone=timezone or old.timezone,
                publish=old.publish if publish is None else publish,
                enabled=True,
                saved_at=now,
                trouble=None,
            )
        )

    async def switch_off(self, guild_id: int) -> bool:
        """Switch the daily posts off and keep the other settings. False if they were off."""
        settings = await self._store.get(guild_id)
        if settings is None or not settings.enabled:
            return False
        await self._save(replace(settings, enabled=False))
        return True

    def forget(self, guild_id: int) -> None:
        """Forget a server whose settings were deleted from the store."""
        self._zones.pop(guild_id, None)
        self._on_change()

    async def _save(self, settings: ServerSettings) -> None:
        await self._store.save(settings)
        self._zones[settings.guild_id] = _zone_or_default(settings)
        self._on_change()


def _is_uncertain(claim: Claim, today: date) -> bool:
    """Whether a post was given up, or its day passed without a confirmation."""
    return claim.state is ClaimState.UNCERTAIN or (
        claim.state is ClaimState.CLAIMED and claim.day < today
    )


def _zone_or_default(settings: ServerSettings | None) -> ZoneInfo:
    return (settings and zone_of(settings)) or DEFAULT_ZONE


def parse_time(text: str) -> time | None:
    """Parse `9:00` or `09:00`. Returns None for anything else."""
    hours, colon, minutes = text.strip().partition(":")
    if not (colon and hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2):
        return None
    if len(hours) > 2 or int(hours) > 23 or int(minutes) > 59:
        return None
    return time(int(hours), int(minutes))
