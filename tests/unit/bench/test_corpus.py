"""A FAQ of any size from the words of a real one."""

import pytest

from bot.bench.corpus import WORDINGS, corpus
from tests.builders import make_entry, make_knowledge

REAL = make_knowledge(
    make_entry("hours", "When is it open?", phrasings=("opening hours please",)),
    make_entry("price", "What does a ticket cost?", phrasings=("admission for a child",)),
)


@pytest.mark.parametrize("size", [1, 29, 30, 31, 100])
def test_it_has_just_as_many_wordings_as_asked_for(size: int):
    made = corpus(REAL, size)
    assert sum(len(entry.wordings) for entry in made.entries) == size
    assert all(len(entry.wordings) <= WORDINGS for entry in made.entries)


def test_it_uses_the_real_words_and_no_others():
    real = {word for entry in REAL.entries for text in entry.wordings for word in text.split()}
    made = corpus(REAL, 200)
    assert {w for e in made.entries for text in e.wordings for w in text.split()} <= real


def test_every_entry_has_an_id_of_its_own_and_the_same_seed_makes_the_same():
    made = corpus(REAL, 200)
    assert len({entry.id for entry in made.entries}) == len(made.entries)
    assert made == corpus(REAL, 200)
    assert made != corpus(REAL, 200, seed=1)
