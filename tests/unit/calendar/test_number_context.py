"""Fractions, scores, versions and the like are no dates, but the same figures elsewhere are."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.date_parser import find_dates

TODAY = date(2026, 3, 1)


def days(text: str) -> list[tuple[int | None, int, int]]:
    return [(found.year, found.month, found.day) for found in find_dates(text, TODAY)]


@pytest.mark.parametrize(
    "text",
    [
        # fractions
        "1/2 of the towns",
        "were 1/2 of them women?",
        "between 1/2 and 2/3 of the towns",
        "a 3/4 majority",
        "2 1/2 hours",
        "nearly 1/2",
        "it is about 1/2",
        "9/10 towns saw it",
        "on 9/10 occasions",
        "the tank is 3/4 full",
        "1/2%",
        # scores, ratings and ratios
        "3-2",
        "we won 4-1",
        "they won 4/1",
        "it ended 3-2 lol",
        "the score was 3/2",
        "beat them 5/1",
        "i'd give it 9/10",
        "rated 9/10",
        "a solid 9/10",
        "9/10 would ask again",
        "10/10!",
        "this is 10/10",
        "ratio 3/2",
        "odds of 5/1",
        "16:9",
        "24/7",
        "24/7/365",
        "they work 24/7 there",
        "on 24/7",
        "9-5",
        "4-4-2",
        # decimals
        "it weighs 1.8. where is it",
        "it costs 3.5.",
        "a height like 1.8. what else",
        "$9.11.",
        # versions, pages and other labels
        "version 9.11.13",
        "v2.10.12",
        "python 3.11.10",
        "update 1.2.13",
        "page 9/10",
        "pages 9-11",
        "chapter 3.2. is long",
        "section 9.11.13",
        "no. 9/11",
        "10.11.12.13",
        "3.11.2",
        # telephone numbers and codes
        "555-12-34",
        "call 12-10-11",
        "+7 495 123-45-67",
        "8 (800) 12-10-11",
        "5551-12-34",
        "12-34-56",
        "20139999",
        "dec-64",
        # seasons
        "the season 2013/14",
        "2011/12",
        "2011-12",
        # counts beside the name of a month
        "may 3 people come in",
        "only 14 may have it",
        "9/11 may i ask",
    ],
)
def test_other_numbers_are_not_taken_for_dates(text: str):
    assert days(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "9/11",
        "(9/11)",
        "9/11?",
        "9/11, what happened",
        "9/11 anything?",
        "9/11 where was it",
        "what happened 9/11",
        "what happened 9/11 and then",
        "what about 9/11",
        "what is 9/11",
        "was 9/11 a rest day",
        "on 9/11 the sun shone",
        "the match on 9/11 ended 3-2",
        "until 9/11",
        "sat 9/11",
        "9/11 at noon",
        "give me 9/11",
        "9.11.",
        "9.11. where",
        "what about 9.11.?",
        "on 9.11. in the morning",
        "on 9.11",
        "on 9.11 in the morning",
        "on 9-11",
        "what happened at 9/11",
    ],
)
def test_figures_without_a_year_are_a_date_where_a_date_is_expected(text: str):
    assert (None, 11, 9) in days(text)


@pytest.mark.parametrize("text", ["launch 09.11.13", "what happened 9.11.13", "launch 19.11.13"])
def test_a_version_has_no_zero_before_it_and_the_name_of_its_owner(text: str):
    assert days(text) in ([(2013, 11, 9)], [(2013, 11, 19)])


_figures = st.builds(
    "{}{}{}".format, st.integers(0, 99), st.sampled_from("/-.:"), st.integers(0, 99)
)


@given(_figures, st.sampled_from(["{} of the towns", "we won {}", "version {}", "{}% off", "v{}"]))
def test_no_figures_are_a_date_in_such_a_place(figures: str, frame: str):
    assert days(frame.format(figures)) == []
