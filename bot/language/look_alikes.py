"""Replaces characters that only look like Latin letters with the letters they look like."""

import re
import unicodedata
from enum import Enum, auto
from functools import lru_cache
from string import ascii_lowercase

from bot.language import look_alike_letters as letters

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_FLAGS_OR_LETTERS = re.compile("[\U0001f1e6-\U0001f1ff]+")
_LETTER_NAME = re.compile(
    r"LATIN (?:SMALL|CAPITAL) LETTER ([A-Z])(?: WITH .*)?|LATIN LETTER SMALL CAPITAL ([A-Z])"
    r"|(?:NEGATIVE|CROSSED) [A-Z ]*LATIN CAPITAL LETTER ([A-Z])"
)
# Combining marks that fit any script. Those of a single script belong to its spelling.
_COMMON_MARKS = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u2de0-\u2dff"
    r"\ua66f-\ua67d\ufe00-\ufe0f\ufe20-\ufe2f]"
)
# No mark is below U+0300, nor among the dashes and quotation marks that most texts have.
_PERHAPS_MARK = re.compile(r"[^\x00-\u02ff\u2010-\u2027]")
_LATIN_LETTER = re.compile("[A-Za-zÀ-ÖØ-öø-ʯᴀ-ᶿḀ-ỿⱠ-ⱿꜢ-ꟿꬰ-ꭤ]")
_ONE_LETTER_WORDS = {"а", "і"}  # Cyrillic; a Greek letter alone is a symbol


def _by_letter(table: dict[str, str]) -> dict[str, str]:
    return {letter: plain for plain, alike in table.items() for letter in alike}


_LATIN = _by_letter(letters.LATIN)
_SAME = _by_letter(letters.SAME)
_SAME_CAPITALS = _by_letter(letters.SAME_CAPITALS)
_TO_LATIN = str.maketrans(_by_letter(letters.RESEMBLING) | _SAME | _SAME_CAPITALS)


class _Plain(dict[int, str]):
    """A table for `str.translate` that is filled while it is used."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = _LATIN.get(character) or base_character(character)
        # Greek and Cyrillic letters are frequent; all of Unicode would take too much memory.
        if plain != character or code < 0x0530:
            self[code] = plain
        return plain


def base_character(character: str) -> str:
    """A Latin letter without accent, stroke or frame; a digit as 0 to 9; any other unchanged."""
    if character.isascii():
        return character
    if (digit := unicodedata.decimal(character, None)) is not None:
        return str(digit)
    name = _LETTER_NAME.fullmatch(unicodedata.name(character, ""))
    if name is None:
        return character
    letter = name[1] or name[2] or name[3]
    return letter if character.isupper() else letter.lower()


_PLAIN = _Plain()
_FLAG_LETTERS = dict(enumerate(ascii_lowercase, 0x1F1E6))
_IN_BRACKETS = dict(enumerate(ascii_lowercase, 0x249C)) | dict(enumerate(ascii_lowercase, 0x1F110))


def without_marks(text: str) -> str:
    """The text without combining marks on Latin letters, and without marks that fit any script.

    Expects composed text (NFC), so that й, which has a code point of its own, is kept.
    """
    if not _PERHAPS_MARK.search(text):
        return text
    kept: list[str] = []
    base = ""
    for character in text:
        if unicodedata.category(character)[0] == "M" and (
            base.isascii() or _LATIN_LETTER.match(base) or _COMMON_MARKS.match(character)
        ):
            continue
        kept.append(character)
        base = character
    return "".join(kept)


class Surroundings(Enum):
    """The script of most words of a text, not counting words that could be in either."""

    OTHER = auto()
    LATIN = auto()
    LATIN_CAPITALS = auto()


def surroundings(text: str) -> Surroundings:
    """The script of a text, by which a word that consists of look-alikes is judged."""
    capitals = text.isupper()
    latin = other = 0
    for word in _WORD.findall(text):
        if _has_latin(word):
            latin += 1
        elif not _is_alike(word, capitals=capitals):
            other += 1
    if latin <= other:
        return Surroundings.OTHER
    return Surroundings.LATIN_CAPITALS if capitals else Surroundings.LATIN


def in_latin_letters(text: str, around: Surroundings) -> str:
    """The text with look-alikes replaced by Latin letters, one by one.

    A word without any Latin letter is left alone, unless all its letters are look-alikes and the
    words around it are Latin. More capitals look alike (“НЕТ”), but these only count if the whole
    text is in capitals.
    """
    return _WORD.sub(lambda word: _read(word[0], around), text)


def _read(word: str, around: Surroundings) -> str:
    if word.isascii() or not (
        _has_latin(word)
        or (
            around is not Surroundings.OTHER
            and _is_alike(word, capitals=around is Surroundings.LATIN_CAPITALS)
        )
    ):
        return word
    return word.translate(_TO_LATIN)


def _has_latin(word: str) -> bool:
    return _LATIN_LETTER.search(word) is not None


@lru_cache(maxsize=1_000)
def _is_alike(word: str, *, capitals: bool) -> bool:
    """Whether a word in another alphabet looks Latin, in lower case or in capitals."""
    if len(word) == 1 and not word.isdecimal():
        return word.casefold() in _ONE_LETTER_WORDS
    table, cased = (_SAME_CAPITALS, word.upper()) if capitals else (_SAME, word.casefold())
    return all(each in table or each.isdecimal() for each in cased)


def plain_letters(text: str) -> str:
    """The text with its Latin letters and digits as plain ones, without frames and accents."""
    return _FLAGS_OR_LETTERS.sub(_letters_that_are_no_flag, text).translate(_PLAIN)


def unframed(text: str) -> str:
    """The text with letters in brackets (⒲) as plain letters; NFKC would keep the brackets."""
    return text.translate(_IN_BRACKETS)


def _letters_that_are_no_flag(found: re.Match[str]) -> str:
    """Two regional indicators are a flag; any other number of them are letters in frames."""
    return found[0] if len(found[0]) == 2 else found[0].translate(_FLAG_LETTERS)
