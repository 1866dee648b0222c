"""How long building and asking take, and how much memory, beside rapidfuzz's `extractOne`."""

import gc
import math
import statistics
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter

from rapidfuzz import fuzz, process

from bot.bench.corpus import corpus
from bot.bench.interval import resampled
from bot.knowledge.model import Knowledge
from bot.matching.calibration import Calibration
from bot.matching.decision import Matcher

REFERENCE_COMPARISONS = 4_000_000  # in all; the reference would take minutes at 100,000 wordings
FEWEST_ASKED = 10  # of the reference
STARTS = 3

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Speed:
    """The figures at one size, with 95 % intervals. Milliseconds are those of one question."""

    wordings: int
    build_s: float
    bytes_a_wording: float
    mean_ms: float
    mean_interval: Interval
    p99_ms: float
    p99_interval: Interval
    tail: float  # how many times the mean the p99 is
    tail_interval: Interval
    reference_ms: float  # `process.extractOne` with WRatio over the same wordings
    reference_asked: int  # questions that it was asked; the ratio is that on these
    ratio: float  # how many times faster than the reference
    ratio_interval: Interval


def measure(knowledge: Knowledge, size: int, questions: Sequence[str]) -> Speed:
    """Build a FAQ of a size and ask it every question once, each for the first time."""
    made = corpus(knowledge, size)
    started = perf_counter()
    matcher = Matcher(made, Calibration())
    build = perf_counter() - started
    matcher.decide("wamr up the wrod lists")  # which a bot has read before its first question
    gc.collect()
    times = [_timed(partial(matcher.decide, question)) for question in questions]
    wordings = [text for entry in made.entries for text in entry.wordings]
    # Spread evenly, so that clean and noised questions are in it alike.
    step = math.ceil(len(questions) / max(FEWEST_ASKED, REFERENCE_COMPARISONS // len(wordings)))
    pairs = [
        (ours, _timed(partial(process.extractOne, question, wordings, scorer=fuzz.WRatio)))
        for ours, question in zip(times[::step], questions[::step], strict=True)
    ]
    return Speed(
        wordings=len(wordings),
        build_s=build,
        bytes_a_wording=_memory(made, questions) / len(wordings),
        mean_ms=statistics.mean(times),
        mean_interval=resampled(times, statistics.fmean),
        p99_ms=_p99(times),
        p99_interval=resampled(times, _p99),
        tail=_tail(times),
        tail_interval=resampled(times, _tail),
        reference_ms=statistics.mean(reference for _, reference in pairs),
        reference_asked=len(pairs),
        ratio=_ratio(pairs),
        ratio_interval=resampled(pairs, _ratio),
    )


def first_answers(question: str) -> tuple[float, ...]:
    """Seconds from the start of a process to the end of its one answer, a few times over."""
    command = [sys.executable, "-m", "bot", "ask", "--", question]
    return tuple(
        _timed(partial(subprocess.run, command, check=True, stdout=subprocess.DEVNULL)) / 1_000
        for _ in range(STARTS)
    )


def _timed(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1_000


def _p99(times: Sequence[float]) -> float:
    return sorted(times)[int(0.99 * len(times))]


def _tail(times: Sequence[float]) -> float:
    return _p99(times) / statistics.fmean(times)


def _ratio(pairs: Sequence[tuple[float, float]]) -> float:
    return sum(reference for _, reference in pairs) / sum(ours for ours, _ in pairs)


def _memory(knowledge: Knowledge, questions: Sequence[str]) -> int:
    """Bytes that a matcher holds beyond the knowledge itself, once it has answered."""
    gc.collect()
    tracemalloc.start()
    matcher = Matcher(knowledge, Calibration())
    for question in questions:
        matcher.decide(question)
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held
