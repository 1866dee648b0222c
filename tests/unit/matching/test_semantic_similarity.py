"""Vectors of texts and entries, centred on the mean of all entries."""

import pytest

from bot.language.tokens import tokenise
from bot.language.word_vectors import vector
from bot.matching.semantic_similarity import SemanticIndex, phrase_vector, weighted_sum

EAST, NORTH = (3.0, 0.0), (0.0, 0.5)


def test_the_vector_of_a_phrase_is_the_mean_direction_of_its_known_words():
    bread, oven = vector("bread"), vector("oven")
    assert bread is not None
    assert oven is not None

    both = phrase_vector(tokenise("qqzzqq bread oven"))

    assert both is not None
    assert sum(a * a for a in both) == pytest.approx(1, abs=1e-5)
    length = sum((a + b) ** 2 for a, b in zip(bread, oven, strict=True)) ** 0.5
    assert list(both) == pytest.approx(
        [(a + b) / length for a, b in zip(bread, oven, strict=True)], abs=1e-5
    )
    assert phrase_vector(tokenise("qqzzqq")) is None
    assert phrase_vector([]) is None


def test_a_weighted_sum_multiplies_each_vector_by_its_weight():
    bread = vector("bread")
    assert bread is not None

    total = weighted_sum([(bread, 2.0), (None, 5.0), (bread, 0.5)])

    assert list(total) == pytest.approx([2.5 * number for number in bread])
    assert not any(weighted_sum([(None, 1.0)]))


def test_entries_of_any_length_are_compared_by_how_they_differ_from_the_mean():
    entries = SemanticIndex([EAST, NORTH])  # the mean is (½, ½)
    half = 0.5**0.5

    assert list(entries.centred((2.0, 0.0))) == pytest.approx([half, -half])
    assert entries.similarity(entries.centred(EAST), 0) == pytest.approx(1)
    assert entries.similarity(entries.centred(EAST), 1) == pytest.approx(-1)
    assert entries.similarity(entries.centred((1.0, 1.0)), 0) == pytest.approx(0, abs=1e-6)


def test_an_excluded_wording_is_subtracted_from_the_sum_of_its_entry():
    entries = SemanticIndex([(3.0, 4.0), NORTH])
    text = entries.centred((1.0, 0.0))

    assert entries.similarity(text, 0, without=(0.0, 4.0)) == pytest.approx(1)
    assert entries.similarity(text, 0) < 0.9


def test_a_text_or_entry_without_a_vector_is_similar_to_nothing():
    entries = SemanticIndex([EAST, NORTH])

    assert entries.similarity(entries.centred((0.0, 0.0)), 0) == 0
    assert entries.similarity(entries.centred(EAST), 0, without=EAST) == 0
    assert SemanticIndex([]).centred([0.0] * 48) == [0.0] * 48
