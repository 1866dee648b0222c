"""Dates in a sentence, as people write them."""

import re
from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from bot.calendar.date_expression import LEAP_YEAR, YEAR, DateExpression
from bot.calendar.date_patterns import (
    FEASTS,
    IDIOMS,
    LAST_PARTS,
    LONG_WORD,
    MONTHS,
    ORDINALS,
    PARTS,
    PATTERNS,
    RELATIVE,
    SPAN,
    SPELT,
    VERBS,
    WHOLE_MONTH,
    WHOLE_YEAR,
)
from bot.language.english import is_known
from bot.language.tokens import normalise

LONG = 6  # letters, from which on a name may have two slips


@dataclass(frozen=True, slots=True)
class ParsedDates:
    """The dates in a text, and the words of the text that are left without them."""

    mentions: tuple[DateExpression, ...]
    rest: str


def find_dates(text: str, today: date) -> list[DateExpression]:
    """Every date in the text, in order; slashes are read both ways round."""
    return list(parse_dates(text, today).mentions)


def parse_dates(text: str, today: date) -> ParsedDates:
    """The dates of a text told from its other words."""
    folded = LONG_WORD.sub(_respelt, IDIOMS.sub(" ", normalise(text)))
    found: list[tuple[int, int, list[DateExpression]]] = []
    for mentions, (start, stop) in _mentions(folded, today):
        if all(stop <= begun or start >= ended for begun, ended, _ in found):
            found.append((start, stop, mentions))
    found.sort()
    found = _joined(folded, found)
    rest, at = "", 0
    for start, stop, _ in found:
        rest += f"{folded[at:start]} "
        at = stop
    return ParsedDates(
        tuple(mention for _, _, mentions in found for mention in mentions), rest + folded[at:]
    )


def _respelt(match: re.Match[str]) -> str:
    return _month_or_feast(match[0])


@lru_cache(maxsize=10_000)
def _month_or_feast(word: str) -> str:
    """A long word, or the month or feast that it is a slip of."""
    if word in SPELT or is_known(word):
        return word
    near = extractOne(word, SPELT, scorer=OSA.distance, score_cutoff=2 if len(word) > LONG else 1)
    return near[0] if near and (near[0][0] == word[0] or near[1] == 1) else word


def _joined(
    text: str, found: list[tuple[int, int, list[DateExpression]]]
) -> list[tuple[int, int, list[DateExpression]]]:
    """“28 November to 2 December” made one stretch."""
    joined: list[tuple[int, int, list[DateExpression]]] = []
    for start, stop, mentions in found:
        if joined:
            begun, ended, before = joined[-1]
            between = SPAN.fullmatch(text[ended:start])
            opened = between and (not between["and"] or text[:begun].rstrip().endswith("between"))
            if opened and (stretch := _stretch(before, mentions)):
                joined[-1] = begun, stop, [stretch]
                continue
        joined.append((start, stop, mentions))
    return joined


def _stretch(before: list[DateExpression], after: list[DateExpression]) -> DateExpression | None:
    """From the one day to the other, where both are single days that exist."""
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
        if end and 0 < (days := (end - start).days) < YEAR:
            text = f"{first.text} to {last.text}"
            # A year that stands behind the last day only is the last day's.
            begins_in = year if first.year or year is None else year - (ends_in > base)
            return replace(first, text=text, year=begins_in, days=days + 1)
    return None


def _mentions(text: str, today: date) -> Iterator[tuple[list[DateExpression], tuple[int, int]]]:
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            if mentions := list(_day(match)):
                yield mentions, match.span()
    for feast, (month, day) in FEASTS.items():
        for match in re.finditer(rf"\b(?:{feast})(?:,?\s+(?P<year>\d{{4}}))?(?!\w)", text):
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
    for word, ahead in RELATIVE.items():
        for match in re.finditer(rf"\b{word}\b", text):
            day = today + timedelta(days=ahead)
            yield [DateExpression(word, None, day.month, day.day, relative=True)], match.span()


def _day(match: re.Match[str]) -> Iterator[DateExpression]:
    """The readings of a match; none where words stand for something else."""
    groups = match.groupdict()
    ordinal = groups.get("ordinal")
    if ordinal and groups["month"] in VERBS and not groups.get("of"):
        return  # “who may first …”, “one second may I …”
    day = ORDINALS[ordinal.replace(" ", "-")] if ordinal else int(groups["day"])
    month = int(groups["month_number"]) if groups.get("month_number") else MONTHS[groups["month"]]
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
    readings = [DateExpression(text, year, month, day)]
    if day != month:
        readings.append(DateExpression(text, year, day, month))
    possible = [reading for reading in readings if reading.possible]
    if possible or year is not None or month <= 12:
        yield from possible or readings[:1]


def _month(match: re.Match[str]) -> DateExpression:
    month = MONTHS[match["month"]]
    year = _number(match["year"])
    length = monthrange(year or 2001, month)[1]
    part = match["part"] or match["end"] or match["about"]
    if part in LAST_PARTS:
        days = LAST_PARTS[part]
        return DateExpression(match[0], year, month, length - days + 1, days)
    start, days = PARTS.get(part, (1, length))
    return DateExpression(match[0], year, month, start, days)


def _number(text: str | None) -> int | None:
    return int(text) if text else None
