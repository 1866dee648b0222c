"""How long building and asking take, and how much memory, beside rapidfuzz's `extractOne`."""

import gc
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
from bot.knowledge.model import Knowledge
from bot.matching.calibrate import Calibration
from bot.matching.decide import Matcher

REFERENCE_COMPARISONS = 2_000_000  # in all; the reference would take minutes at 100,000 wordings
FEWEST_ASKED = 5  # of the reference
STARTS = 3


@dataclass(frozen=True, slots=True)
class Speed:
    """The figures at one size. Milliseconds are those of one question."""

    wordings: int
    build_s: float
    bytes_a_wording: float
    mean_ms: float
    p99_ms: float
    reference_ms: float  # `process.extractOne` with WRatio over the same wordings

    @property
    def ratio(self) -> float:
        """How many times faster than the reference, on average."""
        return self.reference_ms / self.mean_ms


def measure(knowledge: Knowledge, size: int, questions: Sequence[str]) -> Speed:
    """Build a FAQ of a size and ask it every question once, each for the first time."""
    made = corpus(knowledge, size)
    started = perf_counter()
    matcher = Matcher(made, Calibration())
    build = perf_counter() - started
    matcher.judge("wamr up the wrod lists")  # which a bot has read before its first question
    gc.collect()
    times = [_timed(partial(matcher.judge, question)) for question in questions]
    wordings = [text for entry in made.entries for text in entry.wordings]
    few = max(FEWEST_ASKED, REFERENCE_COMPARISONS // size)
    reference = [
        _timed(partial(process.extractOne, question, wordings, scorer=fuzz.WRatio))
        for question in questions[:few]
    ]
    return Speed(
        wordings=len(wordings),
        build_s=build,
        bytes_a_wording=_memory(made) / len(wordings),
        mean_ms=statistics.mean(times),
        p99_ms=sorted(times)[int(0.99 * len(times))],
        reference_ms=statistics.mean(reference),
    )


def first_answer(question: str) -> float:
    """Seconds from the start of a process to the end of its one answer: the median of a few."""
    command = [sys.executable, "-m", "bot", "ask", question]
    times: list[float] = []
    for _ in range(STARTS):
        started = perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        times.append(perf_counter() - started)
    return statistics.median(times)


def _timed(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1_000


def _memory(knowledge: Knowledge) -> int:
    """Bytes that a matcher holds beyond the knowledge itself."""
    gc.collect()
    tracemalloc.start()
    matcher = Matcher(knowledge, Calibration())
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del matcher
    return held
