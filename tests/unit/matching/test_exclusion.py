"""Excluding a wording gives the same result as an index without it.

Otherwise it would not be true how many wordings find their entry when they are left out of it. The
exception is the information of terms and bigrams that only the excluded wording has, which is not
computed again.
"""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.question import parse_question
from bot.matching.features import Match, extract_features
from bot.matching.index import Index
from bot.matching.query import Exclusion
from bot.matching.query_builder import build_query, parse_query
from bot.matching.ranking import Candidate, rank
from tests.builders import make_entry, make_knowledge

WORDS = "who when oven bread flour sugar water".split()
ROUNDING = 1e-5
_wording = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
_wordings = st.lists(_wording, min_size=2, max_size=5)


def index_of(wordings: Sequence[str]) -> Index:
    """An index of one entry, so that its length norm is 1 with and without a wording."""
    first, *rest = wordings
    return Index(make_knowledge(make_entry("e", first, phrasings=tuple(rest), answer="Nothing.")))


def features(
    index: Index, text: str, exclusion: Exclusion | None = None
) -> tuple[Candidate, Match]:
    query = replace(parse_query(index, text), bigrams=())
    ranked = rank(index, query, exclusion)
    return ranked[0], extract_features(index, query, ranked, 0, exclusion)


@given(_wordings, st.data())
def test_similarities_and_features_are_those_of_the_other_wordings(
    wordings: list[str], data: st.DataObject
):
    at = data.draw(st.integers(0, len(wordings) - 1))
    rest = wordings[:at] + wordings[at + 1 :]
    left = sorted({word for wording in rest for word in wording.split()})
    text = " ".join(data.draw(st.lists(st.sampled_from(left), min_size=1, max_size=4)))

    candidate, match = features(index_of(wordings), text, Exclusion(0, at))
    expected, expected_match = features(index_of(rest), text)

    for similarity in ("information", "spelling", "kind"):
        assert getattr(candidate, similarity) == pytest.approx(
            getattr(expected, similarity), abs=ROUNDING
        ), similarity
    for feature in (
        "similarity",
        "shared",
        "typical",
        "least_typical",
        "covered",
        "unknown",
        "elsewhere",
        "opens",
    ):
        assert getattr(match, feature) == pytest.approx(
            getattr(expected_match, feature), abs=ROUNDING
        ), feature
    assert match.wording == expected_match.wording


@given(_wordings, st.data())
def test_bigrams_are_those_of_the_other_wordings(wordings: list[str], data: st.DataObject):
    often = wordings * 3  # so that each bigram still occurs more than once
    at = data.draw(st.integers(0, len(often) - 1))
    text = data.draw(_wording)
    whole, rest = index_of(often), index_of(often[:at] + often[at + 1 :])
    query = parse_query(whole, text)

    scores = whole.bm25.search(query, 1, Exclusion(0, at))

    assert scores == [
        (number, pytest.approx(score, abs=ROUNDING))
        for number, score in rest.bm25.search(parse_query(rest, text), 1)
    ]
    assert whole.bm25.highest_score(query) == pytest.approx(
        rest.bm25.highest_score(parse_query(rest, text))
    )


def test_excluding_a_wording_takes_away_context_terms_at_their_lower_weight():
    wordings = ["oven bread", "bread flour", "oven flour"]
    whole, rest = index_of(wordings), index_of(wordings[:2])

    def score(index: Index, exclusion: Exclusion | None = None) -> float:
        bread, oven = parse_question("bread"), parse_question("the oven")
        query = replace(build_query(index, bread, oven), bigrams=())
        return dict(index.bm25.search(query, 1, exclusion))[0]

    assert score(whole, Exclusion(0, 2)) == pytest.approx(score(rest), abs=ROUNDING)
    assert score(whole) > score(rest) + 0.01


def test_the_meaning_is_that_of_the_other_wordings_centred_on_the_mean_of_all():
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
    query = parse_query(whole, "a drink of grapes")
    direction = whole.semantic.centred(rest.semantic._sums[0])
    expected = sum(a * b for a, b in zip(query.meaning, direction, strict=True))

    assert whole.similarity(query, 0, Exclusion(0, 2)) == pytest.approx(expected, abs=ROUNDING)
    assert abs(whole.similarity(query, 0) - expected) > 10 * ROUNDING
    assert whole.similarity(query, 0, Exclusion(1, 0)) == whole.similarity(query, 0), (
        "an exclusion in another entry"
    )


def test_a_term_is_as_typical_of_an_entry_as_it_is_of_the_other_wordings():
    wordings = [*(f"bread number {at}" for at in range(28)), "hot oven", "cold oven"]
    whole, rest = index_of(wordings), index_of(wordings[:-1])

    match, expected = features(whole, "oven", Exclusion(0, 29))[1], features(rest, "oven")[1]

    assert match.typical == pytest.approx(expected.typical) == pytest.approx(1 / 2.9)
    assert features(whole, "oven")[1].typical == pytest.approx(2 / 3)
