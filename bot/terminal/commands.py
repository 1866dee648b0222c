"""The command line: results on standard output, everything else on standard error."""

import asyncio
import io
import json
import sys
from typing import Annotated, cast

import typer

from bot import __version__
from bot.clock import SystemClock
from bot.log import configure
from bot.service.answering import Answerer
from bot.store.calibrations import DiskCalibrations
from bot.store.folder import DiskFolder
from bot.terminal.calendar_commands import draw_map, milestone
from bot.terminal.chat import outcome_text, talk
from bot.terminal.json_output import reply_json
from bot.terminal.jsonl_questions import answer_lines
from bot.terminal.options import (
    KnowledgeOption,
    NowOption,
    clock_from,
    fail,
    knowledge_folder,
    load_settings,
    load_snapshot,
    open_snapshot,
    today_of,
)
from bot.terminal.quality import bench, check, evaluate
from bot.terminal.screen import standard_output
from bot.text.command_errors import KNOWLEDGE_BEFORE_COMMAND, ONE_QUESTION_OR_JSONL

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Flamekeeper: answers from a curated FAQ, on Discord or here.",
)


def main() -> None:
    """Run the command line."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        cast("io.TextIOWrapper", sys.stdout).reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except BrokenPipeError:
        # The reader has closed the pipe, as `| head` does: there is nowhere left to write to.
        sys.stderr.close()
        raise SystemExit(0) from None


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    knowledge: KnowledgeOption = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version")] = False,  # noqa: FBT002
) -> None:
    """Without a command, the same as `run`."""
    if version:
        print(f"flamekeeper {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        run(knowledge)
    elif knowledge is not None:
        fail(KNOWLEDGE_BEFORE_COMMAND)


@app.command()
def run(knowledge: KnowledgeOption = None, now: NowOption = None) -> None:
    """Run on Discord; without a token, chat in the terminal."""
    settings = load_settings()
    clock = clock_from(now)
    folder = knowledge_folder(settings, knowledge)
    if settings.discord_token is None:
        talk(load_snapshot(settings, folder), today_of(clock), hint=True)
        return
    configure(settings.log_level, settings.log_format, [settings.discord_token.get_secret_value()])
    snapshot = load_snapshot(settings, folder)
    # Imported only now, so that the memory freed after building is used again: 3 MB less.
    from bot.app import run_discord

    calibrations = DiskCalibrations(settings.database_url)
    raise typer.Exit(
        asyncio.run(run_discord(settings, DiskFolder(folder), snapshot, calibrations, clock))
    )


@app.command()
def chat(knowledge: KnowledgeOption = None) -> None:
    """Chat in the terminal."""
    snapshot = open_snapshot(knowledge)
    talk(snapshot, today_of(SystemClock()), hint=False)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON")] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read questions from standard input, as JSON lines")
    ] = False,
    overheard: Annotated[
        bool, typer.Option("--overheard", help="Treat the question as one not addressed to the bot")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Print the reasons too")] = False,
    knowledge: KnowledgeOption = None,
) -> None:
    """Answer one question, or with --jsonl many."""
    if (question is None) != jsonl:
        fail(ONE_QUESTION_OR_JSONL)
    snapshot = open_snapshot(knowledge)
    answerer = Answerer(lambda: snapshot)
    if question is None:
        for result in answer_lines(
            answerer, sys.stdin.buffer, today_of(SystemClock()), overheard=overheard
        ):
            print(json.dumps(result, ensure_ascii=False), flush=True)
        return
    reply = answerer.ask(question, today_of(SystemClock()), overheard=overheard)
    if as_json:
        print(json.dumps(reply_json(reply), ensure_ascii=False))
    else:
        screen = standard_output()
        screen.show(outcome_text(reply.outcome, screen.markup))
    if explain:
        print("\n".join(f"· {reason}" for reason in reply.reasons), file=sys.stderr)


for name, command in {
    "milestone": milestone, "map": draw_map, "check": check, "eval": evaluate, "bench": bench,
}.items():  # fmt: skip
    app.command(name)(command)
