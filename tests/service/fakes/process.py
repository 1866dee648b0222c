"""A process that sends daily posts, on the fakes."""

from asyncio import CancelledError
from collections.abc import Callable

from bot.calendar.calendar import Calendar
from bot.service.daily_posts import DailyPosts
from bot.service.ports import Ledger, SettingsStore
from tests.service.fakes.crash_points import Points
from tests.service.fakes.ledger import WatchedLedger
from tests.service.fakes.poster import Discord, FakePoster


class Process:
    """The daily posts of a running bot. What it shares with other processes is handed in."""

    def __init__(
        self,
        discord: Discord,
        settings: SettingsStore,
        ledger: Ledger,
        days: Calendar | Callable[[], Calendar],
    ) -> None:
        self.points = Points()
        self.poster = FakePoster(discord, self.points)
        self.daily_posts = DailyPosts(
            settings,
            WatchedLedger(ledger, self.points),
            self.poster,
            discord.clock,
            days if callable(days) else lambda: days,
        )
        self._discord = discord

    async def serve(self) -> float:
        """Run one round to its end, including servers that hang."""
        pause = await self.daily_posts.serve()
        for task in list(self.daily_posts._busy.values()):
            await task
        return pause

    async def serve_until_killed(self, point: str) -> None:
        """Run a round that is killed at a point. Fails if it never gets there."""
        self.points.kill_at(point)
        try:
            await self.serve()
        except CancelledError:
            return
        raise AssertionError(f"did not pass “{point}”, only {self.points.passed}")
