"""The daily posts: once a server, day and year, whatever happens on the way.

The ledger row is written before the message is sent, and confirmed with the message's id after.
A row without confirmation is sent again only if the channel's history shows that the message never
came; where that cannot be read, only with its nonce while Discord still knows it. When even that is
over, the post is given up: never twice outranks never missing.
"""

import asyncio
import hashlib
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from time import monotonic
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.calendar.calendar import Calendar
from bot.calendar.schedule import Due, Schedule, due, end_of, upcoming
from bot.service.ports import (
    Claim,
    ClaimState,
    Clock,
    Delivered,
    Ledger,
    Post,
    Poster,
    ServerSettings,
    SettingsStore,
)
from bot.service.post_recovery import PostRecovery
from bot.service.timing import Pace, Stopwatch
from bot.text.markup import DISCORD
from bot.text.milestones import anniversary_heading, milestone_cards

log = logging.getLogger(__name__)

REPEAT_WITHIN = timedelta(minutes=2)  # Discord knows a nonce for “the past few minutes”
BEGIN_WITHIN = 20.0  # seconds from looking to sending: a process may be paused in between
SEND_WITHIN = 100.0  # seconds; with BEGIN_WITHIN no more than REPEAT_WITHIN
ALERT_WITHIN = 30.0  # seconds
LAST_WORD_WITHIN = 1.0  # seconds for what is under way when the bot is told to stop
LONGEST_SLEEP = 10.0  # seconds: clocks jump, laptops sleep, containers pause
REST_AFTER_REFUSAL = 300.0  # seconds
AT_ONCE = 20  # servers served side by side: some may hang
PER_SECOND = 25.0  # posts; Discord allows 50 requests, and questions want answers meanwhile


def schedule_of(settings: ServerSettings) -> Schedule:
    """A server's schedule. Raises ZoneInfoNotFoundError where its zone has gone."""
    return Schedule(settings.at, ZoneInfo(settings.timezone), settings.saved_at)


def nonce_of(guild_id: int, day: date) -> str:
    """The nonce of a server's post for a day: at most 25 characters, the same at every attempt."""
    return hashlib.sha256(f"{guild_id}/{day.isoformat()}".encode()).hexdigest()[:25]


class DailyPosts:
    """Sends what is due, and finds out about posts whose fate is unknown."""

    def __init__(
        self,
        settings: SettingsStore,
        ledger: Ledger,
        poster: Poster,
        clock: Clock,
        calendar: Callable[[], Calendar],
    ) -> None:
        self._settings = settings
        self._ledger = ledger
        self._poster = poster
        self._recovery = PostRecovery(ledger, poster)
        self._clock = clock
        self._calendar = calendar
        self._changed = asyncio.Event()
        self._places = asyncio.Semaphore(AT_ONCE)
        self._pace = Pace(PER_SECOND)
        self._done: dict[int, date] = {}  # server → the day on which it needs no more care
        self._busy: dict[int, asyncio.Task[None]] = {}  # server → what is being done for it
        self._resting: dict[int, float] = {}  # server → monotonic second; after a refusal

    def wake(self) -> None:
        """Look again at once: a setting or the calendar has changed."""
        self._resting.clear()
        self._changed.set()

    async def run(self) -> None:
        """Serve for ever, until cancelled; a failed round is logged and the next one comes."""
        try:
            while True:
                self._changed.clear()
                try:
                    pause = await self.serve()
                except Exception:
                    log.exception("A round of daily posts failed; the next one follows")
                    pause = LONGEST_SLEEP
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), pause)
        finally:
            under_way = list(self._busy.values())
            if under_way:
                await asyncio.wait(under_way, timeout=LAST_WORD_WITHIN)
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def serve(self) -> float:
        """Serve every server that is due now; returns the seconds until the next look."""
        every = await self._settings.enabled()
        lost = {claim.guild_id: claim for claim in await self._ledger.unsettled()}
        tasks = [
            self._start(settings, lost.get(settings.guild_id))
            for settings in every
            if self._needs_care(settings, lost.get(settings.guild_id))
        ]
        if tasks:
            # One that hangs keeps no other server waiting: the next round goes round it.
            done, _ = await asyncio.wait(tasks, timeout=LONGEST_SLEEP)
            for task in done:
                task.result()
        return self._pause([settings for settings in every if _zone_exists(settings)])

    def _needs_care(self, settings: ServerSettings, lost: Claim | None) -> bool:
        """Whether to look closer at a server; every one is asked in every round."""
        if settings.guild_id in self._busy or not self._poster.available(settings.guild_id):
            return False
        if not _zone_exists(settings) or (lost and self._is_over(settings, lost)):
            return True
        todays = self._todays(settings)
        return todays is not None and self._done.get(settings.guild_id) != todays.occasion.day

    def _start(self, settings: ServerSettings, lost: Claim | None) -> asyncio.Task[None]:
        work = self._guarded(settings, lost)
        task = asyncio.create_task(work, name=f"post in {settings.guild_id}")
        self._busy[settings.guild_id] = task
        task.add_done_callback(lambda _: self._busy.pop(settings.guild_id, None))
        return task

    async def _guarded(self, settings: ServerSettings, lost: Claim | None) -> None:
        async with self._places:
            try:
                await self._serve(settings)
                if lost and _zone_exists(settings) and self._is_over(settings, lost):
                    await self._recovery.write_off(lost)
            except Exception:
                log.exception("The daily post of server %d failed", settings.guild_id)

    def _pause(self, every: list[ServerSettings]) -> float:
        now = self._clock.now()
        calendar = self._calendar()
        ahead = (next(upcoming(schedule_of(each), calendar, now, days=2), None) for each in every)
        seconds = [(post[0] - now).total_seconds() for post in ahead if post]
        return max(0.05, min([LONGEST_SLEEP, *seconds]))

    def _todays(self, settings: ServerSettings) -> Due | None:
        """What may be posted now. Raises ZoneInfoNotFoundError."""
        if self._resting.get(settings.guild_id, 0.0) > monotonic():
            return None
        return due(schedule_of(settings), self._calendar(), self._clock.now())

    def _is_over(self, settings: ServerSettings, lost: Claim) -> bool:
        """Whether the day of an unconfirmed claim has passed, and nobody has been told yet."""
        told = self._recovery.has_written_off(lost)
        return not told and end_of(lost.day, ZoneInfo(settings.timezone)) <= self._clock.now()

    async def _serve(self, settings: ServerSettings) -> None:
        if settings.channel_id is None or not self._poster.available(settings.guild_id):
            return
        watch = Stopwatch(self._clock)
        try:
            todays = self._todays(settings)
        except ZoneInfoNotFoundError:
            await self._set_aside(settings, f"The time zone “{settings.timezone}” is not known.")
            return
        if todays is None:
            return
        claim = await self._ledger.get(settings.guild_id, todays.occasion.day)
        if claim is None:
            await self._begin(settings, settings.channel_id, todays, watch)
        elif claim.state is ClaimState.CLAIMED:
            await self._recover(settings, claim, todays)
        else:
            self._done[claim.guild_id] = claim.day

    async def _begin(
        self, settings: ServerSettings, channel_id: int, todays: Due, watch: Stopwatch
    ) -> None:
        if obstacle := self._poster.obstacle(channel_id):
            await self._set_aside(settings, obstacle)
            return
        await self._pace.turn()
        claim = Claim(
            guild_id=settings.guild_id,
            day=todays.occasion.day,
            channel_id=channel_id,
            nonce=nonce_of(settings.guild_id, todays.occasion.day),
            claimed_at=self._clock.now(),
            anchor=self._poster.anchor(channel_id),
        )
        if await self._ledger.claim(claim):
            await self._deliver(settings, claim, todays, watch)

    async def _recover(self, settings: ServerSettings, claim: Claim, todays: Due) -> None:
        """Find out what became of an unconfirmed claim, and finish it if that is safe."""
        obstacle = self._poster.obstacle(claim.channel_id)
        if obstacle and claim.channel_id == settings.channel_id:
            await self._set_aside(settings, obstacle)
            return
        await self._pace.turn()
        watch, looked_at = Stopwatch(self._clock), self._clock.now()
        try:
            if not await self._recovery.never_came(claim):
                return
        except LookupError as error:
            if timedelta(0) <= looked_at - claim.claimed_at <= REPEAT_WITHIN:
                await self._deliver(settings, claim, todays, watch)
            else:
                await self._recovery.give_up(claim, error)
            return
        if await self._ledger.renew(claim, looked_at):
            await self._deliver(settings, replace(claim, claimed_at=looked_at), todays, watch)

    async def _deliver(
        self, settings: ServerSettings, claim: Claim, todays: Due, watch: Stopwatch
    ) -> None:
        """Send and confirm. What was refused keeps its claim: another process may be at it too."""
        still = self._todays(settings)
        if still is None or still.occasion.day != claim.day or watch.seconds() > BEGIN_WITHIN:
            return  # Paused on the way, or the clock was set; the next round looks anew.
        midnight = end_of(claim.day, ZoneInfo(settings.timezone))
        left = (midnight - self._clock.now()).total_seconds()
        try:
            async with asyncio.timeout(min(SEND_WITHIN, left)):
                outcome = await self._poster.send(_post(claim, todays))
        except TimeoutError:
            outcome = Delivered.UNKNOWN
        match outcome:
            case Delivered.UNKNOWN:
                log.warning(
                    "No word whether the post of %s reached server %d; looking into it",
                    claim.day, claim.guild_id,
                )  # fmt: skip
            case Delivered.REFUSED:
                self._resting[claim.guild_id] = monotonic() + REST_AFTER_REFUSAL
                await self._set_aside(settings, "Discord did not let me post in the channel.")
            case Delivered.VANISHED:
                await self._ledger.settle(claim, ClaimState.SENT)
            case message_id:
                await self._ledger.settle(claim, ClaimState.SENT, message_id)
                self._done[claim.guild_id] = claim.day
                await self._settings.set_trouble(claim.guild_id, None)
                log.info("Posted %s in server %d", claim.day, claim.guild_id)

    async def _set_aside(self, settings: ServerSettings, trouble: str) -> None:
        if settings.trouble == trouble or not await self._settings.set_trouble(
            settings.guild_id, trouble
        ):
            return
        log.warning("Daily posts of server %d are set aside: %s", settings.guild_id, trouble)
        text = f"The daily post cannot be sent. {trouble} `/settings show` has the details."
        with suppress(TimeoutError):
            async with asyncio.timeout(ALERT_WITHIN):
                await self._poster.alert(settings.guild_id, text)


def _zone_exists(settings: ServerSettings) -> bool:
    try:
        ZoneInfo(settings.timezone)
    except ZoneInfoNotFoundError:
        return False
    return True


def _post(claim: Claim, todays: Due) -> Post:
    title = anniversary_heading(todays.occasion.day, DISCORD)
    local = f"{todays.instant:%H:%M} UTC"
    above = f"{title}\n-# Late: this was due at {local}." if todays.late else title
    return Post(
        guild_id=claim.guild_id,
        channel_id=claim.channel_id,
        heading=title,
        text=milestone_cards(todays.occasion.milestones, DISCORD, above=above),
        nonce=claim.nonce,
        milestones=todays.occasion.milestones,
    )
