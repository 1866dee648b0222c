"""What a terminal shows: wrapped at words, bold and linked; a pipe gets the plain text."""

import io
import os
import re
import subprocess
import sys

import pytest

from bot.terminal.screen import AnsiMarkup, TerminalScreen, standard_output
from bot.text.plain import PLAIN
from tests.terminal.knowledge import FAQ_ALONE, write_folder

pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals of this kind")
ESCAPE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
LONG = (
    "**The torch** was carried by many people through a great many towns and villages, and it "
    "took part in a [spacewalk](<https://example.org/walk>).\n\n"
    "- a list item that is a good deal longer than one line of such a narrow terminal can be"
)


def shown(*command: str, folder, width: int = 40) -> str:
    """What a command prints on a terminal of this width."""
    master, slave = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(width), "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *command, "--knowledge", str(folder)],
        stdout=slave, stdin=subprocess.DEVNULL, env=environment,
    )  # fmt: skip
    os.close(slave)
    output = b""
    while True:
        try:
            chunk = os.read(master, 65_536)
        except OSError:  # Linux reports the end of a pseudo-terminal as an error
            break
        if not chunk:
            break
        output += chunk
    os.close(master)
    assert process.wait(60) == 0
    return output.decode().replace("\r\n", "\n")


@pytest.fixture
def long_answer(tmp_path):
    answer = LONG.replace("\n", "\n      ")
    faq = FAQ_ALONE.replace("From **nine** to five.", answer)
    assert answer in faq
    return write_folder(tmp_path / "k", faq=faq)


def test_on_a_terminal_an_answer_is_wrapped_at_words_with_bold_and_links(long_answer):
    raw = shown("ask", "When is the torch museum open?", folder=long_answer)
    lines = ESCAPE.sub("", raw).splitlines()

    assert "\x1b[1mThe torch\x1b[0m" in raw
    assert "https://example.org/walk" in raw
    assert "<https://example.org/walk>" not in raw
    assert all(len(line) <= 40 for line in lines)
    assert not any(mark in raw for mark in ("**", "`", "]("))
    words = " ".join(" ".join(lines).split())
    assert "carried by many people through a great many towns and villages" in words


def test_further_lines_of_a_list_item_are_indented(long_answer):
    raw = shown("ask", "When is the torch museum open?", folder=long_answer)
    lines = ESCAPE.sub("", raw).splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("- a list item"))

    assert lines[at + 1].startswith("  ")
    assert lines[at + 1][2] != " "


def test_a_wide_terminal_shows_more_words_a_line(long_answer):
    question = "When is the torch museum open?"
    narrow = shown("ask", question, folder=long_answer, width=40)
    wide = shown("ask", question, folder=long_answer, width=120)

    assert narrow.count("\n") > wide.count("\n")


def test_a_milestone_is_wrapped_too(folder):
    raw = shown("milestone", "2013-11-07", folder=folder, width=30)

    assert "\x1b[1m" in raw
    assert all(len(line) <= 30 for line in ESCAPE.sub("", raw).splitlines())


def test_standard_output_that_is_not_a_terminal_gets_plain_text(monkeypatch):
    output = io.StringIO()
    monkeypatch.setattr(sys, "stdout", output)
    screen = standard_output()
    screen.show(screen.markup.bold("x" * 200))

    assert screen.markup is PLAIN
    assert output.getvalue() == "x" * 200 + "\n"


@pytest.mark.parametrize("text", ["", "\n", "x" * 500, "- ", "  1. ", "é🔥" * 90])
def test_every_line_can_be_shown(monkeypatch, capsys, text):
    monkeypatch.setenv("COLUMNS", "20")
    TerminalScreen().show(AnsiMarkup().bold(text))

    shown_text = ESCAPE.sub("", capsys.readouterr().out)
    assert "".join(shown_text.split()) == "".join(text.split())
