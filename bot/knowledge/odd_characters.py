"""Characters that cannot be seen, or that look like others: makes them visible, and names them."""

import re
import unicodedata
from collections.abc import Iterable

SPACE_LIKE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # they look like a space
UNSEEN = (  # they look like nothing
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
LINE_BREAKS = "\u0085\u2028\u2029"  # they end a line, and few editors show it
_INVISIBLE = re.compile(f"[\\x00-\\x1f\\x7f-\\x9f{SPACE_LIKE}{UNSEEN}{LINE_BREAKS}]")
_INDENTATION = re.compile(f"^[ \\t{SPACE_LIKE}]+")
_QUOTATION_MARKS = " \"'“”„‘’‚«»‹›"
_JOINERS = "\u200d\ufe0f"  # within an emoji, they are part of what is seen
_NAMES = {
    "\t": "tab",
    "\n": "line break",
    "\r": "carriage return",
    "\u0085": "next line",
    "\ufeff": "byte-order mark",
}


def visible(text: str) -> str:
    """The text with each character that cannot be seen replaced by its code: ‹U+200B›."""
    return text if text.isascii() and text.isprintable() else _INVISIBLE.sub(_code, text)


def _code(match: re.Match[str]) -> str:
    character, before = match[0], match.string[match.start() - 1 : match.start()]
    if character in _JOINERS and before > "\u2100" and not before.isalpha():
        return character
    return f"‹U+{ord(character):04X}›"


def named(character: str) -> str:
    """The code and the name of a character: “U+00A0 (no-break space)”."""
    name = _NAMES.get(character) or unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


def odd_character(text: str) -> int | None:
    """Where the first character stands that no key and no id has; None if there is none."""
    return next((at for at, char in enumerate(text) if not ("!" <= char <= "~")), None)


def without_indentation(text: str) -> str:
    """The text without spaces, tabs and what looks like them at its start."""
    return _INDENTATION.sub("", text)


def twin(text: str, names: Iterable[str]) -> str | None:
    """The name that a text looks like: without quotation marks, whatever its case and alphabet."""
    if text.isascii():
        bare = text.strip(_QUOTATION_MARKS).lower()
        return next((name for name in names if name != text and name == bare), None)
    parts = (
        "" if _INVISIBLE.match(char) else re.escape(char) if char.isascii() else "."
        for char in text.strip().strip(_QUOTATION_MARKS)
    )
    pattern = re.compile("".join(parts))
    return next((name for name in names if pattern.fullmatch(name)), None)


def oddity(text: str) -> str:
    """What to add to an id that has an odd character in it: “ with U+0430 (…)”."""
    at = odd_character(text)
    return "" if at is None or text[at] == " " else f" with {named(text[at])}"
