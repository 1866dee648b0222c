"""Logging to standard error: text for people, JSON for machines, and never a secret."""

import logging
import re
import sys
from collections.abc import Sequence
from typing import Literal

from pythonjsonlogger.json import JsonFormatter

_TOKEN = re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}|(?<=Bot )[\w.-]{20,}")
_REDACTED = "[secret]"


def configure(level: str, style: Literal["auto", "text", "json"], secrets: Sequence[str]) -> None:
    """Send every log record to standard error, with the given secrets redacted."""
    as_text = style == "text" or (style == "auto" and sys.stderr.isatty())
    handler = logging.StreamHandler(sys.stderr)
    formatter = (
        logging.Formatter("{asctime} {levelname:<7} {name}: {message}", style="{")
        if as_text
        else JsonFormatter(
            "{asctime}{levelname}{name}{message}",
            style="{",
            rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
            json_ensure_ascii=False,
        )
    )
    handler.setFormatter(_Redacting(formatter, secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("discord", "aiosqlite", "alembic"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, logging.getLogger().level))
    logging.getLogger("discord.client").addFilter(_without_traceback)


class _Redacting(logging.Formatter):
    """Redacts secrets in the output of another formatter, including tracebacks."""

    def __init__(self, inner: logging.Formatter, secrets: Sequence[str]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        """Format and redact a record; if its arguments do not fit, show it unformatted."""
        try:
            text = self._inner.format(record)
        except (TypeError, ValueError, KeyError) as error:
            text = f"{record.levelname} {record.name}: {record.msg!r} % {record.args!r} ({error})"
        for secret in self._secrets:
            text = text.replace(secret, _REDACTED)
        return _TOKEN.sub(_REDACTED, text)


def _without_traceback(record: logging.LogRecord) -> bool:
    """Replace discord.py's traceback about a lost connection with one sentence."""
    if record.exc_info and record.msg.startswith("Attempting a reconnect"):
        error = record.exc_info[1]
        record.msg = f"The connection to Discord was lost ({error!r}); {record.msg.lower()}"
        record.exc_info = None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
    return True
