"""Opens and closes the database, and brings its tables up to date."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store.location import database_folder
from bot.store.tables import REVISION, metadata


class StoreError(Exception):
    """The database cannot be used; the message says why and what to do."""


@asynccontextmanager
async def open_database(url: str) -> AsyncGenerator[AsyncEngine]:
    """An engine for a database whose tables are up to date. Raises StoreError."""
    engine = _engine(url)
    try:
        try:
            async with engine.connect() as connection:
                await connection.execution_options(immediate=True)
                async with connection.begin():
                    await connection.run_sync(_migrate)
        except (SQLAlchemyError, OSError) as error:
            reason = str(getattr(error, "orig", error)).splitlines()[0]
            shown = engine.url.render_as_string(hide_password=True)
            raise StoreError(
                f"The database {shown} cannot be used: {reason}. Check DATABASE_URL and the "
                "permissions of the file or server."
            ) from error
        yield engine
    finally:
        await engine.dispose()


def _engine(url: str) -> AsyncEngine:
    try:
        parsed = make_url(url)
        if parsed.drivername == "sqlite":
            parsed = parsed.set(drivername="sqlite+aiosqlite")
        if parsed.drivername != "sqlite+aiosqlite":
            raise StoreError(
                f"DATABASE_URL names {parsed.drivername}; only SQLite is supported so far."
            )
        engine = create_async_engine(parsed, connect_args={"timeout": 15})
    except (SQLAlchemyError, ValueError) as error:
        raise StoreError(
            "DATABASE_URL is not a database URL like sqlite+aiosqlite:///data/flamekeeper.db."
        ) from error
    if (folder := database_folder(url)) is not None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"The folder of the database cannot be created: {error}.") from error
    event.listen(engine.sync_engine, "connect", _configure)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _configure(connection: DBAPIConnection, _record: object) -> None:
    # Otherwise Python's driver would begin transactions late, and not at all when tables change.
    # All else is SQLite's default, so a committed claim survives a power cut.
    connection.isolation_level = None


def _begin(connection: sa.Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _migrate(connection: sa.Connection) -> None:
    """Bring the tables up to date, all or nothing; create them if the database is empty."""
    version = None
    if sa.inspect(connection).has_table(_version.name):
        version = connection.scalar(sa.select(_version.c.version_num))
    elif not sa.inspect(connection).get_table_names():
        metadata.create_all(connection)
        _version.create(connection)
        connection.execute(sa.insert(_version).values(version_num=REVISION))
        return
    if version != REVISION:
        _upgrade(connection, version)


def _upgrade(connection: sa.Connection, version: str | None) -> None:
    # Imported here because it takes 10 MB, and few starts have anything to migrate.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            f"The database has version {version}, made by a newer Flamekeeper; update the program, "
            "or use another database (DATABASE_URL)."
        ) from error


_version = sa.Table(  # as Alembic creates it
    "alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32), primary_key=True)
)
