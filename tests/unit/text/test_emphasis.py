"""Words set bold at given positions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.emphasis import with_bold


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("One two three.", [], "One two three."),
        ("One two three.", [(4, 7)], "One **two** three."),
        ("One two three.", [(8, 13), (0, 3)], "**One** two **three**."),
        ("One two three.", [(0, 7), (4, 13), (4, 7)], "**One two three**."),
        ("A *b* c.", [(2, 8)], "A ***b* c.**"),
        ("one\ntwo three", [(0, 7)], "**one**\n**two** three"),
        ("one \n\n two", [(0, 10)], "**one** \n\n **two**"),
    ],
)
def test_the_parts_are_set_bold_line_by_line(
    text: str, spans: list[tuple[int, int]], expected: str
):
    assert with_bold(text, spans) == expected


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda s: (min(s), max(s))))


@given(st.text(st.characters(exclude_characters="*")), SPANS)
def test_nothing_but_marks_is_added_and_they_pair_up(text: str, spans: list[tuple[int, int]]):
    bold = with_bold(text, spans)

    assert bold.replace("**", "") == text
    for line in bold.splitlines():
        assert line.count("**") % 2 == 0
