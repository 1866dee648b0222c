"""A date expression means certain days of a calendar, and one likeliest span of time."""

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


def expression(year: int | None, month: int, day: int, days: int = 1) -> DateExpression:
    return DateExpression("as written", year, month, day, days)


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (expression(None, 11, 9), ["2013-11-09"]),
        (expression(2012, 11, 9), ["2012-11-09"]),
        (expression(None, 6, 20), ["2014-06-20"]),
        (expression(None, 12, 30, 5), ["2014-01-01"]),  # over the turn of the year
        (expression(None, 9, 1, 90), ["2013-11-09"]),  # begins before the relay, ends in it
        (expression(2014, 1, 1, 365), ["2014-01-01", "2014-06-20"]),
        (expression(None, 2, 30), []),
    ],
)
def test_a_date_expression_means_days_of_the_calendar(named: DateExpression, expected: list[str]):
    assert [day.isoformat() for day in resolve(named, CALENDAR)] == expected


@pytest.mark.parametrize(
    ("named", "first", "last"),
    [
        (expression(None, 11, 8), "2013-11-08", "2013-11-08"),
        (expression(2015, 11, 8), "2015-11-08", "2015-11-08"),
        # The year that is nearest to the relay
        (expression(None, 3, 12), "2014-03-12", "2014-03-12"),
        (expression(None, 12, 30, 3), "2013-12-30", "2014-01-01"),
        # The empty span after the end of the month
        (expression(None, 11, 31), "2013-12-01", "2013-11-30"),
        (expression(2014, 2, 30), "2014-03-01", "2014-02-28"),
    ],
)
def test_a_date_expression_has_a_likeliest_span_even_if_there_is_no_such_day(
    named: DateExpression, first: str, last: str
):
    assert likeliest(named, CALENDAR) == (DAY(first), DAY(last))


@pytest.mark.parametrize("named", [expression(2013, 13, 1), expression(None, 0, 4)])
def test_a_date_expression_without_a_real_month_has_no_likeliest_span(named: DateExpression):
    assert likeliest(named, CALENDAR) is None


@given(
    st.builds(
        expression, st.none() | st.integers(0, 10_000), st.integers(0, 14), st.integers(0, 40),
        st.integers(1, 400),
    )
)  # fmt: skip
def test_any_date_expression_can_be_resolved(named: DateExpression):
    span = likeliest(named, CALENDAR)
    if span is not None and named.possible:
        assert span[0] <= span[1]
    for day in resolve(named, CALENDAR):
        assert named.possible
        assert day in CALENDAR.days
