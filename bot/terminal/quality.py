"""The commands that measure quality: `check`, `eval` and `bench`."""

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.clock import SystemClock
from bot.service.answering import Answerer
from bot.service.snapshot import check_knowledge
from bot.store.folder import DiskFolder
from bot.terminal.json_output import outcome_name
from bot.terminal.lines import utf8_lines
from bot.terminal.options import (
    fail,
    knowledge_folder,
    load_settings,
    load_snapshot,
    open_snapshot,
    require_folder,
    today_of,
)
from bot.terminal.parameters import KnowledgeOption, path_of
from bot.text.checks import NO_STYLE, check_summary, left_out, miss_line, share_line
from bot.text.command_errors import cannot_read, invalid_sizes, no_question_in, not_utf8

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.service.evaluation import Scores
    from bot.service.question_file import Case

LARGEST = 1_000_000  # wordings of a generated FAQ


def check(knowledge: KnowledgeOption = None) -> None:
    """Check the knowledge files for errors."""
    folder = knowledge_folder(load_settings(), knowledge)
    require_folder(folder)
    usable, findings = check_knowledge(DiskFolder(folder))
    for finding in findings:
        print(finding)
    print(check_summary(usable, findings), file=sys.stderr)
    raise typer.Exit(1 if usable is None else 0)


def evaluate(
    files: Annotated[
        list[Path], typer.Argument(parser=path_of, help="Question files (JSON lines)")
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="List the wrong outcomes")] = False,
    knowledge: KnowledgeOption = None,
) -> None:
    """Score the answers to question files."""
    from bot.service.evaluation import evaluate as score
    from bot.terminal.json_output import scores_json

    snapshot = open_snapshot(knowledge)
    scores = score(Answerer(lambda: snapshot), _cases(files), today_of(SystemClock()))
    if scores.follow_ups:
        print(left_out(scores.follow_ups), file=sys.stderr)
    if as_json:
        print(json.dumps(scores_json(scores)))
        return
    print("\n".join(_score_lines(scores, misses=misses)))


def _score_lines(scores: "Scores", *, misses: bool) -> "Iterator[str]":
    """The figures with 95 % intervals; `misses`: and every question that went wrong."""
    from bot.service.evaluation import answered_days, shown_ids

    for name, share in scores.figures.items():
        yield share_line(name, share.percent, share.interval, share.n)
    yield ""
    for name, share in sorted(scores.styles.items()):
        yield share_line(name or NO_STYLE, share.percent, share.interval, share.n)
    if scores.kinds:
        yield ""
    for name, share in sorted(scores.kinds.items()):
        yield share_line(name, share.percent, share.interval, share.n)
    for case, reply in scores.misses if misses else ():
        shown = (*shown_ids(reply), *sorted(answered_days(reply)))
        wanted = (*(case.gold or ()), *(case.dates or ()))
        yield miss_line(case.style, case.q, outcome_name(reply.outcome), shown, wanted)


def bench(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON")] = False,
    sizes: Annotated[
        str, typer.Option("--sizes", help="Numbers of wordings, separated by commas")
    ] = "1000,10000,100000",
    questions: Annotated[
        Path | None,
        typer.Option("--questions", parser=path_of, help="Question file (default: eval.jsonl)"),
    ] = None,
    knowledge: KnowledgeOption = None,
) -> None:
    """Measure speed and quality, compared with other matchers in the same run."""
    from bot.bench.reload import time_reload
    from bot.bench.report import run as run_benchmarks
    from bot.fitting import FittingProcess

    settings = load_settings()
    folder = knowledge_folder(settings, knowledge)
    numbers = [size.strip() for size in sizes.split(",")]
    if not all(number.isdecimal() and 0 < int(number) <= LARGEST for number in numbers):
        fail(invalid_sizes(sizes, LARGEST))
    file = questions or folder / "eval.jsonl"
    cases = _cases([file])
    if not cases:
        fail(no_question_in(str(file)))
    snapshot = load_snapshot(settings, folder)
    run_benchmarks(
        snapshot,
        cases,
        [*map(int, numbers)],
        partial(time_reload, DiskFolder(folder), FittingProcess()),
        start=knowledge is None,
        as_json=as_json,
    )


def _cases(files: list[Path]) -> "list[Case]":
    from bot.service.question_file import CaseError, read_cases

    cases: list[Case] = []
    for file in files:
        try:
            with file.open("rb") as lines:
                cases += read_cases(str(file), (line.decode("utf-8") for line in utf8_lines(lines)))
        except CaseError as error:
            fail(str(error))
        except OSError as error:
            fail(cannot_read(str(file), error.strerror))
        except UnicodeDecodeError:
            fail(not_utf8(str(file)))
    return cases
