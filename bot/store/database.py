"""The database: opened, brought up to date and closed."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store.tables import REVISION, metadata


class StoreError(Exception):
    """The database cannot be used; the text says why and what to do."""


@asynccontextmanager
async def open_database(url: str) -> AsyncGenerator[AsyncEngine]:
    """An engine on a database that has the newest tables. Raises StoreError."""
    engine = _engine(url)
    try:
        try:
            async with engine.begin() as connection:
                await connection.run_sync(_migrate)
        except (SQLAlchemyError, OSError) as error:
            reason = error.orig if isinstance(error, OperationalError) else error
            shown = make_url(url).render_as_string(hide_password=True)
            raise StoreError(
                f"The database {shown} cannot be used: {reason}. Check DATABASE_URL and the "
                "rights on the file or server."
            ) from error
        yield engine
    finally:
        await engine.dispose()


def _engine(url: str) -> AsyncEngine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(
            "DATABASE_URL is no database address; an example: sqlite+aiosqlite:///data/flamekeeper.db"
        ) from error
    if parsed.drivername == "sqlite":
        parsed = parsed.set(drivername="sqlite+aiosqlite")
    if parsed.drivername != "sqlite+aiosqlite":
        raise StoreError(
            f"DATABASE_URL names {parsed.drivername}; only SQLite is supported so far."
        )
    if parsed.database and parsed.database != ":memory:":
        try:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"The database's folder cannot be made: {error}.") from error
    engine = create_async_engine(parsed, connect_args={"timeout": 15})
    event.listen(engine.sync_engine, "connect", _configure)
    return engine


def _configure(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    # A claim must be on the disk before its message is sent: FULL also after a power cut.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _migrate(connection: sa.Connection) -> None:
    """Bring the tables up to date; an empty database gets the newest ones at once."""
    known = sa.inspect(connection)
    if not known.has_table(_version.name):
        metadata.create_all(connection)
        _version.create(connection)
        connection.execute(sa.insert(_version).values(version_num=REVISION))
    elif connection.scalar(sa.select(_version.c.version_num)) != REVISION:
        _upgrade(connection)


def _upgrade(connection: sa.Connection) -> None:
    # Imported where it is needed: it takes 10 MB, and few starts have anything to migrate.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


_version = sa.Table(  # as Alembic keeps it
    "alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32), primary_key=True)
)
