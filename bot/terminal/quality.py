"""The commands that judge: the knowledge files, the answers, and the speed."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.clock import SystemClock
from bot.knowledge.model import Severity
from bot.service.answering import Answerer
from bot.service.snapshot import inspect
from bot.store.folder import DiskFolder
from bot.terminal.options import (
    KnowledgeOption,
    fail,
    knowledge_folder,
    load_settings,
    load_snapshot,
    today_of,
)

if TYPE_CHECKING:
    from bot.service.evaluation import Case

LARGEST = 1_000_000  # wordings of a made-up FAQ


def check(knowledge: KnowledgeOption = None) -> None:
    """Look for faults in the knowledge files."""
    folder = knowledge_folder(load_settings(), knowledge)
    if not folder.is_dir():
        fail(f"The folder {folder} does not exist.")
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


def evaluate(
    files: Annotated[list[Path], typer.Argument(help="Question files (JSON lines)")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="List what went wrong")] = False,
    knowledge: KnowledgeOption = None,
) -> None:
    """Score question files."""
    from bot.service.evaluation import evaluate as score
    from bot.terminal.json_output import scores_json, scores_lines

    settings = load_settings()
    snapshot = load_snapshot(settings, knowledge_folder(settings, knowledge))
    scores = score(Answerer(lambda: snapshot), _cases(files), today_of(SystemClock()))
    if as_json:
        print(json.dumps(scores_json(scores)))
        return
    print("\n".join(scores_lines(scores, misses=misses)))


def bench(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON")] = False,
    sizes: Annotated[
        str, typer.Option("--sizes", help="How many wordings, separated by commas")
    ] = "1000,10000,100000",
    questions: Annotated[
        Path | None, typer.Option("--questions", help="The questions (default: eval.jsonl)")
    ] = None,
    knowledge: KnowledgeOption = None,
) -> None:
    """Measure speed and quality against others, in one run."""
    from bot.bench.report import run as run_benchmarks

    settings = load_settings()
    folder = knowledge_folder(settings, knowledge)
    each = [size.strip() for size in sizes.split(",")]
    if not all(size.isdecimal() and 0 < int(size) <= LARGEST for size in each):
        fail(f"--sizes {sizes}: write whole numbers up to {LARGEST:,}, like 1000,10000.")
    file = questions or folder / "eval.jsonl"
    cases = _cases([file])
    if not cases:
        fail(f"{file} has no question in it.")
    snapshot = load_snapshot(settings, folder)
    start = knowledge is None
    run_benchmarks(snapshot, cases, [*map(int, each)], start=start, as_json=as_json)


def _cases(files: list[Path]) -> "list[Case]":
    from bot.service.evaluation import CaseError, read_cases

    cases: list[Case] = []
    for file in files:
        try:
            cases += read_cases(str(file), file.read_text("utf-8").split("\n"))
        except CaseError as error:
            fail(str(error))
        except OSError as error:
            fail(f"{file} cannot be read: {error.strerror}.")
        except UnicodeDecodeError:
            fail(f"{file} is not UTF-8.")
    return cases
