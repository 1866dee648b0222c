"""Two adjacent terms as one number."""

from hypothesis import given
from hypothesis import strategies as st

from bot.matching.bigrams import EDGE, bigrams, split

TERMS = st.lists(st.integers(1, 2**31 - 1), min_size=1, max_size=12)


@given(TERMS)
def test_bigrams_are_adjacent_terms_including_the_edges_and_can_be_split(terms: list[int]):
    assert [split(bigram) for bigram in bigrams(terms)] == list(
        zip([EDGE, *terms], [*terms, EDGE], strict=True)
    )


@given(TERMS)
def test_a_bigram_is_never_equal_to_a_term(terms: list[int]):
    assert min(bigrams(terms)) > max(terms)


def test_a_term_that_no_entry_has_makes_no_bigram():
    assert [bigram == 0 for bigram in bigrams([5, -1, 7])] == [False, True, True, False]
    assert list(bigrams([])) == []
