"""The benchmarks run one after the other, and their figures as a table or as JSON."""

import json
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from bot.bench.noise import noised
from bot.bench.quality import SCORERS, Ask, Quality, bm25, judged, ours, plain
from bot.bench.speed import Speed, first_answers, measure
from bot.service.evaluation import Case, Share
from bot.service.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Figures:
    """All that was measured; `clean` and `noised` hold the same matchers in the same order."""

    speed: Sequence[Speed]
    clean: Sequence[Quality]
    noised: Sequence[Quality]
    first_answers_s: Sequence[float]  # empty where they were not asked for


def run(
    snapshot: Snapshot, cases: Sequence[Case], sizes: Sequence[int], *, start: bool, as_json: bool
) -> None:
    """Measure and print; what is being measured is told on standard error.

    `start`: measure the terminal's first answer too, on the knowledge that comes with the program.
    """
    questions = [case.q for case in cases]
    asked = questions + [noised(question) for question in questions]
    rough = [case.model_copy(update={"q": noised(case.q)}) for case in cases]
    figures = Figures(
        [_speed(snapshot, size, asked) for size in sizes],
        list(_qualities(snapshot, cases, "as they are")),
        list(_qualities(snapshot, rough, "noised")),
        first_answers(questions[0]) if start else (),
    )
    print(json.dumps(_json(figures)) if as_json else "\n".join(_table(figures)))


def _speed(snapshot: Snapshot, size: int, asked: Sequence[str]) -> Speed:
    print(f"Measuring the speed at {size:,} wordings ...", file=sys.stderr)
    return measure(snapshot.knowledge, size, asked)


def _qualities(snapshot: Snapshot, cases: Sequence[Case], how: str) -> Iterator[Quality]:
    print(f"Judging the matchers by {len(cases)} questions, {how} ...", file=sys.stderr)
    every: dict[str, Ask] = {
        name: plain(snapshot.knowledge, scorer) for name, scorer in SCORERS.items()
    }
    try:
        every["BM25 per entry, stemmed"] = bm25(snapshot.knowledge)
    except ImportError:
        print("BM25 is left out: bm25s comes with the test environment only.", file=sys.stderr)
    every["Flamekeeper"] = ours(snapshot.matcher)
    for name, ask in every.items():
        yield judged(name, ask, cases)


def _table(figures: Figures) -> Iterator[str]:
    yield (
        "| wordings | build | memory a wording | mean | p99 | p99 ÷ mean | WRatio | times faster |"
    )
    yield "|---|---|---|---|---|---|---|---|"
    for each in figures.speed:
        cells = (
            f"{each.wordings:,}",
            f"{each.build_s:.2f} s",
            f"{each.bytes_a_wording / 1024:.1f} KB",
            f"{each.mean_ms:.2f} ms {_bounds(each.mean_interval, 2)}",
            f"{each.p99_ms:.2f} ms {_bounds(each.p99_interval, 2)}",
            f"{each.tail:.1f} {_bounds(each.tail_interval, 1)}",
            f"{each.reference_ms:.2f} ms",
            f"{each.ratio:.1f} {_bounds(each.ratio_interval, 1)}",
        )
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield "| matcher | right entry first | right at ≤ 2 % false | first, noised | right, noised |"
    yield "|---|---|---|---|---|"
    for each, rough in zip(figures.clean, figures.noised, strict=True):
        cells = map(_percent, (each.first, each.right, rough.first, rough.right))
        yield f"| {each.matcher} | {' | '.join(cells)} |"
    yield ""
    asked, refused = figures.clean[-1].first.n, figures.clean[-1].refused
    yield f"In brackets: 95 % intervals. {asked} questions to answer, {refused} to refuse."
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
    def row(quality: Quality) -> dict[str, object]:
        return {
            "matcher": quality.matcher,
            "asked": quality.first.n,
            "refused": quality.refused,
            "first": quality.first.percent,
            "first_interval": quality.first.interval,
            "right": quality.right.percent,
            "right_interval": quality.right.interval,
        }

    seconds = figures.first_answers_s
    return {
        "speed": [asdict(each) for each in figures.speed],
        "quality": {
            "clean": [*map(row, figures.clean)],
            "noised": [*map(row, figures.noised)],
        },
        "first_answer_s": statistics.median(seconds) if seconds else None,
        "first_answers_s": list(seconds),
    }
