"""The posting lists: what each document gains from a row."""

from hypothesis import given
from hypothesis import strategies as st

from bot.matching.postings import Postings

POSTINGS = [(2, 0, 1.5), (0, 0, 0.5), (2, 1, 2.5), (3, 4, 4.0), (0, 4, 3.0)]


def test_each_row_has_its_documents_in_order_with_their_gains():
    postings = Postings(5, POSTINGS)
    assert [list(postings.documents(row)) for row in range(5)] == [[0, 4], [], [0, 1], [4], []]
    assert [[gain for _, gain in postings.gains(row)] for row in range(5)] == [
        [0.5, 3.0],
        [],
        [1.5, 2.5],
        [4.0],
        [],
    ]
    assert [postings.count(row) for row in range(5)] == [2, 0, 2, 1, 0]


def test_documents_without_a_row_gain_nothing_from_it():
    postings = Postings(5, POSTINGS)
    assert list(postings.dense_gains(0, 5)) == [0.5, 0.0, 0.0, 0.0, 3.0]
    assert list(postings.dense_gains(1, 2)) == [0.0, 0.0]


def test_an_index_without_postings_has_empty_rows():
    assert Postings(1, ()).count(0) == 0


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 99), st.integers(0, 99)), max_size=50))
def test_no_posting_is_lost_or_moves_to_another_row(triples: list[tuple[int, int, int]]):
    postings = Postings(10, triples)
    for row in range(10):
        expected = [(document, gain) for of, document, gain in triples if of == row]
        assert list(postings.gains(row)) == expected
