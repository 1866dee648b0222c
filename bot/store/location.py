"""Where the database is: its default, and the folder of a SQLite file."""

from pathlib import Path

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
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    return Path(parsed.database).parent
