"""The stores behind the services' ports, on a real SQLite file.

The fake ledger is compared with the real one, so that tests with the fake hold for both.
"""

import asyncio
import os
import sqlite3
import threading
from collections.abc import AsyncGenerator, Iterator
from contextlib import AsyncExitStack, closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.service.ports import Claim, ClaimState, Ledger, SettingsStore, StoreUnavailableError
from bot.service.post_delivery import nonce_of
from bot.store import database
from bot.store.database import StoreError, open_database
from bot.store.database_errors import why_unusable
from bot.store.notes import SqlNotes
from bot.store.post_ledger import SqlLedger
from bot.store.settings_store import SqlSettings
from bot.store.tables import metadata, notes
from tests.narrowing import present
from tests.service.fakes.data import CHANNEL, GUILD, moment, server_settings
from tests.service.fakes.ledger import MemoryLedger
from tests.service.fakes.settings_store import MemorySettings
from tests.systems import posix_only

DAY = date(2026, 11, 9)
NOW = moment("2026-11-09 09:00")
MESSAGE = 2**63 - 1


def url_of(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def a_claim(**fields: Any) -> Claim:
    return replace(
        Claim(GUILD, DAY, CHANNEL, nonce_of(GUILD, DAY), NOW, last_message_id=2**62), **fields
    )


def _still_running(threads: set[threading.Thread]) -> list[threading.Thread]:
    """The threads that are still running after up to a second each."""
    for thread in threads:
        thread.join(1)
    return [thread for thread in threads if thread.is_alive()]


@pytest.fixture(autouse=True)
async def _threads_end_before_their_loop() -> AsyncGenerator[None]:
    """Wait for the threads of failed connections, because they call the loop before they end."""
    before = set(threading.enumerate())
    yield
    _still_running(set(threading.enumerate()) - before)


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "flamekeeper.db"


@pytest.fixture
async def engine(path) -> AsyncGenerator[AsyncEngine]:
    async with open_database(url_of(path)) as engine:
        yield engine


@pytest.fixture(params=["in SQL", "in memory"])
def ledger(request, engine) -> Ledger:
    return SqlLedger(engine) if request.param == "in SQL" else MemoryLedger()


@pytest.fixture(params=["in SQL", "in memory"])
def store(request, engine) -> SettingsStore:
    return SqlSettings(engine) if request.param == "in SQL" else MemorySettings()


# --- The ledger -----------------------------------------------------------------------------------


async def test_a_claim_comes_back_as_it_was_written(ledger):
    assert await ledger.claim(a_claim())
    assert await ledger.get(GUILD, DAY) == a_claim()


async def test_a_claim_may_have_no_known_last_message(ledger):
    await ledger.claim(a_claim(last_message_id=None))
    assert (await ledger.get(GUILD, DAY)).last_message_id is None


async def test_claims_of_other_servers_and_days_are_separate(ledger):
    await ledger.claim(a_claim())
    assert await ledger.get(GUILD + 1, DAY) is None
    assert await ledger.get(GUILD, DAY + timedelta(days=1)) is None
    assert await ledger.claim(a_claim(guild_id=GUILD + 1))
    assert await ledger.claim(a_claim(day=DAY.replace(year=2027)))


async def test_a_day_is_claimed_once_and_the_first_claim_stands(ledger):
    assert await ledger.claim(a_claim())
    assert not await ledger.claim(a_claim(nonce="another", claimed_at=NOW + timedelta(hours=1)))
    assert await ledger.get(GUILD, DAY) == a_claim()


@pytest.mark.parametrize("state", [ClaimState.SENT, ClaimState.UNCERTAIN])
async def test_a_settled_day_is_not_claimed_again(ledger, state):
    await ledger.claim(a_claim())
    await ledger.settle(a_claim(), state)
    assert not await ledger.claim(a_claim())


async def test_settling_records_state_and_message(ledger):
    await ledger.claim(a_claim())
    await ledger.settle(a_claim(), ClaimState.SENT, MESSAGE)
    assert await ledger.get(GUILD, DAY) == a_claim(state=ClaimState.SENT, message_id=MESSAGE)


@pytest.mark.parametrize("state", [ClaimState.UNCERTAIN, ClaimState.CLAIMED, ClaimState.SENT])
async def test_settling_never_overwrites_what_was_sent(ledger, state):
    await ledger.claim(a_claim())
    await ledger.settle(a_claim(), ClaimState.SENT, MESSAGE)
    await ledger.settle(a_claim(), state, 5)
    row = await ledger.get(GUILD, DAY)
    assert (row.state, row.message_id) == (ClaimState.SENT, MESSAGE)


async def test_an_uncertain_claim_can_still_be_settled_as_sent(ledger):
    await ledger.claim(a_claim())
    await ledger.settle(a_claim(), ClaimState.UNCERTAIN)
    await ledger.settle(a_claim(), ClaimState.SENT, MESSAGE)
    assert (await ledger.get(GUILD, DAY)).state is ClaimState.SENT


async def test_settling_touches_no_other_day_or_server(ledger):
    others = [a_claim(guild_id=GUILD + 1), a_claim(day=DAY + timedelta(days=1))]
    for claim in (a_claim(), *others):
        await ledger.claim(claim)
    await ledger.settle(a_claim(), ClaimState.SENT, MESSAGE)
    for claim in others:
        assert await ledger.get(claim.guild_id, claim.day) == claim


async def test_a_renewal_changes_the_time_of_an_unchanged_claim(ledger):
    await ledger.claim(a_claim())
    later = NOW + timedelta(minutes=10)
    assert await ledger.renew(a_claim(), later)
    assert await ledger.get(GUILD, DAY) == a_claim(claimed_at=later)


async def test_only_the_first_of_two_renewals_succeeds(ledger):
    await ledger.claim(a_claim())
    assert await ledger.renew(a_claim(), NOW + timedelta(minutes=10))
    assert not await ledger.renew(a_claim(), NOW + timedelta(minutes=10, microseconds=1))
    assert (await ledger.get(GUILD, DAY)).claimed_at == NOW + timedelta(minutes=10)


@pytest.mark.parametrize("state", [ClaimState.SENT, ClaimState.UNCERTAIN])
async def test_a_settled_claim_is_not_renewed(ledger, state):
    await ledger.claim(a_claim())
    await ledger.settle(a_claim(), state)
    assert not await ledger.renew(a_claim(), NOW + timedelta(minutes=10))


async def test_a_claim_whose_time_has_microseconds_can_be_renewed(ledger):
    odd = a_claim(claimed_at=NOW + timedelta(microseconds=123_457))
    await ledger.claim(odd)
    assert await ledger.renew(await ledger.get(GUILD, DAY), NOW + timedelta(minutes=10))


async def test_the_last_claim_of_a_server_is_that_of_its_latest_day(ledger):
    assert await ledger.last(GUILD) is None
    for day in (DAY, DAY + timedelta(days=2), DAY + timedelta(days=1)):
        await ledger.claim(a_claim(day=day))
    await ledger.claim(a_claim(guild_id=GUILD + 1, day=DAY + timedelta(days=9)))
    assert (await ledger.last(GUILD)).day == DAY + timedelta(days=2)


async def test_unsettled_claims_come_with_the_latest_day_first(ledger):
    days = [DAY + timedelta(days=ahead) for ahead in range(4)]
    for day in days:
        await ledger.claim(a_claim(day=day))
    await ledger.settle(a_claim(day=days[1]), ClaimState.SENT, MESSAGE)
    await ledger.settle(a_claim(day=days[2]), ClaimState.UNCERTAIN)
    assert await ledger.unsettled() == [a_claim(day=days[3]), a_claim(day=days[0])]


async def test_a_post_is_unpublished_from_its_confirmation_until_it_is_published(ledger):
    claim, other = a_claim(to_publish=True), a_claim(day=DAY + timedelta(days=1), to_publish=True)
    quiet = a_claim(day=DAY + timedelta(days=2))
    for each in (claim, other, quiet):
        await ledger.claim(each)
    assert await ledger.unpublished() == []
    await ledger.settle(claim, ClaimState.SENT, MESSAGE)
    await ledger.settle(other, ClaimState.UNCERTAIN)
    await ledger.settle(quiet, ClaimState.SENT, MESSAGE - 1)
    sent = replace(claim, state=ClaimState.SENT, message_id=MESSAGE)
    assert await ledger.unpublished() == [sent]
    await ledger.set_published(claim)
    assert await ledger.unpublished() == []
    assert await ledger.get(GUILD, DAY) == replace(sent, to_publish=False)
    assert present(await ledger.get(GUILD, other.day)).to_publish


async def test_a_message_is_a_post_only_if_a_claim_was_confirmed_with_it(ledger):
    await ledger.claim(a_claim())
    assert not await ledger.is_post(MESSAGE)
    await ledger.settle(a_claim(), ClaimState.SENT, MESSAGE)
    assert await ledger.is_post(MESSAGE)
    assert not await ledger.is_post(MESSAGE - 1), "ids above 2⁵³ are kept exactly"


async def test_only_one_of_many_concurrent_claims_succeeds(path):
    async def one() -> bool:
        async with open_database(url_of(path)) as engine:
            ledger = SqlLedger(engine)
            await barrier.wait()
            return await ledger.claim(a_claim())

    async with open_database(url_of(path)):
        barrier = asyncio.Barrier(4)
        assert sorted(await asyncio.gather(*(one() for _ in range(4)))) == [False] * 3 + [True]


async def test_only_one_of_many_concurrent_renewals_succeeds(path):
    async def one(number: int) -> bool:
        async with open_database(url_of(path)) as engine:
            ledger = SqlLedger(engine)
            await barrier.wait()
            return await ledger.renew(a_claim(), NOW + timedelta(minutes=number))

    async with open_database(url_of(path)) as engine:
        await SqlLedger(engine).claim(a_claim())
        barrier = asyncio.Barrier(4)
        wins = await asyncio.gather(*(one(number) for number in range(1, 5)))
    assert sorted(wins) == [False] * 3 + [True]


# --- Settings and notes ---------------------------------------------------------------------------


async def test_a_server_that_set_nothing_has_no_settings(store):
    assert await store.get(GUILD) is None
    assert list(await store.enabled()) == []


@pytest.mark.parametrize(
    "settings",
    [
        server_settings(),
        server_settings(channel_id=None, at="00:00", timezone="America/Argentina/Buenos_Aires"),
        server_settings(at="23:59", enabled=False, trouble="Der Kanal „#fackel“ ist fort. 🔥"),
        server_settings(publish=False),
    ],
)
async def test_settings_come_back_as_they_were_saved(store, settings):
    await store.save(settings)
    assert await store.get(GUILD) == settings


async def test_saving_again_replaces_every_value(store):
    await store.save(server_settings(trouble="old"))
    new = server_settings(
        channel_id=5,
        at="18:30",
        timezone="Asia/Tokyo",
        enabled=False,
        saved_at=NOW,
        publish=False,
    )
    await store.save(new)
    assert await store.get(GUILD) == new


async def test_the_enabled_servers_have_posts_on_and_a_channel(store):
    await store.save(server_settings(1))
    await store.save(server_settings(2, enabled=False))
    await store.save(server_settings(3, channel_id=None))
    await store.save(server_settings(4, trouble="set aside"))
    assert [settings.guild_id for settings in await store.enabled()] == [1, 4]


async def test_set_trouble_returns_whether_it_changed_anything(store):
    await store.save(server_settings(1))
    await store.save(server_settings(2))
    changes = [await store.set_trouble(1, trouble) for trouble in ("a", "a", "b", None, None, "b")]
    assert changes == [True, False, True, True, False, True]
    assert (await store.get(1)).trouble == "b"
    assert (await store.get(2)).trouble is None


async def test_trouble_of_a_server_without_settings_is_not_saved(store):
    assert not await store.set_trouble(GUILD, "a")
    assert await store.get(GUILD) is None


async def test_only_the_first_of_two_equal_concurrent_troubles_is_a_change(path):
    async with open_database(url_of(path)) as one, open_database(url_of(path)) as other:
        await SqlSettings(one).save(server_settings())
        changes = await asyncio.gather(
            *(SqlSettings(engine).set_trouble(GUILD, "gone") for engine in (one, other))
        )
    assert sorted(changes) == [False, True]


async def test_two_concurrent_saves_of_a_new_servers_settings_both_succeed(path):
    async with open_database(url_of(path)) as one, open_database(url_of(path)) as other:
        await asyncio.gather(
            *(SqlSettings(engine).save(server_settings(at="10:00")) for engine in (one, other))
        )
        assert present(await SqlSettings(one).get(GUILD)).at == time(10)


async def test_a_note_is_kept_and_replaced(engine):
    notes = SqlNotes(engine)
    assert await notes.get("commands") is None
    await notes.put("commands", "one")
    await notes.put("commands", "two")
    await notes.put("other", "three")
    assert (await notes.get("commands"), await notes.get("other")) == ("two", "three")


# --- Times and ids --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "at",
    [NOW, NOW.astimezone(timezone(timedelta(hours=12))), datetime(2026, 10, 25, 0, 59, 59, 1, UTC)],
)
async def test_times_come_back_aware_in_utc_and_are_the_same_moment(engine, at):
    await SqlSettings(engine).save(server_settings(saved_at=at))
    await SqlLedger(engine).claim(a_claim(claimed_at=at))
    for back in (
        present(await SqlSettings(engine).get(GUILD)).saved_at,
        present(await SqlLedger(engine).get(GUILD, DAY)).claimed_at,
    ):
        assert back == at
        assert back.tzinfo is UTC


async def test_ids_are_kept_to_the_last_digit_in_every_column(engine):
    high = 2**63 - 1
    claim = a_claim(guild_id=high, channel_id=high - 2, last_message_id=high - 4)
    await SqlLedger(engine).claim(claim)
    await SqlLedger(engine).settle(claim, ClaimState.SENT, high - 6)
    row = present(await SqlLedger(engine).last(high))
    assert (row.guild_id, row.channel_id, row.last_message_id, row.message_id) == (
        high, high - 2, high - 4, high - 6,
    )  # fmt: skip
    await SqlSettings(engine).save(server_settings(high, channel_id=high - 2))
    assert present(await SqlSettings(engine).get(high)).channel_id == high - 2


async def test_data_is_still_there_after_reopening(path):
    async with open_database(url_of(path)) as engine:
        await SqlLedger(engine).claim(a_claim())
        await SqlSettings(engine).save(server_settings())
        await SqlNotes(engine).put("key", "value")
    async with open_database(url_of(path)) as engine:
        assert await SqlLedger(engine).get(GUILD, DAY) == a_claim()
        assert await SqlSettings(engine).get(GUILD) == server_settings()
        assert await SqlNotes(engine).get("key") == "value"


# --- Opening, migrating, closing ------------------------------------------------------------------


def _create_unmigrated(path: Path) -> None:
    """Create a database that Alembic has prepared but not migrated."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.commit()


async def _differences(engine: AsyncEngine) -> list[object]:
    """How the tables of a database differ from those in the code."""

    def compare(connection: sa.Connection) -> list[object]:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        return compare_metadata(context, metadata)

    async with engine.connect() as connection:
        return await connection.run_sync(compare)


async def _schema(engine: AsyncEngine) -> dict[str, object]:
    """The columns, primary key and indexes of each table."""

    def describe(connection: sa.Connection) -> dict[str, object]:
        found = sa.inspect(connection)
        return {
            name: (
                [(column["name"], str(column["type"]), column["nullable"],
                  column.get("primary_key"))
                 for column in found.get_columns(name)],
                found.get_pk_constraint(name)["constrained_columns"],
                [(index["name"], index["column_names"], index["unique"])
                 for index in found.get_indexes(name)],
            )
            for name in found.get_table_names()
            if name != "alembic_version"
        }  # fmt: skip

    async with engine.connect() as connection:
        return await connection.run_sync(describe)


async def test_an_empty_file_gets_the_tables_of_the_code(engine):
    assert await _differences(engine) == []


async def test_the_migrations_create_the_same_tables(path, tmp_path):
    _create_unmigrated(path)
    async with open_database(url_of(path)) as migrated:
        assert await _differences(migrated) == []
        async with open_database(url_of(tmp_path / "fresh.db")) as fresh:
            assert await _schema(migrated) == await _schema(fresh)


async def test_a_migrated_file_and_a_fresh_one_have_the_same_revision(path, tmp_path):
    revisions = []
    _create_unmigrated(path)
    for file in (path, tmp_path / "fresh.db"):
        async with open_database(url_of(file)) as engine, engine.connect() as connection:
            revisions.append(
                (await connection.execute(sa.text("SELECT version_num FROM alembic_version"))).all()
            )
    assert revisions[0] == revisions[1]
    assert len(revisions[0]) == 1


# What the migrations of earlier versions did.
VERSIONS = {
    "0001": """
        CREATE TABLE guild_settings (
            guild_id BIGINT NOT NULL, channel_id BIGINT, at VARCHAR(5) NOT NULL,
            timezone VARCHAR(64) NOT NULL, enabled BOOLEAN NOT NULL, saved_at DATETIME NOT NULL,
            trouble TEXT, CONSTRAINT pk_guild_settings PRIMARY KEY (guild_id)
        );
        CREATE TABLE posts (
            guild_id BIGINT NOT NULL, day DATE NOT NULL, channel_id BIGINT NOT NULL,
            nonce VARCHAR(25) NOT NULL, claimed_at DATETIME NOT NULL, anchor BIGINT,
            state VARCHAR(16) NOT NULL, message_id BIGINT,
            CONSTRAINT pk_posts PRIMARY KEY (guild_id, day)
        );
        CREATE INDEX ix_posts_message_id ON posts (message_id);
        CREATE TABLE notes (
            "key" VARCHAR(64) NOT NULL, value TEXT NOT NULL,
            CONSTRAINT pk_notes PRIMARY KEY ("key")
        );
    """,
    "0002": "CREATE INDEX ix_posts_state ON posts (state);",
    "0003": """
        ALTER TABLE guild_settings ADD COLUMN publish BOOLEAN DEFAULT 1 NOT NULL;
        ALTER TABLE posts ADD COLUMN to_publish BOOLEAN DEFAULT 0 NOT NULL;
        CREATE INDEX ix_posts_to_publish ON posts (to_publish);
    """,
}


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_database_of_an_earlier_version_is_migrated_with_its_content(
    path, tmp_path, version
):
    _create_unmigrated(path)
    moment_of_claim = f"{a_claim().claimed_at:%Y-%m-%d %H:%M:%S.%f}"
    with closing(sqlite3.connect(path)) as connection:
        for made_in, statements in VERSIONS.items():
            if made_in <= version:
                connection.executescript(statements)
        connection.execute("INSERT INTO alembic_version VALUES (?)", (version,))
        connection.execute(
            "INSERT INTO guild_settings (guild_id, channel_id, at, timezone, enabled, saved_at, "
            "trouble) VALUES (?, ?, '18:45', 'Asia/Tokyo', 1, ?, 'Gone.')",
            (GUILD, CHANNEL, "2026-11-09 09:00:00.000000"),
        )
        claim = a_claim()
        into_posts = (
            "INSERT INTO posts "
            "(guild_id, day, channel_id, nonce, claimed_at, anchor, state, message_id) "
        )
        connection.execute(
            f"{into_posts} VALUES (?, ?, ?, ?, ?, ?, 'claimed', NULL)",
            (GUILD, f"{DAY}", CHANNEL, claim.nonce, moment_of_claim, claim.last_message_id),
        )
        connection.execute(
            f"{into_posts} VALUES (?, '2026-11-08', ?, 'n', ?, NULL, 'sent', ?)",
            (GUILD, CHANNEL, moment_of_claim, MESSAGE),
        )
        connection.commit()
    async with open_database(url_of(path)) as engine:
        async with open_database(url_of(tmp_path / "fresh.db")) as fresh:
            assert await _schema(engine) == await _schema(fresh)
        ledger = SqlLedger(engine)
        assert await ledger.unsettled() == [a_claim()]
        assert await ledger.is_post(MESSAGE)
        assert await ledger.unpublished() == [], "posts of before are not published now"
        assert await SqlSettings(engine).get(GUILD) == server_settings(
            at="18:45", timezone="Asia/Tokyo", saved_at=NOW, trouble="Gone.", publish=True
        )


@pytest.mark.parametrize("unmigrated", [False, True])
async def test_opening_again_changes_nothing_and_loses_nothing(path, unmigrated):
    if unmigrated:
        _create_unmigrated(path)
    async with open_database(url_of(path)) as engine:
        schema = await _schema(engine)
        await SqlLedger(engine).claim(a_claim())
    for _ in range(2):
        async with open_database(url_of(path)) as engine:
            assert await _schema(engine) == schema
            assert await SqlLedger(engine).get(GUILD, DAY) == a_claim()


async def test_processes_can_start_on_an_empty_file_at_the_same_time(path):
    async def start() -> int:
        async with open_database(url_of(path)) as engine:
            return len(await _schema(engine))

    assert await asyncio.gather(*(start() for _ in range(3)), return_exceptions=True) == [4] * 3


class _Killed(BaseException):
    """The process is killed."""


@contextmanager
def _killed_at_statement(number: int) -> Iterator[None]:
    statements = count()

    def before(*_args: object) -> None:
        if next(statements) == number:
            raise _Killed

    event.listen(sa.Engine, "before_cursor_execute", before)
    try:
        yield
    finally:
        event.remove(sa.Engine, "before_cursor_execute", before)


@pytest.mark.parametrize("unmigrated", [False, True], ids=["fresh", "migrating"])
async def test_the_next_start_completes_one_that_was_killed_at_any_statement(tmp_path, unmigrated):
    broken: list[str] = []
    number = 0
    for number in count():
        path = tmp_path / f"{number}.db"
        if unmigrated:
            _create_unmigrated(path)
        try:
            with _killed_at_statement(number):
                async with open_database(url_of(path)):
                    break
        except _Killed:
            pass
        try:
            async with open_database(url_of(path)) as engine:
                broken += [f"{number}: {difference}" for difference in await _differences(engine)]
        except StoreError as error:
            broken.append(f"{number}: {error}")
    assert number > 3
    assert broken == []


async def test_a_missing_folder_is_created(tmp_path):
    async with open_database(url_of(tmp_path / "a" / "b" / "c.db")):
        assert (tmp_path / "a" / "b" / "c.db").is_file()


async def test_a_plain_sqlite_url_is_accepted(tmp_path):
    async with open_database(f"sqlite:///{tmp_path / 'plain.db'}") as engine:
        assert await SqlNotes(engine).get("key") is None


async def test_no_thread_is_left_after_closing(path):
    before = set(threading.enumerate())
    async with open_database(url_of(path)) as engine:
        await asyncio.gather(*(SqlNotes(engine).put(f"key {number}", "") for number in range(5)))
        assert set(threading.enumerate()) - before
    assert _still_running(set(threading.enumerate()) - before) == []


async def test_no_thread_is_left_after_a_failed_opening(path):
    path.write_bytes(b"this is not a database " * 100)
    before = set(threading.enumerate())
    with pytest.raises(StoreError):
        async with open_database(url_of(path)):
            pass
    assert _still_running(set(threading.enumerate()) - before) == []


async def test_an_error_inside_is_not_mistaken_for_an_error_of_the_database(path):
    with pytest.raises(OSError, match="the network"):
        async with open_database(url_of(path)):
            raise OSError("the network")


async def test_a_claim_is_on_the_disk_before_its_message_goes_out(engine):
    """Also after a power cut: in WAL mode only FULL (2) or EXTRA (3) syncs at every commit."""
    async with engine.connect() as connection:
        assert (await connection.execute(sa.text("PRAGMA synchronous"))).scalar_one() >= 2


# --- URLs that are refused ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "",
        "absurd",
        "://",
        "postgresql://user:s3cret@host/db",
        "postgresql://user:s3cret@host:port/db",
        "postgresql+asyncpg://user:s3cret@host/db",
        "mysql+pymysql://user:s3cret@host:3306/db",
        "nosuch://user:s3cret@host/db",
        "sqlite+pysqlite:///file.db",
        "sqlite+aiosqlite://user:s3cret@host/file.db",
        "sqlite+aiosqlite:///file.db?timeout=soon",
    ],
)
async def test_an_invalid_url_is_refused_with_a_sentence_without_the_password(
    url, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError) as refused:
        async with open_database(url):
            pass
    assert "DATABASE_URL" in str(refused.value)
    assert "s3cret" not in str(refused.value)
    assert "\n" not in str(refused.value)


async def _refusal(url: str) -> str:
    with pytest.raises(StoreError) as refused:
        async with open_database(url):
            pass
    return str(refused.value)


async def test_a_folder_that_cannot_be_created_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    assert "folder" in await _refusal(url_of(tmp_path / "file" / "x.db"))


async def test_a_folder_in_place_of_the_file_is_refused_with_the_url_and_what_to_do(tmp_path):
    message = await _refusal(url_of(tmp_path))
    assert str(tmp_path) in message
    assert "DATABASE_URL" in message


async def test_a_read_only_database_is_refused_with_a_sentence(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sqlite3.connect(path).close()
    message = await _refusal(f"sqlite+aiosqlite:///file:{path}?mode=ro&uri=true")
    assert "readonly" in message
    assert "\n" not in message


async def test_a_file_that_is_not_a_database_is_refused_with_a_sentence(path):
    path.write_bytes(b"this is not a database " * 100)
    message = await _refusal(url_of(path))
    assert "not a database" in message


async def test_a_refusal_is_one_line(path):
    path.write_bytes(b"this is not a database " * 100)
    assert "\n" not in await _refusal(url_of(path))


async def test_a_database_of_a_newer_version_is_refused_with_a_sentence(path):
    async with open_database(url_of(path)):
        pass
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert "newer" in await _refusal(url_of(path))


def _sqlite_error(name: str, text: str) -> OperationalError:
    original = sqlite3.OperationalError(text)
    original.sqlite_errorname = name
    return OperationalError("INSERT", {}, original)


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("SQLITE_READONLY", "write access to the file and its folder"),
        ("SQLITE_READONLY_DIRECTORY", "write access to the file and its folder"),
        ("SQLITE_CANTOPEN", "read and write access to the file and its folder"),
        ("SQLITE_FULL", "Free some space on its disk"),
        ("SQLITE_IOERR_WRITE", "Check its disk"),
        ("SQLITE_NOTADB", "Name another file in DATABASE_URL"),
        ("SQLITE_CORRUPT", "The file is damaged"),
        ("SQLITE_BUSY", "Another program has locked it"),
        ("SQLITE_MISUSE", "Check DATABASE_URL"),
    ],
)
def test_a_sentence_names_the_file_the_reason_and_what_to_do(tmp_path, monkeypatch, name, advice):
    monkeypatch.chdir(tmp_path)
    url = make_url("sqlite+aiosqlite:///data/bot.db")
    sentence = why_unusable(url, _sqlite_error(name, "the reason"))
    assert str(tmp_path / "data" / "bot.db") in sentence, "a relative path is of little help"
    assert ": the reason. " in sentence
    assert advice in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


async def test_a_damaged_database_is_refused_with_a_sentence(path):
    async with open_database(url_of(path)):
        pass
    content = bytearray(path.read_bytes())
    content[100:200] = b"\xff" * 100
    path.write_bytes(content)
    message = await _refusal(url_of(path))
    assert "malformed" in message
    assert "damaged" in message


@posix_only("has no named pipes in folders")
async def test_a_pipe_or_device_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/null")):
        async with asyncio.timeout(10):
            assert f"{path} is not a file" in await _refusal(url_of(path))


async def test_a_file_that_sqlite_names_itself_makes_no_folder_of_that_name(
    path, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    async with open_database(f"sqlite+aiosqlite:///file:{path}?uri=true"):
        pass
    assert {file.name for file in tmp_path.iterdir()} == {path.name}


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite+aiosqlite:///:memory:"])
async def test_a_database_in_memory_is_refused_because_it_forgets(url):
    assert "names no file" in await _refusal(url)


async def test_a_lock_of_another_program_is_waited_for_and_then_told(path, monkeypatch):
    async with open_database(url_of(path)):
        pass
    monkeypatch.setattr(database, "LOCK_TIMEOUT", 0.3)
    monkeypatch.setattr(database, "LOCK_POLL", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as lock:
        lock.execute("BEGIN IMMEDIATE")
        message = await _refusal(url_of(path))
        assert "locked" in message
        assert "stop that program" in message
        monkeypatch.setattr(database, "LOCK_TIMEOUT", 15.0)
        opening = asyncio.create_task(_open_and_close(url_of(path)))
        await asyncio.sleep(0.3)
        assert not opening.done()
        lock.execute("ROLLBACK")
        await asyncio.wait_for(opening, 10)


async def _open_and_close(url: str) -> None:
    async with open_database(url):
        pass


async def test_opening_writes_and_leaves_no_trace_of_it(path):
    async with open_database(url_of(path)) as engine:
        before = path.stat().st_mtime_ns
    await asyncio.sleep(0.02)
    async with open_database(url_of(path)) as engine, engine.connect() as connection:
        assert (await connection.execute(sa.select(notes))).all() == []
    assert path.stat().st_mtime_ns > before


# --- Failures later -------------------------------------------------------------------------------


async def test_a_database_that_is_locked_later_is_told_within_the_patience_of_a_command(path):
    async with open_database(url_of(path)) as engine:
        with closing(sqlite3.connect(path, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            store, ledger = SqlSettings(engine), SqlLedger(engine)
            for attempt in (store.get(GUILD), store.save(server_settings()), ledger.is_post(1)):
                async with asyncio.timeout(2.5):
                    with pytest.raises(StoreUnavailableError, match="locked"):
                        await attempt
            lock.execute("ROLLBACK")
        await SqlSettings(engine).save(server_settings())


@pytest.mark.parametrize("meanwhile", ["away", "empty", "at once"])
async def test_a_database_that_is_put_back_is_used_again_without_a_restart(path, meanwhile):
    copy = path.with_suffix(".copy")
    async with open_database(url_of(copy)):
        pass
    async with open_database(url_of(path)) as engine:
        store = SqlSettings(engine)
        await store.save(server_settings())
        path.rename(path.with_suffix(".old"))
        if meanwhile == "empty":
            path.touch()
        if meanwhile != "at once":
            for at in ("11:00", "12:00"):
                with pytest.raises(StoreUnavailableError):
                    await store.save(server_settings(at=at))
        copy.replace(path)
        with suppress(StoreUnavailableError):
            await store.save(server_settings(at="13:00"))
        await store.save(server_settings(at="10:00"))
    async with open_database(url_of(path)) as engine:
        assert present(await SqlSettings(engine).get(GUILD)).at == time(10)


async def test_a_database_that_was_deleted_is_told_with_what_to_do(path):
    async with open_database(url_of(path)) as engine:
        store = SqlSettings(engine)
        await store.get(GUILD)
        path.unlink()
        with suppress(StoreUnavailableError):
            await store.save(server_settings())  # SQLite notices
        with pytest.raises(StoreUnavailableError, match=r"deleted.*put it back, or restart"):
            await store.save(server_settings())


async def test_a_failed_transaction_leaves_no_lock(path):
    async def fail(engine: AsyncEngine) -> None:
        note = sa.insert(notes).values(key="a", value="b")
        async with engine.begin() as connection:
            await connection.execute(note)
            await connection.exec_driver_sql("PRAGMA query_only = ON")
            await connection.execute(note)

    async with open_database(url_of(path)) as engine:
        with pytest.raises(StoreUnavailableError, match="readonly") as failure:
            await fail(engine)
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
        assert failure, "the error, which holds the last cursor, is still there"
        assert await SqlNotes(engine).get("a") is None


async def test_a_database_whose_tables_are_gone_is_unavailable(path):
    async with open_database(url_of(path)) as engine:
        with closing(sqlite3.connect(path)) as other:
            other.execute("DROP TABLE guild_settings")
            other.commit()
        with pytest.raises(StoreUnavailableError, match="no such table"):
            await SqlSettings(engine).get(GUILD)


# --- The fake and the real ledger -----------------------------------------------------------------

_claims = st.builds(
    lambda day, minutes: a_claim(
        day=DAY + timedelta(days=day), claimed_at=NOW + timedelta(minutes=minutes)
    ),
    st.integers(0, 1),
    st.integers(0, 2),
)
_moves = st.one_of(
    st.tuples(st.just("claim"), _claims),
    st.tuples(
        st.just("renew"), _claims, st.integers(0, 2).map(lambda m: NOW + timedelta(minutes=m))
    ),
    st.tuples(
        st.just("settle"), _claims, st.sampled_from(ClaimState), st.none() | st.integers(1, 3)
    ),
    st.tuples(st.just("is_post"), st.integers(1, 3)),
    st.tuples(st.just("last"), st.just(GUILD)),
    st.tuples(st.just("unsettled")),
)


@settings(max_examples=25)
@given(st.lists(_moves, max_size=25))
def test_the_ledger_in_memory_behaves_like_the_ledger_in_sql(moves):
    async def play() -> None:
        async with AsyncExitStack() as stack:
            folder = stack.enter_context(TemporaryDirectory())
            engine = await stack.enter_async_context(open_database(f"sqlite:///{folder}/bot.db"))
            real, fake = SqlLedger(engine), MemoryLedger()
            for name, *arguments in moves:
                got = await getattr(real, name)(*arguments)
                assert got == await getattr(fake, name)(*arguments), name
            for day in (DAY, DAY + timedelta(days=1)):
                assert await real.get(GUILD, day) == await fake.get(GUILD, day)

    asyncio.run(play())
