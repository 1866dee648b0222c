"""The project's own questions, scored: a floor for each figure."""

from datetime import date
from pathlib import Path

import pytest

from bot.service.answering import Answerer
from bot.service.curating import publish
from bot.service.evaluating import Scores, evaluate, read_cases
from bot.store.calibrations import DiskCalibrations
from bot.store.folder import DiskFolder

FOLDER = Path(__file__).parents[2] / "knowledge"


@pytest.fixture(scope="module", name="scores")
def _scores() -> Scores:
    edition = publish(DiskFolder(FOLDER), DiskCalibrations(None))
    path = FOLDER / "eval.jsonl"
    cases = read_cases(str(path), path.read_text("utf-8").split("\n"))
    assert len(cases) >= 150
    return evaluate(Answerer(lambda: edition), cases, date(2026, 11, 22))


@pytest.mark.parametrize(("figure", "least"), [("right", 48), ("offered", 78), ("calendar", 75)])
def test_what_ought_to_be_said_is_said_as_often_as_before(scores: Scores, figure: str, least: int):
    percent = scores.figures[figure].percent
    assert percent is not None
    assert percent >= least


@pytest.mark.parametrize(
    ("figure", "most"),
    [("wrong", 3), ("false answers", 9), ("out of turn", 0), ("needless", 10), ("false dates", 3)],
)
def test_what_ought_not_to_be_said_is_not(scores: Scores, figure: str, most: int):
    percent = scores.figures[figure].percent
    assert percent is not None
    assert percent <= most
