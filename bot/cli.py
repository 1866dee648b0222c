"""The commands of the terminal: results on standard output, all else on standard error."""

import asyncio
import io
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, NoReturn, cast

import typer

from bot import __version__
from bot.clock import StartedClock, SystemClock
from bot.knowledge.model import KnowledgeError, Severity
from bot.log import configure
from bot.results import answer_lines, lookup_json, reply_json
from bot.service.answering import Answerer
from bot.service.curating import Edition, inspect, publish
from bot.service.ports import Clock
from bot.settings import Settings, SettingsError, packaged_knowledge, read_settings, store_folder
from bot.store.calibrations import DiskCalibrations
from bot.store.folder import DiskFolder

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Flamekeeper: answers from a curated FAQ, on Discord or here.",
)

MISUSE = 2

KnowledgeOption = Annotated[
    Path | None,
    typer.Option("--knowledge", metavar="DIR", help="The folder of the knowledge files"),
]
NowOption = Annotated[
    str | None, typer.Option("--now", metavar="ISO", help="Let the bot's clock start then")
]


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
        _fail("Put --knowledge behind the command.")


@app.command()
def run(knowledge: KnowledgeOption = None, now: NowOption = None) -> None:
    """Run on Discord; without a token, talk here."""
    settings = _settings()
    clock = _clock(now)
    folder = _folder(settings, knowledge)
    if settings.discord_token is None:
        _talk(_edition(settings, folder), clock, hint=True)
        return
    configure(settings.log_level, settings.log_format, [settings.discord_token.get_secret_value()])
    edition = _edition(settings, folder)
    # Imported only now, so that what building needed for a moment is used again: 3 MB less.
    from bot.app import run_discord

    calibrations = DiskCalibrations(store_folder(settings))
    raise typer.Exit(
        asyncio.run(run_discord(settings, DiskFolder(folder), edition, calibrations, clock))
    )


@app.command()
def chat(knowledge: KnowledgeOption = None) -> None:
    """Talk in the terminal."""
    settings = _settings()
    _talk(_edition(settings, _folder(settings, knowledge)), SystemClock(), hint=False)


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
        _fail("Give one question, or --jsonl for questions on standard input.")
    settings = _settings()
    edition = _edition(settings, _folder(settings, knowledge))
    answerer = Answerer(lambda: edition)
    if question is None:
        for result in answer_lines(
            answerer, sys.stdin.buffer, _today(SystemClock()), overheard=overheard
        ):
            print(json.dumps(result, ensure_ascii=False), flush=True)
        return
    reply = answerer.ask(question, _today(SystemClock()), overheard=overheard)
    if as_json:
        print(json.dumps(reply_json(reply), ensure_ascii=False))
    else:
        from bot.terminal import as_text

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
    from bot.terminal import milestones_text

    settings = _settings()
    edition = _edition(settings, _folder(settings, knowledge))
    query = " ".join(when or ())
    today = _today(_clock(now))
    if as_json:
        result = lookup_json(edition, query, today)
        print(json.dumps(result, ensure_ascii=False))
        raise typer.Exit(0 if result["milestones"] else 1)
    text, any_found = milestones_text(edition, query, today)
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
    from bot.terminal import draw_picture

    settings = _settings()
    edition = _edition(settings, _folder(settings, knowledge))
    said, picture = draw_picture(edition, " ".join(when or ()), _today(_clock(now)))
    if picture is None:
        print(said, file=sys.stderr)
        raise typer.Exit(1)
    try:
        out.write_bytes(picture.png)
    except OSError as error:
        _fail(f"{out} cannot be written: {error.strerror}.")
    print(picture.alt)


@app.command()
def check(knowledge: KnowledgeOption = None) -> None:
    """Look for faults in the knowledge files."""
    folder = _folder(_settings(), knowledge)
    if not folder.is_dir():
        _fail(f"The folder {folder} does not exist.")
    usable, findings = inspect(DiskFolder(folder))
    for finding in findings:
        print(finding)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    summary = f"{errors} errors, {warnings} warnings"
    if usable is not None:
        phrasings = sum(len(entry.phrasings) for entry in usable.entries)
        summary = (
            f"{len(usable.entries)} entries, {phrasings:,} phrasings, "
            f"{len(usable.milestones)} milestones: {summary}"
        )
    print(summary, file=sys.stderr)
    raise typer.Exit(1 if errors else 0)


@app.command("eval")
def evaluate(
    files: Annotated[list[Path], typer.Argument(help="Question files (JSON lines)")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="List what went wrong")] = False,
    knowledge: KnowledgeOption = None,
) -> None:
    """Score question files."""
    from bot.service.evaluating import CaseError, read_cases
    from bot.service.evaluating import evaluate as score
    from bot.terminal import scores_text

    settings = _settings()
    edition = _edition(settings, _folder(settings, knowledge))
    try:
        cases = [
            case
            for file in files
            for case in read_cases(str(file), file.read_text("utf-8").split("\n"))
        ]
    except (CaseError, OSError, UnicodeDecodeError) as error:
        _fail(str(error))
    scores = score(Answerer(lambda: edition), cases, _today(SystemClock()))
    if as_json:
        styles = {name: {"n": each.n, "ok": each.percent} for name, each in scores.styles.items()}
        figures = {name: each.percent for name, each in scores.figures.items()}
        print(json.dumps({"figures": figures, "styles": styles}))
        return
    print(scores_text(scores, misses=misses))


def _settings() -> Settings:
    try:
        return read_settings()
    except SettingsError as error:
        _fail(str(error))


def _folder(settings: Settings, given: Path | None) -> Path:
    return given or settings.knowledge_dir or packaged_knowledge()


def _edition(settings: Settings, folder: Path) -> Edition:
    if not folder.is_dir():
        _fail(f"The knowledge folder {folder} does not exist.")
    try:
        return publish(DiskFolder(folder), DiskCalibrations(store_folder(settings)))
    except KnowledgeError as error:
        _fail(f"{error}\nThe knowledge cannot be loaded.")


def _clock(now: str | None) -> Clock:
    if now is None:
        return SystemClock()
    try:
        start_at = datetime.fromisoformat(now)
    except ValueError:
        _fail(f"--now {now}: write a moment like 2026-11-23T08:59:50+03:00.")
    if start_at.tzinfo is None:
        start_at = start_at.astimezone()
    print(
        f"Warning: the bot's clock starts at {start_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC, "
        "not at the present.",
        file=sys.stderr,
    )
    return StartedClock(start_at)


def _today(clock: Clock) -> date:
    return clock.now().astimezone().date()


def _talk(edition: Edition, clock: Clock, *, hint: bool) -> None:
    from bot.terminal import Conversation, converse, standard_input

    conversation = Conversation(edition, _today(clock))
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
        _fail(
            "There is no DISCORD_TOKEN and no question on standard input: nothing to do."
            if hint
            else "There is no question on standard input: nothing to do."
        )


def _fail(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(MISUSE)
