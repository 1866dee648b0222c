"""What a mention stands for in a calendar, and between which days it lies."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.calendar import Calendar
from bot.calendar.date_expression import DateExpression, likeliest, resolve
from tests.builders import make_milestone, make_window

WINDOW = make_window("2013-09-29", "2014-02-07")
CALENDAR = Calendar(
    [make_milestone(day, day) for day in ("2012-11-09", "2013-11-09", "2014-01-01", "2014-06-20")],
    WINDOW,
)
DAY = date.fromisoformat


def mention(year: int | None, month: int, day: int, days: int = 1) -> DateExpression:
    return DateExpression("so it was written", year, month, day, days)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (mention(None, 11, 9), ["2013-11-09"]),
        (mention(2012, 11, 9), ["2012-11-09"]),
        (mention(None, 6, 20), ["2014-06-20"]),
        (mention(None, 12, 30, 5), ["2014-01-01"]),  # over the turn of the year
        (mention(None, 9, 1, 90), ["2013-11-09"]),  # begins before the relay, ends in it
        (mention(2014, 1, 1, 365), ["2014-01-01", "2014-06-20"]),
        (mention(None, 2, 30), []),
    ],
)
def test_a_mention_stands_for_days_of_the_calendar(asked: DateExpression, expected: list[str]):
    assert [day.isoformat() for day in resolve(asked, CALENDAR)] == expected


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        (mention(None, 11, 8), "2013-11-08", "2013-11-08"),
        (mention(2015, 11, 8), "2015-11-08", "2015-11-08"),
        (mention(None, 3, 12), "2014-03-12", "2014-03-12"),  # the year that is nearest to the relay
        (mention(None, 12, 30, 3), "2013-12-30", "2014-01-01"),
        (mention(None, 11, 31), "2013-12-01", "2013-11-30"),  # the gap behind the month's end
        (mention(2014, 2, 30), "2014-03-01", "2014-02-28"),
    ],
)
def test_a_mention_lies_somewhere_even_if_there_is_no_such_day(
    asked: DateExpression, first: str, last: str
):
    assert likeliest(asked, CALENDAR) == (DAY(first), DAY(last))


@pytest.mark.parametrize("asked", [mention(2013, 13, 1), mention(None, 0, 4)])
def test_where_there_is_no_such_month_it_lies_nowhere(asked: DateExpression):
    assert likeliest(asked, CALENDAR) is None


@given(
    st.builds(
        mention, st.none() | st.integers(0, 10_000), st.integers(0, 14), st.integers(0, 40),
        st.integers(1, 400),
    )
)  # fmt: skip
def test_no_mention_is_beyond_the_calendar(asked: DateExpression):
    span = likeliest(asked, CALENDAR)
    if span is not None and asked.possible:
        assert span[0] <= span[1]
    for day in resolve(asked, CALENDAR):
        assert asked.possible
        assert day in CALENDAR.days
