"""The daily posts: one per server, day and year, and never two.

This module looks at all servers in rounds: which of them need something, and when to look again.
`post_delivery` claims, sends and confirms one server's post; the claim is in the ledger first.
`post_recovery` finds out what became of a post that was claimed but never confirmed. If that cannot
be known, the post is given up, because no post is better than a second one. `post_publishing` sends
posts in announcement channels on to their followers.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from time import monotonic

from bot.calendar.calendar import Calendar
from bot.calendar.schedule import Schedule, due, end_of, upcoming
from bot.service.ports import (
    Claim,
    Clock,
    Ledger,
    ServerSettings,
    SettingsStore,
    StoreUnavailableError,
)
from bot.service.post_delivery import (
    AlreadySettled,
    Blocked,
    DuePost,
    Pending,
    PostDelivery,
    Posted,
)
from bot.service.post_recovery import PostRecovery
from bot.service.poster_port import Poster, Refused
from bot.service.server_settings import schedule_of
from bot.service.timing import Stopwatch
from bot.text.daily_posts import alert, post_refused, zone_trouble

log = logging.getLogger(__name__)

LONGEST_SLEEP = 10.0  # seconds: clocks jump, laptops sleep, containers pause
LOOK_LIFETIME = 1.0  # seconds: a server that waited longer for its turn is looked at again
REST_AFTER_REFUSAL = 300.0  # seconds
ALERT_TIMEOUT = 60.0  # seconds; sending is retried for 38
SHUTDOWN_GRACE = 1.0  # seconds for the posts under way when the bot is told to stop
CONCURRENT_SERVERS = 20  # some may hang


@dataclass(frozen=True, slots=True)
class _Work:
    """What a server needs, as one look at it showed."""

    settings: ServerSettings
    unconfirmed: Sequence[Claim]
    looked_at: Stopwatch
    trouble: str | None = None
    due: DuePost | None = None
    past: Claim | None = None  # unconfirmed, and its day is over


class DailyPosts:
    """Sends the posts that are due, and follows up on those that were never confirmed."""

    def __init__(
        self,
        settings: SettingsStore,
        ledger: Ledger,
        poster: Poster,
        clock: Clock,
        calendar: Callable[[], Calendar],
        on_publishable: Callable[[], None] = lambda: None,
    ) -> None:
        """`on_publishable` is called after every post that is to be published to followers."""
        self._settings = settings
        self._ledger = ledger
        self._poster = poster
        self._recovery = PostRecovery(ledger, poster)
        self._delivery = PostDelivery(ledger, poster, self._recovery, clock, calendar)
        self._clock = clock
        self._calendar = calendar
        self._on_publishable = on_publishable
        self._look_now = asyncio.Event()
        self._slots = asyncio.Semaphore(CONCURRENT_SERVERS)
        self._done: dict[int, date] = {}  # server → the day whose post needs no more work
        self._busy: dict[int, asyncio.Task[None]] = {}  # server → what is being done for it
        self._resting: dict[int, float] = {}  # server → end of its rest, on the monotonic clock

    def wake(self) -> None:
        """Look at all servers at once: a setting or the calendar has changed."""
        self._resting.clear()
        self._look_now.set()

    async def run(self) -> None:
        """Serve until cancelled. A round that fails is logged, and the next one follows."""
        try:
            while True:
                self._look_now.clear()
                try:
                    pause = await self.serve()
                except StoreUnavailableError as error:
                    log.warning("The daily posts wait for the database: %s", error)
                    pause = LONGEST_SLEEP
                except Exception:
                    log.exception("A round of daily posts failed; the next one follows")
                    pause = LONGEST_SLEEP
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._look_now.wait()
        finally:
            under_way = list(self._busy.values())
            if under_way:
                await asyncio.wait(under_way, timeout=SHUTDOWN_GRACE)
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def serve(self) -> float:
        """Serve every server that needs it now. Returns the seconds until the next look."""
        servers = await self._settings.enabled()
        unconfirmed: dict[int, list[Claim]] = {}
        for claim in reversed(await self._ledger.unsettled()):
            unconfirmed.setdefault(claim.guild_id, []).append(claim)
        looks = [
            self._look(server, unconfirmed.get(server.guild_id, ()))
            for server in servers
            if server.guild_id not in self._busy
        ]
        tasks = [self._start(work) for work in looks if work]
        if tasks:
            # A server that hangs does not delay the next round, which skips it.
            done, _ = await asyncio.wait(tasks, timeout=LONGEST_SLEEP)
            for task in done:
                task.result()
        return self._pause([schedule for server in servers if (schedule := schedule_of(server))])

    def _look(self, settings: ServerSettings, unconfirmed: Sequence[Claim]) -> _Work | None:
        """Find out what a server needs now; None if it needs nothing."""
        guild_id, channel_id = settings.guild_id, settings.channel_id
        if channel_id is None or not self._poster.available(guild_id):
            return None
        looked_at, schedule = Stopwatch(self._clock), schedule_of(settings)
        if schedule is None:
            trouble = zone_trouble(settings.timezone)
            return _Work(settings, unconfirmed, looked_at, trouble=trouble)
        now = self._clock.now()
        todays = due(schedule, self._calendar(), now)
        post = None
        if todays and self._is_open(guild_id, todays.occasion.day):
            day, publish = todays.occasion.day, settings.publish
            post = DuePost(guild_id, channel_id, schedule, day, publish)
        over = (claim for claim in unconfirmed if end_of(claim.day, schedule.zone) <= now)
        past = next((claim for claim in over if not self._recovery.was_missed(claim)), None)
        if post is None and past is None:
            return None
        return _Work(settings, unconfirmed, looked_at, due=post, past=past)

    def _is_open(self, guild_id: int, day: date) -> bool:
        """Whether a day's post may need work, and its server is not resting after a refusal."""
        resting = self._resting.get(guild_id, 0.0) > monotonic()
        return not resting and self._done.get(guild_id) != day

    def _start(self, work: _Work) -> asyncio.Task[None]:
        guild_id = work.settings.guild_id
        task = asyncio.create_task(self._carry_out(work), name=f"post in {guild_id}")
        self._busy[guild_id] = task
        task.add_done_callback(lambda _: self._busy.pop(guild_id, None))
        return task

    async def _carry_out(self, work: _Work) -> None:
        async with self._slots:
            try:
                if current := self._refreshed(work):
                    await self._do(current)
            except StoreUnavailableError as error:
                guild_id = work.settings.guild_id
                log.warning(
                    "The daily post of server %d waits for the database: %s", guild_id, error
                )
            except Exception:
                log.exception("The daily post of server %d failed", work.settings.guild_id)

    def _refreshed(self, work: _Work) -> _Work | None:
        """The work, as a new look finds it if it had to wait for its turn."""
        if not self._poster.available(work.settings.guild_id):
            return None
        if work.looked_at.seconds() <= LOOK_LIFETIME:
            return work
        return self._look(work.settings, work.unconfirmed)

    async def _do(self, work: _Work) -> None:
        if work.trouble:
            await self._report(work.settings, work.trouble)
        if work.due:
            await self._deliver(work.settings, work.due)
        if work.past:
            await self._recovery.close(work.past)

    async def _deliver(self, settings: ServerSettings, post: DuePost) -> None:
        match await self._delivery.deliver(post):
            case Posted(to_publish):
                self._done[post.guild_id] = post.day
                if to_publish:
                    self._on_publishable()
                await self._settings.set_trouble(post.guild_id, None)
            case AlreadySettled():
                self._done[post.guild_id] = post.day
            case Blocked(trouble):
                await self._report(settings, trouble)
            case Refused(reason):
                log.info("Discord refused the post to server %d: %s", post.guild_id, reason)
                if not self._poster.available(post.guild_id):
                    return  # the server has just removed the bot, and may take it back
                self._resting[post.guild_id] = monotonic() + REST_AFTER_REFUSAL
                # What can be seen of the channel by now is the better sentence, and the one that
                # the next attempt would report.
                trouble = self._poster.channel_trouble(post.channel_id)
                await self._report(settings, trouble or post_refused(reason))
            case Pending():
                pass

    async def _report(self, settings: ServerSettings, trouble: str) -> None:
        """Record why a server's posts are paused, and tell its admins if that is new."""
        guild_id = settings.guild_id
        if settings.trouble == trouble or not await self._settings.set_trouble(guild_id, trouble):
            return
        log.warning("The daily posts of server %d are paused: %s", guild_id, trouble)
        with suppress(TimeoutError):
            async with asyncio.timeout(ALERT_TIMEOUT):
                await self._poster.alert(guild_id, alert(trouble))

    def _pause(self, schedules: Sequence[Schedule]) -> float:
        now, calendar = self._clock.now(), self._calendar()
        next_posts = (
            next(upcoming(schedule, calendar, now, days=2), None) for schedule in schedules
        )
        seconds = [(post[0] - now).total_seconds() for post in next_posts if post]
        return max(0.05, min([LONGEST_SLEEP, *seconds]))
