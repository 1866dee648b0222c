"""How soon a reload is in use, how long questions wait meanwhile, and how long a check takes."""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import date
from time import perf_counter

from bot.service.answering import Answerer
from bot.service.live_knowledge import LiveKnowledge
from bot.service.ports import Fitter, KnowledgeFolder

EVERY = 0.01  # seconds between the questions
TODAY = date(2014, 1, 1)  # any day will do


@dataclass(frozen=True, slots=True)
class ReloadTimes:
    """The figures of one reload."""

    live_s: float  # until the new answers are in use and the reload is reported
    calibrated_s: float  # until their own calibration is in use too
    asked: int  # questions, in all this time
    slowest_ms: float  # from when a question was due until its answer
    check_s: float  # `/faq check`


def time_reload(folder: KnowledgeFolder, fitter: Fitter, questions: Sequence[str]) -> ReloadTimes:
    """Reload and check the knowledge while questions are asked, as a running bot does."""
    return asyncio.run(_time_reload(LiveKnowledge(folder, fitter), questions))


async def _time_reload(live_knowledge: LiveKnowledge, questions: Sequence[str]) -> ReloadTimes:
    waits: list[float] = []
    answerer = Answerer(lambda: live_knowledge.snapshot)
    answerer.ask(questions[0], TODAY)  # a running bot has loaded its word lists
    keeping = asyncio.create_task(live_knowledge.keep_calibrated())
    started = due = perf_counter()
    reloading = asyncio.create_task(_seconds(live_knowledge.reload()))
    while not (reloading.done() and live_knowledge.is_calibrated):
        due += EVERY  # a question that is overdue is asked at once
        await asyncio.sleep(max(0.0, due - perf_counter()))
        answerer.ask(questions[len(waits) % len(questions)], TODAY)
        waits.append(perf_counter() - due)
    calibrated = perf_counter() - started
    keeping.cancel()
    await asyncio.wait({keeping})
    check = await _seconds(live_knowledge.check())
    return ReloadTimes(await reloading, calibrated, len(waits), max(waits) * 1_000, check)


async def _seconds(work: Awaitable[object]) -> float:
    started = perf_counter()
    await work
    return perf_counter() - started
