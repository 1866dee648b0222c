"""The benchmarks run one after the other, and their figures as a table or as JSON."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from bot.bench.noise import noised
from bot.bench.quality import SCORERS, Ask, Quality, bm25, judged, ours, plain
from bot.bench.speed import Speed, first_answer, measure
from bot.service.curating import Edition
from bot.service.evaluating import Case, Share


def run(
    edition: Edition, cases: Sequence[Case], sizes: Sequence[int], *, start: bool, as_json: bool
) -> None:
    """Measure and print; what is being measured is told on standard error.

    `start`: measure the terminal's first answer too, on the knowledge that comes with the program.
    """
    questions = [case.q for case in cases]
    asked = questions + [noised(question) for question in questions]
    speeds = [_speed(edition, size, asked) for size in sizes]
    clean = list(_qualities(edition, cases))
    rough = [case.model_copy(update={"q": noised(case.q)}) for case in cases]
    noisy = list(_qualities(edition, rough))
    seconds = first_answer(questions[0]) if start and questions else None
    if as_json:
        print(json.dumps(_json(speeds, clean, noisy, seconds)))
    else:
        print("\n".join(_table(speeds, clean, noisy, seconds)))


def _speed(edition: Edition, size: int, asked: Sequence[str]) -> Speed:
    print(f"Measuring the speed at {size:,} wordings ...", file=sys.stderr)
    return measure(edition.knowledge, size, asked)


def _qualities(edition: Edition, cases: Sequence[Case]) -> Iterator[Quality]:
    print("Judging the matchers ...", file=sys.stderr)
    every: dict[str, Ask] = {
        name: plain(edition.knowledge, scorer) for name, scorer in SCORERS.items()
    }
    try:
        every["BM25 per entry, stemmed"] = bm25(edition.knowledge)
    except ImportError:
        print("BM25 is left out: bm25s comes with the test environment only.", file=sys.stderr)
    every["Flamekeeper"] = ours(edition.matcher)
    for name, ask in every.items():
        yield judged(name, ask, cases)


def _table(
    speeds: Sequence[Speed],
    clean: Sequence[Quality],
    noisy: Sequence[Quality],
    seconds: float | None,
) -> Iterator[str]:
    yield "| wordings | build | memory a wording | mean | p99 | WRatio | times faster |"
    yield "|---|---|---|---|---|---|---|"
    for each in speeds:
        yield (
            f"| {each.wordings:,} | {each.build_s:.2f} s | {each.bytes_a_wording / 1024:.1f} KB "
            f"| {each.mean_ms:.2f} ms | {each.p99_ms:.2f} ms ({each.p99_ms / each.mean_ms:.1f} × "
            f"mean) | {each.reference_ms:.2f} ms | {each.ratio:.1f} |"
        )
    yield ""
    yield "| matcher | right entry first | right at ≤ 2 % false | first, noised | right, noised |"
    yield "|---|---|---|---|---|"
    for each, rough in zip(clean, noisy, strict=True):
        cells = map(_percent, (each.first, each.right, rough.first, rough.right))
        yield f"| {each.matcher} | {' | '.join(cells)} |"
    if seconds is not None:
        yield ""
        yield f"First answer in the terminal, from the start of the process: {seconds:.2f} s"


def _percent(share: Share) -> str:
    low, high = share.interval or (0.0, 0.0)
    return f"{share.percent} % ({low:.0f}–{high:.0f})"


def _json(
    speeds: Sequence[Speed],
    clean: Sequence[Quality],
    noisy: Sequence[Quality],
    seconds: float | None,
) -> dict[str, object]:
    def row(quality: Quality) -> dict[str, object]:
        return {
            "matcher": quality.matcher,
            "first": quality.first.percent,
            "first_interval": quality.first.interval,
            "right": quality.right.percent,
            "right_interval": quality.right.interval,
        }

    return {
        "speed": [asdict(each) | {"ratio": each.ratio} for each in speeds],
        "quality": {"clean": [*map(row, clean)], "noised": [*map(row, noisy)]},
        "first_answer_s": seconds,
    }
