"""Finds what belongs to a date beside it: a weekday and a time of day."""

import re

_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
PART_OF_DAY = r"(?:early\s+|late\s+)?(?:morning|afternoon|evening|night)\b"
_HALF_DAY = r"[ap]\.?m\b\.?"
_HOURS = r"(?:o'?clock|hrs?|hours?|h)\b"
_NO_PLACE = "what which this that some any the first last long on in at".split()
_OFFSET = r"\s?[+-]\s?\d{1,2}(?::?\d\d)?\b"
_ZONE = (
    rf"(?:\s*\(?(?:utc|gmt|msk|cest|cet|bst|est|edt|pst|pdt|z)\b(?:{_OFFSET})?\)?|{_OFFSET}"
    rf"|\s+(?:in\s+)?(?!(?:{'|'.join(_NO_PLACE)})\b)[^\W\d]+\s+time\b)"
)
_CLOCK = (
    rf"(?:\d{{1,2}}:\d\d(?::\d\d)?(?:\s*{_HALF_DAY})?"
    rf"|\d{{1,2}}(?:\.\d\d)?(?:\s*{_HALF_DAY}|\s*{_HOURS}|(?={_ZONE}))"
    rf"|\d{{4}}(?:\s*{_HOURS}|(?=\s*(?:utc|gmt|z)\b))|noon\b|midday\b|midnight\b)"
)
_TIMES = rf"{_CLOCK}{_ZONE}?(?:\s*(?:-|–|to|until|till|and)\s*{_CLOCK}{_ZONE}?)?"
_AT = r"(?:(?:at|around|about|by|from|between|before|after|@)\s*)?"
_BARE_HOUR = r"\s+(?:at|around|by)\s+\d{1,2}(?:\.\d\d)?(?=\s*(?:[?.!,;]|in the\b|\Z))"

_AFTER = re.compile(
    rf"(?:\s*[,(]?\s*{_WEEKDAY}\)?(?!\s*\d))?"
    rf"(?:,?\s*\(?{_AT}{_TIMES}\)?|{_BARE_HOUR})?"
    rf"(?:,?\s+(?:(?:in|during)\s+the\s+|at\s+)?{PART_OF_DAY})?"
)
_BEFORE = re.compile(
    rf"(?:(?<!\w){_AT}{_TIMES},?\s+(?:on\s+)?)?(?:\b(?:the\s+)?{PART_OF_DAY}\s+of\s+)?"
    rf"(?:\b{_WEEKDAY},?\s+)?(?:the\s+)?\Z"
)
FARTHEST = 60  # characters; a weekday with a time of day is shorter


def widen(text: str, start: int, stop: int) -> tuple[int, int]:
    """Return the span of a date together with the weekday and the time of day beside it."""
    before = _BEFORE.search(text, max(0, start - FARTHEST), start)
    after = _AFTER.match(text, stop)
    return before.start() if before else start, after.end() if after else stop
