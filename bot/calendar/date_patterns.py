"""How people write dates: regular expressions for texts in lower case."""

import re

from bot.calendar.date_names import HOLIDAY_DAYS, MONTH_NUMBERS, RELATIVE_DAYS
from bot.language.number_words import ORDINAL_BELOW_HUNDRED, YEAR

_NOT_A_TIME = r"(?!\s*(?:[ap]\.?m\b|h\b|hrs?\b|hours?\b|o'?clock|utc\b|gmt\b))"

_MONTH_NAME = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_FULL_MONTH = rf"(?P<month>{_MONTH_NAME})"
_MONTH = rf"{_FULL_MONTH}\.?"

_SUFFIX = r"(?:st|nd|rd|th|\.)?"
_NUMBER = rf"(?P<day>\d{{1,2}}){_SUFFIX}"
_ORDINAL = rf"(?P<ordinal>{ORDINAL_BELOW_HUNDRED})"
_DAY = rf"(?:{_NUMBER}|{_ORDINAL})"
# Before a month, “9 st” is a day; after it, the beginning of a saint's name.
_FIRST_NUMBER = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th)|-?го|\.)?"
_FIRST_DAY = rf"(?:the\s+)?(?:{_FIRST_NUMBER}|{_ORDINAL})(?:\s+day(?=\s+of\b))?"
_TO = rf"\s*(?:-|–|to|until|till|through)\s*(?:the\s+)?(?P<last>\d{{1,2}}){_SUFFIX}{_NOT_A_TIME}"
_OR = rf"\s*(?:,|/|&|and|or)\s*(?:the\s+)?(?P<other>\d{{1,2}}){_SUFFIX}{_NOT_A_TIME}"
_BETWEEN = rf"between\s+(?:the\s+)?{_NUMBER}\s+and\s+(?:the\s+)?(?P<last>\d{{1,2}}){_SUFFIX}"

_SHORT_YEAR = r"(?P<short_year>\d{2})"
_SHORT_OR_LONG = rf"(?:(?P<year>\d{{4}})|{_SHORT_YEAR})"


def _year(separator: str) -> str:
    return (
        rf"(?:(?:{separator})(?:(?P<year>\d{{4}}){_NOT_A_TIME}|(?P<year_in_words>{YEAR}))"
        rf"|,?\s*'{_SHORT_YEAR}|\s+(?P<bare_year>[01]\d)(?=\W*$))?"
    )


_YEAR = _year(r"\s?,?\s+(?:(?:of|in)\s+)?|,")
_YEAR_AFTER_MONTH = _year(r"[-/.–]?|\s?,?\s+(?:(?:of|in)\s+)?|,")

_NAMED_MONTH = (
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?P<joint>[-–/.]?){_FULL_MONTH}(?P=joint){_SHORT_OR_LONG}",
    rf"{_FULL_MONTH}(?P<joint>[-–/.]){_NUMBER}(?P=joint){_SHORT_OR_LONG}",
    rf"(?P<year>\d{{4}})(?:[-–/.]|,?\s+){_MONTH}(?:[-–/.]|\s+){_NUMBER}",
    rf"(?P<year>\d{{4}})(?:[-–/.]|,?\s+){_FIRST_NUMBER}(?:[-–/.]|\s+){_FULL_MONTH}",
    rf"(?:from\s+)?(?:the\s+)?{_NUMBER}{_TO}\s+(?:of\s+)?{_MONTH}{_YEAR_AFTER_MONTH}",
    rf"{_BETWEEN}\s+(?:of\s+)?{_MONTH}{_YEAR_AFTER_MONTH}",
    rf"{_MONTH}\s+(?:the\s+)?{_NUMBER}{_OR}{_YEAR}",
    rf"(?:the\s+)?{_NUMBER}{_OR}\s+(?:of\s+)?{_MONTH}{_YEAR_AFTER_MONTH}",
    rf"{_MONTH}\s+(?:the\s+)?{_NUMBER}{_TO}{_YEAR}",
    rf"{_FIRST_DAY}(?:\s*(?:(?P<of>of)\s+(?:the\s+)?)?|[-–/.]){_MONTH}{_YEAR_AFTER_MONTH}",
    rf"{_MONTH}(?:\s*(?:(?P<of>the)\s+)?|[-–/](?!3[2-9]|[4-9]\d)){_DAY}{_YEAR}",
)
_ISO_TIME = r"(?:t\d{2}(?::?\d{2}){1,2}(?:\.\d+)?(?:z|[+-]\d{2}(?::?\d{2})?)?)?"
_MONTH_NUMBER = r"(?P<month_number>\d{1,2})"
_DAY_AND_MONTH = rf"(?P<day>\d{{1,2}})(?P<joint>[-–/.]){_MONTH_NUMBER}"
_FIGURES_WITH_YEAR = (
    rf"(?P<year>\d{{4}})(?P<joint>\s?[-–/.]\s?){_MONTH_NUMBER}(?P=joint)(?P<day>\d{{1,2}}){_ISO_TIME}",
    rf"(?P<year>(?:19|20)\d\d)\s{_MONTH_NUMBER}\s(?P<day>\d{{1,2}})",
    r"(?P<year>(?:19|20)\d\d)(?P<month_number>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])",
    rf"{_DAY_AND_MONTH}(?P=joint){_SHORT_OR_LONG}",
    rf"(?P<day>\d{{1,2}})(?P<joint>\s?[-–/.]\s){_MONTH_NUMBER}(?P=joint)(?P<year>\d{{4}})",
    rf"(?P<day>\d{{1,2}})(?P<joint>[/.]){_MONTH_NUMBER}\.?(?:,?\s|\s(?:of|in)\s)(?P<year>(?:19|20)\d\d)",
    rf"(?P<day>\d{{1,2}})\s{_MONTH_NUMBER}\s(?P<year>(?:19|20)\d\d)",
)
_CLEARLY_OVER = r"(?=\W*$|\s(?:in|at|to|and|what|where|who)\b)"
_FIGURES_WITHOUT_YEAR = (
    rf"(?P<day>\d{{1,2}})(?P<joint>/){_MONTH_NUMBER}",
    rf"(?P<day>\d{{1,2}})(?P<joint>\.)\s?{_MONTH_NUMBER}(?P<decimal>\.)",
    rf"(?:(?<=^)|(?<=\bon ))(?P<day>\d{{1,2}})(?P<joint>\.){_MONTH_NUMBER}{_CLEARLY_OVER}",
    rf"(?<=\bon )(?P<day>\d{{1,2}})(?P<joint>[-–]){_MONTH_NUMBER}{_CLEARLY_OVER}",
)


def _compiled(start: str, forms: tuple[str, ...], stop: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(f"{start}(?:{form}){stop}") for form in forms)


_MONTH_FOLLOWS = rf"\d{{1,2}}(?:st|nd|rd|th|\.)?\s?(?:{_MONTH_NAME})"
NAMED_MONTH = _compiled(r"(?<![\w.:/])", _NAMED_MONTH, rf"(?![\w/]|[:.]\d|-(?!{_MONTH_FOLLOWS})\d)")
# Not within a telephone number: after a hyphen only if the date itself has none, “7.11.-9.11.”
_FIGURES_START = r"(?<![\w.:/$€£#+])(?:(?<!\d-)(?<!\.-)|(?=\d{1,2}[./]\d{1,2}[./]))"
_FIGURES_STOP = r"(?![\w/%°]|[:.]\d|-(?!\d{1,2}[./]\d{1,2}[./])\d)"
FIGURES_WITH_YEAR = _compiled(_FIGURES_START, _FIGURES_WITH_YEAR, _FIGURES_STOP)
FIGURES_WITHOUT_YEAR = _compiled(_FIGURES_START, _FIGURES_WITHOUT_YEAR, _FIGURES_STOP)
# Before a year that comes first: it belongs to the date before it.
DATE_BEFORE = re.compile(rf"(?:{_MONTH_NAME}|\d(?:st|nd|rd|th)?)[\s.,]*\Z")

WHOLE_MONTH = re.compile(
    r"(?<![\w.:/-])(?:(?P<part>first|1st|second|2nd|third|3rd|fourth|4th|last|final)\s+week\s+"
    r"(?:of|in)\s+|(?:the\s+)?(?P<last_day>last|final)\s+day\s+(?:of|in)\s+|(?P<end>start|beginning|middle|end)\s+of\s+|(?P<about>early|mid|late)[\s-]+)?"
    rf"{_MONTH}(?:(?:[-/]|,?\s+(?:(?:of|in)\s+)?)(?P<year>\d{{4}})|\s*'{_SHORT_YEAR})?(?![\w/-]|:\d)"
)
MONTH_IN_FIGURES = _compiled(
    _FIGURES_START,
    (
        r"(?P<month_number>0?[1-9]|1[0-2])[-/](?P<year>(?:19|20)\d\d)",
        r"(?P<year>(?:19|20)\d\d)[-/](?P<month_number>0[1-9]|1[0-2])",
    ),
    _FIGURES_STOP,
)
WHOLE_YEAR = re.compile(
    r"(?:\b(?:in|during|from|for|of|year)\s+|^(?=\d{4}\W*$))(?P<year>(?:19|20)\d\d)"
    r"(?=[^\w.,]|[.,]?\s|\W*$)"
)
RANGE_WORDS = re.compile(r"\s*(?:-|–|to|until|till|through|(?P<and>and))\s*(?:the\s+)?")

HOLIDAYS = tuple(
    (re.compile(rf"\b(?:{names})(?:,?\s+(?P<year>\d{{4}}))?(?!\w)"), day)
    for names, day in HOLIDAY_DAYS.items()
)
RELATIVE_DAY = re.compile(rf"\b(?:{'|'.join(RELATIVE_DAYS)})\b")
