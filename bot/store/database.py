"""Opens and closes the database, and brings its tables up to date."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from itertools import count
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.service.ports import StoreUnavailableError
from bot.store.database_errors import is_locked, reason_of, why_unusable
from bot.store.location import database_file
from bot.store.tables import REVISION, metadata, notes

log = logging.getLogger(__name__)

LOCK_TIMEOUT = 15.0  # seconds that a transaction waits for another program's lock
LOCK_POLL = 0.5  # the part of these seconds that one attempt to open the database waits
_WRITE_TEST = "can be written"  # the key of a note that is deleted in the same transaction


class StoreError(Exception):
    """The database cannot be used; the message says why and what to do."""


@asynccontextmanager
async def open_database(url: str) -> AsyncGenerator[AsyncEngine]:
    """Open a database, make sure that it can be written, and bring its tables up to date.

    Raises StoreError. Later failures of the database are raised as StoreUnavailableError.
    """
    engine = _engine(url)
    try:
        try:
            await _prepare(engine)
        except (SQLAlchemyError, OSError) as error:
            raise StoreError(why_unusable(engine.url, error)) from error
        event.listen(engine.sync_engine, "handle_error", _unavailable)
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
        if parsed.database in (None, "", ":memory:"):
            raise StoreError(
                "DATABASE_URL names no file, so posts and settings would be forgotten at every "
                "restart. Name one, as in sqlite+aiosqlite:///data/flamekeeper.db."
            )
        engine = create_async_engine(parsed)
    except (SQLAlchemyError, ValueError) as error:
        raise StoreError(
            "DATABASE_URL is not a database URL like sqlite+aiosqlite:///data/flamekeeper.db."
        ) from error
    if (file := database_file(parsed)) is not None:
        _make_folder(file.absolute())
    event.listen(engine.sync_engine, "connect", _configure)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _make_folder(file: Path) -> None:
    """Create the folder of a database. Raises StoreError if the file cannot be in it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        no_file = file.exists() and not file.is_file()
    except OSError as error:
        raise StoreError(
            f"The folder {file.parent} of the database cannot be used: {error.strerror}. Check its "
            "owner and permissions, or name another file in DATABASE_URL."
        ) from error
    if no_file:
        raise StoreError(f"The database {file} is not a file. Name a file in DATABASE_URL.")


def _configure(connection: DBAPIConnection, _record: object) -> None:
    # Otherwise Python's driver would begin transactions late, and not at all when tables change.
    # All else is SQLite's default, with which a committed claim survives a power cut.
    connection.isolation_level = None


def _begin(connection: sa.Connection) -> None:
    options = connection.get_execution_options()
    lock_timeout = round(1000 * options.get("lock_timeout", LOCK_TIMEOUT))
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {lock_timeout}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("immediate") else "BEGIN")


def _unavailable(context: ExceptionContext) -> None:
    error = context.sqlalchemy_exception
    if isinstance(error, (OperationalError, InterfaceError)) or type(error) is DatabaseError:
        if context.connection is not None and not is_locked(error):
            # The file may have been moved or replaced, so open it again next time. Without the
            # rollback, SQLite keeps its lock until Python has collected the last cursor.
            with suppress(sqlite3.Error):
                context.connection.connection.rollback()
            context.is_disconnect = True
        raise StoreUnavailableError(reason_of(error)) from error


async def _prepare(engine: AsyncEngine) -> None:
    """Bring the tables up to date, and test whether the database can be written.

    While another program has it locked, the wait is divided into short ones, so that a signal can
    end it.
    """
    loop = asyncio.get_running_loop()
    began = loop.time()
    for attempt in count():
        try:
            async with engine.connect() as connection:
                await connection.execution_options(immediate=True, lock_timeout=LOCK_POLL)
                async with connection.begin():
                    await connection.run_sync(_migrate)
                    await connection.run_sync(_write)
        except OperationalError as error:
            if not is_locked(error) or loop.time() > began + LOCK_TIMEOUT:
                raise
            if attempt == 0:
                log.info(
                    "Another program has locked the database; waiting up to %g s", LOCK_TIMEOUT
                )
        else:
            return
        await asyncio.sleep(LOCK_POLL / 10)


def _write(connection: sa.Connection) -> None:
    # Beginning a transaction is not enough: SQLite notices missing permissions or space on writing.
    connection.execute(sa.insert(notes).values(key=_WRITE_TEST, value=""))
    connection.execute(sa.delete(notes).where(notes.c.key == _WRITE_TEST))


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
