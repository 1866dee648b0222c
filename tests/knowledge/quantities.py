"""Extracts what can be compared between texts: dates, times, numbers, and runs of words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

MONTHS: Sequence[str] = (
    "January February March April May June July August September October November December"
).split()
_MONTH = "|".join(MONTHS)
_DAY = re.compile(rf"\b(\d{{1,2}})(?:(?:[-–]| to )(\d{{1,2}}))? ({_MONTH})(?: (\d{{4}}))?")
_MONTH_YEAR = re.compile(rf"\b({_MONTH}) (\d{{4}})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_ORDINAL_DAY = re.compile(r"\b[Tt]he (\d{1,2})(?:st|nd|rd|th)\b(?! (?:city|region|stage|day|of))")
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})(?!\d)(?: ?([ap])\.m\.)?")
_NUMBER = re.compile(r"(?<![^\W_])\d+(?:,\d{3})*(?:\.\d+)?½?")

WORDS: Sequence[str] = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS: dict[str, int] = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
ORDINALS = {
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip
SMALL = 4  # smaller numbers are also written as words for other reasons ("the two of them")

# A unit as it is written after a number → one name for all its spellings.
UNITS = {
    "km": "km", "kilometres": "km", "kilometre": "km", "kilometer": "km",
    "m": "m", "metres": "m", "metre": "m", "cm": "cm", "mm": "mm", "m/s": "m/s",
    "kg": "kg", "kilograms": "kg", "kilogram": "kg", "lb": "lb",
    "miles": "miles", "mile": "miles", "nautical": "nautical miles",
    "roubles": "roubles", "dollars": "dollars", "percent": "%", "%": "%",
    "hours": "hours", "hour": "hours", "h": "hours", "minutes": "minutes", "min": "minutes",
    "°C": "°C", "C": "°C",
}  # fmt: skip


@dataclass
class Quantities:
    """The quantities in a text. Dates are (year or 0, month, day or 0)."""

    days: set[tuple[int, int, int]] = field(default_factory=set)
    ordinal_days: set[int] = field(default_factory=set)
    clocks: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    units: set[tuple[str, str]] = field(default_factory=set)

    def unknown(self, known: "Quantities") -> set[str]:
        """Returns what is here but not in `known`, in words."""
        whole = {(month, day) for _, month, day in known.days if day}
        years = {str(year) for year, _, _ in known.days if year}
        numbers = known.numbers | years | {str(day) for day in known.ordinal_days}
        months = {(year, month) for year, month, _ in known.days if year}
        days = {day for _, _, day in known.days if day} | known.ordinal_days
        return {
            *(
                f"the date {day or ''} {MONTHS[month - 1]} {year or ''}".replace("  ", " ").strip()
                for year, month, day in self.days
                if not (
                    (year, month, day) in known.days
                    or (not year and (month, day) in whole)
                    or (not day and (year, month) in months)
                )
            ),
            *(f"the {day}th" for day in self.ordinal_days - days),
            *(f"the time {clock}" for clock in self.clocks - known.clocks),
            *(f"the number {number}" for number in self.numbers - numbers),
            *(f"the measure {number} {unit}" for number, unit in self.units - known.units),
        }

    def each(self) -> Iterator["Quantities"]:
        """Yields every quantity on its own."""
        yield from (Quantities(days={day}) for day in self.days)
        yield from (Quantities(ordinal_days={day}) for day in self.ordinal_days)
        yield from (Quantities(clocks={clock}) for clock in self.clocks)
        yield from (Quantities(numbers={number}) for number in self.numbers)
        yield from (Quantities(units={unit}) for unit in self.units)

    def __or__(self, other: "Quantities") -> "Quantities":
        return Quantities(
            self.days | other.days,
            self.ordinal_days | other.ordinal_days,
            self.clocks | other.clocks,
            self.numbers | other.numbers,
            self.units | other.units,
        )


def quantities(text: str) -> Quantities:
    """Returns all dates, times and numbers of a text; number words count as numbers."""
    found = Quantities()
    text = text.replace("*", "").replace("−", "-").replace("\n", " ").replace("‑", "-")
    text = re.sub(r"\b(\d+) and a half\b", r"\1½", text)

    def date(match: re.Match[str]) -> str:
        first, second, month, year = match.groups()
        for day in (first, second):
            if day:
                found.days.add((int(year or 0), MONTHS.index(month) + 1, int(day)))
        return " "

    def month(match: re.Match[str]) -> str:
        found.days.add((int(match[2]), MONTHS.index(match[1]) + 1, 0))
        return " "

    def iso(match: re.Match[str]) -> str:
        found.days.add((int(match[1]), int(match[2]), int(match[3])))
        return " "

    def ordinal(match: re.Match[str]) -> str:
        if int(match[1]) > 31:
            return match[0]
        found.ordinal_days.add(int(match[1]))
        return " "

    def clock(match: re.Match[str]) -> str:
        if (
            int(match[1]) > 24
            or int(match[2]) > 59
            or ("." in match[0].split(" ")[0] and not match[3])
        ):
            return match[0]
        found.clocks.add(f"{int(match[1]):02}:{match[2]}{match[3] or ''}")
        return " "

    for pattern, take in (
        (_ISO, iso), (_DAY, date), (_MONTH_YEAR, month), (_ORDINAL_DAY, ordinal), (_CLOCK, clock),
    ):  # fmt: skip
        text = pattern.sub(take, text)
    pieces = re.findall(rf"{_NUMBER.pattern}|[^\W\d_]+(?:/[a-z]\b)?|[%°]C?", _as_digits(text))
    for at, piece in enumerate(pieces):
        if not piece[0].isdigit():
            continue
        number = piece.replace(",", "")
        found.numbers.add(number)
        behind = pieces[at + 1 : at + 3]
        if behind[:1] in (["million"], ["billion"]):
            behind = behind[1:]
        if behind and behind[0] in UNITS:
            found.units.add((number, UNITS[behind[0]]))
    return found


def _as_digits(text: str) -> str:
    """Replaces number words from four on: "twenty-five" → 25, "six" → 6, "tenth" → 10."""

    def tens(match: re.Match[str]) -> str:
        return str(TENS[match[1].lower()] + (WORDS.index(match[2].lower()) if match[2] else 0))

    small = "|".join(WORDS[1:10])
    text = re.sub(rf"(?i)\b({'|'.join(TENS)})(?:-({small}))?\b", tens, text)
    names = {word: number for number, word in enumerate(WORDS)} | ORDINALS
    return re.sub(
        rf"(?i)\b({'|'.join(sorted(names, key=len, reverse=True))})\b",
        lambda match: f"{number}" if (number := names[match[0].lower()]) >= SMALL else match[0],
        text,
    )


_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)}),? (\d{{1,2}}) ({_MONTH}) (\d{{4}})\b")


def wrong_weekdays(text: str) -> list[str]:
    """Returns the dates of a text that are written with a weekday that is not theirs."""
    return [
        match[0]
        for match in _WEEKDAY.finditer(text.replace("*", ""))
        if _DAYS[date(int(match[4]), MONTHS.index(match[3]) + 1, int(match[2])).weekday()]
        != match[1]
    ]


RUN = 8  # words in a row


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yields each run of eight consecutive words, ignoring names, numbers and dates."""
    plain = re.sub(r"\b[A-Z][\w'’-]*|\S*\d\S*", " ", text)
    words = re.findall(r"[a-z']+", plain.lower().replace("’", "'"))
    for start in range(len(words) - RUN + 1):
        yield tuple(words[start : start + RUN])
