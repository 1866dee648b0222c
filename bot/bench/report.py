"""Runs the benchmarks and prints their figures as a table or as JSON."""

import json
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

from bot.bench.quality import (
    SCORERS,
    Ask,
    Quality,
    bm25,
    flamekeeper,
    measure_quality,
    rapidfuzz_scorer,
)
from bot.bench.reload import EVERY, ReloadTimes
from bot.bench.speed import Speed, measure_speed, time_first_answers
from bot.bench.typos import add_typos
from bot.service.evaluation import Share
from bot.service.question_file import Case
from bot.service.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures; `clean` and `with_typos` have the same matchers in the same order."""

    speed: Sequence[Speed]
    clean: Sequence[Quality]
    with_typos: Sequence[Quality]
    reload: ReloadTimes
    first_answers_s: Sequence[float]  # empty if they were not measured


def run(
    snapshot: Snapshot,
    cases: Sequence[Case],
    sizes: Sequence[int],
    reload: Callable[[Sequence[str]], ReloadTimes],
    *,
    start: bool,
    as_json: bool,
) -> None:
    """Measure everything and print the figures; progress goes to standard error.

    `reload`: times a reload while these questions are asked.
    `start`: also time the first answer in the terminal, with the packaged knowledge.
    """
    questions = [case.q for case in cases]
    both = questions + [add_typos(question) for question in questions]
    misspelt = [case.model_copy(update={"q": add_typos(case.q)}) for case in cases]
    figures = Figures(
        [_speed(snapshot, size, both) for size in sizes],
        list(_qualities(snapshot, cases, "as written")),
        list(_qualities(snapshot, misspelt, "with typos")),
        _reload(reload, questions),
        time_first_answers(questions[0]) if start else (),
    )
    print(json.dumps(_json(figures)) if as_json else "\n".join(_table(figures)))


def _speed(snapshot: Snapshot, size: int, questions: Sequence[str]) -> Speed:
    print(f"Measuring the speed at {size:,} wordings ...", file=sys.stderr)
    return measure_speed(snapshot.knowledge, size, questions)


def _reload(
    reload: Callable[[Sequence[str]], ReloadTimes], questions: Sequence[str]
) -> ReloadTimes:
    print("Reloading the knowledge while questions are asked ...", file=sys.stderr)
    return reload(questions)


def _qualities(snapshot: Snapshot, cases: Sequence[Case], variant: str) -> Iterator[Quality]:
    print(f"Scoring the matchers on {len(cases)} questions, {variant} ...", file=sys.stderr)
    matchers: dict[str, Ask] = {
        name: rapidfuzz_scorer(snapshot.knowledge, scorer) for name, scorer in SCORERS.items()
    }
    try:
        matchers["BM25 per entry, stemmed"] = bm25(snapshot.knowledge)
    except ImportError:
        print("BM25 is left out: bm25s is only part of the test environment.", file=sys.stderr)
    matchers["Flamekeeper"] = flamekeeper(snapshot.matcher)
    for name, ask in matchers.items():
        yield measure_quality(name, ask, cases)


def _table(figures: Figures) -> Iterator[str]:
    yield (
        "| wordings | build | memory a wording | mean | p99 | p99 ÷ mean | WRatio | times faster |"
    )
    yield "|---|---|---|---|---|---|---|---|"
    for row in figures.speed:
        cells = (
            f"{row.wordings:,}",
            f"{row.build_s:.2f} s",
            f"{row.bytes_a_wording / 1024:.1f} KB",
            f"{row.mean_ms:.2f} ms {_bounds(row.mean_interval, 2)}",
            f"{row.p99_ms:.2f} ms {_bounds(row.p99_interval, 2)}",
            f"{row.tail:.1f} {_bounds(row.tail_interval, 1)}",
            f"{row.reference_ms:.2f} ms",
            f"{row.ratio:.1f} {_bounds(row.ratio_interval, 1)}",
        )
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield "| matcher | right entry first | right at ≤ 2 % false | first, typos | right, typos |"
    yield "|---|---|---|---|---|"
    for clean, misspelt in zip(figures.clean, figures.with_typos, strict=True):
        cells = map(_percent, (clean.first, clean.right, misspelt.first, misspelt.right))
        yield f"| {clean.matcher} | {' | '.join(cells)} |"
    yield ""
    in_scope, out_of_scope = figures.clean[-1].first.n, figures.clean[-1].out_of_scope
    yield (
        f"In brackets: 95 % intervals. {in_scope} questions in scope, {out_of_scope} out of scope."
    )
    times = figures.reload
    yield (
        f"Reload: the new answers are in use after {times.live_s:.2f} s, their own calibration "
        f"after {times.calibrated_s:.2f} s. Of {times.asked} questions in that time, one every "
        f"{EVERY * 1_000:.0f} ms, the slowest was answered after {times.slowest_ms:.0f} ms. "
        f"`/faq check` takes {times.check_s:.2f} s."
    )
    if seconds := figures.first_answers_s:
        yield (
            "First answer in the terminal, from the start of the process: "
            f"{statistics.median(seconds):.2f} s (median of {len(seconds)}, "
            f"{min(seconds):.2f}–{max(seconds):.2f} s)."
        )


def _bounds(interval: tuple[float, float], digits: int) -> str:
    low, high = interval
    return f"({low:.{digits}f}–{high:.{digits}f})"


def _percent(share: Share) -> str:
    return "–" if share.interval is None else f"{share.percent} % {_bounds(share.interval, 0)}"


def _json(figures: Figures) -> dict[str, object]:
    def quality_row(quality: Quality) -> dict[str, object]:
        return {
            "matcher": quality.matcher,
            "asked": quality.first.n,
            "refused": quality.out_of_scope,
            "first": quality.first.percent,
            "first_interval": quality.first.interval,
            "right": quality.right.percent,
            "right_interval": quality.right.interval,
        }

    seconds = figures.first_answers_s
    return {
        "speed": [asdict(row) for row in figures.speed],
        "quality": {
            "clean": [*map(quality_row, figures.clean)],
            "noised": [*map(quality_row, figures.with_typos)],
        },
        "reload": asdict(figures.reload),
        "first_answer_s": statistics.median(seconds) if seconds else None,
        "first_answers_s": list(seconds),
    }
