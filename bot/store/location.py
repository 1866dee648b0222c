"""Where the database is: its default, and the folder of a SQLite file."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

DEFAULT_FILE = Path("data/flamekeeper.db")
DEFAULT_URL = f"sqlite+aiosqlite:///{DEFAULT_FILE.as_posix()}"


def database_folder(url: str) -> Path | None:
    """The folder of a SQLite file; None for another database, or if it is not a database URL."""
    if url == DEFAULT_URL:
        return DEFAULT_FILE.parent
    # SQLAlchemy takes 0.4 s and 30 MB to import: terminal commands do without it if they can.
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return None
    file = database_file(parsed)
    return file.parent if file is not None else None


def database_file(url: "URL") -> Path | None:
    """The file of a SQLite database; None for another one, in memory, or if SQLite names it."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return None if url.database.startswith("file:") else Path(url.database)
