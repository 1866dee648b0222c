"""Numbers in words: “thirty-four”, “twenty-first”, “one hundred and fifth”, “twenty thirteen”."""

import re


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_SMALL = _words(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen"""
)
_SMALL_ORDINALS = _words(
    """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"""
)
_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_TENS_ORDINALS = _words(
    "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
)
ORDINAL_WORDS = _SMALL_ORDINALS + _TENS_ORDINALS  # those of one word, below a hundred
_VALUES = {
    **{word: 1 + at for words in (_SMALL, _SMALL_ORDINALS) for at, word in enumerate(words)},
    **{word: 20 + 10 * at for words in (_TENS, _TENS_ORDINALS) for at, word in enumerate(words)},
}


def _one_of(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


def _below_hundred(small: tuple[str, ...], tens: tuple[str, ...]) -> str:
    return rf"(?:{_one_of(_TENS)}[ -]?{_one_of(small[:9])}|{_one_of(tens + small)})"


# Regular expressions for texts in lower case
_CARDINAL_BELOW_HUNDRED = _below_hundred(_SMALL, _TENS)
ORDINAL_BELOW_HUNDRED = _below_hundred(_SMALL_ORDINALS, _TENS_ORDINALS)
_AND = r"[ -](?:and[ -])?"
_HUNDRED = r"(?:(?:one|a)[ -])?hundred"
# From 1 to 199
CARDINAL = rf"(?:{_HUNDRED}(?:{_AND}{_CARDINAL_BELOW_HUNDRED})?|{_CARDINAL_BELOW_HUNDRED})"
ORDINAL = rf"(?:{_HUNDRED}(?:th|{_AND}{ORDINAL_BELOW_HUNDRED})|{ORDINAL_BELOW_HUNDRED})"
# From 1910 to 2099
YEAR = (
    rf"(?:two[ -]thousand(?:{_AND}{_CARDINAL_BELOW_HUNDRED})?"
    rf"|(?:nineteen|twenty)[ -](?!{_one_of(_SMALL[:9])}\b){_CARDINAL_BELOW_HUNDRED})"
)

_NUMBER = re.compile(_one_of(tuple(_VALUES)))
_BEFORE_TENS = re.compile(r".*\bhundred(?:th)?")
_CENTURY = re.compile(r"two[ -]thousand|nineteen|twenty")


def number_in_words(text: str) -> int:
    """Return the number, up to 199, that a match of a cardinal or ordinal stands for."""
    tens = _BEFORE_TENS.sub("", text)
    return sum(_VALUES[word] for word in _NUMBER.findall(tens)) + 100 * ("hundred" in text)


def year_in_words(text: str) -> int:
    """Return the year that a match of `YEAR` stands for."""
    rest = _CENTURY.sub("", text, count=1)
    return number_in_words(rest) + (1900 if text.startswith("nineteen") else 2000)
