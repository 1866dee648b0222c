"""Each figure of the question files has a minimum or a maximum."""

from datetime import date
from pathlib import Path

import pytest

from bot.service.answering import Answerer
from bot.service.evaluation import Scores, evaluate, read_cases
from bot.service.snapshot import build_snapshot
from bot.store.calibrations import DiskCalibrations
from bot.store.folder import DiskFolder

FOLDER = Path(__file__).parents[2] / "knowledge"


def _scored(name: str, at_least: int) -> Scores:
    snapshot = build_snapshot(DiskFolder(FOLDER), DiskCalibrations(None))
    path = FOLDER / name
    cases = read_cases(str(path), path.read_text("utf-8").split("\n"))
    assert len(cases) >= at_least
    return evaluate(Answerer(lambda: snapshot), cases, date(2026, 11, 22))


@pytest.fixture(scope="module", name="scores")
def _scores() -> Scores:
    return _scored("eval.jsonl", 150)


@pytest.fixture(scope="module", name="wide")
def _wide() -> Scores:
    return _scored("eval_wide.jsonl", 600)


@pytest.fixture(scope="module", name="calendar")
def _calendar() -> Scores:
    return _scored("eval_calendar.jsonl", 300)


@pytest.mark.parametrize(
    ("questions", "figure", "least"),
    [
        ("scores", "right", 77),
        ("scores", "offered", 92),
        ("scores", "calendar", 96),
        ("wide", "right", 71),
        ("wide", "offered", 93),
    ],
)
def test_the_figures_of_what_should_be_answered_are_at_least_as_good_as_before(
    request: pytest.FixtureRequest, questions: str, figure: str, least: int
):
    percent = request.getfixturevalue(questions).figures[figure].percent
    assert percent is not None
    assert percent >= least


@pytest.mark.parametrize(
    ("questions", "figure", "most"),
    [
        ("scores", "wrong", 3),
        ("scores", "false answers", 7),
        ("scores", "out of turn", 0),
        ("scores", "needless", 8),
        ("scores", "false dates", 0),
        ("wide", "wrong", 2),
        ("wide", "false answers", 12),
        ("wide", "needless", 12),
        ("wide", "false dates", 0),
    ],
)
def test_the_figures_of_wrong_answers_are_at_most_as_high_as_before(
    request: pytest.FixtureRequest, questions: str, figure: str, most: int
):
    percent = request.getfixturevalue(questions).figures[figure].percent
    assert percent is not None
    assert percent <= most


@pytest.mark.parametrize(("style", "least"), [("date", 97), ("place", 97), ("event", 92)])
def test_days_are_found_by_date_place_and_event(calendar: Scores, style: str, least: int):
    percent = calendar.styles[style].percent
    assert percent is not None
    assert percent >= least


def test_a_faq_question_that_mentions_days_or_places_is_not_answered_from_the_calendar(
    calendar: Scores,
):
    assert calendar.figures["false dates"].hits == 0
    assert calendar.figures["false dates"].n >= 60
