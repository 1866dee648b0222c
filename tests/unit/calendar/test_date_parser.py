"""Dates are found in a sentence as people write them, and nothing else is taken for a date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.calendar import Calendar
from bot.calendar.date_expression import resolve
from bot.calendar.date_parser import find_dates, parse_dates
from tests.builders import make_milestone, make_window

TODAY = date(2026, 3, 1)
WINDOW = make_window("2013-09-29", "2014-02-07", "2013-10-07")

Parsed = tuple[int | None, int, int]  # year, month, day


def parsed(text: str) -> list[Parsed]:
    return [
        (expression.year, expression.month, expression.day)
        for expression in find_dates(text, TODAY)
    ]


def periods(text: str) -> list[tuple[int | None, int, int, int]]:
    return [
        (expression.year, expression.month, expression.day, expression.days)
        for expression in find_dates(text, TODAY)
    ]


def resolved(text: str, *days: str, window: bool = True) -> list[str]:
    calendar = Calendar(
        [make_milestone(day, day) for day in days], relay=WINDOW if window else None
    )
    return [
        day.isoformat()
        for expression in find_dates(text, TODAY)
        for day in resolve(expression, calendar)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "9 November 2013",
        "9 NOVEMBER 2013",
        "on 9 november 2013?",
        "(9 Nov 2013)",
        "9 Nov. 2013",
        "9th November, 2013",
        "the 9th of November 2013",
        "9 of november of 2013",
        "ninth of November 2013",
        "November 9 2013",
        "November 9, 2013",
        "Nov 9th, 2013",
        "Nov. 9 2013",
        "november the 9th of 2013",
        "November ninth, 2013",
        "sunday, november 9 in 2013",
        "2013-11-09",
        "2013-11-9",
        "09.11.2013",
        "9.11.2013",
        "what happened on 9 november 2013 at 14:34",
        "９ november 2013",
        "9. November 2013",
        "9.11.13",
        "9-11-2013",
        "9 11 2013",
        "2013/11/09",
        "2013.11.09",
        "9 nov '13",
        "9 nov 13",
        "9 novemeber 2013",
        "novembre 9 2013",
        "9 ноября 2013",
        "9th nov 2013: anything?",
        "9\u00a0November\n2013",
        "9-Nov-13",
        "09-NOV-2013",
        "9–nov–13",
        "9/Nov/2013",
        "9.nov.13",
        "9Nov13",
        "09NOV2013",
        "nov-9-13",
        "Nov/9/2013",
        "nov.9,2013",
        "november 9,2013",
        "9 nov , 2013",
        "9 nov-2013",
        "2013-Nov-09",
        "2013, 9 november",
        "2013 nov. 9th",
        "nov 9th '13",
        "9. nov ’13",
        "9th day of november 2013",
        "9 th of november 2013",
        "ninth of november twenty thirteen",
        "november the ninth, two thousand and thirteen",
        "the nineth of novmber 2013",
        "9-го ноября 2013",
        "9. 11. 2013",
        "2013 11 9",
        "2013 / 11 / 09",
        "20131109",
        "9.11 2013",
        "２０１３-１１-０９",
        "2013-11-09T14:34:00Z",
        "2013-11-09t14:34+04:00",
    ],
)
def test_a_day_with_its_year_is_found_in_any_format(text: str):
    assert parsed(text) == [(2013, 11, 9)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9 November", (None, 11, 9)),
        ("Nov 9", (None, 11, 9)),
        ("the 9th of november", (None, 11, 9)),
        ("on 9.11. in the morning", (None, 11, 9)),
        ("first of january", (None, 1, 1)),
        ("the twenty-first of october", (None, 10, 21)),
        ("october thirty-first", (None, 10, 31)),
        ("sept 29", (None, 9, 29)),
        ("29 sep", (None, 9, 29)),
        ("7th feb", (None, 2, 7)),
        ("9 may", (None, 5, 9)),
        ("may 9th", (None, 5, 9)),
        ("march 8", (None, 3, 8)),
        ("1 november 14000", (None, 11, 1)),
        ("29 february", (None, 2, 29)),
        ("Nov-9", (None, 11, 9)),
        ("9-nov", (None, 11, 9)),
        ("9/nov?", (None, 11, 9)),
        ("nov/9th", (None, 11, 9)),
        ("9th Nov.", (None, 11, 9)),
        ("on the 9th of nov", (None, 11, 9)),
        ("the ninth day of november", (None, 11, 9)),
        ("november twentyfirst", (None, 11, 21)),
        ("twelveth of december", (None, 12, 12)),
        ("on 9 may they visited", (None, 5, 9)),
        ("march 8 womens day", (None, 3, 8)),
        ("the last day of november", (None, 11, 30)),
        ("final day of february", (None, 2, 28)),
        ("in november 9 there was", (None, 11, 9)),
        ("november 9 st petersburg", (None, 11, 9)),
        ("7 november 0414 utc", (None, 11, 7)),
        ("nov 9, 11 am", (None, 11, 9)),
    ],
)
def test_a_day_may_be_found_without_a_year(text: str, expected: Parsed):
    assert parsed(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("christmas", (None, 12, 25)),
        ("Xmas day 2013", (2013, 12, 25)),
        ("christmas eve, 2013", (2013, 12, 24)),
        ("New Year’s Eve", (None, 12, 31)),
        ("new years eve 2013", (2013, 12, 31)),
        ("new year's day", (None, 1, 1)),
        ("halloween", (None, 10, 31)),
        ("epiphany 2014", (2014, 1, 19)),
        ("chrismas day", (None, 12, 25)),
        ("old new year", (None, 1, 14)),
        ("orthodox christmas", (None, 1, 7)),
    ],
)
def test_a_holiday_is_a_date(text: str, expected: Parsed):
    assert parsed(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7/11/2013", [(2013, 11, 7), (2013, 7, 11)]),
        ("11/7/2013", [(2013, 7, 11), (2013, 11, 7)]),
        ("9/11", [(None, 11, 9), (None, 9, 11)]),
        ("10/10", [(None, 10, 10)]),
        ("13/11/2013", [(2013, 11, 13)]),
        ("11/13/2013", [(2013, 11, 13)]),
        ("9/11/13", [(2013, 11, 9), (2013, 9, 11)]),
        ("9 / 11 / 2013", [(2013, 11, 9), (2013, 9, 11)]),
        ("9/11 2013", [(2013, 11, 9), (2013, 9, 11)]),
        ("24/7/2013", [(2013, 7, 24)]),
    ],
)
def test_a_date_with_slashes_has_both_meanings_if_both_are_possible(
    text: str, expected: list[Parsed]
):
    assert parsed(text) == expected


@pytest.mark.parametrize("text", ["11-13-2013", "11.13.2013", "11-13-13"])
def test_a_month_that_cannot_be_one_is_the_day(text: str):
    assert parsed(text) == [(2013, 11, 13)]


@pytest.mark.parametrize(
    ("text", "year"),
    [("9 nov '69", 2069), ("9.11.70", 1970), ("9-nov-96", 1996), ("9/11/96", 1996)],
)
def test_a_year_of_two_digits_is_near(text: str, year: int):
    assert {found[0] for found in parsed(text)} == {year}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9-11 November 2013", (2013, 11, 9, 3)),
        ("9 – 11 nov", (None, 11, 9, 3)),
        ("from 9 to 11 november", (None, 11, 9, 3)),
        ("from the 9th to 11th of november 2013", (2013, 11, 9, 3)),
        ("9th until 11th november", (None, 11, 9, 3)),
        ("9 till 11 november", (None, 11, 9, 3)),
        ("between 9 and 11 november", (None, 11, 9, 3)),
        ("November 2013", (2013, 11, 1, 30)),
        ("in november of 2013", (2013, 11, 1, 30)),
        ("october", (None, 10, 1, 31)),
        ("december 2013", (2013, 12, 1, 31)),
        ("first week of november", (None, 11, 1, 7)),
        ("the last week in october 2013", (2013, 10, 25, 7)),
        ("in may", (None, 5, 1, 31)),
        ("may 2014", (2014, 5, 1, 31)),
        ("during march", (None, 3, 1, 31)),
        ("november 9-11", (None, 11, 9, 3)),
        ("november 9 to 11", (None, 11, 9, 3)),
        ("early december", (None, 12, 1, 10)),
        ("mid-january", (None, 1, 11, 10)),
        ("late november 2013", (2013, 11, 21, 10)),
        ("the second week of december", (None, 12, 8, 7)),
        ("the end of october", (None, 10, 25, 7)),
        ("in 2012", (2012, 1, 1, 366)),
        ("2013", (2013, 1, 1, 365)),
        ("anything during 2013?", (2013, 1, 1, 365)),
        ("28 november to 2 december", (None, 11, 28, 5)),
        ("from 30 december 2013 until 2 january 2014", (2013, 12, 30, 4)),
        ("30 december to 2 january 2014", (2013, 12, 30, 4)),
        ("between 30 jan and 3 feb 2014", (2014, 1, 30, 5)),
        ("7 october to 7 february", (None, 10, 7, 124)),
        ("28-31 february 2014", (2014, 2, 28, 1)),
        ("february 2012", (2012, 2, 1, 29)),
        ("nov '13", (2013, 11, 1, 30)),
        ("november-2013", (2013, 11, 1, 30)),
        ("nov/2013", (2013, 11, 1, 30)),
        ("in 11/2013", (2013, 11, 1, 30)),
        ("2013-11", (2013, 11, 1, 30)),
        ("9 nov-11 nov", (None, 11, 9, 3)),
        ("9-Nov-13 to 11-Nov-13", (2013, 11, 9, 3)),
        ("9 nov 2013-11 nov 2013", (2013, 11, 9, 3)),
        ("from nov-9 to nov-11", (None, 11, 9, 3)),
        ("9.11.-11.11.2013", (2013, 11, 9, 3)),
        ("in november 14 people ran", (None, 11, 1, 30)),
    ],
)
def test_a_period_is_found(text: str, expected: tuple[int | None, int, int, int]):
    assert periods(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "30 February",
        "february 30, 2014",
        "29 February 2013",
        "2013-02-30",
        "2013-13-01",
        "2013-00-10",
        "0000-01-01",
        "31 April",
        "31.04.2013",
        "november 31st",
        "0 november",
        "99 november",
        "13/13/2013",
        "31/04",
        "31.4.13",
        "29-Feb-2014",
    ],
)
def test_a_day_that_does_not_exist_is_found_and_marked_as_impossible(text: str):
    (expression,) = find_dates(text, TODAY)

    assert not expression.possible
    assert resolve(expression, Calendar([make_milestone("m", "2013-11-09")])) == ()


@pytest.mark.parametrize("text", ["29 February", "29 february 2012", "31 december 9999"])
def test_a_day_that_exists_in_some_year_is_possible(text: str):
    (expression,) = find_dates(text, TODAY)

    assert expression.possible


@pytest.mark.parametrize(
    "text",
    [
        "14000",
        "14,000 torchbearers",
        "65,000 km in 123 days",
        "Sochi 2013",
        "2,013 metres",
        "the 9th",
        "day 34",
        "at 9:30",
        "9.11 metres",
        "1.8 kg",
        "10.0.0.1",
        "who may carry it",
        "may I ask you something",
        "it may be lit",
        "they march through the town",
        "what came first",
        "marching in decades",
        "soyuz tma-11m",
        "a christian priest",  # not a misspelt christmas
        "https://example.org/2013-11-09",
        "",
        "...",
    ],
)
def test_other_words_and_numbers_are_not_taken_for_dates(text: str):
    assert parsed(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twenty first of november", [(None, 11, 21)]),
        ("9 and 11 november", [(None, 11, 9), (None, 11, 11)]),
        ("november 9 or 11, 2013", [(2013, 11, 9), (2013, 11, 11)]),
        ("on 9.11", [(None, 11, 9)]),
        ("9.11 km", []),
        ("from 9 november and until when", [(None, 11, 9)]),
        ("how many of the 2,013", []),
        ("2013 people", []),
        ("remember the members", []),
        ("who may first touch it", []),
        ("one second may I ask", []),
        ("they work 24/7", []),
        ("the odds are 50/50", []),
        ("9/10 november", [(None, 11, 9), (None, 11, 10)]),
        ("november 7 2013 november 9 2013", [(2013, 11, 7), (2013, 11, 9)]),
        ("7 november 2013 9 november 2013", [(2013, 11, 7), (2013, 11, 9)]),
        ("7/11 or 10/10?", [(None, 11, 7), (None, 7, 11), (None, 10, 10)]),
    ],
)
def test_words_and_numbers_beside_a_date_are_understood(text: str, expected: list[Parsed]):
    assert parsed(text) == expected


def test_several_dates_are_all_found_once():
    text = "from 2013-11-07 or 9 november 2013, and on 9 november, not in december 2013"

    assert sorted(periods(text), key=str) == [
        (2013, 11, 7, 1),
        (2013, 11, 9, 1),
        (2013, 12, 1, 31),
        (None, 11, 9, 1),
    ]


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("what happened today", "2026-03-01", (None, 3, 1)),
        ("yesterday", "2026-03-01", (None, 2, 28)),
        ("yesterday", "2028-03-01", (None, 2, 29)),
        ("and tomorrow?", "2026-12-31", (None, 1, 1)),
        ("the day after tomorrow", "2026-12-31", (None, 1, 2)),
        ("the day before yesterday", "2026-03-01", (None, 2, 27)),
    ],
)
def test_today_and_its_neighbours_depend_on_the_present_day(
    text: str, today: str, expected: Parsed
):
    expression, *_ = find_dates(text, date.fromisoformat(today))

    assert (expression.year, expression.month, expression.day) == expected
    assert expression.relative


def test_a_date_written_out_is_not_relative():
    assert not find_dates("9 november", TODAY)[0].relative


ONES = "first second third fourth fifth sixth seventh eighth ninth".split()
TEENS = """tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth
nineteenth""".split()
IN_WORDS = [
    *ONES, *TEENS, "twentieth", *(f"twenty-{one}" for one in ONES), "thirtieth", "thirty-first",
]  # fmt: skip


def written(form: str, day: date) -> str:
    """A date in a form, which may use the `day` and its `ordinal` and `stamp`."""
    stamp = (day - date(1970, 1, 1)).days * 86_400
    return form.format(day=day, ordinal=IN_WORDS[day.day - 1], stamp=stamp)


FORMS = [
    "{day.day}. {day:%B} {day.year}",
    "{day:%Y/%m/%d}",
    "{day.day}.{day.month}.{day.year}",
    "{day.day}-{day.month}-{day.year}",
    "{day.day} {day.month} {day.year}",
    "{day:%B} the {day.day}th of {day.year}",
    "{day:%b}. {day.day} {day.year}",
    "{day:%Y-%m-%d}",
    "{day.day} {day:%B} {day.year}",
    "{day.day} {day:%b} {day.year}",
    "{day.day}th of {day:%B}, {day.year}",
    "{day:%B} {day.day}, {day.year}",
    "{day:%d.%m.%Y}",
    "{day:%d/%m/%Y}",
    "{day.day}-{day:%b-%Y}",
    "{day:%d%b%Y}",
    "{day:%b}-{day.day}-{day.year}",
    "{day:%Y-%b-%d}",
    "{day.year} {day.day} {day:%B}",
    "{day:%Y.%m.%d}",
    "{day:%Y %m %d}",
    "{day:%Y%m%d}",
    "{day.day}. {day.month}. {day.year}",
    "{day:%a} {day.day} {day:%b} {day.year}",
    "{day:%A}, {day:%B} {day.day}, {day.year}",
    "the {ordinal} of {day:%B} {day.year}",
    "{day:%B} {ordinal}, {day.year}",
    "{day:%Y-%m-%dT14:34:00Z}",
    "{day.day} {day:%B} {day.year} at 5pm",
    "{day:%Y-%m-%d} 14:34 utc",
    "<t:{stamp}:D>",
]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS))
def test_any_day_is_found_in_every_format(day: date, form: str):
    found = parsed(f"what happened on {written(form, day)}?")

    assert found[0] == (day.year, day.month, day.day)


SHORT_FORMS = [
    "{day.day}-{day:%b-%y}",
    "{day.day}{day:%b%y}",
    "{day:%b}-{day.day}-{day:%y}",
    "{day.day}.{day.month}.{day:%y}",
    "{day:%d-%m-%y}",
    "{day.day}/{day.month}/{day:%y}",
    "{day:%b} {day.day}th '{day:%y}",
]


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)), st.sampled_from(SHORT_FORMS))
def test_any_day_is_found_with_two_digits_of_its_year(day: date, form: str):
    assert parsed(f"what happened on {written(form, day)}?")[0] == (day.year, day.month, day.day)


YEARLESS = [
    "{day.day} {day:%B}",
    "{day.day}th of {day:%B}",
    "{day:%B} {day.day}",
    "{day:%b} {day.day}th",
    "{day.day}.{day.month}.",
    "{day.day}-{day:%b}",
    "{day:%b}-{day.day}",
    "{day.day}{day:%b}",
    "the {ordinal} of {day:%B}",
    "the {ordinal} day of {day:%B}",
    "{day:%B} the {ordinal}",
]


@given(st.dates(date(2000, 1, 1), date(2000, 12, 31)), st.sampled_from(YEARLESS))
def test_any_day_without_a_year_is_found_in_every_format(day: date, form: str):
    assert parsed(f"where was it on {written(form, day)}") == [(None, day.month, day.day)]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_date_with_slashes_has_the_day_first_and_also_the_month_first_if_possible(day: date):
    found = parsed(f"{day:%d/%m/%Y}")
    assert found[0] == (day.year, day.month, day.day)
    both = day.day <= 12 and day.day != day.month
    assert found[1:] == ([(day.year, day.day, day.month)] if both else [])


@given(
    st.dates(date(2000, 1, 1), date(2000, 12, 31)), st.sampled_from(YEARLESS),
    st.integers(1, 300), st.sampled_from(["{} to {}", "from {} until {}", "between {} and {}"]),
)  # fmt: skip
def test_from_one_day_to_another_is_one_period(first: date, form: str, ahead: int, frame: str):
    last = first + timedelta(days=ahead)
    text = frame.format(written(form, first), written(form, last))
    (expression,) = find_dates(text, TODAY)
    assert (expression.month, expression.day) == (first.month, first.day)
    # Without a year, there may or may not be a leap day between them.
    assert expression.days - 1 - ahead in {0, 1}


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS))
def test_the_words_around_a_date_are_the_rest(day: date, form: str):
    rest = parse_dates(f"where was it on {written(form, day)} then", TODAY).rest
    assert rest.split() == ["where", "was", "it", "on", "then"]


_bits = st.sampled_from(
    """0 1 9 11 13 29 30 31 40 99 2012 2013 9999 0000 november nov. feb may december first last
    second twenty-first th of in to until and - – / . , : week christmas eve today tomorrow 9/11
    9.11. 2013-11-09 2013-13-40 é ё nov-9 9-nov-13 1/2 24/7 3-2 <t:1383984000:D> <t:-9:R> at 5pm
    14:34 utc noon sat day 34 days 100th nineteen hundred twenty thirteen 20131109 '13 １３ of the
    relay people version""".split()
)
_sentences = st.text(max_size=30) | st.lists(_bits, max_size=8).map(" ".join)
_calendar = Calendar([make_milestone(day, day) for day in ("2012-02-29", "2013-11-09")], WINDOW)


@given(_sentences, st.dates(date(2, 1, 1), date(9998, 1, 1)))
def test_any_text_can_be_parsed(text: str, today: date):
    for expression in find_dates(text, today, WINDOW):
        days = resolve(expression, _calendar)

        assert set(days) <= set(_calendar.days)
        assert list(days) == sorted(set(days))
        assert expression.days >= 1
        assert expression.possible or not days


def test_a_period_beyond_the_last_year_does_not_crash():
    assert resolved("25-40 december 9999", "2013-11-09") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9 november", ["2013-11-09"]),
        ("9 november 2013", ["2013-11-09"]),
        ("9 november 2012", ["2012-11-09"]),
        ("9 november 2026", []),
        ("10 november", []),
        ("8 to 12 november", ["2013-11-09", "2013-11-11"]),
        ("november", ["2013-11-09", "2013-11-11"]),
        ("2 june", ["2007-06-02", "2012-06-02"]),  # the relay has no June, so any year counts
        ("31 december", ["2013-12-31"]),
        ("30 to 31 december", ["2013-12-31"]),
        ("1 january", ["2014-01-01"]),
        ("29 february", []),
        ("11/9", ["2013-11-09"]),
    ],
)
def test_a_day_without_a_year_is_in_the_relay_if_the_relay_has_it(text: str, expected: list[str]):
    days = ("2007-06-02", "2012-06-02", "2012-11-09", "2013-11-09", "2013-11-11", "2013-12-31")

    assert resolved(text, *days, "2014-01-01") == expected


def test_without_a_relay_a_day_without_a_year_is_in_every_year():
    days = ("2012-11-09", "2013-11-09")

    assert resolved("9 november", *days, window=False) == list(days)


def test_the_29th_of_february_is_found_in_its_leap_year():
    assert resolved("29 february", "2012-02-29", "2014-01-01", window=False) == ["2012-02-29"]


def test_a_period_ends_with_its_month():
    assert resolved("28-31 february 2014", "2014-03-01", "2014-03-02") == []
