"""The commands of the terminal: results on standard output, all else on standard error."""

import asyncio
import io
import json
import sys
from pathlib import Path
from typing import Annotated, cast

import typer

from bot import __version__
from bot.clock import SystemClock
from bot.log import configure
from bot.service.answering import Answerer
from bot.service.ports import Clock
from bot.service.snapshot import Snapshot
from bot.settings import store_folder
from bot.store.calibrations import DiskCalibrations
from bot.store.folder import DiskFolder
from bot.terminal.json_output import answer_lines, lookup_json, reply_json
from bot.terminal.options import (
    KnowledgeOption,
    NowOption,
    clock_from,
    fail,
    knowledge_folder,
    load_settings,
    load_snapshot,
    today_of,
)
from bot.terminal.quality import bench, check, evaluate

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Flamekeeper: answers from a curated FAQ, on Discord or here.",
)

app.command("check")(check)
app.command("eval")(evaluate)
app.command("bench")(bench)


def main() -> None:
    """Run the command line."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        cast("io.TextIOWrapper", sys.stdout).reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except BrokenPipeError:
        # The reader has gone (`| head`): nothing is left to say, nor anywhere to say it.
        sys.stderr.close()
        raise SystemExit(0) from None


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    knowledge: KnowledgeOption = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version")] = False,  # noqa: FBT002
) -> None:
    """Without a command: the same as `run`."""
    if version:
        print(f"flamekeeper {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        run(knowledge)
    elif knowledge is not None:
        fail("Put --knowledge behind the command.")


@app.command()
def run(knowledge: KnowledgeOption = None, now: NowOption = None) -> None:
    """Run on Discord; without a token, talk here."""
    settings = load_settings()
    clock = clock_from(now)
    folder = knowledge_folder(settings, knowledge)
    if settings.discord_token is None:
        _talk(load_snapshot(settings, folder), clock, hint=True)
        return
    configure(settings.log_level, settings.log_format, [settings.discord_token.get_secret_value()])
    snapshot = load_snapshot(settings, folder)
    # Imported only now, so that what building needed for a moment is used again: 3 MB less.
    from bot.app import run_discord

    calibrations = DiskCalibrations(store_folder(settings))
    raise typer.Exit(
        asyncio.run(run_discord(settings, DiskFolder(folder), snapshot, calibrations, clock))
    )


@app.command()
def chat(knowledge: KnowledgeOption = None) -> None:
    """Talk in the terminal."""
    settings = load_settings()
    _talk(load_snapshot(settings, knowledge_folder(settings, knowledge)), SystemClock(), hint=False)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON")] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Questions as JSON lines on stdin")
    ] = False,
    overheard: Annotated[
        bool, typer.Option("--overheard", help="As a message not addressed to the bot")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say why")] = False,
    knowledge: KnowledgeOption = None,
) -> None:
    """Answer one question, or one a line."""
    if (question is None) != jsonl:
        fail("Give one question, or --jsonl for questions on standard input.")
    settings = load_settings()
    snapshot = load_snapshot(settings, knowledge_folder(settings, knowledge))
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
        from bot.terminal.chat import as_text

        print(as_text(reply))
    if explain:
        print("\n".join(f"· {reason}" for reason in reply.reasons), file=sys.stderr)


@app.command()
def milestone(
    when: Annotated[list[str] | None, typer.Argument(help="A date, a place or an event")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON")] = False,
    now: NowOption = None,
    knowledge: KnowledgeOption = None,
) -> None:
    """Show what happened on a day, at a place or at an event; else today's, or the next."""
    from bot.terminal.chat import milestones_text

    settings = load_settings()
    snapshot = load_snapshot(settings, knowledge_folder(settings, knowledge))
    query = " ".join(when or ())
    today = today_of(clock_from(now))
    if as_json:
        result = lookup_json(snapshot, query, today)
        print(json.dumps(result, ensure_ascii=False))
        raise typer.Exit(0 if result["milestones"] else 1)
    text, any_found = milestones_text(snapshot, query, today)
    print(text)
    raise typer.Exit(0 if any_found else 1)


@app.command("map")
def draw_map(
    when: Annotated[list[str] | None, typer.Argument(help="A date, a place or an event")] = None,
    *,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.png", help="Where to put it")],
    now: NowOption = None,
    knowledge: KnowledgeOption = None,
) -> None:
    """Draw a day or a place of the journey on a map; without any, the journey as a whole."""
    from bot.terminal.chat import draw_picture

    settings = load_settings()
    snapshot = load_snapshot(settings, knowledge_folder(settings, knowledge))
    said, picture = draw_picture(snapshot, " ".join(when or ()), today_of(clock_from(now)))
    if picture is None:
        print(said, file=sys.stderr)
        raise typer.Exit(1)
    try:
        out.write_bytes(picture.png)
    except OSError as error:
        fail(f"{out} cannot be written: {error.strerror}.")
    print(picture.alt)


def _talk(snapshot: Snapshot, clock: Clock, *, hint: bool) -> None:
    from bot.terminal.chat import Conversation, converse, standard_input

    conversation = Conversation(snapshot, today_of(clock))
    on_terminal = sys.stdin.isatty()
    if on_terminal:
        if hint:
            print("To go live on Discord, set DISCORD_TOKEN (see .env.example).", file=sys.stderr)
        print("Ask me something; /help shows what I know, /quit leaves.", file=sys.stderr)
    try:
        asked = converse(conversation, standard_input(), prompt=on_terminal)
    except KeyboardInterrupt:
        return
    if not asked and not on_terminal:
        fail(
            "There is no DISCORD_TOKEN and no question on standard input: nothing to do."
            if hint
            else "There is no question on standard input: nothing to do."
        )
