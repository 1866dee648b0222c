"""Each figure of the question files has a minimum or a maximum, a little beside what it is now."""

from datetime import date

import pytest

from bot.knowledge.model import Milestone
from bot.service.answering import Answerer
from bot.service.evaluation import Scores, evaluate
from bot.service.question_file import Case, read_cases
from bot.service.snapshot import build_snapshot
from bot.store.calibrations import DiskCalibrations
from bot.text.outcome import Answer
from tests.knowledge.material import FOLDER

FILES = {"eval": 150, "eval_wide": 600, "eval_calendar": 300, "eval_plain": 300}  # lines at least
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module", name="answerer")
def _answerer() -> Answerer:
    snapshot = build_snapshot(FOLDER, DiskCalibrations(None))
    return Answerer(lambda: snapshot)


@pytest.fixture(scope="module", name="scores")
def _scores(answerer: Answerer) -> dict[str, Scores]:
    return {name: evaluate(answerer, _cases(name), TODAY) for name in FILES}


def _cases(name: str) -> list[Case]:
    path = FOLDER.path / f"{name}.jsonl"
    cases = read_cases(str(path), path.read_text("utf-8").split("\n"))
    assert len(cases) >= FILES[name]
    return list(cases)


@pytest.mark.parametrize(
    ("questions", "figure", "least"),
    [
        ("eval", "right", 72),
        ("eval", "offered", 88),
        ("eval", "calendar", 96),
        ("eval_wide", "right", 65),
        ("eval_wide", "offered", 90),
        ("eval_calendar", "right", 78),
        ("eval_calendar", "offered", 93),
        ("eval_calendar", "calendar", 94),
        ("eval_plain", "plain_right", 75),
    ],
)
def test_what_should_be_answered_mostly_is(
    scores: dict[str, Scores], questions: str, figure: str, least: int
):
    percent = scores[questions].figures[figure].percent
    assert percent is not None
    assert percent >= least


@pytest.mark.parametrize(
    ("questions", "figure", "most"),
    [
        ("eval", "wrong", 3),
        ("eval", "false answers", 7),
        ("eval", "out of turn", 0),
        ("eval", "needless", 5),
        ("eval", "false dates", 3),
        ("eval_wide", "wrong", 4),
        ("eval_wide", "false answers", 10),
        ("eval_wide", "needless", 10),
        ("eval_wide", "false dates", 2),
        ("eval_calendar", "wrong", 4),
        ("eval_calendar", "false answers", 8),
        ("eval_calendar", "false dates", 3),
        ("eval_plain", "plain_wrong", 4),
    ],
)
def test_wrong_answers_are_few(scores: dict[str, Scores], questions: str, figure: str, most: int):
    percent = scores[questions].figures[figure].percent
    assert percent is not None
    assert percent <= most


@pytest.mark.parametrize(("style", "least"), [("date", 96), ("place", 94), ("event", 88)])
def test_days_are_found_by_date_place_and_event(scores: dict[str, Scores], style: str, least: int):
    percent = scores["eval_calendar"].styles[style].percent
    assert percent is not None
    assert percent >= least


@pytest.mark.parametrize("questions", FILES)
def test_an_entry_is_under_no_day_but_its_own_and_a_card_is_under_no_entry(
    answerer: Answerer, questions: str
):
    for case in _cases(questions):
        match answerer.ask(case.q, TODAY, overheard=case.overheard).outcome:
            case Answer((entry,), milestones):
                assert ids(milestones) <= {*entry.milestones}, case.q
            case Answer((first, second), milestones):
                assert ids(milestones) <= {*first.milestones, *second.milestones}, case.q
            case Answer((), milestones):
                assert milestones, case.q
            case _:
                pass


def ids(milestones: tuple[Milestone, ...]) -> set[str]:
    return {milestone.id for milestone in milestones}
