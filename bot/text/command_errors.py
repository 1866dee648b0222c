"""Why a command in the terminal cannot do what it was asked to, and its one warning."""

from datetime import UTC, datetime

NO_QUESTION = "There is no question on standard input, so there is nothing to do."
NOTHING_TO_DO = (
    "DISCORD_TOKEN is not set and there is no question on standard input, "
    "so there is nothing to do."
)
ONE_QUESTION_OR_JSONL = "Give one question, or --jsonl for questions on standard input."
KNOWLEDGE_BEFORE_COMMAND = "Put --knowledge after the command."

NO_QUESTION_IN_OBJECT = "expected an object with a string under “q”"
GOLD_OR_DATES = "needs “gold”, “dates” or both"


def not_a_folder(path: str) -> str:
    """The path of the knowledge is that of a file."""
    return f"{path} is not a folder. Name the folder that the knowledge files are in."


def no_knowledge_folder(folder: str, absolute: str) -> str:
    """There is nothing under the path."""
    looked_for = "" if folder == absolute else f"; it was looked for as {absolute}"
    return f"The knowledge folder {folder} does not exist{looked_for}."


def invalid_knowledge(errors: str) -> str:
    """The errors of the knowledge files, one a line, and what follows from them."""
    return f"{errors}\nThe knowledge cannot be loaded."


def cannot_read(file: str, reason: str | None) -> str:
    """The operating system refused to read a file."""
    return f"{file} cannot be read: {reason}."


def cannot_write(file: str, reason: str | None) -> str:
    """The operating system refused to write a file."""
    return f"{file} cannot be written: {reason}."


def not_utf8(file: str) -> str:
    """A file is not text, or in another encoding."""
    return f"{file} is not UTF-8."


def no_question_in(file: str) -> str:
    """A question file has only blank lines."""
    return f"{file} has no question in it."


def invalid_now(now: str) -> str:
    """The value of `--now` is not a moment."""
    return f"--now {now}: expected a date and time, for example 2026-11-23T08:59:50+03:00."


def invalid_sizes(sizes: str, largest: int) -> str:
    """The value of `--sizes` is not a list of numbers, or one is too large."""
    return f"--sizes {sizes}: expected whole numbers up to {largest:,}, for example 1000,10000."


def clock_warning(start_at: datetime) -> str:
    """The warning that the bot's clock does not show the current time."""
    return (
        f"Warning: the bot's clock starts at {start_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC, "
        "not at the current time."
    )


def invalid_json(reason: str) -> str:
    """A line of `ask --jsonl` is not JSON."""
    return f"not valid JSON: {reason}"


def invalid_line(file: str, number: int, reason: str) -> str:
    """A line of a question file cannot be used; written like a finding of `check`."""
    return f"{file}:{number}:1: error: {reason}"


def not_a_question(reason: str, key: str = "") -> str:
    """Why a line of a question file is not a question; `key`: the key whose value is wrong."""
    return f"not a question: “{key}”: {reason}" if key else f"not a question: {reason}"
