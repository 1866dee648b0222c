"""The question files fit the knowledge and do not overlap."""

import re
from collections import Counter

from bot.service.question_file import read_cases
from tests.knowledge.material import FOLDER, KNOWLEDGE
from tests.knowledge.topics import TOPICS

PATH = FOLDER.path / "eval.jsonl"
CASES = read_cases(str(PATH), PATH.read_text("utf-8").splitlines())
IN_SCOPE = {"casual", "typo", "fragment", "paraphrase", "long", "nonnative", "statement"}


def bare(question: str) -> str:
    return " ".join(re.findall(r"\w+", question.casefold()))


def test_there_are_200_questions_and_enough_of_every_style():
    styles = Counter(case.style for case in CASES)

    assert len(CASES) >= 200
    assert styles.keys() == IN_SCOPE | {"near", "far", "noise", "chatter", "date", "place", "event"}
    assert min(styles[style] for style in IN_SCOPE) >= 12
    assert len({bare(case.q) or case.q for case in CASES}) == len(CASES)


def test_each_of_the_first_hundred_entries_has_a_question():
    assert set(TOPICS) <= {id_ for case in CASES for id_ in case.gold or ()}
    assert {id_ for case in CASES for id_ in case.gold or ()} <= KNOWLEDGE.by_id.keys()


def test_every_entry_that_may_be_shown_exists():
    assert {id_ for case in CASES for id_ in case.ok_if} <= KNOWLEDGE.by_id.keys()


def test_every_expected_day_is_in_the_calendar():
    days = {milestone.date.isoformat() for milestone in KNOWLEDGE.milestones}

    assert {day for case in CASES for day in case.dates or ()} <= days


def test_the_style_of_a_question_fits_what_it_expects():
    for case in CASES:
        assert bool(case.gold) == (case.style in IN_SCOPE), case.q
        assert (case.dates is not None) == (case.style in {"date", "place", "event"}), case.q
        assert case.overheard == (case.style == "chatter"), case.q


def test_no_question_is_a_phrasing():
    phrasings = {bare(wording) for entry in KNOWLEDGE.entries for wording in entry.wordings}

    assert [case.q for case in CASES if bare(case.q) and bare(case.q) in phrasings] == []


# --- Calendar questions, and FAQ questions that mention days --------------------------------------

CALENDAR = FOLDER.path / "eval_calendar.jsonl"
DATED = read_cases(str(CALENDAR), CALENDAR.read_text("utf-8").splitlines())


def test_there_are_150_calendar_questions_and_60_faq_questions_that_mention_days():
    calendar_questions = [case for case in DATED if case.dates is not None]
    styles = Counter(case.style for case in calendar_questions)

    assert styles.keys() == {"date", "place", "event"}
    assert min(styles.values()) >= 50
    assert sum(not case.dates for case in calendar_questions) >= 30
    assert sum(bool(case.gold) for case in DATED) >= 60
    assert len({bare(case.q) for case in DATED}) == len(DATED)


def test_every_day_and_entry_expected_by_those_questions_exists():
    days = {milestone.date.isoformat() for milestone in KNOWLEDGE.milestones}

    assert {day for case in DATED for day in case.dates or ()} <= days
    assert {id_ for case in DATED for id_ in case.gold or ()} <= KNOWLEDGE.by_id.keys()


def test_those_questions_are_neither_phrasings_nor_in_another_file():
    phrasings = {bare(wording) for entry in KNOWLEDGE.entries for wording in entry.wordings}
    elsewhere = {bare(case.q) for case in CASES}

    assert [case.q for case in DATED if bare(case.q) in phrasings | elsewhere] == []


# --- Questions by strangers; most out-of-scope ones differ from an entry in one detail ------------

STRANGERS = FOLDER.path / "eval_wide.jsonl"
WIDE = read_cases(str(STRANGERS), STRANGERS.read_text("utf-8").splitlines())


def test_each_of_the_first_hundred_entries_has_four_questions_by_strangers():
    counts = Counter(case.gold[0] for case in WIDE if case.gold)

    assert {id_: counts[id_] for id_ in TOPICS} == dict.fromkeys(TOPICS, 4)
    assert {id_ for case in WIDE for id_ in case.gold or ()} <= KNOWLEDGE.by_id.keys()
    assert sum(case.style == "near" for case in WIDE) >= 130


def test_no_question_by_a_stranger_is_a_phrasing_or_in_another_file():
    phrasings = {bare(wording) for entry in KNOWLEDGE.entries for wording in entry.wordings}
    elsewhere = {bare(case.q) for case in (*CASES, *DATED)}

    questions = [bare(case.q) for case in WIDE if bare(case.q)]
    assert [q for q in questions if q in phrasings | elsewhere] == []
    assert len(set(questions)) == len(questions)


# --- Plain questions, as people type them first, each with its kind -------------------------------

PLAINEST = FOLDER.path / "eval_plain.jsonl"
PLAIN = read_cases(str(PLAINEST), PLAINEST.read_text("utf-8").splitlines())
KINDS = {"who", "when", "where", "what", "why", "how", "how-many", "whether"}


def test_there_are_300_plain_questions_for_all_of_the_first_hundred_entries():
    assert len({bare(case.q) for case in PLAIN}) == len(PLAIN) == 300
    assert {case.style for case in PLAIN} == {"plain"}
    assert set(TOPICS) <= {case.gold[0] for case in PLAIN if case.gold}
    assert {id_ for case in PLAIN for id_ in case.gold or ()} <= KNOWLEDGE.by_id.keys()


def test_every_plain_question_has_an_answer_and_a_kind_and_those_for_a_day_mostly_have_it():
    days = {milestone.date.isoformat() for milestone in KNOWLEDGE.milestones}
    kinds = Counter(case.kind for case in PLAIN)

    assert all(case.gold and case.dates is not None for case in PLAIN)
    assert kinds.keys() == KINDS
    assert {day for case in PLAIN for day in case.dates or ()} <= days
    assert sum(case.kind == "when" and bool(case.dates) for case in PLAIN) >= 25


def test_no_plain_question_is_in_another_file_and_few_are_phrasings():
    phrasings = {bare(wording) for entry in KNOWLEDGE.entries for wording in entry.wordings}
    elsewhere = {bare(case.q) for case in (*CASES, *DATED, *WIDE)}

    assert [case.q for case in PLAIN if bare(case.q) in elsewhere] == []
    assert sum(bare(case.q) in phrasings for case in PLAIN) <= 100, "the plainest wordings"
