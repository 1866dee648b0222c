"""Looking past a wording is the same as never having had it.

Only then do the experiments, and what is fitted to them, speak of the knowledge as it is. Terms and
pairs that stood in that wording alone are the exception: how rare they are is not counted anew.
"""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.features import Match, extract_features
from bot.matching.index import Index
from bot.matching.query import Exclusion
from bot.matching.ranking import Candidate, RankingWeights, rank
from tests.builders import make_entry, make_knowledge

WORDS = "who when oven bread flour sugar water".split()
ROUNDING = 1e-5
_wording = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
_wordings = st.lists(_wording, min_size=2, max_size=5)


def index_of(wordings: Sequence[str]) -> Index:
    """Of one entry: its length norm is 1 with and without a wording."""
    first, *rest = wordings
    return Index(make_knowledge(make_entry("e", first, phrasings=tuple(rest), answer="Nothing.")))


def features(
    index: Index, text: str, exclusion: Exclusion | None = None
) -> tuple[Candidate, Match]:
    query = replace(index.parse_query(text), pairs=())
    ranked = rank(index, query, RankingWeights(), exclusion)
    return ranked[0], extract_features(index, query, ranked, 0, exclusion)


@given(_wordings, st.data())
def test_every_likeness_and_signal_is_that_of_the_other_wordings(
    wordings: list[str], data: st.DataObject
):
    at = data.draw(st.integers(0, len(wordings) - 1))
    rest = wordings[:at] + wordings[at + 1 :]
    left = sorted({word for wording in rest for word in wording.split()})
    text = " ".join(data.draw(st.lists(st.sampled_from(left), min_size=1, max_size=4)))

    ranked, match = features(index_of(wordings), text, Exclusion(0, at))
    expected, expected_match = features(index_of(rest), text)

    for similarity in ("information", "spelling", "kind"):
        assert getattr(ranked, similarity) == pytest.approx(
            getattr(expected, similarity), abs=ROUNDING
        ), similarity
    for signal in (
        "similarity",
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
    query = whole.parse_query(text)

    scores = whole.postings.candidates(query, 1, Exclusion(0, at))

    assert scores == [
        (number, pytest.approx(score, abs=ROUNDING))
        for number, score in rest.postings.candidates(rest.parse_query(text), 1)
    ]
    assert whole.postings.most(query) == pytest.approx(rest.postings.most(rest.parse_query(text)))


def test_what_was_said_before_is_lost_by_as_little_as_it_counts():
    wordings = ["oven bread", "bread flour", "oven flour"]
    whole, rest = index_of(wordings), index_of(wordings[:2])

    def score(index: Index, exclusion: Exclusion | None = None) -> float:
        query = replace(index.parse_query("bread", "the oven"), pairs=())
        return dict(index.postings.candidates(query, 1, exclusion))[0]

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
    query = whole.parse_query("a drink of grapes")
    direction = whole._semantic_index.seen(rest._semantic_index._sums[0])
    expected = sum(a * b for a, b in zip(query.meaning, direction, strict=True))

    assert whole.similarity(query, 0, Exclusion(0, 2)) == pytest.approx(expected, abs=ROUNDING)
    assert abs(whole.similarity(query, 0) - expected) > 10 * ROUNDING
    assert whole.similarity(query, 0, Exclusion(1, 0)) == whole.similarity(query, 0), (
        "another entry's"
    )


def test_an_entry_of_which_a_wording_is_left_out_is_only_as_typical_as_the_rest():
    wordings = [*(f"bread number {at}" for at in range(28)), "hot oven", "cold oven"]
    whole, rest = index_of(wordings), index_of(wordings[:-1])

    match, expected = features(whole, "oven", Exclusion(0, 29))[1], features(rest, "oven")[1]

    assert match.typical == pytest.approx(expected.typical) == pytest.approx(1 / 2.9)
    assert features(whole, "oven")[1].typical == pytest.approx(2 / 3)
