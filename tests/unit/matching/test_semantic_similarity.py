"""Where texts stand in meaning, seen from the middle of all entries."""

import pytest

from bot.language.tokens import tokenise
from bot.language.word_vectors import vector
from bot.matching.semantic_similarity import SemanticIndex, of_words, weighted_sum

EAST, NORTH = (3.0, 0.0), (0.0, 0.5)


def test_a_phrase_points_where_its_known_words_do_together():
    bread, oven = vector("bread"), vector("oven")
    assert bread is not None
    assert oven is not None

    both = of_words(tokenise("qqzzqq bread oven"))

    assert both is not None
    assert sum(a * a for a in both) == pytest.approx(1, abs=1e-5)
    length = sum((a + b) ** 2 for a, b in zip(bread, oven, strict=True)) ** 0.5
    assert list(both) == pytest.approx(
        [(a + b) / length for a, b in zip(bread, oven, strict=True)], abs=1e-5
    )
    assert of_words(tokenise("qqzzqq")) is None
    assert of_words([]) is None


def test_a_sum_counts_each_vector_as_often_as_its_weight_says():
    bread = vector("bread")
    assert bread is not None

    total = weighted_sum([(bread, 2.0), (None, 5.0), (bread, 0.5)])

    assert list(total) == pytest.approx([2.5 * number for number in bread])
    assert not any(weighted_sum([(None, 1.0)]))


def test_entries_are_told_apart_by_how_they_differ_from_the_average_whatever_their_length():
    meanings = SemanticIndex([EAST, NORTH])  # the middle is (½, ½)
    half = 0.5**0.5

    assert list(meanings.seen((2.0, 0.0))) == pytest.approx([half, -half])
    assert meanings.similarity(meanings.seen(EAST), 0) == pytest.approx(1)
    assert meanings.similarity(meanings.seen(EAST), 1) == pytest.approx(-1)
    assert meanings.similarity(meanings.seen((1.0, 1.0)), 0) == pytest.approx(0, abs=1e-6)


def test_what_is_looked_past_is_taken_from_an_entrys_sum():
    meanings = SemanticIndex([(3.0, 4.0), NORTH])
    seen = meanings.seen((1.0, 0.0))

    assert meanings.similarity(seen, 0, less=(0.0, 4.0)) == pytest.approx(1)
    assert meanings.similarity(seen, 0) < 0.9


def test_what_has_no_meaning_is_like_nothing():
    meanings = SemanticIndex([EAST, NORTH])

    assert meanings.similarity(meanings.seen((0.0, 0.0)), 0) == 0
    assert meanings.similarity(meanings.seen(EAST), 0, less=EAST) == 0
    assert SemanticIndex([]).seen([0.0] * 48) == [0.0] * 48
