"""Finds the dates in a text, in the forms in which people write them."""

import re
from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from bot.calendar.date_expression import DAYS_IN_YEAR, LEAP_YEAR, DateExpression
from bot.calendar.date_patterns import (
    CORRECTABLE_NAMES,
    CORRECTABLE_WORD,
    HOLIDAYS,
    LAST_MONTH_PARTS,
    MONTH_NUMBERS,
    MONTH_PARTS,
    NOT_DATES,
    ORDINALS,
    PATTERNS,
    RANGE_WORDS,
    RELATIVE_DAYS,
    VERBS,
    WHOLE_MONTH,
    WHOLE_YEAR,
)
from bot.language.edit_distance_limits import name_edits
from bot.language.english import is_known
from bot.language.tokens import normalise


@dataclass(frozen=True, slots=True)
class ParsedDates:
    """The dates in a text, and the rest of the text without them."""

    expressions: tuple[DateExpression, ...]
    rest: str  # normalised


def find_dates(text: str, today: date) -> list[DateExpression]:
    """Return every date in the text, in order; 7/11 counts as 7 November and as 11 July."""
    return list(parse_dates(text, today).expressions)


def parse_dates(text: str, today: date) -> ParsedDates:
    """Separate the dates in a text from its other words."""
    folded = CORRECTABLE_WORD.sub(_correct, NOT_DATES.sub(" ", normalise(text)))
    found: list[tuple[int, int, list[DateExpression]]] = []
    for expressions, (start, stop) in _expressions(folded, today):
        if all(stop <= begun or start >= ended for begun, ended, _ in found):
            found.append((start, stop, expressions))
    found.sort()
    found = _merge_periods(folded, found)
    rest, at = "", 0
    for start, stop, _ in found:
        rest += f"{folded[at:start]} "
        at = stop
    return ParsedDates(
        tuple(expression for _, _, expressions in found for expression in expressions),
        rest + folded[at:],
    )


def _correct(match: re.Match[str]) -> str:
    return _correct_month_or_holiday(match[0])


@lru_cache(maxsize=10_000)
def _correct_month_or_holiday(word: str) -> str:
    """Return the month or holiday that a word is a misspelling of, or else the word itself."""
    if word in CORRECTABLE_NAMES or is_known(word):
        return word
    edits = name_edits(len(word))
    near = extractOne(word, CORRECTABLE_NAMES, scorer=OSA.distance, score_cutoff=edits)
    return near[0] if near and (near[0][0] == word[0] or near[1] == 1) else word


def _merge_periods(
    text: str, found: list[tuple[int, int, list[DateExpression]]]
) -> list[tuple[int, int, list[DateExpression]]]:
    """Merge pairs like “28 November to 2 December” into one period."""
    merged: list[tuple[int, int, list[DateExpression]]] = []
    for start, stop, expressions in found:
        if merged:
            begun, ended, before = merged[-1]
            between = RANGE_WORDS.fullmatch(text[ended:start])
            joined = between and (not between["and"] or text[:begun].rstrip().endswith("between"))
            if joined and (period := _period(before, expressions)):
                merged[-1] = begun, stop, [period]
                continue
        merged.append((start, stop, expressions))
    return merged


def _period(before: list[DateExpression], after: list[DateExpression]) -> DateExpression | None:
    """Return the period from one day to another; None unless both are single days that exist."""
    if len(before) > 1 or len(after) > 1:
        return None
    first, last = before[0], after[0]
    if not (first.possible and last.possible and first.days == last.days == 1):
        return None
    year = first.year if first.year is not None else last.year
    start = first.first_in(base := year if year is not None else LEAP_YEAR)
    if start is None:
        return None
    for ends_in in (last.year,) if first.year and last.year else (base, base + 1):
        end = last.first_in(ends_in) if ends_in else None
        if end and 0 < (days := (end - start).days) < DAYS_IN_YEAR:
            text = f"{first.text} to {last.text}"
            # A year that follows only the last day is the year of the last day.
            begins_in = year if first.year or year is None else year - (ends_in > base)
            return replace(first, text=text, year=begins_in, days=days + 1)
    return None


def _expressions(text: str, today: date) -> Iterator[tuple[list[DateExpression], tuple[int, int]]]:
    """Yield all matches, the most specific patterns first: what they may mean, and their spans."""
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            if expressions := list(_day(match)):
                yield expressions, match.span()
    for holiday, (month, day) in HOLIDAYS.items():
        for match in re.finditer(rf"\b(?:{holiday})(?:,?\s+(?P<year>\d{{4}}))?(?!\w)", text):
            yield [DateExpression(match[0], _number(match["year"]), month, day)], match.span()
    for match in WHOLE_MONTH.finditer(text):
        if match["month"] in VERBS and not (
            match["year"] or match.start("month") > match.start()
            or re.search(r"\b(?:in|during|of) $", text[: match.start()])
        ):  # fmt: skip
            continue
        yield [_month(match)], match.span()
    for match in WHOLE_YEAR.finditer(text):
        year = int(match["year"])
        yield [DateExpression(match["year"], year, 1, 1, 365 + isleap(year))], match.span()
    for word, ahead in RELATIVE_DAYS.items():
        for match in re.finditer(rf"\b{word}\b", text):
            day = today + timedelta(days=ahead)
            yield [DateExpression(word, None, day.month, day.day, relative=True)], match.span()


def _day(match: re.Match[str]) -> Iterator[DateExpression]:
    """Yield the dates that a match may mean; none if its words mean something else."""
    groups = match.groupdict()
    ordinal = groups.get("ordinal")
    if ordinal and groups["month"] in VERBS and not groups.get("of"):
        return  # “who may first …”, “one second may I …”
    day = ORDINALS[ordinal.replace(" ", "-")] if ordinal else int(groups["day"])
    month = (
        int(groups["month_number"])
        if groups.get("month_number")
        else MONTH_NUMBERS[groups["month"]]
    )
    year = _number(groups.get("year"))
    if year is None and (short := groups.get("short_year") or groups.get("bare_year")):
        year = 2000 + int(short)
    last = int(groups["last"]) if groups.get("last") else day
    text = match[0].strip()
    if "/" not in text or (year is not None and text.startswith(str(year))):
        if 1 <= month <= 12:
            last = min(last, monthrange(year or 2001, month)[1])
        yield DateExpression(text, year, month, day, max(1, last - day + 1))
        if groups.get("other"):
            yield DateExpression(text, year, month, int(groups["other"]))
        return
    alternatives = [DateExpression(text, year, month, day)]
    if day != month:
        alternatives.append(DateExpression(text, year, day, month))
    possible = [alternative for alternative in alternatives if alternative.possible]
    if possible or year is not None or month <= 12:
        yield from possible or alternatives[:1]


def _month(match: re.Match[str]) -> DateExpression:
    month = MONTH_NUMBERS[match["month"]]
    year = _number(match["year"])
    length = monthrange(year or 2001, month)[1]
    part = match["part"] or match["end"] or match["about"]
    if part in LAST_MONTH_PARTS:
        days = LAST_MONTH_PARTS[part]
        return DateExpression(match[0], year, month, length - days + 1, days)
    start, days = MONTH_PARTS.get(part, (1, length))
    return DateExpression(match[0], year, month, start, days)


def _number(text: str | None) -> int | None:
    return int(text) if text else None
