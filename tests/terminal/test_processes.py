"""What only a process of its own can show: streams, exit codes, imports, the installed command."""

import asyncio
import json
import signal
import subprocess
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from tests.narrowing import present
from tests.systems import posix_only
from tests.terminal.knowledge import ANSWER_IN, BOT, BROKEN, environment, write_folder

HOURS = "When is the torch museum open?"
PRICE = "What does a ticket cost?"


@pytest.fixture
def start(tmp_path):
    """Run the program to its end in an empty working directory."""

    def start(*arguments: object, given: str | bytes = b"", **variables: str):
        return subprocess.run(
            [*BOT, *map(str, arguments)],
            input=given.encode() if isinstance(given, str) else given,
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env=environment(**variables),
            timeout=ANSWER_IN,
        )

    return start


def test_two_questions_from_a_pipe_are_answered_with_exit_code_0(start, folder):
    """An empty token is none; and whatever the locale, the streams are UTF-8."""
    given = f"{HOURS} 🔥\n{PRICE}\n"
    ended = start(
        "--knowledge", folder, given=given, DISCORD_TOKEN="", LC_ALL="C", PYTHONIOENCODING="ascii"
    )
    assert ended.returncode == 0
    assert ended.stderr == b""
    first, second = ended.stdout.decode("utf-8").replace("\r\n", "\n").strip().split("\n\n")
    assert first.startswith("From nine to five.\n")
    assert "— The Paper" in first
    assert second == "Nothing at all."


def test_empty_input_gets_one_sentence_on_standard_error_and_exit_code_2(start, folder):
    ended = start("run", "--knowledge", folder)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert len(ended.stderr.decode().splitlines()) == 1


async def test_jsonl_answers_each_line_before_the_next_is_written(folder, tmp_path):
    process = await asyncio.create_subprocess_exec(
        *BOT, "ask", "--jsonl", "--knowledge", str(folder),
        stdin=PIPE, stdout=PIPE, stderr=PIPE, cwd=tmp_path, env=environment(),
    )  # fmt: skip
    stdin, stdout, stderr = present(process.stdin), present(process.stdout), present(process.stderr)
    lines = [
        json.dumps({"q": HOURS}).encode(),
        b"\xff broken",
        rb'{"q": "half a surrogate \ud83d"}',
        json.dumps({"q": "lol", "overheard": True}).encode(),
        json.dumps({"q": "¿🔥?"}, ensure_ascii=False).encode(),
    ]
    replies = []
    async with asyncio.timeout(ANSWER_IN):
        for line in lines:
            stdin.write(line + b"\n")
            await stdin.drain()
            replies.append(json.loads(await stdout.readline()))
        stdin.close()
        rest, errors = await stdout.read(), await stderr.read()
        assert await process.wait() == 0
    assert (rest, errors) == (b"", b"")
    assert [each.get("outcome") for each in replies] == [
        "answer",
        None,
        "unknown",
        "silent",
        "unknown",
    ]
    assert list(replies[1]) == ["error"]
    assert replies[4]["question"] == "¿🔥?"


def test_ask_does_not_import_what_only_the_running_bot_needs(folder, tmp_path):
    program = (
        "import sys; from bot.terminal.commands import app\n"
        "try: app()\n"
        "except SystemExit as ended: assert not ended.code\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, "ask", HOURS, "--knowledge", str(folder)],
        capture_output=True, check=True, cwd=tmp_path, env=environment(), timeout=ANSWER_IN,
    )  # fmt: skip
    loaded = {name.partition(".")[0] for name in ended.stderr.decode().split()}
    assert "bot" in loaded
    assert loaded & {"discord", "aiohttp", "sqlalchemy", "alembic", "aiosqlite"} == set()
    assert loaded & {"numpy", "bm25s"} == set()
    assert not any(name.startswith("bot.bench") for name in ended.stderr.decode().split())


def test_the_bot_itself_does_without_the_commands_and_their_library(folder, tmp_path):
    program = (
        "import sys; from bot.terminal.main import main; sys.argv[1:] = []\n"
        "try: main()\n"
        "except SystemExit as ended: assert not ended.code\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], input=HOURS.encode(), capture_output=True, check=True,
        cwd=tmp_path, env=environment(KNOWLEDGE_DIR=str(folder)), timeout=ANSWER_IN,
    )  # fmt: skip
    loaded = ended.stderr.decode().split()
    assert "bot.terminal.chat" in loaded
    assert "typer" not in loaded
    assert "bot.terminal.commands" not in loaded


def test_the_packaged_knowledge_is_found_from_any_working_directory(start):
    ended = start("milestone", "9 November 2013", "--json")
    assert ended.returncode == 0
    assert json.loads(ended.stdout)["milestones"][0]["date"] == "2013-11-09"


def test_the_installed_command_is_the_same_program(folder, tmp_path):
    command = Path(sys.executable).parent / "flamekeeper"
    ended = subprocess.run(
        [command, "ask", HOURS, "--json", "--knowledge", folder],
        capture_output=True, check=False, cwd=tmp_path, env=environment(), timeout=ANSWER_IN,
    )  # fmt: skip
    assert ended.returncode == 0
    assert json.loads(ended.stdout)["entries"] == ["hours"]


def test_there_is_no_traceback_if_the_reader_of_the_output_goes_away(folder, tmp_path):
    with subprocess.Popen(
        [*BOT, "ask", "--jsonl", "--knowledge", str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=tmp_path, env=environment(),
    ) as process:  # fmt: skip
        present(process.stdout).close()
        stdin = present(process.stdin)
        try:
            stdin.write(json.dumps({"q": HOURS}).encode() + b"\n")
            stdin.close()
        except BrokenPipeError:
            process.stdin = None
        errors = present(process.stderr).read()
        process.wait(ANSWER_IN)
    assert b"Traceback" not in errors


@pytest.mark.parametrize("fault", ["knowledge", "database"])
def test_a_bot_that_cannot_start_exits_with_code_2_and_does_not_show_its_token(
    start, folder, tmp_path, fault
):
    token = "MTE5OTk5OTk5OTk5OTk5OTk5OQ.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789-_"
    variables = {"DISCORD_TOKEN": token}
    if fault == "knowledge":
        folder = write_folder(tmp_path / "k", faq=BROKEN)
    else:
        variables["DATABASE_URL"] = "postgresql://user:geheim@host/db"
    ended = start("run", "--knowledge", folder, **variables)
    assert (ended.returncode, ended.stdout) == (2, b"")
    errors = ended.stderr.decode()
    assert ("faq.yaml:2:" if fault == "knowledge" else "DATABASE_URL") in errors
    assert "Traceback" not in errors
    assert token not in errors
    assert "geheim" not in errors


def test_an_unknown_command_exits_with_code_2_and_prints_nothing_on_standard_output(start):
    ended = start("nonsense")
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert b"nonsense" in ended.stderr


def _heed_ctrl_c() -> None:
    """A shell that runs the tests in the background has its children ignore Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@posix_only("needs a signal to one process")
async def test_ctrl_c_ends_the_conversation_and_a_start_without_a_traceback(folder, tmp_path):
    process = await asyncio.create_subprocess_exec(
        *BOT, "chat", "--knowledge", str(folder),
        stdin=PIPE, stdout=PIPE, stderr=PIPE, cwd=tmp_path, env=environment(),
        preexec_fn=_heed_ctrl_c,
    )  # fmt: skip
    present(process.stdin).write(f"{HOURS}\n".encode())
    async with asyncio.timeout(ANSWER_IN):
        await present(process.stdout).readline()
        process.send_signal(signal.SIGINT)
        assert await process.wait() == 0
        assert b"Traceback" not in await present(process.stderr).read()


def test_errors_are_utf8_whatever_the_encoding_of_the_console(start, tmp_path):
    """Among them that of a German Windows."""
    for encoding in ("cp1252", "ascii", "cp850"):
        ended = start("check", "--knowledge", tmp_path / "Фakel", PYTHONIOENCODING=encoding)
        assert "Фakel" in ended.stderr.decode("utf-8")
