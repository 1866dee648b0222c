"""The time and memory that a matcher takes, compared with rapidfuzz's `extractOne`."""

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

from bot.bench.bootstrap import bootstrap_interval
from bot.bench.synthetic_faq import synthetic_faq
from bot.knowledge.model import Knowledge
from bot.matching.calibration import Calibration
from bot.matching.decision import Matcher

# The reference gets only as many questions as this allows: it is slow with 100,000 wordings.
REFERENCE_COMPARISONS = 4_000_000
MIN_REFERENCE_QUESTIONS = 10
STARTS = 3  # how many processes have their first answer timed

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Speed:
    """The figures at one size, with 95 % intervals; milliseconds are per question."""

    wordings: int
    build_s: float
    bytes_a_wording: float
    mean_ms: float
    mean_interval: Interval
    p99_ms: float
    p99_interval: Interval
    tail: float  # p99 ÷ mean
    tail_interval: Interval
    reference_ms: float  # `process.extractOne` with WRatio over the same wordings
    reference_asked: int  # the number of questions it was asked, from which `ratio` is computed
    ratio: float  # how many times faster the matcher is than the reference
    ratio_interval: Interval


def measure_speed(knowledge: Knowledge, size: int, questions: Sequence[str]) -> Speed:
    """Time building the matcher of a FAQ with `size` wordings, and asking it each question once."""
    faq = synthetic_faq(knowledge, size)
    started = perf_counter()
    matcher = Matcher(faq, Calibration())
    build = perf_counter() - started
    matcher.decide("wamr up the wrod lists")  # a running bot has loaded them already
    gc.collect()
    times = [_timed(partial(matcher.decide, question)) for question in questions]
    wordings = [text for entry in faq.entries for text in entry.wordings]
    # An even spread, so that the sample has questions with and without typos.
    step = math.ceil(
        len(questions) / max(MIN_REFERENCE_QUESTIONS, REFERENCE_COMPARISONS // len(wordings))
    )
    pairs = [
        (own, _timed(partial(process.extractOne, question, wordings, scorer=fuzz.WRatio)))
        for own, question in zip(times[::step], questions[::step], strict=True)
    ]
    return Speed(
        wordings=len(wordings),
        build_s=build,
        bytes_a_wording=_memory(faq, questions) / len(wordings),
        mean_ms=statistics.mean(times),
        mean_interval=bootstrap_interval(times, statistics.fmean),
        p99_ms=_p99(times),
        p99_interval=bootstrap_interval(times, _p99),
        tail=_tail(times),
        tail_interval=bootstrap_interval(times, _tail),
        reference_ms=statistics.mean(reference for _, reference in pairs),
        reference_asked=len(pairs),
        ratio=_ratio(pairs),
        ratio_interval=bootstrap_interval(pairs, _ratio),
    )


def time_first_answers(question: str) -> tuple[float, ...]:
    """The seconds that a new process takes to answer one question, measured a few times."""
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
    return sum(reference for _, reference in pairs) / sum(own for own, _ in pairs)


def _memory(knowledge: Knowledge, questions: Sequence[str]) -> int:
    """The bytes that a matcher takes, besides the knowledge, after answering the questions."""
    gc.collect()
    tracemalloc.start()
    matcher = Matcher(knowledge, Calibration())
    for question in questions:
        matcher.decide(question)
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held
