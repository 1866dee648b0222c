"""Logging to standard error: text for people, JSON for machines, and never a secret."""

import logging
import re
import sys
from collections.abc import Sequence
from typing import Literal

import structlog

_TOKEN = re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}|(?<=Bot )[\w.-]{20,}")
_REDACTED = "[secret]"


def configure(level: str, style: Literal["auto", "text", "json"], secrets: Sequence[str]) -> None:
    """Send every log record to standard error, with the given secrets blotted out."""
    as_text = style == "text" or (style == "auto" and sys.stderr.isatty())
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter(as_text=as_text, secrets=secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("discord", "aiosqlite", "alembic"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, logging.getLogger().level))
    logging.getLogger("discord.client").addFilter(_without_traceback)


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Renders records, then blots secrets out of whatever came out, tracebacks included."""

    def __init__(self, *, as_text: bool, secrets: Sequence[str]) -> None:
        renderer = (
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(),
                exception_formatter=structlog.dev.plain_traceback,
            )
            if as_text
            else structlog.processors.JSONRenderer(ensure_ascii=False)
        )
        super().__init__(
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *(() if as_text else (structlog.processors.format_exc_info,)),
                renderer,
            ],
        )
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, _REDACTED)
        return _TOKEN.sub(_REDACTED, text)


def _without_traceback(record: logging.LogRecord) -> bool:
    """Turn the library's traceback on a lost connection into one sentence."""
    if record.exc_info and record.msg.startswith("Attempting a reconnect"):
        error = record.exc_info[1]
        record.msg = f"The connection to Discord was lost ({error!r}); {record.msg.lower()}"
        record.exc_info = None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
    return True
