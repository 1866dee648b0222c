"""Explains to the operator why a database cannot be used, and what to do."""

from sqlalchemy.engine import URL

from bot.store.location import database_file

# What to do: start of the name of SQLite's error → advice.
_ADVICE = {
    "SQLITE_READONLY": "Give the bot's user write access to the file and its folder",
    "SQLITE_PERM": "Give the bot's user read and write access to the file and its folder",
    "SQLITE_CANTOPEN": "Give the bot's user read and write access to the file and its folder",
    "SQLITE_FULL": "Free some space on its disk",
    "SQLITE_IOERR": "Check its disk, and whether there is space left on it",
    "SQLITE_NOTADB": "Name another file in DATABASE_URL",
    "SQLITE_CORRUPT": "The file is damaged: restore a backup, or name another file in DATABASE_URL",
    "SQLITE_BUSY": "Another program has locked it: stop that program",
}
_EMPTIED = (
    "the file was deleted or replaced while the bot runs: put it back, or restart the bot to begin "
    "with an empty one"
)
_DEFAULT_ADVICE = "Check DATABASE_URL and the permissions of the file or server"


def why_unusable(url: URL, error: Exception) -> str:
    """A sentence with the database, what is wrong with it, and what to do."""
    file = database_file(url)
    shown = url.render_as_string(hide_password=True) if file is None else str(file.absolute())
    name = _name(error)
    advice = next((each for start, each in _ADVICE.items() if name.startswith(start)), None)
    return f"The database {shown} cannot be used: {reason_of(error)}. {advice or _DEFAULT_ADVICE}."


def reason_of(error: Exception) -> str:
    """The first line of the driver's message, or the name of the error."""
    original = getattr(error, "orig", None) or error
    said = next(iter(str(original).splitlines()), type(original).__name__)
    return f"{said} ({_EMPTIED})" if said.startswith("no such table") else said


def is_locked(error: Exception) -> bool:
    """Whether the error is a lock of another program, which may end soon."""
    return _name(error).startswith("SQLITE_BUSY")


def _name(error: Exception) -> str:
    return str(getattr(getattr(error, "orig", error), "sqlite_errorname", ""))
