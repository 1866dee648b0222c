"""Servers' settings: changes, the day in a server's zone, the overview, and times as typed."""

import asyncio
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service import server_settings as server_settings_module
from bot.service.ports import Claim, ClaimState, ServerSettings
from bot.service.post_delivery import nonce_of
from bot.service.server_settings import SettingsOverview, SettingsService, TodaysPost, parse_time
from tests.service.fakes.clock import FakeClock
from tests.service.fakes.data import CHANNEL, GUILD, calendar, moment, server_settings
from tests.service.fakes.ledger import MemoryLedger
from tests.service.fakes.settings_store import MemorySettings

NOW = moment("2026-11-08 12:00")


class Stage:
    def __init__(self) -> None:
        self.clock = FakeClock(NOW)
        self.store = MemorySettings()
        self.ledger = MemoryLedger()
        self.days = calendar("2013-11-09", "2013-11-11", "2014-01-01", "2014-02-07")
        self.changes = 0
        self.settings_service = SettingsService(
            self.store, self.ledger, self.clock, lambda: self.days, self._changed
        )

    def _changed(self) -> None:
        self.changes += 1

    @property
    def row(self) -> ServerSettings:
        return self.store.rows[GUILD]


@pytest.fixture
def stage() -> Stage:
    return Stage()


# --- Changing -------------------------------------------------------------------------------------


async def test_the_first_change_fills_in_defaults(stage):
    await stage.settings_service.change(GUILD, channel_id=CHANNEL)
    assert stage.row == server_settings(at="09:00", timezone="UTC", saved_at=NOW)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"channel_id": 5}, {"channel_id": 5}),
        ({"at": time(18, 30)}, {"at": "18:30"}),
        ({"at": time(0)}, {"at": "00:00"}),
        ({"timezone": "Asia/Tokyo"}, {"timezone": "Asia/Tokyo"}),
        ({"at": time(7), "channel_id": 6}, {"at": "07:00", "channel_id": 6}),
        ({"publish": False}, {"publish": False}),
        ({}, {}),
    ],
)
async def test_a_change_keeps_the_other_settings(stage, given, expected):
    before = {"at": "20:15", "timezone": "Europe/Moscow", "channel_id": CHANNEL}
    stage.store.rows[GUILD] = server_settings(**before)
    await stage.settings_service.change(GUILD, **given)
    assert stage.row == server_settings(**before | expected, saved_at=NOW)


async def test_a_time_without_a_channel_is_kept_until_there_is_one(stage):
    await stage.settings_service.change(GUILD, at=time(7))
    assert (await stage.settings_service.overview(GUILD)).settings.channel_id is None
    await stage.settings_service.change(GUILD, channel_id=CHANNEL)
    assert (await stage.settings_service.overview(GUILD)).settings.channel_id == CHANNEL
    assert stage.row.enabled
    assert stage.row.at == time(7)


async def test_a_change_clears_the_trouble_because_it_may_have_ended_it(stage):
    stage.store.rows[GUILD] = server_settings(trouble="The channel is gone.")
    await stage.settings_service.change(GUILD, channel_id=5)
    assert stage.row.trouble is None


async def test_a_change_is_dated_and_announced_after_it_is_saved(stage):
    seen = []
    stage.settings_service = SettingsService(
        stage.store, stage.ledger, stage.clock, lambda: stage.days, lambda: seen.append(stage.row)
    )
    await stage.settings_service.change(GUILD, channel_id=CHANNEL)
    stage.clock.advance(hours=1)
    await stage.settings_service.change(GUILD, at=time(8))
    assert [row.saved_at for row in seen] == [NOW, NOW + timedelta(hours=1)]


async def test_switching_off_keeps_the_other_settings_and_is_announced(stage):
    stage.store.rows[GUILD] = server_settings(at="20:15")
    assert await stage.settings_service.switch_off(GUILD)
    assert stage.row == server_settings(at="20:15", enabled=False)
    assert stage.changes == 1


async def test_switching_off_what_is_off_returns_false_and_changes_nothing(stage):
    assert not await stage.settings_service.switch_off(GUILD)
    stage.store.rows[GUILD] = server_settings(enabled=False)
    assert not await stage.settings_service.switch_off(GUILD)
    assert stage.changes == 0


async def test_settings_with_an_unknown_zone_can_be_switched_off_and_changed(stage):
    stage.store.rows[GUILD] = server_settings(timezone="Mars/Olympus")
    assert await stage.settings_service.switch_off(GUILD)
    await stage.settings_service.change(GUILD, channel_id=5)
    assert stage.changes == 2
    assert await stage.settings_service.today(GUILD) == date(2026, 11, 8)


async def test_any_change_switches_on_again_with_the_old_settings(stage):
    stage.store.rows[GUILD] = server_settings(at="20:15", enabled=False)
    await stage.settings_service.change(GUILD, timezone="Asia/Tokyo")
    assert stage.row == server_settings(at="20:15", timezone="Asia/Tokyo", saved_at=NOW)


# --- Today ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "now", "today"),
    [
        ("UTC", "2026-11-08 23:59", date(2026, 11, 8)),
        ("Asia/Kamchatka", "2026-11-08 12:00", date(2026, 11, 9)),
        ("America/Los_Angeles", "2026-11-08 07:59", date(2026, 11, 7)),
        ("Mars/Olympus", "2026-11-08 23:59", date(2026, 11, 8)),
    ],
)
async def test_today_is_the_day_in_the_servers_zone(stage, zone, now, today):
    stage.store.rows[GUILD] = server_settings(timezone=zone)
    stage.clock.set(moment(now))
    assert await stage.settings_service.today(GUILD) == today


async def test_today_is_in_utc_without_a_server_or_its_settings(stage):
    stage.clock.set(moment("2026-11-08 23:59:59"))
    assert await stage.settings_service.today(None) == date(2026, 11, 8)
    assert await stage.settings_service.today(GUILD) == date(2026, 11, 8)


async def test_today_follows_a_changed_zone_and_the_clock(stage):
    await stage.settings_service.today(GUILD)
    await stage.settings_service.change(GUILD, timezone="Pacific/Kiritimati")
    assert await stage.settings_service.today(GUILD) == date(2026, 11, 9)
    stage.clock.advance(days=1)
    assert await stage.settings_service.today(GUILD) == date(2026, 11, 10)
    await stage.settings_service.change(GUILD, timezone="UTC")
    assert await stage.settings_service.today(GUILD) == date(2026, 11, 9)


async def test_today_reads_the_store_once_and_not_for_every_message(stage):
    await stage.settings_service.today(GUILD)
    stage.store.rows[GUILD] = server_settings(timezone="Pacific/Kiritimati")  # behind its back
    assert await stage.settings_service.today(GUILD) == date(2026, 11, 8)


async def test_a_zone_changed_while_today_reads_the_store_is_kept(stage):
    stage.store.rows[GUILD] = server_settings(timezone="UTC")
    changed = asyncio.Event()
    read = stage.store.get

    async def slow_get(guild_id: int) -> ServerSettings | None:
        settings = await read(guild_id)
        stage.store.get = read
        await changed.wait()
        return settings

    stage.store.get = slow_get
    reading = asyncio.create_task(stage.settings_service.today(GUILD))
    await asyncio.sleep(0.005)
    await stage.settings_service.change(GUILD, timezone="Pacific/Kiritimati")
    changed.set()
    await reading
    assert await stage.settings_service.today(GUILD) == date(2026, 11, 9)


async def test_while_the_store_fails_today_is_utcs_and_the_log_says_so(stage, caplog):
    stage.store.rows[GUILD] = server_settings(timezone="Pacific/Kiritimati")
    read = stage.store.get

    async def fail(guild_id: int) -> ServerSettings | None:
        raise OSError("the disk is gone\nand more")

    stage.store.get = fail
    assert await stage.settings_service.today(GUILD) == date(2026, 11, 8)
    [record] = caplog.records
    assert f"server {GUILD} cannot be read (the disk is gone);" in record.getMessage()
    stage.store.get = read
    assert await stage.settings_service.today(GUILD) == date(2026, 11, 9)


async def test_nobody_waits_long_for_a_store_that_does_not_answer(stage, monkeypatch):
    monkeypatch.setattr(server_settings_module, "_STORE_TIMEOUT", 0.01)
    stage.store.rows[GUILD] = server_settings(timezone="Pacific/Kiritimati")
    answers, reads = asyncio.Event(), []
    read = stage.store.get

    async def slow_get(guild_id: int) -> ServerSettings | None:
        reads.append(guild_id)
        await answers.wait()
        return await read(guild_id)

    stage.store.get = slow_get
    async with asyncio.timeout(5):
        days = [await stage.settings_service.today(GUILD) for _ in range(3)]
    assert days == [date(2026, 11, 8)] * 3
    answers.set()
    await asyncio.sleep(0.01)
    assert await stage.settings_service.today(GUILD) == date(2026, 11, 9)
    assert reads == [GUILD], "one reading at a time, whose result is kept"


# --- Overview -------------------------------------------------------------------------------------


async def test_the_overview_of_a_server_that_set_nothing_is_empty(stage):
    assert await stage.settings_service.overview(GUILD) == SettingsOverview(None, (), None)


async def test_the_overview_has_the_next_three_posts_with_their_times_in_utc(stage):
    stage.store.rows[GUILD] = server_settings(at="20:15", timezone="Europe/Moscow")
    overview = await stage.settings_service.overview(GUILD)
    assert overview.settings == stage.row
    assert [(at, occasion.day) for at, occasion in overview.next_posts] == [
        (moment("2026-11-09 17:15"), date(2026, 11, 9)),
        (moment("2026-11-11 17:15"), date(2026, 11, 11)),
        (moment("2027-01-01 17:15"), date(2027, 1, 1)),
    ]


async def test_the_overview_continues_into_the_next_year(stage):
    stage.days = calendar("2013-11-09")
    stage.store.rows[GUILD] = server_settings()
    next_posts = (await stage.settings_service.overview(GUILD)).next_posts
    assert [occasion.day.year for _, occasion in next_posts] == [2026, 2027, 2028]


@pytest.mark.parametrize(
    ("now", "saved", "first"),
    [
        ("2026-11-09 08:59", "2026-01-01 00:00", date(2026, 11, 9)),
        ("2026-11-09 09:00", "2026-01-01 00:00", date(2026, 11, 11)),
        ("2026-11-09 10:00", "2026-11-09 09:30", date(2026, 11, 11)),
    ],
)
async def test_the_overview_begins_with_the_first_post_still_to_come(stage, now, saved, first):
    stage.clock.set(moment(now))
    stage.store.rows[GUILD] = server_settings(saved_at=moment(saved))
    assert (await stage.settings_service.overview(GUILD)).next_posts[0][1].day == first


async def test_the_overview_has_no_next_posts_if_they_are_off(stage):
    stage.store.rows[GUILD] = server_settings(enabled=False)
    overview = await stage.settings_service.overview(GUILD)
    assert overview.next_posts == ()
    assert not overview.settings.enabled


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../UTC", "Europe", "utc\0"])
async def test_the_overview_has_no_next_posts_if_the_zone_is_unknown(stage, zone):
    stage.store.rows[GUILD] = server_settings(timezone=zone)
    assert (await stage.settings_service.overview(GUILD)).next_posts == ()


def _claim(day: date) -> Claim:
    return Claim(GUILD, day, CHANNEL, nonce_of(GUILD, day), NOW, None, ClaimState.SENT, 5)


@pytest.mark.parametrize(
    ("state", "now", "uncertain"),
    [
        (ClaimState.UNCERTAIN, "2026-11-09 10:00", True),
        (ClaimState.CLAIMED, "2026-11-09 10:00", False),  # it may still be on its way
        (ClaimState.CLAIMED, "2026-11-10 00:00", True),
        (ClaimState.SENT, "2026-11-10 00:00", False),
    ],
)
async def test_the_overview_has_the_day_of_an_uncertain_post(stage, state, now, uncertain):
    day = date(2026, 11, 9)
    stage.store.rows[GUILD] = server_settings()
    stage.ledger.rows[GUILD, day] = Claim(
        GUILD, day, CHANNEL, "nonce", moment("2026-11-09 09:00"), None, state
    )
    stage.clock.set(moment(now))
    overview = await stage.settings_service.overview(GUILD)
    assert overview.uncertain_day == (day if uncertain else None)


async def test_only_the_latest_post_can_be_uncertain(stage):
    stage.store.rows[GUILD] = server_settings()
    eighth, ninth = date(2026, 11, 8), date(2026, 11, 9)
    stage.ledger.rows[GUILD, eighth] = replace(_claim(eighth), state=ClaimState.UNCERTAIN)
    assert (await stage.settings_service.overview(GUILD)).uncertain_day == eighth
    stage.ledger.rows[GUILD, ninth] = _claim(ninth)
    assert (await stage.settings_service.overview(GUILD)).uncertain_day is None


async def test_the_overview_does_not_list_a_second_post_for_a_day(stage):
    """The post was sent at 9, and at 10 the time was moved to 18: nothing more is due today."""
    stage.clock.set(moment("2026-11-09 10:00"))
    stage.store.rows[GUILD] = server_settings(at="18:00", saved_at=stage.clock.now())
    await stage.ledger.claim(_claim(date(2026, 11, 9)))
    next_posts = (await stage.settings_service.overview(GUILD)).next_posts
    assert next_posts[0][1].day == date(2026, 11, 11)


# --- A post of today that does not come -----------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "saved", "now", "today"),
    [
        ("09:00", "2026-11-09 09:30", "2026-11-09 09:30", TodaysPost.SKIPPED),
        ("09:00", "2026-11-09 09:30", "2026-11-09 23:59", TodaysPost.SKIPPED),
        ("09:00", "2026-11-09 09:30", "2026-11-10 00:00", None),
        ("09:00", "2026-11-09 09:00", "2026-11-09 10:00", None),
        ("09:00", "2026-11-09 08:59", "2026-11-09 10:00", None),
        ("09:00", "2026-11-08 23:00", "2026-11-09 10:00", None),
        ("09:00", "2026-11-10 09:30", "2026-11-10 09:30", None),  # a day without a post
    ],
)
async def test_todays_post_is_skipped_if_the_settings_were_saved_after_its_time(
    stage, at, saved, now, today
):
    stage.clock.set(moment(now))
    stage.store.rows[GUILD] = server_settings(at=at, saved_at=moment(saved))
    found = (await stage.settings_service.overview(GUILD)).today
    assert found == ((date(2026, 11, 9), today) if today else None)


async def test_without_a_channel_no_post_is_called_skipped(stage):
    stage.clock.set(moment("2026-11-09 10:00"))
    await stage.settings_service.change(GUILD, at=time(9))
    assert (await stage.settings_service.overview(GUILD)).today is None
    await stage.settings_service.change(GUILD, channel_id=CHANNEL)
    assert (await stage.settings_service.overview(GUILD)).today is not None


async def test_posts_switched_off_and_on_again_after_the_time_skip_todays(stage):
    stage.clock.set(moment("2026-11-09 08:00"))
    stage.store.rows[GUILD] = server_settings()
    await stage.settings_service.switch_off(GUILD)
    stage.clock.set(moment("2026-11-09 12:00"))
    assert (await stage.settings_service.overview(GUILD)).today is None
    await stage.settings_service.change(GUILD, at=time(9))
    assert (await stage.settings_service.overview(GUILD)).today == (
        date(2026, 11, 9), TodaysPost.SKIPPED,
    )  # fmt: skip


@pytest.mark.parametrize(
    "change", [{"at": time(18)}, {"channel_id": 5}, {"at": time(8)}, {"timezone": "Europe/Berlin"}]
)
async def test_a_change_after_todays_post_was_sent_says_that_it_is_out(stage, change):
    stage.store.rows[GUILD] = server_settings()
    stage.clock.set(moment("2026-11-09 10:00"))
    day = date(2026, 11, 9)
    stage.ledger.rows[GUILD, day] = replace(_claim(day), claimed_at=moment("2026-11-09 09:00"))
    assert (await stage.settings_service.overview(GUILD)).today is None, "nothing has changed"
    await stage.settings_service.change(GUILD, **change)
    overview = await stage.settings_service.overview(GUILD)
    assert overview.today == (day, TodaysPost.SENT)
    assert overview.next_posts[0][1].day == date(2026, 11, 11)


async def test_a_day_that_a_change_of_zone_brings_back_is_not_listed_again(stage):
    """The ninth and the eleventh were posted on Kiritimati; in Honolulu it is the tenth."""
    stage.days = calendar("2013-11-09", "2013-11-10", "2013-11-11", "2013-11-12")
    stage.clock.set(moment("2026-11-10 20:00"))
    for day in (date(2026, 11, 10), date(2026, 11, 11)):
        stage.ledger.rows[GUILD, day] = replace(
            _claim(day), claimed_at=moment(f"{day - timedelta(days=1)} 19:00")
        )
    stage.store.rows[GUILD] = server_settings(timezone="Pacific/Kiritimati")
    await stage.settings_service.change(GUILD, timezone="Pacific/Honolulu", at=time(18))
    overview = await stage.settings_service.overview(GUILD)
    assert overview.next_posts[0][1].day == date(2026, 11, 12)
    assert overview.today == (date(2026, 11, 10), TodaysPost.SENT)


# --- Times as people type them --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("9:00", time(9)),
        ("09:00", time(9)),
        (" 18:30 ", time(18, 30)),
        ("0:00", time(0)),
        ("23:59", time(23, 59)),
    ],
)
def test_a_time_has_one_or_two_digits_for_the_hour(typed, expected):
    assert parse_time(typed) == expected


@pytest.mark.parametrize(
    "typed",
    ["", ":", "9", "9:0", "9:000", "009:00", "24:00", "12:60", "-1:00", "9:+5", "9 Uhr", "9.30",
     "9:00 pm", "9:00:00", "½:00", "²:00"],
)  # fmt: skip
def test_anything_else_is_not_a_time(typed):
    assert parse_time(typed) is None


@given(st.text(max_size=8) | st.from_regex(r"\d{0,3}:\d{0,3}", fullmatch=True))
def test_parsing_a_time_never_fails(typed):
    read = parse_time(typed)
    assert read is None or [read.hour, read.minute] == [int(part) for part in typed.split(":")]


@given(st.times())
def test_a_formatted_time_is_parsed_back(at):
    assert parse_time(f"{at:%H:%M}") == time(at.hour, at.minute)
