"""What the matches of the date patterns mean: no date, one, or several if they are ambiguous."""

import re
from calendar import isleap, monthrange

from bot.calendar.date_expression import MONTHS, DateExpression
from bot.calendar.date_names import LAST_MONTH_PARTS, MONTH_NUMBERS, MONTH_PARTS, VERBS
from bot.calendar.date_patterns import DATE_BEFORE
from bot.calendar.number_context import (
    counts_something,
    is_date_without_year,
    is_named,
    is_other_number,
    is_verb,
    word_before,
)
from bot.language.number_words import number_in_words, year_in_words

COMMON_YEAR = 2001
LONGEST_MONTH = 31
LONGEST_NAME = 20  # characters of a month with a day
FIRST_SHORT_YEAR = 70  # '70 is 1970, '69 is 2069
MODAL_VERB = "may"
ROUND_THE_CLOCK = "24/7"


def day_of_named_month(match: re.Match[str]) -> list[DateExpression]:
    """Return the day of “9 november”, the period of “9-11 november”, the days of “9 or 11 …”."""
    if _means_something_else(match):
        return []
    groups = match.groupdict()
    text, year, month = match[0].strip(), _year(groups), MONTH_NUMBERS[match["month"]]
    ordinal = groups.get("ordinal")
    day = number_in_words(ordinal) if ordinal else int(match["day"])
    last = min(int(groups.get("last") or day), monthrange(year or COMMON_YEAR, month)[1])
    dates = [DateExpression(text, year, month, day, max(1, last - day + 1))]
    if groups.get("other"):
        dates.append(DateExpression(text, year, month, int(groups["other"])))
    return dates


def _means_something_else(match: re.Match[str]) -> bool:
    """Whether the name of the month is a verb, or the number belongs to the words beside it."""
    groups, text, month = match.groupdict(), match.string, match["month"]
    start, stop = match.span()
    year_first = groups.get("year") is not None and match.start("year") == start
    if year_first and DATE_BEFORE.search(text, max(0, start - LONGEST_NAME), start):
        return True  # “7 november 2013, 9 november”
    before = word_before(text, start)
    verb = month in VERBS and not groups.get("of") and before != "on"
    if verb and (groups.get("ordinal") or (match.end("month") == stop and is_verb(text, stop))):
        return True  # “who may first …”, “one second may I …”, “14 may carry …”
    if match.start("month") > start or match.end("day") < stop:
        return False
    # “in november 14 people …”, “may 14 people …”, but “march 8, people …”
    within = before == "in" or (verb and (month == MODAL_VERB or start > 0))
    return bool(within and counts_something(text, stop))


def date_in_figures(match: re.Match[str]) -> list[DateExpression]:
    """Return the date of figures with a year; both with slashes, if day and month are unclear."""
    groups = match.groupdict()
    year, day, month = _year(groups), int(match["day"]), int(match["month_number"])
    joint = (groups.get("joint") or "").strip()
    written = DateExpression(match[0].strip(), year, month, day)
    if match.start("year") == match.start():
        sure = written.possible or (joint and (1900 <= (year or 0) < 2100 or _looks_real(written)))
        return [written] if sure else []
    dates = _either_order(written) if joint == "/" or month > MONTHS else [written]
    if groups.get("short_year") and _is_other_number(match):
        return []
    sure = dates[0].possible or _looks_real(dates[0]) or (joint and groups["year"])
    return dates if sure else []


def _is_other_number(match: re.Match[str]) -> bool:
    """Whether figures like “3.11.10” are no date: “page 3.11.10”, or the version of something."""
    may_be_version = match["joint"] == "." and len(match["day"]) == 1
    return is_other_number(match.string, match.start()) or (
        may_be_version and is_named(match.string, match.start())
    )


def date_without_year(match: re.Match[str]) -> list[DateExpression]:
    """Return the dates of figures like `9/11` and `9.11.`; none if they are something else."""
    written = DateExpression(match[0].strip(), None, int(match["month_number"]), int(match["day"]))
    decimal = bool(match.groupdict().get("decimal"))
    dates = _either_order(written) if match["joint"] == "/" else [written]
    if match[0] == ROUND_THE_CLOCK or not _looks_real(dates[0]):
        return []
    written_as_date = is_date_without_year(match.string, *match.span(), decimal=decimal)
    return dates if written_as_date else []


def _either_order(date: DateExpression) -> list[DateExpression]:
    """Return the possible ones of a date and the same with day and month swapped, or the date."""
    swapped = DateExpression(date.text, date.year, date.day, date.month)
    dates = [date] if date.day == date.month else [date, swapped]
    return [each for each in dates if each.possible] or [date]


def _looks_real(date: DateExpression) -> bool:
    """Whether it is a day that some month has: 31 April is a mistake, 99/99 is no date."""
    return 1 <= date.month <= MONTHS and date.day <= LONGEST_MONTH


def whole_month(match: re.Match[str]) -> list[DateExpression]:
    """Return the period of “november 2013”, “early november” or “11/2013”."""
    groups = match.groupdict()
    year = _year(groups)
    if name := groups.get("month"):
        month = MONTH_NUMBERS[name]
        preposition = word_before(match.string, match.start()) in {"in", "during", "of"}
        is_part = match.start("month") > match.start()
        if name in VERBS and year is None and not is_part and not preposition:
            return []
    else:
        month = int(match["month_number"])
        if match[0].startswith(match["year"]) and (int(match["year"]) + 1) % 100 == month:
            return []  # the season 2011/12
    length = monthrange(year or COMMON_YEAR, month)[1]
    if groups.get("last_day"):
        return [DateExpression(match[0], year, month, length)]
    part = groups.get("part") or groups.get("end") or groups.get("about")
    if part in LAST_MONTH_PARTS:
        days = LAST_MONTH_PARTS[part]
        return [DateExpression(match[0], year, month, length - days + 1, days)]
    start, days = MONTH_PARTS.get(part or "", (1, length))
    return [DateExpression(match[0], year, month, start, days)]


def whole_year(match: re.Match[str]) -> list[DateExpression]:
    """Return the period of “in 2013”."""
    year = int(match["year"])
    return [DateExpression(match["year"], year, 1, 1, 365 + isleap(year))]


def _year(groups: dict[str, str | None]) -> int | None:
    """Return the year of a match: in full, in two digits, or in words."""
    if year := groups.get("year"):
        return int(year)
    if short := groups.get("short_year") or groups.get("bare_year"):
        return int(short) + (1900 if int(short) >= FIRST_SHORT_YEAR else 2000)
    words = groups.get("year_in_words")
    return year_in_words(words) if words else None
