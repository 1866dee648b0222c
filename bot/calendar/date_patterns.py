"""How people write dates: the names of months, days and holidays, and regular expressions."""

import re

from bot.language.edit_distance_limits import MIN_MONTH

# In English and Russian, and as far as they differ in German.
MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "january jan января январь", "february feb февраля февраль", "march mar марта март",
            "april apr апреля апрель", "may mai мая май", "june jun juni июня июнь",
            "july jul juli июля июль",
            "august aug августа август", "september sept sep сентября сентябрь",
            "october oct okt октября октябрь", "november nov ноября ноябрь",
            "december dec dez декабря декабрь",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
ORDINALS = {
    name: number
    for number, name in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
        twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth
        twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first""".split(),
        start=1,
    )
}
HOLIDAYS = {
    r"(?:orthodox|russian) christmas": (1, 7),
    r"(?:old|orthodox) new year": (1, 14),
    r"(?:christmas|xmas) eve": (12, 24),
    r"(?:christmas|xmas)(?: day)?": (12, 25),
    r"new year'?s eve|nye": (12, 31),
    r"new year'?s(?: day)?|new year": (1, 1),
    r"boxing day": (12, 26),
    r"halloween": (10, 31),
    r"epiphany": (1, 19),
    r"valentine'?s(?: day)?": (2, 14),
}
RELATIVE_DAYS = {
    "day after tomorrow": 2, "day before yesterday": -2,
    "today": 0, "this day": 0, "tomorrow": 1, "yesterday": -1,
}  # fmt: skip
NOT_DATES = re.compile(r"(?<!\d)24/7(?!\d)")  # idioms that look like dates

_ORDINAL_WORDS = "|".join(sorted(ORDINALS, key=len, reverse=True)).replace("-", "[ -]")
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})\.?"
_DAY_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_DAY = rf"(?:{_DAY_NUMBER}|(?P<ordinal>{_ORDINAL_WORDS}))"
_YEAR = (
    r"(?:,?\s+(?:of\s+|in\s+)?(?P<year>\d{4})|,?\s+'(?P<short_year>\d{2})"
    r"|\s+(?P<bare_year>[01]\d)(?=\W*$))?"
)
_SHORT_OR_LONG = r"(?:(?P<year>\d{4})|(?P<short_year>\d{2}))"
_TO = r"\s*(?:-|–|to|until|till|through)\s*(?:the\s+)?(?P<last>\d{1,2})(?:st|nd|rd|th)?"
_AND = r"\s*(?:,|&|and|or)\s*(?:the\s+)?(?P<other>\d{1,2})(?:st|nd|rd|th)?"
_BETWEEN = (
    rf"between\s+(?:the\s+)?{_DAY_NUMBER}\s+and\s+(?:the\s+)?(?P<last>\d{{1,2}})(?:th|st|nd|rd)?"
)
_DATE_FORMS = (
    r"(?P<year>\d{4})[-/.](?P<month_number>\d{1,2})[-/.](?P<day>\d{1,2})",
    rf"(?P<day>\d{{1,2}})\.(?P<month_number>\d{{1,2}})\.{_SHORT_OR_LONG}?",
    r"(?:(?<=^)|(?<=\bon ))(?P<day>\d{1,2})\.(?P<month_number>\d{1,2})(?=\W*$)",
    rf"(?P<day>\d{{1,2}})-(?P<month_number>\d{{1,2}})-{_SHORT_OR_LONG}",
    r"(?P<day>\d{1,2}) (?P<month_number>\d{1,2}) (?P<year>(?:19|20)\d\d)",
    rf"(?P<day>\d{{1,2}})/(?P<month_number>\d{{1,2}})(?:/{_SHORT_OR_LONG})?",
    rf"(?P<year>\d{{4}}),?\s+{_MONTH}\s+{_DAY_NUMBER}",
    rf"(?:from\s+)?(?:the\s+)?{_DAY_NUMBER}{_TO}\s+(?:of\s+)?{_MONTH}{_YEAR}",
    rf"{_BETWEEN}\s+(?:of\s+)?{_MONTH}{_YEAR}",
    rf"{_MONTH}\s+(?:the\s+)?{_DAY_NUMBER}{_AND}{_YEAR}",
    rf"(?:the\s+)?{_DAY_NUMBER}{_AND}\s+(?:of\s+)?{_MONTH}{_YEAR}",
    rf"{_MONTH}\s+(?:the\s+)?{_DAY_NUMBER}{_TO}{_YEAR}",
    rf"(?:the\s+)?{_DAY}\s*(?:(?P<of>of)\s+)?{_MONTH}{_YEAR}",
    rf"{_MONTH}\s*(?:(?P<of>the)\s+)?{_DAY}{_YEAR}",
)
PATTERNS = tuple(
    re.compile(rf"(?<![\w.:/])(?<!\d-){form}(?![\w/]|[:.-]\d)") for form in _DATE_FORMS
)
# Part of a month → its first day, and its length in days
MONTH_PARTS = {
    "first": (1, 7), "1st": (1, 7), "second": (8, 7), "2nd": (8, 7), "third": (15, 7),
    "3rd": (15, 7), "fourth": (22, 7), "4th": (22, 7), "start": (1, 7), "beginning": (1, 7),
    "early": (1, 10), "mid": (11, 10), "middle": (11, 10),
}  # fmt: skip
# Part at the end of a month → its length in days
LAST_MONTH_PARTS = {"last": 7, "final": 7, "end": 7, "late": 10}
WHOLE_MONTH = re.compile(
    r"(?<![\w.:/-])(?:(?P<part>first|1st|second|2nd|third|3rd|fourth|4th|last|final)\s+week\s+"
    r"(?:of|in)\s+|(?P<end>start|beginning|middle|end)\s+of\s+|(?P<about>early|mid|late)[\s-]+)?"
    rf"{_MONTH}(?:\s+(?:of\s+|in\s+)?(?P<year>\d{{4}}))?(?![\w/-]|:\d)"
)
VERBS = {"may", "march", "mar"}  # count as months only if they can be nothing else
WHOLE_YEAR = re.compile(
    r"(?:\b(?:in|during|from|for|of|year)\s+|^(?=\d{4}\W*$))(?P<year>(?:19|20)\d\d)"
    r"(?=[^\w.,]|[.,]?\s|\W*$)"
)
RANGE_WORDS = re.compile(r"\s*(?:-|–|to|until|till|through|(?P<and>and))\s*(?:the\s+)?")
CORRECTABLE_NAMES = [
    name
    for name in (*MONTH_NUMBERS, "christmas", "halloween", "epiphany")
    if len(name) >= MIN_MONTH
]
CORRECTABLE_WORD = re.compile(rf"[^\W\d_]{{{MIN_MONTH},}}")
