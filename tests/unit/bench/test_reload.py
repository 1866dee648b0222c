"""The benchmark of a reload measures the right things; how fast they are does not matter here."""

import asyncio
from collections.abc import Mapping

from bot.bench.reload import time_reload
from bot.matching.calibration import Calibration
from tests.service.fakes.knowledge_folder import MemoryFolder

WORDINGS = ", ".join(f"opening hours {number}" for number in range(120))
FOLDER = MemoryFolder(
    faq=f"entries: [{{id: a, question: When is it open?, phrasings: [{WORDINGS}], answer: Now.}}]"
)
FIT_S = 0.2


class SlowFitter:
    """`Fitter` that takes its time."""

    async def fit(self, files: Mapping[str, bytes]) -> Calibration:
        await asyncio.sleep(FIT_S)
        return Calibration()


def test_questions_are_asked_until_the_calibration_is_in_use():
    times = time_reload(FOLDER, SlowFitter(), ["When is it open?"])
    assert times.calibrated_s > max(times.live_s, FIT_S)
    assert 0 < times.asked <= times.calibrated_s / 0.01 + 1
    assert times.slowest_ms / 1_000 <= times.calibrated_s
    assert times.check_s > 0
