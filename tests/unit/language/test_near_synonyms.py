"""Words that may stand for each other when it is known what is asked about."""

import pytest

from bot.language.near_synonyms import near_synonyms
from bot.language.tokens import stem


@pytest.mark.parametrize(
    ("one", "other"), [("started", "opening"), ("photos", "picture"), ("sponsored", "paying")]
)
def test_words_of_one_group_stand_for_each_other_in_any_form(one: str, other: str):
    assert stem(other) in near_synonyms(stem(one))
    assert stem(one) in near_synonyms(stem(other))


def test_opposites_and_the_word_itself_do_not():
    assert stem("end") not in near_synonyms(stem("start"))
    assert stem("start") not in near_synonyms(stem("start"))
    assert near_synonyms("qwxyzzy") == frozenset()
