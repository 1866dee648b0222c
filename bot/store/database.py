"""The database: opened, brought up to date and closed."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
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
            async with engine.connect() as connection:
                await connection.execution_options(immediate=True)
                async with connection.begin():
                    await connection.run_sync(_migrate)
        except (SQLAlchemyError, OSError) as error:
            reason = str(getattr(error, "orig", error)).splitlines()[0]
            shown = engine.url.render_as_string(hide_password=True)
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
        if parsed.drivername == "sqlite":
            parsed = parsed.set(drivername="sqlite+aiosqlite")
        if parsed.drivername != "sqlite+aiosqlite":
            raise StoreError(
                f"DATABASE_URL names {parsed.drivername}; only SQLite is supported so far."
            )
        engine = create_async_engine(parsed, connect_args={"timeout": 15})
    except (SQLAlchemyError, ValueError) as error:
        raise StoreError(
            "DATABASE_URL is no database address; an example: sqlite+aiosqlite:///data/flamekeeper.db"
        ) from error
    if parsed.database and parsed.database != ":memory:":
        try:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"The database's folder cannot be made: {error}.") from error
    event.listen(engine.sync_engine, "connect", _configure)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _configure(connection: DBAPIConnection, _record: object) -> None:
    # Python's driver would begin transactions late, and none at all for tables. The rest is
    # SQLite's default: a committed claim is on the disk, also after a power cut.
    connection.isolation_level = None


def _begin(connection: sa.Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _migrate(connection: sa.Connection) -> None:
    """Bring the tables up to date, all or nothing; an empty database gets the newest at once."""
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
    # Imported where it is needed: it takes 10 MB, and few starts have anything to migrate.
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
            f"The database has version {version}, which a newer Flamekeeper made; update the "
            "program, or name another database in DATABASE_URL."
        ) from error


_version = sa.Table(  # as Alembic keeps it
    "alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32), primary_key=True)
)
