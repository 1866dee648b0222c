"""Why a database cannot be used, in a sentence for the operator that says what to do."""

from sqlalchemy.engine import URL

from bot.store.location import database_file

# What to do, by the start of the name of SQLite's error.
_ADVICE = {
    "SQLITE_READONLY": "Let the user who runs the bot write the file and its folder",
    "SQLITE_PERM": "Let the user who runs the bot read and write the file and its folder",
    "SQLITE_CANTOPEN": "Let the user who runs the bot read and write the file and its folder",
    "SQLITE_FULL": "Make room on its disk",
    "SQLITE_IOERR": "Check its disk, and whether there is room on it",
    "SQLITE_NOTADB": "Name another file in DATABASE_URL",
    "SQLITE_CORRUPT": "It is damaged: put back a copy of it, or name another file in DATABASE_URL",
    "SQLITE_BUSY": "Another program has locked it: end that program",
}
_DEFAULT_ADVICE = "Check DATABASE_URL and the permissions of the file or server"


def why_unusable(url: URL, error: Exception) -> str:
    """Which database it is, what is wrong with it, and what to do."""
    file = database_file(url)
    shown = url.render_as_string(hide_password=True) if file is None else str(file.absolute())
    name = _name(error)
    advice = next((each for start, each in _ADVICE.items() if name.startswith(start)), None)
    return f"The database {shown} cannot be used: {reason_of(error)}. {advice or _DEFAULT_ADVICE}."


def reason_of(error: Exception) -> str:
    """The first line of what the driver said, or the error's name."""
    original = getattr(error, "orig", None) or error
    return next(iter(str(original).splitlines()), type(original).__name__)


def is_locked(error: Exception) -> bool:
    """Whether another program has the database locked, which may end soon."""
    return _name(error).startswith("SQLITE_BUSY")


def _name(error: Exception) -> str:
    return str(getattr(getattr(error, "orig", error), "sqlite_errorname", ""))
