"""Departures in the database, and what is deleted with them."""

from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.service.departure_ports import DepartureStore
from bot.store.database import open_database
from bot.store.departures import SqlDepartures
from bot.store.post_ledger import SqlLedger
from bot.store.settings_store import SqlSettings
from tests.service.fakes.data import GUILD, moment, server_settings
from tests.service.fakes.departures import MemoryDepartures
from tests.unit.store.test_store import DAY, a_claim

NOW = moment("2026-11-09 09:00")
OTHER = GUILD + 1


@pytest.fixture
async def engine(tmp_path) -> AsyncGenerator[AsyncEngine]:
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'x.db'}") as engine:
        for guild in (GUILD, OTHER):
            await SqlSettings(engine).save(server_settings(guild))
        yield engine


@pytest.fixture(params=["in SQL", "in memory"])
def store(request, engine) -> DepartureStore:
    return SqlDepartures(engine) if request.param == "in SQL" else MemoryDepartures(GUILD, OTHER)


async def test_a_departure_is_kept_with_its_time_until_it_is_cancelled(store):
    assert await store.servers() == {GUILD, OTHER}
    await store.add({GUILD, OTHER}, NOW)
    await store.add({OTHER}, NOW + timedelta(days=1))
    assert await store.departures() == {GUILD: NOW, OTHER: NOW + timedelta(days=1)}
    await store.cancel({GUILD})
    assert await store.departures() == {OTHER: NOW + timedelta(days=1)}
    assert await store.servers() == {GUILD, OTHER}


async def test_deleting_takes_what_is_kept_for_that_server_alone(store):
    await store.add({GUILD, OTHER}, NOW)
    await store.delete({GUILD: NOW})
    assert await store.servers() == {OTHER}
    assert await store.departures() == {OTHER: NOW}


async def test_nothing_is_deleted_if_another_process_has_changed_the_departure(store):
    await store.add({GUILD, OTHER}, NOW)
    await store.cancel({GUILD})
    await store.delete({GUILD: NOW, OTHER: NOW - timedelta(days=1)})
    assert await store.servers() == {GUILD, OTHER}
    assert await store.departures() == {OTHER: NOW}


async def test_the_ledger_stays(engine):
    await SqlLedger(engine).claim(a_claim())
    store = SqlDepartures(engine)
    await store.add({GUILD}, NOW)
    await store.delete({GUILD: NOW})
    assert await SqlSettings(engine).get(GUILD) is None
    assert await SqlLedger(engine).get(GUILD, DAY) == a_claim()
