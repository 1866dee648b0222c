"""Dates in a sentence, as people write them."""

import re
from calendar import monthrange
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
    r"orthodox christmas": (1, 7),
    r"christmas eve|xmas eve": (12, 24),
    r"(?:christmas|xmas)(?: day)?": (12, 25),
    r"new year'?s eve": (12, 31),
    r"new year'?s(?: day)?|new year": (1, 1),
    r"halloween": (10, 31),
    r"epiphany": (1, 19),
}
_RELATIVE = {"today": 0, "tomorrow": 1, "yesterday": -1}
_IDIOMS = re.compile(r"(?<!\d)24/7(?!\d)")

_WORDS = "|".join(sorted(_ORDINALS, key=len, reverse=True)).replace("-", "[ -]")
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_FIGURES = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DAY = rf"(?:{_FIGURES}|(?P<ordinal>{_WORDS}))"
_YEAR = r"(?:,?\s+(?:of\s+|in\s+)?(?P<year>\d{4}))?"
_TO = r"\s*(?:-|–|to|until|till)\s*(?P<last>\d{1,2})(?:st|nd|rd|th)?"
_BETWEEN = (
    rf"between\s+(?:the\s+)?{_FIGURES}\s+and\s+(?:the\s+)?(?P<last>\d{{1,2}})(?:th|st|nd|rd)?"
)
_FORMS = (
    r"(?P<year>\d{4})[-/](?P<month_number>\d{1,2})[-/](?P<day>\d{1,2})",
    r"(?P<day>\d{1,2})\.(?P<month_number>\d{1,2})\.(?P<year>\d{4})?",
    r"(?P<day>\d{1,2})-(?P<month_number>\d{1,2})-(?P<year>\d{4})",
    r"(?P<day>\d{1,2})/(?P<month_number>\d{1,2})(?:/(?P<year>\d{4}))?",
    rf"(?:from\s+)?(?:the\s+)?{_FIGURES}{_TO}\s+(?:of\s+)?{_MONTH}{_YEAR}",
    rf"{_BETWEEN}\s+(?:of\s+)?{_MONTH}{_YEAR}",
    rf"{_MONTH}\s+(?:the\s+)?{_FIGURES}{_TO}{_YEAR}",
    rf"(?:the\s+)?{_DAY}\s*(?:(?P<of>of)\s+)?{_MONTH}{_YEAR}",
    rf"{_MONTH}\s+(?:(?P<of>the)\s+)?{_DAY}{_YEAR}",
)
_PATTERNS = tuple(re.compile(rf"(?<![\w.:/])(?<!\d-){form}(?![\w/:]|-\d|\.\d)") for form in _FORMS)
_WHOLE_MONTH = re.compile(
    rf"(?<![\w.:/-])(?:(?P<part>first|last)\s+week\s+(?:of|in)\s+)?"
    rf"{_MONTH}(?:\s+(?:of\s+|in\s+)?(?P<year>\d{{4}}))?(?![\w/:-])"
)
_VERBS = {"may", "march", "mar"}  # months only where nothing else can be meant


@dataclass(frozen=True, slots=True)
class Mention:
    """A day or a stretch of days spoken of; without a year it stands for any."""

    text: str
    year: int | None
    month: int
    day: int
    days: int = 1  # how many from that day on; never beyond its month
    relative: bool = False  # today, tomorrow, yesterday

    def first_in(self, year: int) -> date | None:
        """The day in a given year, None where there is no such day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    def last_in(self, year: int) -> date:
        """The last day of the stretch in a year that has its first."""
        length = monthrange(year, self.month)[1]
        return date(year, self.month, min(self.day + self.days - 1, length))

    @property
    def possible(self) -> bool:
        """Whether such a day exists (in its year, or in any)."""
        return self.first_in(self.year if self.year is not None else 2000) is not None


def find_dates(text: str, today: date) -> list[Mention]:
    """Every date in the text, in the order of its forms; slashes are read both ways round."""
    folded = _IDIOMS.sub(" ", normalise(text))
    found: list[Mention] = []
    taken: list[tuple[int, int]] = []
    for mentions, span in _mentions(folded, today):
        if all(span[1] <= start or span[0] >= stop for start, stop in taken):
            taken.append(span)
            found.extend(mentions)
    return found


def _mentions(text: str, today: date) -> Iterator[tuple[list[Mention], tuple[int, int]]]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if mentions := list(_day(match)):
                yield mentions, match.span()
    for feast, (month, day) in _FEASTS.items():
        for match in re.finditer(rf"\b(?:{feast})(?:,?\s+(?P<year>\d{{4}}))?(?!\w)", text):
            year = int(match["year"]) if match["year"] else None
            yield [Mention(match[0], year, month, day)], match.span()
    for match in _WHOLE_MONTH.finditer(text):
        if match["month"] in _VERBS and not (
            match["year"] or re.search(r"\b(?:in|during|of) $", text[: match.start()])
        ):
            continue
        yield [_month(match)], match.span()
    for word, ahead in _RELATIVE.items():
        for match in re.finditer(rf"\b{word}\b", text):
            day = today + timedelta(days=ahead)
            yield [Mention(word, None, day.month, day.day, relative=True)], match.span()


def _day(match: re.Match[str]) -> Iterator[Mention]:
    """The readings of a match; none where words stand for something else."""
    groups = match.groupdict()
    ordinal = groups.get("ordinal")
    if ordinal and groups["month"] in _VERBS and not groups.get("of"):
        return  # “who may first …”, “one second may I …”
    day = _ORDINALS[ordinal.replace(" ", "-")] if ordinal else int(groups["day"])
    month = int(groups["month_number"]) if groups.get("month_number") else _MONTHS[groups["month"]]
    year = int(groups["year"]) if groups.get("year") else None
    last = int(groups["last"]) if groups.get("last") else day
    text = match[0].strip()
    if "/" not in text or (year is not None and text.startswith(str(year))):
        yield Mention(text, year, month, day, max(1, last - day + 1))
        return
    readings = [Mention(text, year, month, day)]
    if day != month:
        readings.append(Mention(text, year, day, month))
    possible = [reading for reading in readings if reading.possible]
    if possible or year is not None or month <= 12:
        yield from possible or readings[:1]


def _month(match: re.Match[str]) -> Mention:
    month = _MONTHS[match["month"]]
    year = int(match["year"]) if match["year"] else None
    length = monthrange(year or 2001, month)[1]
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
    return tuple(
        sorted(
            {
                milestone.date
                for year in years
                if (first := mention.first_in(year))
                for milestone in calendar.between(first, mention.last_in(year))
            }
        )
    )
