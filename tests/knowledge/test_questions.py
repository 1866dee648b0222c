"""The project's own question file fits the knowledge that it asks about."""

import re
from collections import Counter

from bot.service.evaluation import read_cases
from tests.knowledge.material import FOLDER, KNOWLEDGE

PATH = FOLDER.path / "eval.jsonl"
CASES = read_cases(str(PATH), PATH.read_text("utf-8").splitlines())
IN_SCOPE = {"casual", "typo", "fragment", "paraphrase", "long", "nonnative", "statement"}


def bare(question: str) -> str:
    return " ".join(re.findall(r"\w+", question.casefold()))


def test_there_are_200_questions_of_every_style():
    styles = Counter(case.style for case in CASES)

    assert len(CASES) >= 200
    assert styles.keys() == IN_SCOPE | {"near", "far", "noise", "chatter", "date", "place", "event"}
    assert min(styles[style] for style in IN_SCOPE) >= 12
    assert len({bare(case.q) or case.q for case in CASES}) == len(CASES)


def test_every_entry_is_asked_for():
    assert {id_ for case in CASES for id_ in case.gold or ()} == KNOWLEDGE.by_id.keys()


def test_what_may_be_shown_exists():
    assert {id_ for case in CASES for id_ in case.ok_if} <= KNOWLEDGE.by_id.keys()


def test_days_that_are_wanted_are_in_the_calendar():
    days = {milestone.date.isoformat() for milestone in KNOWLEDGE.milestones}

    assert {day for case in CASES for day in case.dates or ()} <= days


def test_a_style_says_what_is_right():
    for case in CASES:
        assert bool(case.gold) == (case.style in IN_SCOPE), case.q
        assert (case.dates is not None) == (case.style in {"date", "place", "event"}), case.q
        assert case.overheard == (case.style == "chatter"), case.q


def test_no_question_is_a_phrasing():
    phrasings = {bare(wording) for entry in KNOWLEDGE.entries for wording in entry.wordings}

    assert [case.q for case in CASES if bare(case.q) and bare(case.q) in phrasings] == []


# --- Questions for the calendar, and those that only look like it ---------------------------------

CALENDAR = FOLDER.path / "eval_calendar.jsonl"
DATED = read_cases(str(CALENDAR), CALENDAR.read_text("utf-8").splitlines())


def test_there_are_150_questions_for_the_calendar_and_60_that_mention_days_for_the_faq():
    asked = [case for case in DATED if case.dates is not None]
    styles = Counter(case.style for case in asked)

    assert styles.keys() == {"date", "place", "event"}
    assert min(styles.values()) >= 50
    assert sum(not case.dates for case in asked) >= 30
    assert sum(bool(case.gold) for case in DATED) >= 60
    assert len({bare(case.q) for case in DATED}) == len(DATED)


def test_what_those_questions_want_is_there():
    days = {milestone.date.isoformat() for milestone in KNOWLEDGE.milestones}

    assert {day for case in DATED for day in case.dates or ()} <= days
    assert {id_ for case in DATED for id_ in case.gold or ()} <= KNOWLEDGE.by_id.keys()


def test_those_questions_are_neither_phrasings_nor_asked_elsewhere():
    phrasings = {bare(wording) for entry in KNOWLEDGE.entries for wording in entry.wordings}
    elsewhere = {bare(case.q) for case in CASES}

    assert [case.q for case in DATED if bare(case.q) in phrasings | elsewhere] == []


# --- Questions of strangers, most of those out of scope but one detail away -----------------------

STRANGERS = FOLDER.path / "eval_wide.jsonl"
WIDE = read_cases(str(STRANGERS), STRANGERS.read_text("utf-8").splitlines())


def test_each_entry_is_asked_for_four_times_by_strangers():
    asked = Counter(case.gold[0] for case in WIDE if case.gold)

    assert asked.keys() == KNOWLEDGE.by_id.keys()
    assert set(asked.values()) == {4}
    assert {id_ for case in WIDE for id_ in case.gold or ()} <= KNOWLEDGE.by_id.keys()
    assert sum(case.style == "near" for case in WIDE) >= 130


def test_no_stranger_asks_a_phrasing_or_what_is_asked_elsewhere():
    phrasings = {bare(wording) for entry in KNOWLEDGE.entries for wording in entry.wordings}
    elsewhere = {bare(case.q) for case in (*CASES, *DATED)}

    asked = [bare(case.q) for case in WIDE if bare(case.q)]
    assert [q for q in asked if q in phrasings | elsewhere] == []
    assert len(set(asked)) == len(asked)
