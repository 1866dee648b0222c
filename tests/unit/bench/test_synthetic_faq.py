"""A FAQ of any size, made from the words of a real one."""

import pytest

from bot.bench.synthetic_faq import WORDINGS, synthetic_faq
from tests.builders import make_entry, make_knowledge

REAL = make_knowledge(
    make_entry("hours", "When is it open?", phrasings=("opening hours please",)),
    make_entry("price", "What does a ticket cost?", phrasings=("admission for a child",)),
)


@pytest.mark.parametrize("size", [1, 29, 30, 31, 100])
def test_it_has_exactly_as_many_wordings_as_requested(size: int):
    faq = synthetic_faq(REAL, size)
    assert sum(len(entry.wordings) for entry in faq.entries) == size
    assert all(len(entry.wordings) <= WORDINGS for entry in faq.entries)


def test_it_uses_only_real_words():
    real = {word for entry in REAL.entries for text in entry.wordings for word in text.split()}
    faq = synthetic_faq(REAL, 200)
    assert {
        word for entry in faq.entries for text in entry.wordings for word in text.split()
    } <= real


def test_ids_are_unique_and_the_same_seed_gives_the_same_faq():
    faq = synthetic_faq(REAL, 200)
    assert len({entry.id for entry in faq.entries}) == len(faq.entries)
    assert faq == synthetic_faq(REAL, 200)
    assert faq != synthetic_faq(REAL, 200, seed=1)
