"""Finds the numbered days of the relay in a text: “day 34”, “the 100th day of the relay”."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.calendar.date_expression import NO_MONTH, DateExpression, Reading
from bot.calendar.date_surroundings import PART_OF_DAY
from bot.calendar.number_context import counts_something, is_named, word_before
from bot.knowledge.model import RelayWindow
from bot.language.number_words import CARDINAL, ORDINAL, number_in_words

LAST_OF_MONTH = 31  # a small ordinal alone may be a day of a month: “on the 9th day”

_NUMBER = rf"\d{{1,4}}|{CARDINAL}"
_RELAY = r"(?:(?:[\w']+\s+){0,3}?relay\b|journey\b(?!\s+(?:to|in|into)\b))"
_OF_RELAY = rf"(?P<of_relay>\b(?=\s+(?:of|in)\s+(?:(?:the|this|its|our)\s+)?{_RELAY}))?"
_STOP = rf"(?![\w/%°]|[:.,]\d|-\w|\s+day\b){_OF_RELAY}"
_NUMBERED_DAY = re.compile(
    rf"(?P<relay>\brelay(?:'s)?\s+)?(?<![\w-])day(?P<plural>s?)"
    rf"(?:\s+(?:number|no\.?|nr\.?)\s*|\s*#\s*|-|\s*)(?P<number>{_NUMBER})"
    rf"(?:\s*(?P<joint>-|–|to|until|till|through|and|or|&)\s*(?:day\s+)?(?P<second>{_NUMBER}))?"
    rf"{_STOP}"
)
_ORDINAL_DAY = re.compile(
    r"(?<![\w.,:/-])(?P<the>(?:the|its)\s+)?(?P<relay>(?:the\s+)?relay's\s+)?"
    rf"(?P<number>\d{{1,4}}(?:st|nd|rd|th)|{ORDINAL})\s+(?P<relay_day>relay\s+)?day{_STOP}"
)
# “of the festival”, “after the opening”, “in orbit”, but “of 123”; a milestone may be in orbit too
_ELSEWHERE = re.compile(
    r"\s+(?:of\b(?!\s+(?:the\s+)?\d{3}\b)|after|before|since|ago|aboard|on\s?board"
    rf"|(?:in|on|at)\s+the\b(?!\s+{PART_OF_DAY})|in\s+(?:space|orbit))\b"
)
_BOTH = frozenset({"and", "or", "&"})
# After these, the number counts what follows (“that day 14 people …”), or it is an idiom.
_DETERMINERS = frozenset(
    "a an the this that these those some any all each every one same per".split()
)
_IDIOMS = frozenset({"from", "since"})  # “since day one”


def numbered_days(text: str, relay: RelayWindow | None) -> Iterator[Reading]:
    """Yield the days that a text counts from the first day of the relay.

    There are none if the relay does not say which day is the first. A day that it does not have is
    not possible.
    """
    if relay is None or relay.day_one is None or "day" not in text:
        return
    for pattern, is_of_relay in (
        (_NUMBERED_DAY, _is_numbered_day_of_relay),
        (_ORDINAL_DAY, _is_ordinal_day_of_relay),
    ):
        for match in pattern.finditer(text):
            if is_of_relay(match):
                yield list(_days(match, relay, relay.day_one)), match.span()


def _is_numbered_day_of_relay(match: re.Match[str]) -> bool:
    """Whether “day 34” is a day of the relay, not of something else, and no number of things."""
    if match["plural"] and not match["second"]:
        return False
    if counts_something(match.string, match.end()):
        return False
    if match["relay"] or match["of_relay"] is not None:
        return True
    number, before = _value(match["number"]), word_before(match.string, match.start())
    is_idiom = number == 1 and before in _IDIOMS
    is_year = 1900 <= number < 2100
    unclear = is_idiom or is_year or before in _DETERMINERS or _is_elsewhere(match)
    return not (unclear or is_named(match.string, match.start()))


def _is_ordinal_day_of_relay(match: re.Match[str]) -> bool:
    """Whether “the 100th day” is a day of the relay, and not of a month or something else."""
    if match["relay"] or match["relay_day"] or match["of_relay"] is not None:
        return True
    small = _value(match["number"]) <= LAST_OF_MONTH
    named = not match["the"] and (
        is_named(match.string, match.start())
        or word_before(match.string, match.start()) in _DETERMINERS
    )
    return not (small or named or _is_elsewhere(match))


def _is_elsewhere(match: re.Match[str]) -> bool:
    return bool(_ELSEWHERE.match(match.string, match.end()))


def _days(match: re.Match[str], relay: RelayWindow, day_one: date) -> Iterator[DateExpression]:
    """Yield the day that a match means, its period, or both of its days."""
    text, number = match[0].strip(), _value(match["number"])
    groups = match.groupdict()
    if not groups.get("second"):
        yield _day(text, number, 1, relay, day_one)
        return
    second = _value(match["second"])
    between = match["joint"] == "and" and word_before(match.string, match.start()) == "between"
    if between or match["joint"] not in _BOTH:
        yield _day(text, number, max(1, second - number + 1), relay, day_one)
    else:
        yield _day(text, number, 1, relay, day_one)
        yield _day(text, second, 1, relay, day_one)


def _day(text: str, number: int, days: int, relay: RelayWindow, day_one: date) -> DateExpression:
    numbering = (day_one, relay.last)
    last = (relay.last - day_one).days + 1
    if 1 <= number <= last and (day := day_one + timedelta(days=number - 1)) in relay:
        days = min(days, last - number + 1)
        return DateExpression(text, day.year, day.month, day.day, days, numbering=numbering)
    return DateExpression(text, None, NO_MONTH, number, numbering=numbering)


def _value(text: str) -> int:
    return int(re.sub(r"\D", "", text)) if text[0].isdigit() else number_in_words(text)
