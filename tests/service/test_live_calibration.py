"""The calibration of the knowledge in use: fitted beside it, stored, and then swapped in."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from bot.matching.calibration import UNFITTED, Calibration
from bot.service.live_knowledge import LiveKnowledge
from bot.service.ports import NotFitted
from bot.service.snapshot import digest_of
from tests.service.fakes.calibrations import FakeFitter, MemoryCalibrations
from tests.service.fakes.knowledge_folder import MemoryFolder

FRUIT = "apple pear plum cherry quince medlar sloe fig grape lemon lime date".split()
FIRST, SECOND = Calibration(level=0.5), Calibration(level=-0.5)


def faq(answer: str, wordings: int = 12) -> str:
    """A FAQ of twelve entries with so many wordings each."""
    return "entries:\n" + "".join(
        f"  - id: {fruit}\n    question: What about the {fruit}?\n    answer: {answer}.\n"
        f"    phrasings: [{', '.join(f'the {fruit} {n}' for n in range(wordings - 1))}]\n"
        for fruit in FRUIT
    )


class Stage:
    def __init__(self, text: str = faq("Eat it")) -> None:
        self.folder = MemoryFolder(faq=text)
        self.fitter = FakeFitter()
        self.stored = MemoryCalibrations()
        self.live_knowledge = LiveKnowledge(self.folder, self.fitter, self.stored)

    @property
    def calibration(self) -> Calibration:
        """The one in use."""
        return self.live_knowledge.snapshot.matcher.calibration

    @property
    def answers(self) -> set[str]:
        return {entry.answer for entry in self.live_knowledge.snapshot.knowledge.entries}

    def stored_for(self, text: str) -> Calibration | None:
        numbers = self.stored.get(digest_of({"faq.yaml": text.encode()}))
        return Calibration.from_numbers(numbers) if numbers is not None else None

    async def reload(self, text: str) -> None:
        self.folder.files["faq.yaml"] = text.encode()
        await self.live_knowledge.reload()

    @asynccontextmanager
    async def calibrating(self) -> AsyncGenerator[None]:
        """Runs the background task of the bot."""
        task = asyncio.create_task(self.live_knowledge.keep_calibrated())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait({task})
            assert task.cancelled(), "the task goes on until it is cancelled"

    async def calibrated(self) -> None:
        async with asyncio.timeout(5):
            while not self.live_knowledge.is_calibrated:
                await asyncio.sleep(0)


@pytest.fixture
def stage() -> Stage:
    return Stage()


async def test_the_first_start_has_a_cautious_calibration_until_its_own_is_fitted(stage):
    assert stage.calibration == UNFITTED
    assert UNFITTED.level > Calibration().level
    assert not stage.live_knowledge.is_calibrated
    async with stage.calibrating():
        fit = await stage.fitter.started()
        assert stage.calibration == UNFITTED
        fit.result.set_result(FIRST)
        await stage.calibrated()
        assert stage.calibration == FIRST
    assert fit.files == stage.folder.files
    assert stage.stored_for(faq("Eat it")) == FIRST
    assert stage.fitter.idle


async def test_after_a_reload_the_last_calibration_serves_until_the_new_one_is_fitted(stage):
    async with stage.calibrating():
        (await stage.fitter.started()).result.set_result(FIRST)
        await stage.calibrated()
        await stage.reload(faq("Cook it"))
        assert stage.answers == {"Cook it."}
        assert stage.calibration == FIRST
        fit = await stage.fitter.started()
        held = stage.live_knowledge.snapshot
        fit.result.set_result(SECOND)
        await stage.calibrated()
        assert stage.calibration == SECOND
        assert held.matcher.calibration == FIRST, "a question stays with its snapshot"
        assert held.matcher.index is stage.live_knowledge.snapshot.matcher.index
    assert stage.stored_for(faq("Cook it")) == SECOND


async def test_a_stored_calibration_is_in_use_at_once_and_is_not_fitted_again(stage):
    stage.stored.put(digest_of({"faq.yaml": faq("Cook it").encode()}), SECOND.numbers)
    async with stage.calibrating():
        (await stage.fitter.started()).result.set_result(FIRST)
        await stage.calibrated()
        await stage.reload(faq("Cook it"))
        assert stage.calibration == SECOND
        await stage.reload(faq("Eat it"))
        assert stage.calibration == FIRST
        await asyncio.sleep(0.01)
    assert stage.fitter.idle


async def test_files_loaded_during_a_fit_are_fitted_next_and_the_stale_result_is_only_stored(stage):
    async with stage.calibrating():
        stale = await stage.fitter.started()
        await stage.reload(faq("Cook it"))
        await stage.reload(faq("Bake it"))
        stale.result.set_result(FIRST)
        fit = await stage.fitter.started()
        assert fit.files == {"faq.yaml": faq("Bake it").encode()}, "those between are skipped"
        assert stage.calibration == UNFITTED
        assert stage.stored_for(faq("Eat it")) == FIRST
        fit.result.set_result(SECOND)
        await stage.calibrated()
        assert stage.calibration == SECOND


async def test_a_result_is_not_stale_if_the_same_files_were_loaded_again(stage):
    async with stage.calibrating():
        fit = await stage.fitter.started()
        await stage.reload(faq("Eat it"))
        fit.result.set_result(FIRST)
        await stage.calibrated()
        assert stage.calibration == FIRST
    assert stage.fitter.idle


async def test_a_stale_result_does_not_replace_a_stored_calibration(stage):
    stage.stored.put(digest_of({"faq.yaml": faq("Cook it").encode()}), SECOND.numbers)
    async with stage.calibrating():
        stale = await stage.fitter.started()
        await stage.reload(faq("Cook it"))
        stale.result.set_result(FIRST)
        await asyncio.sleep(0.05)
        assert stage.calibration == SECOND
    assert stage.stored_for(faq("Eat it")) == FIRST


async def test_a_failed_fit_is_one_sentence_in_the_log_and_a_reload_tries_again(stage, caplog):
    async with stage.calibrating():
        (await stage.fitter.started()).result.set_result(NotFitted("no room was left"))
        await stage.calibrated()
        assert stage.calibration == UNFITTED
        [record] = caplog.records
        assert record.levelno == logging.WARNING
        assert "no room was left. A cautious default one stays in use" in record.getMessage()
        assert stage.stored.numbers == {}
        await stage.reload(faq("Eat it"))
        (await stage.fitter.started()).result.set_result(FIRST)
        await stage.calibrated()
        assert stage.calibration == FIRST
        await stage.reload(faq("Cook it"))
        (await stage.fitter.started()).result.set_result(NotFitted("no room was left"))
        await stage.calibrated()
        assert stage.calibration == FIRST
        assert "no room was left. The one before stays in use" in caplog.messages[-1]


async def test_an_unexpected_error_is_logged_and_the_next_reload_is_fitted(stage, caplog):
    async with stage.calibrating():
        (await stage.fitter.started()).result.set_exception(RuntimeError("a bug"))
        await stage.calibrated()
        assert stage.calibration == UNFITTED
        [record] = caplog.records
        assert record.levelno == logging.ERROR
        assert record.exc_info is not None
        assert "A cautious default one stays in use; /faq reload" in record.getMessage()
        await stage.reload(faq("Cook it"))
        (await stage.fitter.started()).result.set_result(FIRST)
        await stage.calibrated()
        assert stage.calibration == FIRST


async def test_a_fit_that_was_cut_short_begins_anew_with_the_next_connection(stage):
    async with stage.calibrating():
        cut_short = await stage.fitter.started()
    assert cut_short.result.cancelled()
    assert stage.calibration == UNFITTED
    async with stage.calibrating():
        (await stage.fitter.started()).result.set_result(FIRST)
        await stage.calibrated()
    assert stage.calibration == FIRST


async def test_refused_files_are_not_fitted(stage):
    async with stage.calibrating():
        (await stage.fitter.started()).result.set_result(FIRST)
        await stage.calibrated()
        await stage.reload("entries: [")
        await asyncio.sleep(0.01)
        assert stage.live_knowledge.is_calibrated
    assert stage.calibration == FIRST
    assert stage.fitter.idle


async def test_a_small_faq_is_fitted_when_it_is_loaded():
    stage = Stage(faq("Eat it", wordings=5))
    assert stage.live_knowledge.is_calibrated
    assert stage.calibration != Calibration()
    async with stage.calibrating():
        await stage.reload(faq("Cook it", wordings=5))
        assert stage.calibration != Calibration()
        await asyncio.sleep(0.01)
    assert stage.fitter.idle


async def test_without_a_place_for_calibrations_they_are_fitted_all_the_same(stage):
    stage.live_knowledge = LiveKnowledge(stage.folder, stage.fitter)
    async with stage.calibrating():
        (await stage.fitter.started()).result.set_result(FIRST)
        await stage.calibrated()
    assert stage.calibration == FIRST
