"""Make `bot/language/look_alike_letters.py`: letters that look like the letters a to z.

    python -m pip install confusable-homoglyphs==3.3.1
    python tools/look_alike_letters.py

The library has the confusable characters of Unicode Technical Standard 39. From it come the letters
of alphabets that are written from left to right. Latin letters with accents or strokes are not
listed, because the bot leaves these out by itself.
"""

import re
import unicodedata
from collections import defaultdict
from pathlib import Path

from confusable_homoglyphs.confusables import confusables_data

from bot.language.look_alikes import base_character

TARGET = Path(__file__).parent.parent / "bot" / "language" / "look_alike_letters.py"
SMALL_CAPITAL = re.compile(r"LATIN LETTER SMALL CAPITAL (?:REVERSED )?([A-Z])")
# Used as letters by those who write in other alphabets for fun; Unicode does not list them.
FOR_FUN = {"w": "ωѡшщШЩ", "e": "єЄε"}
Table = dict[str, str]  # letter of another alphabet → a to z


def similar(letter: str) -> list[str]:
    """What Unicode lists as confusable with a letter, one or more characters each."""
    return [each["c"] for each in confusables_data.get(letter, ())]


def alike(letter: str) -> str | None:
    """The letter from a to z with which a letter is confusable, if any."""
    for other in similar(letter):
        if len(other) == 1 and other.isascii() and other.isalpha():
            # Unicode has a class of I, l and 1, which it calls l. A capital in it is an I.
            return "i" if other == "l" and letter.isupper() else other.lower()
    return None


def resembling(letter: str) -> str | None:
    """The letter from a to z that a letter resembles: with a stroke, a capital, or its capital."""
    for other in similar(letter):
        base = "".join(each for each in other if not unicodedata.combining(each))
        if len(base) == 1 and base.isascii() and base.isalpha():
            return base.lower()
        if small := SMALL_CAPITAL.fullmatch(unicodedata.name(other[0], "")):
            return small[1].lower()
    return alike(letter.swapcase()) if len(letter.swapcase()) == 1 else None


def tables() -> tuple[Table, Table, Table, Table]:
    """The Latin letters; small letters and capitals of others; and what only resembles one."""
    latin: Table = {}
    small: Table = {}
    capitals: Table = {}
    resemblances: Table = {
        letter: plain for plain, letters in FOR_FUN.items() for letter in letters
    }
    letters = {
        form
        for key in confusables_data
        if len(key) == 1
        for form in (key, key.lower(), key.upper())
        if len(form) == 1
    }
    for letter in sorted(letters):
        if (
            letter.isascii()
            or not letter.isalpha()
            or unicodedata.bidirectional(letter) != "L"
            or unicodedata.normalize("NFKC", letter) != letter
            or base_character(letter) != letter
        ):
            continue
        found, near = alike(letter), resembling(letter)
        if unicodedata.name(letter, "").startswith("LATIN "):
            if found:
                latin[letter] = found
            continue
        if found and letter == letter.casefold():
            small[letter] = found
        if found and letter == letter.upper():
            capitals[letter] = found
        if near and not found:
            resemblances.setdefault(letter, near)
    return latin, small, capitals, resemblances


def written(name: str, table: Table, comment: str) -> str:
    """A table as source text, by the letters from a to z."""
    by_plain: defaultdict[str, str] = defaultdict(str)
    for letter, plain in table.items():
        by_plain[plain] += letter
    rows = "".join(f'    "{plain}": "{by_plain[plain]}",\n' for plain in sorted(by_plain))
    return f"# {comment}\n{name} = {{\n{rows}}}\n"


def main() -> None:
    """Write the tables."""
    latin, small, capitals, resemblances = tables()
    TARGET.write_text(
        '"""Letters that look like a to z, made by `tools/look_alike_letters.py`."""\n\n'
        + written("LATIN", latin, "Further letters of the Latin alphabet.")
        + written("SAME", small, "Small letters of other alphabets that look the same.")
        + written("SAME_CAPITALS", capitals, "Capitals of other alphabets that look the same.")
        + written("RESEMBLING", resemblances, "Letters of other alphabets that resemble one."),
        "utf-8",
    )
    print(*map(len, (latin, small, capitals, resemblances)))  # noqa: T201


if __name__ == "__main__":
    main()
