"""The log goes to standard error, as text or JSON, and never contains a secret."""

import io
import json
import logging
import sys
from collections.abc import Callable, Iterator

import pytest

from bot.log import configure

TOKEN = "MTE5OTk5OTk5OTk5OTk5OTk5OQ.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789-_"
OTHER_TOKEN = "OTg3NjU0MzIxMDEyMzQ1Njc4OQ.XyZaBc.zyxwvutsrqponmlkjihgfedcba9876543210"
PLAIN = "hunter2"
NAMED = ("discord", "discord.client", "discord.gateway", "aiosqlite", "alembic")

log = logging.getLogger("bot.somewhere")


@pytest.fixture(autouse=True)
def _restore_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    before = {name: (logging.getLogger(name).level, logging.getLogger(name).filters[:])
              for name in NAMED}  # fmt: skip
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, (logger_level, filters) in before.items():
        logging.getLogger(name).setLevel(logger_level)
        logging.getLogger(name).filters[:] = filters


@pytest.fixture(params=["json", "text"])
def style(request) -> str:
    return request.param


def _raise(error: BaseException, cause: BaseException | None = None) -> None:
    try:
        raise error from cause
    except type(error):
        log.exception("It failed")


def _stack(secret: str) -> None:
    log.info("where am I, %s", secret, stack_info=True)


WAYS: dict[str, Callable[[str], None]] = {
    "the message": lambda secret: log.info("token " + secret),  # noqa: G003
    "an argument": lambda secret: log.info("token %s", secret),
    "a named argument": lambda secret: log.info("token %(it)s", {"it": secret}),
    "an argument's inside": lambda secret: log.info("%s %r", {"headers": [secret]}, (secret,)),
    "an extra": lambda secret: log.info("token", extra={"authorization": f"Bot {secret}"}),
    "an object's text": lambda secret: log.info(ValueError(secret)),
    "an error": lambda secret: _raise(ValueError(f"refused: {secret}")),
    "an error's cause": lambda secret: _raise(ValueError("refused"), KeyError(secret)),
    "an error group": lambda secret: _raise(ExceptionGroup("two", [OSError(secret)])),
    "a note of an error": lambda secret: _raise(_noted(secret)),
    "a stack": _stack,
    "the logger's name": lambda secret: logging.getLogger(f"x.{secret}").info("hello"),
    "a warning of an address": lambda secret: log.warning("GET https://u:%s@host/", secret),
}


def _noted(secret: str) -> ValueError:
    error = ValueError("refused")
    error.add_note(secret)
    return error


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("secret", [TOKEN, PLAIN], ids=["a token", "any secret"])
def test_a_secret_is_redacted_wherever_it_occurs(capsys, style, way, secret):
    configure("INFO", style, [secret])
    WAYS[way](secret)
    logged = capsys.readouterr().err
    assert logged.strip(), "something was logged"
    assert secret not in logged


@pytest.mark.parametrize(
    "text", [f"token {OTHER_TOKEN}", f"Authorization: Bot {'x' * 24}", f"'{OTHER_TOKEN}'"]
)
def test_anything_that_looks_like_a_token_is_redacted(capsys, style, text):
    configure("INFO", style, [])
    log.info("%s", text)
    logged = capsys.readouterr().err
    assert "[secret]" in logged
    assert OTHER_TOKEN not in logged
    assert "x" * 24 not in logged


def test_a_secret_is_redacted_in_a_record_that_cannot_be_formatted(capsys, style):
    configure("INFO", style, [TOKEN])
    log.info("%d servers", TOKEN)
    assert TOKEN not in capsys.readouterr().err


@pytest.mark.parametrize(
    "harmless",
    [
        "discord.com/api/v10/channels/1152921504606846987/messages",
        "1.2.3",
        "2026-11-09T09:00:00.000",
        "Bot started",
        "sqlite+aiosqlite:///data/flamekeeper.db",
        "bot.service.daily_posts.serve",
    ],
)
def test_other_text_is_not_redacted(capsys, style, harmless):
    configure("INFO", style, [TOKEN, ""])
    log.info("%s", harmless)
    assert harmless in capsys.readouterr().err


def test_json_has_one_object_per_line_with_time_level_logger_and_message(capsys):
    configure("INFO", "json", [])
    log.warning("the server “%s”\nis away 🔥", "α")
    _raise(ValueError("two\nlines"))
    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert first["message"] == "the server “α”\nis away 🔥"
    assert first["level"].upper() == "WARNING"
    assert first["logger"] == "bot.somewhere"
    assert first["time"]
    assert "ValueError: two\nlines" in json.dumps(second, ensure_ascii=False).replace("\\n", "\n")


def test_text_has_one_line_with_level_logger_and_message(capsys):
    configure("INFO", "text", [])
    log.warning("the server is away")
    [line] = capsys.readouterr().err.splitlines()
    assert line.endswith("the server is away")
    assert "warning" in line.casefold()
    assert "bot.somewhere" in line


@pytest.mark.parametrize("on_terminal", [False, True])
def test_auto_is_text_on_a_terminal_and_json_elsewhere(monkeypatch, on_terminal):
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return on_terminal

    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    configure("INFO", "auto", [])
    log.info("hello")
    assert screen.getvalue().startswith("{") != on_terminal


def test_nothing_is_logged_on_standard_output(capsys, style):
    configure("DEBUG", style, [])
    log.error("hello")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("level", "shown"), [("DEBUG", 4), ("INFO", 3), ("ERROR", 1)])
def test_the_level_decides_what_is_shown(capsys, level, shown):
    configure(level, "json", [])
    for method in (log.debug, log.info, log.warning, log.error):
        method("hello")
    assert len(capsys.readouterr().err.splitlines()) == shown


@pytest.mark.parametrize(("level", "shown"), [("DEBUG", 1), ("ERROR", 0)])
def test_libraries_log_only_warnings_and_errors(capsys, level, shown):
    configure(level, "json", [])
    for name in ("discord.gateway", "aiosqlite", "alembic.runtime"):
        logging.getLogger(name).info("chatter")
    logging.getLogger("discord.gateway").warning("hello")
    assert len(capsys.readouterr().err.splitlines()) == shown


def test_configuring_again_does_not_log_twice(capsys):
    configure("INFO", "json", [])
    configure("INFO", "json", [])
    log.info("hello")
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_lost_connection_is_one_sentence_without_a_traceback(capsys):
    configure("INFO", "text", [])
    try:
        raise ConnectionResetError("by peer")  # noqa: TRY301
    except ConnectionResetError:
        logging.getLogger("discord.client").exception("Attempting a reconnect in %.2fs", 1.5)
    logged = capsys.readouterr().err
    assert "Traceback" not in logged
    assert "by peer" in logged
    assert "reconnect in 1.50s" in logged
    assert "WARNING" in logged
