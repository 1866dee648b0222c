"""The command line: results on standard output, everything else on standard error."""

import json
import sys
from typing import Annotated

import typer

from bot import __version__
from bot.clock import SystemClock
from bot.service.answering import Answerer
from bot.terminal.calendar_commands import draw_map, milestone
from bot.terminal.chat import outcome_text, talk
from bot.terminal.json_output import reply_json
from bot.terminal.jsonl_questions import answer_lines
from bot.terminal.options import fail, open_snapshot, today_of
from bot.terminal.parameters import KnowledgeOption, NowOption
from bot.terminal.quality import bench, check, evaluate
from bot.terminal.running import run_bot
from bot.terminal.screen import standard_output
from bot.text.command_errors import KNOWLEDGE_BEFORE_COMMAND, ONE_QUESTION_OR_JSONL

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Flamekeeper: answers from a curated FAQ, on Discord or here.",
)


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
    raise typer.Exit(run_bot(knowledge, now))


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
