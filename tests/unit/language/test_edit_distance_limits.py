"""How many edits a misspelt word may have grows with its length."""

import pytest

from bot.language.edit_distance_limits import name_edits, word_edits


@pytest.mark.parametrize(
    ("letters", "words", "names"),
    [
        (1, 0, 0),
        (2, 0, 0),
        (3, 1, 0),
        (4, 1, 0),
        (5, 2, 1),
        (6, 2, 1),
        (7, 2, 2),
        (13, 2, 2),
        (14, 2, 3),
        (40, 2, 3),
    ],
)
def test_the_longer_a_word_the_more_edits_it_may_have(letters: int, words: int, names: int):
    assert (word_edits(letters), name_edits(letters)) == (words, names)
