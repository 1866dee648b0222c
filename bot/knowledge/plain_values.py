"""What YAML takes a word or a number without quotation marks for, in its versions 1.1 and 1.2."""

import re
from collections.abc import Callable

TRUTH_VALUES = {
    word: meaning
    for meaning, words in {"true": "yes true on", "false": "no false off"}.items()
    for lower in words.split()
    for word in (lower, lower.capitalize(), lower.upper())
}
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
STARTS_OF_NUMBERS = frozenset("0123456789+-.=<")


def _in_base_60(text: str) -> str:
    sign = -1 if text.startswith("-") else 1
    total = 0.0
    for part in text.lstrip("+-").replace("_", "").split(":"):
        total = total * 60 + float(part)
    return f"{sign * total:.15g}"


def _float(text: str) -> str:
    number = float(text.replace("_", ""))
    return repr(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _whole(base: int) -> Callable[[str], str]:
    return lambda text: str(int(text.replace("_", ""), base))


_MAX_LENGTH = 40  # characters; longer numbers mean nothing to anybody
_NUMBERS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (re.compile(r"[-+]?0b[01_]*[01][01_]*"), _whole(0)),
    (re.compile(r"[-+]?0x[0-9a-fA-F_]*[0-9a-fA-F][0-9a-fA-F_]*"), _whole(16)),
    (re.compile(r"[-+]?0o[0-7]+"), _whole(8)),
    (re.compile(r"[-+]?0[0-7_]*[0-7][0-7_]*"), _whole(8)),
    (re.compile(r"[-+]?[0-9][0-9_]*"), _whole(10)),
    (re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"), _in_base_60),
    (re.compile(r"[-+]?([0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)([eE][-+]?[0-9]+)?"), _float),
)
_MOMENT = re.compile(
    r"\d{4}-\d\d?-\d\d?([Tt]|[ \t]+)\d\d?:\d\d:\d\d(\.\d*)?([ \t]*(Z|[-+]\d\d?(:\d\d)?))?"
)


def other_meaning(text: str) -> str | None:
    """What YAML takes a plain text for, if that is not the text as it is written."""
    if meaning := TRUTH_VALUES.get(text):
        return f"the yes-or-no value “{meaning}”"
    if text[:1] not in STARTS_OF_NUMBERS or len(text) > _MAX_LENGTH:
        return None
    for pattern, value_of in _NUMBERS:
        if pattern.fullmatch(text):
            number = value_of(text)
            if number == "inf":
                return "an infinite number"
            return None if _same(number, text) else f"the number {number}"
    if re.fullmatch(r"[-+]?\.(inf|Inf|INF)", text):
        return "an infinite number"
    if text in (".nan", ".NaN", ".NAN"):
        return "no number"
    if _MOMENT.fullmatch(text):
        return "a moment in time"
    return "a sign of its own" if text in ("=", "<<") else None


def _same(number: str, text: str) -> bool:
    """Whether a number looks the same as what is written, apart from one “.0” at its end."""
    return text in (number, f"{number}.0")
