"""A noun agrees with its number."""

import pytest

from bot.text.counts import counted


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "0 entries"), (1, "1 entry"), (2, "2 entries"), (1_234, "1,234 entries")],
)
def test_the_plural_is_used_for_any_number_but_one(number: int, expected: str):
    assert counted(number, "entry", "entries") == expected


def test_a_regular_plural_need_not_be_given():
    assert counted(1, "error") == "1 error"
    assert counted(3, "error") == "3 errors"
