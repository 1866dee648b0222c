"""Looking past a wording is the same as never having had it.

Only then do the experiments, and what is fitted to them, speak of the knowledge as it is. Terms and
pairs that stood in that wording alone are the exception: how rare they are is not counted anew.
"""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.features import Match, look
from bot.matching.index import Index
from bot.matching.query import Exclusion
from bot.matching.ranking import Ranked, Ranking, rank
from tests.builders import make_entry, make_knowledge

WORDS = "who when oven bread flour sugar water".split()
ROUNDING = 1e-5
_wording = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
_wordings = st.lists(_wording, min_size=2, max_size=5)


def index_of(wordings: Sequence[str]) -> Index:
    """Of one entry: its length norm is 1 with and without a wording."""
    first, *rest = wordings
    return Index(make_knowledge(make_entry("e", first, phrasings=tuple(rest), answer="Nothing.")))


def signals(index: Index, text: str, without: Exclusion | None = None) -> tuple[Ranked, Match]:
    asked = replace(index.ask(text), pairs=())
    ranked = rank(index, asked, Ranking(), without)
    return ranked[0], look(index, asked, ranked, 0, without)


@given(_wordings, st.data())
def test_every_likeness_and_signal_is_that_of_the_other_wordings(
    wordings: list[str], data: st.DataObject
):
    at = data.draw(st.integers(0, len(wordings) - 1))
    rest = wordings[:at] + wordings[at + 1 :]
    left = sorted({word for wording in rest for word in wording.split()})
    text = " ".join(data.draw(st.lists(st.sampled_from(left), min_size=1, max_size=4)))

    ranked, match = signals(index_of(wordings), text, Exclusion(0, at))
    expected, expected_match = signals(index_of(rest), text)

    for likeness in ("information", "spelling", "kind"):
        assert getattr(ranked, likeness) == pytest.approx(
            getattr(expected, likeness), abs=ROUNDING
        ), likeness
    for signal in (
        "likeness",
        "shared",
        "typical",
        "least",
        "missed",
        "covered",
        "unknown",
        "elsewhere",
        "opens",
    ):
        assert getattr(match, signal) == pytest.approx(
            getattr(expected_match, signal), abs=ROUNDING
        ), signal
    assert match.wording == expected_match.wording


@given(_wordings, st.data())
def test_neighbours_are_those_of_the_other_wordings(wordings: list[str], data: st.DataObject):
    often = wordings * 3  # so that each pair is still there more than once
    at = data.draw(st.integers(0, len(often) - 1))
    text = data.draw(_wording)
    whole, rest = index_of(often), index_of(often[:at] + often[at + 1 :])
    asked = whole.ask(text)

    scores = whole.postings.candidates(asked, 1, Exclusion(0, at))

    assert scores == [
        (number, pytest.approx(score, abs=ROUNDING))
        for number, score in rest.postings.candidates(rest.ask(text), 1)
    ]
    assert whole.postings.most(asked) == pytest.approx(rest.postings.most(rest.ask(text)))


def test_what_was_said_before_is_lost_by_as_little_as_it_counts():
    wordings = ["oven bread", "bread flour", "oven flour"]
    whole, rest = index_of(wordings), index_of(wordings[:2])

    def score(index: Index, without: Exclusion | None = None) -> float:
        asked = replace(index.ask("bread", "the oven"), pairs=())
        return dict(index.postings.candidates(asked, 1, without))[0]

    assert score(whole, Exclusion(0, 2)) == pytest.approx(score(rest), abs=ROUNDING)
    assert score(whole) > score(rest) + 0.01


def test_the_meaning_is_that_of_the_other_wordings_seen_from_where_all_stood():
    wordings = ("red wine", "wine bottle", "red bottle")
    other = make_entry("oven", "hot furnace", phrasings=("furnace",), answer="Nothing.")
    whole, rest = (
        Index(
            make_knowledge(
                make_entry("wine", first, phrasings=tuple(more), answer="Nothing."), other
            )
        )
        for first, *more in (wordings, wordings[:2])
    )
    asked = whole.ask("a drink of grapes")
    direction = whole._meanings.seen(rest._meanings._sums[0])
    expected = sum(a * b for a, b in zip(asked.meaning, direction, strict=True))

    assert whole.alike(asked, 0, Exclusion(0, 2)) == pytest.approx(expected, abs=ROUNDING)
    assert abs(whole.alike(asked, 0) - expected) > 10 * ROUNDING
    assert whole.alike(asked, 0, Exclusion(1, 0)) == whole.alike(asked, 0), "another entry's"


def test_an_entry_of_which_a_wording_is_left_out_is_only_as_typical_as_the_rest():
    wordings = [*(f"bread number {at}" for at in range(28)), "hot oven", "cold oven"]
    whole, rest = index_of(wordings), index_of(wordings[:-1])

    match, expected = signals(whole, "oven", Exclusion(0, 29))[1], signals(rest, "oven")[1]

    assert match.typical == pytest.approx(expected.typical) == pytest.approx(1 / 2.9)
    assert signals(whole, "oven")[1].typical == pytest.approx(2 / 3)
