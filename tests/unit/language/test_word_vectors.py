"""The word vectors: words by frequency, and their similarity in meaning."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import word_vectors
from bot.language.word_vectors import DIMENSIONS, frequent, rank, unit, vector
from tests.narrowing import present

FOLDER = Path(word_vectors.__file__).parent


def similarity(one: str, other: str) -> float:
    first, second = vector(one), vector(other)
    assert first is not None
    assert second is not None
    return sum(a * b for a, b in zip(first, second, strict=True))


def test_there_is_a_vector_for_every_word():
    words = (FOLDER / "word_vectors.txt").read_text("ascii").split()
    assert len(words) == len(set(words)) > 20_000
    assert (FOLDER / "word_vectors.i4").stat().st_size == len(words) * DIMENSIONS // 2


def test_frequent_words_come_first():
    ranks = [present(rank(word)) for word in ("the", "torch", "torches")]
    assert all(first < second for first, second in pairwise(ranks))
    assert rank("qqzzqq") is None


def test_the_frequent_words_are_in_both_lists_of_english_words():
    words = frequent(5_000)
    assert len(words) == 5_000
    assert {"what", "when", "launch"} <= set(words)
    assert not {"viet", "ges"} & set(words)  # only one of the two lists has them


@pytest.mark.parametrize("word", ["the", "torch", "zoo"])
def test_a_vector_has_length_one(word: str):
    assert similarity(word, word) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("word", "similar", "different"),
    [
        ("torch", "flame", "hockey"),
        ("astronaut", "spacecraft", "bakery"),
        ("weird", "strange", "seven"),
        ("price", "cost", "mountain"),
    ],
)
def test_similar_words_have_more_similar_vectors(word: str, similar: str, different: str):
    if vector(similar) is None:
        pytest.fail(f"{similar} is not listed")
    assert similarity(word, similar) > similarity(word, different) + 0.2


def test_an_unlisted_word_has_no_vector_and_a_zero_vector_stays_zero():
    assert vector("qqzzqq") is None
    assert list(unit([0.0, 0.0])) == [0.0, 0.0]


@given(st.sampled_from(frequent(10_000)))
def test_every_vector_has_all_dimensions_and_length_one(word: str):
    numbers = vector(word)

    assert numbers is not None
    assert len(numbers) == DIMENSIONS
    assert sum(number * number for number in numbers) == pytest.approx(1, abs=1e-5)


def test_a_vector_is_read_from_the_row_of_its_word_with_four_bits_per_number():
    table, half = (FOLDER / "word_vectors.i4").read_bytes(), DIMENSIONS // 2
    at = rank("torch")
    assert at is not None
    nibbles = bytes.fromhex("0" + "0".join(table[at * half : (at + 1) * half].hex()))
    numbers = [nibble - 8 for nibble in nibbles]
    length = sum(number * number for number in numbers) ** 0.5

    assert list(vector("torch") or ()) == pytest.approx(
        [number / length for number in numbers], abs=1e-6
    )


def test_frequent_words_are_in_order_and_limited_in_number():
    words = frequent(300)
    ranks = [rank(word) for word in words]

    assert ranks == sorted(ranks, key=lambda at: at if at is not None else -1)
    assert words == frequent(5_000)[:300]
