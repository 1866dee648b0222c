"""Dates in a sentence, as people write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.matching.text import normalise
from bot.relay.calendar import Calendar

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ORDINALS = {
    name: number
    for number, name in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
        twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth
        twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first""".split(),
        start=1,
    )
}
_FEASTS = {
    r"christmas eve|xmas eve": (12, 24),
    r"(?:christmas|xmas)(?: day)?": (12, 25),
    r"new year'?s eve": (12, 31),
    r"new year'?s(?: day)?|new year": (1, 1),
    r"halloween": (10, 31),
    r"epiphany": (1, 19),
    r"orthodox christmas": (1, 7),
}
_RELATIVE = {"today": 0, "tomorrow": 1, "yesterday": -1}

_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = rf"(?P<day>\d{{1,2}}|{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?:of\s+|in\s+)?(?P<year>\d{4}))?"
_TO = r"\s*(?:-|–|to|until|till|and)\s*(?P<last>\d{1,2})(?:st|nd|rd|th)?\s+"
_PATTERNS = tuple(
    re.compile(rf"(?<![\w.:/-]){pattern}(?![\w/:-]|\.\d)")
    for pattern in (
        r"(?P<year>\d{4})-(?P<month_number>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\.(?P<month_number>\d{1,2})\.(?P<year>\d{4})?",
        r"(?P<day>\d{1,2})/(?P<month_number>\d{1,2})(?:/(?P<year>\d{4}))?",
        rf"(?:from\s+)?(?:the\s+)?{_DAY}{_TO}(?:of\s+)?{_MONTH}{_YEAR}",
        rf"(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}",
        rf"{_MONTH}\s+(?:the\s+)?{_DAY}{_YEAR}",
    )
)
_WHOLE_MONTH = re.compile(
    rf"(?<![\w.:/-])(?:(?P<part>first|last)\s+week\s+(?:of|in)\s+)?"
    rf"{_MONTH}(?:\s+(?:of\s+|in\s+)?(?P<year>\d{{4}}))?(?![\w/:-])"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A day or a stretch of days spoken of; without a year it stands for any."""

    text: str
    year: int | None
    month: int
    day: int
    days: int = 1  # how many from that day on
    relative: bool = False  # today, tomorrow, yesterday

    def first_in(self, year: int) -> date | None:
        """The day in a given year, None where there is no such day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    @property
    def possible(self) -> bool:
        """Whether such a day exists (in its year, or in any)."""
        return self.first_in(self.year if self.year is not None else 2000) is not None


def find_dates(text: str, today: date) -> list[Mention]:
    """Every date in the text, in the order of its forms; slashes are read both ways round."""
    folded = normalise(text)
    found: list[Mention] = []
    taken: list[tuple[int, int]] = []
    for mention, span in _mentions(folded, today):
        if all(span[1] <= start or span[0] >= stop for start, stop in taken):
            taken.append(span)
            found.extend(mention)
    return found


def _mentions(text: str, today: date) -> Iterator[tuple[list[Mention], tuple[int, int]]]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield list(_numeric(match)), match.span()
    for feast, (month, day) in _FEASTS.items():
        for match in re.finditer(rf"\b(?:{feast})(?:,?\s+(?P<year>\d{{4}}))?(?!\w)", text):
            year = int(match["year"]) if match["year"] else None
            yield [Mention(match[0], year, month, day)], match.span()
    for match in _WHOLE_MONTH.finditer(text):
        # “may” is a month only with a year, or “in may”, never the verb.
        if match["month"] in {"may", "march", "mar"} and not (
            match["year"] or re.search(r"\b(?:in|during|of) $", text[: match.start()])
        ):
            continue
        yield [_month(match)], match.span()
    for word, ahead in _RELATIVE.items():
        for match in re.finditer(rf"\b{word}\b", text):
            day = today + timedelta(days=ahead)
            yield [Mention(word, None, day.month, day.day, relative=True)], match.span()


def _numeric(match: re.Match[str]) -> Iterator[Mention]:
    groups = match.groupdict()
    written = groups["day"]
    day = _ORDINALS[written] if written in _ORDINALS else int(written)
    month = int(groups["month_number"]) if groups.get("month_number") else _MONTHS[groups["month"]]
    year = int(groups["year"]) if groups.get("year") else None
    last = int(groups["last"]) if groups.get("last") else day
    yield Mention(match[0], year, month, day, max(1, last - day + 1))
    if "/" in match[0] and day <= 12 and day != month:
        yield Mention(match[0], year, day, month)


def _month(match: re.Match[str]) -> Mention:
    month = _MONTHS[match["month"]]
    year = int(match["year"]) if match["year"] else None
    length = (date(2001 + month // 12, month % 12 + 1, 1) - date(2001, month, 1)).days
    match match["part"]:
        case "first":
            return Mention(match[0], year, month, 1, 7)
        case "last":
            return Mention(match[0], year, month, length - 6, 7)
        case _:
            return Mention(match[0], year, month, 1, length)


def resolve(mention: Mention, calendar: Calendar) -> tuple[date, ...]:
    """The calendar's days that a mention speaks of.

    Without a year the relay's own is meant, where the day falls into it; elsewhere every year's.
    """
    if not mention.possible:
        return ()
    if mention.year is not None:
        years = [mention.year]
    else:
        years = sorted({day.year for day in calendar.days})
        relay = calendar.relay
        if relay:
            within = [y for y in years if (day := mention.first_in(y)) and day in relay]
            years = within or years
    firsts = (first for year in years if (first := mention.first_in(year)))
    return tuple(
        sorted(
            {
                milestone.date
                for first in firsts
                for milestone in calendar.between(first, first + timedelta(days=mention.days - 1))
            }
        )
    )
