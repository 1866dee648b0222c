"""Scoring question files: which reply counts in which figure, shares, and invalid lines."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.model import Knowledge
from bot.matching.choice import (
    AnswerEntries,
    Choice,
    Decision,
    NoMatch,
    StaySilent,
    SuggestEntries,
)
from bot.service.answering import Answerer
from bot.service.evaluation import FIGURES, Scores, Share, evaluate
from bot.service.question_file import CaseError, read_cases
from bot.service.reply import Reply
from bot.text.outcome import Answer, Silent, Suggest, Unknown
from tests.narrowing import present
from tests.service.fakes.data import entry, milestone
from tests.service.fakes.snapshots import ScriptedMatcher, snapshot

TODAY = date(2026, 11, 9)
A, B, C = (entry(name, f"{name}?") for name in "abc")
DAYS = {text: milestone(text) for text in ("2013-11-07", "2013-11-08", "2013-11-09", "2013-11-10")}


def case(**fields: object):
    [read] = read_cases("q.jsonl", [json.dumps({"q": "?", **fields})])
    return read


def reply(outcome: str, *, entries=(), suggestions=(), days=()) -> Reply:
    milestones = tuple(DAYS[day] for day in days)
    made = {
        "answer": Answer(tuple(entries), milestones),
        "suggest": Suggest(tuple(suggestions)),
        "unknown": Unknown(),
        "silent": Silent(),
    }
    return Reply("?", made[outcome])


def counted(case_, reply_: Reply) -> dict[str, tuple[int, int]]:
    """Every figure that the reply was counted in: hits of how many."""
    scores = Scores()
    scores.add(case_, reply_)
    assert set(scores.figures) == set(FIGURES)
    return {name: (share.hits, share.n) for name, share in scores.figures.items() if share.n}


IN_SCOPE = case(gold=["a", "c"], style="casual")
HIT, MISS = (1, 1), (0, 1)


@pytest.mark.parametrize(
    ("reply_", "right", "wrong", "offered", "false_dates"),
    [
        (reply("answer", entries=[A]), HIT, MISS, HIT, MISS),
        (reply("answer", entries=[C]), HIT, MISS, HIT, MISS),
        (reply("answer", entries=[B]), MISS, HIT, MISS, MISS),
        (reply("answer", entries=[B, A]), MISS, HIT, HIT, MISS),
        (reply("answer", entries=[A, B]), HIT, MISS, HIT, MISS),
        (reply("suggest", suggestions=[B, A]), MISS, MISS, HIT, MISS),
        (reply("suggest", suggestions=[B]), MISS, MISS, MISS, MISS),
        (reply("unknown"), MISS, MISS, MISS, MISS),
    ],
)
def test_a_question_in_scope_is_right_with_an_accepted_entry_first(
    reply_, right, wrong, offered, false_dates
):
    assert counted(IN_SCOPE, reply_) == {
        "right": right, "wrong": wrong, "offered": offered, "false dates": false_dates,
    }  # fmt: skip


def test_a_question_in_scope_that_gets_milestones_instead_counts_as_false_dates():
    counts = counted(IN_SCOPE, reply("answer", days=["2013-11-09"]))
    assert counts["false dates"] == HIT
    assert (counts["right"], counts["offered"]) == (MISS, MISS)


def test_a_question_in_scope_that_gets_milestones_has_no_wrong_entry():
    assert counted(IN_SCOPE, reply("answer", days=["2013-11-09"]))["wrong"] == MISS


@pytest.mark.parametrize("style", ["near", "far", "noise"])
@pytest.mark.parametrize(
    ("reply_", "false"),
    [
        (reply("answer", entries=[A]), HIT),
        (reply("answer", days=["2013-11-09"]), HIT),
        (reply("suggest", suggestions=[A]), MISS),
        (reply("unknown"), MISS),
    ],
)
def test_out_of_scope_any_answer_is_a_false_one(style, reply_, false):
    assert counted(case(gold=[], style=style), reply_)["false answers"] == false


@pytest.mark.parametrize(
    ("entries", "false"), [([A], MISS), ([B], HIT), ([A, B], HIT), ([A, C], MISS)]
)
def test_an_entry_that_may_be_shown_is_no_false_answer(entries, false):
    near = case(gold=[], style="near", ok_if=["a", "c"])
    assert counted(near, reply("answer", entries=entries)) == {"false answers": false}


@pytest.mark.parametrize(
    ("style", "ok_suggest", "outcome", "needless"),
    [
        ("far", False, "suggest", HIT),
        ("noise", False, "suggest", HIT),
        ("far", False, "unknown", MISS),
        ("noise", False, "answer", MISS),
        ("far", True, "suggest", None),
        ("near", False, "suggest", None),
    ],
)
def test_suggestions_for_questions_far_out_of_scope_count_as_needless(
    style, ok_suggest, outcome, needless
):
    counts = counted(case(gold=[], style=style, ok_suggest=ok_suggest), reply(outcome))
    assert counts.get("needless") == needless


@pytest.mark.parametrize(("outcome", "out_of_turn"), [("silent", MISS), ("answer", HIT)])
def test_chatter_that_is_answered_is_out_of_turn_and_nothing_else(outcome, out_of_turn):
    chatter = case(gold=[], style="chatter", overheard=True)
    assert counted(chatter, reply(outcome, entries=[A])) == {"out of turn": out_of_turn}


@pytest.mark.parametrize(
    ("dates", "days", "right"),
    [
        (["2013-11-09"], ["2013-11-09"], HIT),
        (["2013-11-09"], ["2013-11-07", "2013-11-08", "2013-11-09", "2013-11-10"], HIT),
        (["2013-11-09", "2013-12-01"], ["2013-11-09"], HIT),
        (["2013-11-09"], ["2013-11-08"], MISS),
        (["2013-11-09"], [], MISS),
        ([], [], HIT),
        ([], ["2013-11-09"], MISS),
    ],
)
def test_the_calendar_is_right_with_a_wanted_date_and_at_most_three_others(dates, days, right):
    counts = counted(case(dates=dates), reply("answer" if days else "unknown", days=days))
    assert counts == {"calendar": right}


def test_four_other_dates_are_too_many():
    few = case(dates=["2013-11-09"])
    crowd = [milestone(f"2013-12-{day:02}") for day in range(1, 5)]
    many = Reply("?", Answer(milestones=(DAYS["2013-11-09"], *crowd)))
    assert counted(few, many) == {"calendar": MISS}


def test_milestones_of_one_day_count_as_one_date():
    same = [milestone("2013-12-01", id_=f"m{each}") for each in range(9)]
    many = Reply("?", Answer(milestones=(DAYS["2013-11-09"], *same)))
    assert counted(case(dates=["2013-11-09"]), many) == {"calendar": HIT}


@pytest.mark.parametrize(
    ("entries", "days", "dates", "right"),
    [
        ([], ["2013-11-09"], ["2013-11-09"], HIT),
        ([A], ["2013-11-09"], ["2013-11-09"], MISS),
        ([A], [], [], MISS),
        ([], [], [], HIT),
    ],
)
def test_a_question_for_a_place_is_not_right_with_an_entry(entries, days, dates, right):
    given = reply("answer" if entries or days else "unknown", entries=entries, days=days)
    assert counted(case(dates=dates, style="place"), given) == {"calendar": right}
    other = counted(case(dates=dates, style="event"), given)
    assert other == {"calendar": HIT}, "only a place is asked for as a place"


NINTH, TENTH = "2013-11-09", "2013-11-10"


@pytest.mark.parametrize(
    ("gold", "dates", "reply_", "right", "wrong"),
    [
        (["a"], [NINTH], reply("answer", entries=[A]), HIT, MISS),
        (["a"], [NINTH], reply("answer", entries=[A, B], days=[NINTH]), HIT, MISS),
        (["a"], [NINTH], reply("answer", entries=[B, A]), MISS, HIT),
        (["a"], [NINTH], reply("answer", entries=[A], days=[TENTH]), MISS, HIT),
        (["a"], [NINTH], reply("answer", entries=[A], days=[NINTH, TENTH]), MISS, HIT),
        (["a"], [NINTH], reply("answer", entries=[B], days=[NINTH]), MISS, HIT),
        (["a"], [NINTH], reply("answer", days=[NINTH]), HIT, MISS),
        (["a"], [NINTH], reply("answer", days=[*DAYS]), HIT, MISS),
        (["a"], [NINTH], reply("answer", days=[TENTH]), MISS, HIT),
        (["a"], [NINTH], reply("suggest", suggestions=[A]), MISS, MISS),
        (["a"], [NINTH], reply("unknown"), MISS, MISS),
        (["a"], [], reply("answer", entries=[A], days=[TENTH]), HIT, MISS),
        (["a"], [], reply("answer", days=[NINTH]), MISS, HIT),
        ([], [NINTH], reply("answer", days=[NINTH]), HIT, MISS),
        ([], [NINTH], reply("answer", entries=[A], days=[NINTH]), MISS, HIT),
        ([], [NINTH], reply("silent"), MISS, MISS),
    ],
)
def test_a_plain_question_is_right_with_an_accepted_entry_or_a_day_of_the_calendar_alone(
    gold, dates, reply_, right, wrong
):
    counts = counted(case(gold=gold, dates=dates, style="plain", kind="when"), reply_)
    assert counts == {"plain_right": right, "plain_wrong": wrong}


def test_a_plain_question_may_get_three_other_days_and_no_more():
    plain = case(gold=[], dates=[NINTH])
    crowd = [milestone(f"2013-12-{day:02}") for day in range(1, 5)]
    many = Reply("?", Answer(milestones=(DAYS[NINTH], *crowd)))
    assert counted(plain, many) == {"plain_right": MISS, "plain_wrong": HIT}


@pytest.mark.parametrize(
    ("reply_", "false"),
    [
        (reply("answer", entries=[A]), HIT),
        (reply("answer", days=[NINTH]), HIT),
        (reply("suggest", suggestions=[A]), MISS),
        (reply("unknown"), MISS),
    ],
)
def test_a_plain_question_with_two_empty_lists_must_not_be_answered(reply_, false):
    none = case(gold=[], dates=[], style="plain", kind="none")
    assert counted(none, reply_) == {"plain_false": false}


def test_every_kind_has_its_share_of_right_outcomes():
    scores = Scores()
    who = case(gold=["a"], dates=[], style="plain", kind="who")
    scores.add(who, reply("answer", entries=[A]))
    scores.add(who, reply("unknown"))
    scores.add(case(gold=[], dates=[], style="plain", kind="none"), reply("unknown"))
    scores.add(case(gold=["a"], style="typo"), reply("unknown"))
    shares = {name: (share.hits, share.n) for name, share in scores.kinds.items()}
    assert shares == {"who": (1, 2), "none": (1, 1)}
    assert (scores.styles["plain"].hits, scores.styles["plain"].n) == (2, 3)


def test_every_style_has_its_share_of_right_outcomes_and_what_went_wrong_is_listed():
    scores = Scores()
    asked = [
        (case(gold=["a"], style="typo"), reply("answer", entries=[A]), True),
        (case(gold=["a"], style="typo"), reply("suggest", suggestions=[A]), False),
        (case(gold=[], style="far"), reply("suggest", suggestions=[A]), True),
        (case(gold=[], style="chatter", overheard=True), reply("silent"), True),
        (case(dates=["2013-11-09"], style="date"), reply("unknown"), False),
        (case(gold=["a"]), reply("unknown"), False),
    ]
    for case_, reply_, _ in asked:
        scores.add(case_, reply_)
    shares = {name: (share.hits, share.n) for name, share in scores.styles.items()}
    assert shares == {"typo": (1, 2), "far": (1, 1), "chatter": (1, 1), "date": (0, 1), "": (0, 1)}
    assert scores.misses == [(case_, reply_) for case_, reply_, ok in asked if not ok]


def test_an_evaluation_asks_overheard_questions_as_overheard():
    outcomes: dict[str, Choice] = {
        "one": AnswerEntries(("a",)),
        "two": SuggestEntries(("a",)),
        "three": NoMatch(),
        "four": StaySilent(),
    }
    matcher = ScriptedMatcher(**{name: Decision(each, (), ()) for name, each in outcomes.items()})
    made = snapshot(Knowledge((A, B, C)), matcher)
    lines = [
        {"q": "one", "gold": ["a"]},
        {"q": "two", "gold": ["a"]},
        {"q": "three", "gold": []},
        {"q": "four", "gold": [], "overheard": True},
    ]
    cases = read_cases("q.jsonl", map(json.dumps, lines))
    scores = evaluate(Answerer(lambda: made), cases, TODAY)
    assert matcher.asked == [("one", False), ("two", False), ("three", False), ("four", True)]
    percents = {name: share.percent for name, share in scores.figures.items()}
    assert percents == {
        "right": 50.0, "wrong": 0.0, "offered": 100.0, "false answers": 0.0, "out of turn": 0.0,
        "calendar": None, "needless": None, "false dates": 0.0,
        "plain_right": None, "plain_wrong": None, "plain_false": None,
    }  # fmt: skip


# --- Shares ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hits", "n", "interval"),
    [  # Newcombe, Two-sided confidence intervals for the single proportion (1998), table I
        (81, 263, (25.5, 36.6)),
        (15, 148, (6.2, 16.0)),
        (0, 20, (0.0, 16.1)),
        (1, 29, (0.6, 17.2)),
        (29, 29, (88.3, 100.0)),
    ],
)
def test_the_interval_is_wilsons(hits, n, interval):
    assert Share(hits, n).interval == interval


@given(st.integers(1, 2_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_contains_the_share_and_stays_within_0_and_100(counts):
    share = Share(*counts)
    low, high = present(share.interval)
    assert 0 <= low <= present(share.percent) <= high <= 100
    assert low < high


def test_the_interval_of_no_hits_starts_at_zero():
    assert [str(present(Share(0, n).interval)[0]) for n in (7, 9, 20)] == ["0.0"] * 3


def test_without_questions_there_is_no_share():
    assert (Share().percent, Share().interval) == (None, None)


# --- Files ----------------------------------------------------------------------------------------


def test_a_line_has_its_defaults_and_other_keys_are_ignored():
    read = case(gold=["a"], note="whatever")
    assert (read.style, read.overheard, read.ok_suggest, read.ok_if) == ("", False, False, [])
    assert (read.gold, read.dates) == (["a"], None)
    assert (read.kind, read.after) == ("", None)


def test_a_line_may_have_both_keys_a_kind_and_the_question_before():
    read = case(gold=["a"], dates=[], kind="who", after="who flew with it?")
    assert (read.gold, read.dates) == (["a"], [])
    assert (read.kind, read.after) == ("who", "who flew with it?")


def test_blank_lines_are_skipped():
    assert len(read_cases("f", ["", '{"q": "a", "gold": []}', "  \n"])) == 1


@pytest.mark.parametrize(
    "line",
    [
        "not json", "[]", "5", "null", '"text"', "{}", '{"q": "a"}', '{"gold": []}',
        '{"q": 5, "gold": []}', '{"q": "a", "gold": "b"}', '{"q": "a", "gold": [5]}',
        '{"q": "a", "gold": [], "dates": "x"}', '{"q": "a", "gold": null}', '{"q": "a", "gold": []',
        '{"q": "a", "gold": [], "overheard": "perhaps"}',
    ],
)  # fmt: skip
def test_a_malformed_line_is_refused_with_its_place(line):
    with pytest.raises(CaseError, match=r"^dev\.jsonl:3:1: error: .+"):
        read_cases("dev.jsonl", ['{"q": "a", "gold": []}', "", line])


def test_a_deeply_nested_line_is_refused_too():
    with pytest.raises(CaseError):
        read_cases("dev.jsonl", ["[" * 100_000])


def test_a_refusal_says_what_is_wrong():
    with pytest.raises(CaseError, match="gold"):
        read_cases("dev.jsonl", ['{"q": "a", "gold": "b"}'])
