"""Two terms side by side as one number."""

from hypothesis import given
from hypothesis import strategies as st

from bot.matching.bigrams import EDGE, ends, pairs

TERMS = st.lists(st.integers(1, 2**31 - 1), min_size=1, max_size=12)


@given(TERMS)
def test_pairs_are_the_neighbours_with_the_edges_and_tell_their_ends(terms: list[int]):
    assert [ends(pair) for pair in pairs(terms)] == list(
        zip([EDGE, *terms], [*terms, EDGE], strict=True)
    )


@given(TERMS)
def test_a_pair_is_never_mistaken_for_a_term(terms: list[int]):
    assert min(pairs(terms)) > max(terms)


def test_a_term_that_no_entry_knows_has_no_neighbour():
    assert [pair == 0 for pair in pairs([5, -1, 7])] == [False, True, True, False]
    assert list(pairs([])) == []
