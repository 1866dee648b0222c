"""Rewrites text in the characters that the font of the maps has.

The font has Latin, Greek and Cyrillic letters. Any other character is replaced with one that looks
the same or with its base letter. If there is none, the whole word is left out.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from bot.maps.font_letters import RANGES

_SUBSTITUTES = {
    "\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u2212": "–", "\u2043": "•",
    "\u2032": "'", "\u2033": '"', "\u201b": "‘", "\u201f": "“", "\u2039": "‘", "\u203a": "’",
    "\u02bb": "‘", "\u02bc": "’", "\u02b9": "’", "\u2044": "/", "\u2116": "No.", "\u2194": "–",
    "\u21d2": "→", "\u27a1": "→", "\u3000": " ",
}  # fmt: skip
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Zl", "Zp"}  # Unicode categories
_EMPTY_BRACKETS = re.compile(r"[(\[{«“‘\"][\s,;/&+–—-]*[)\]}»”’\"]")
_DANGLING = re.compile(r"^[\s,;:/|&+·•→–—.)\]}-]+(?=\s|\w|$)|[\s,;:/|&+·•→–—(\[{-]+$")
_REPEATED = re.compile(r"([,;:/|&+·•→–—])(?:\s*[,;:/|&+·•→–—])+")
_LAST_SMALL_WORDS = re.compile(r"(?:\s+(?:in|at|of|on|to|from|for|by|near|with|and|the|an?))+$")
_MIN_LETTERS = 3  # that a name needs if others are left out


@dataclass(frozen=True, slots=True)
class Lettering:
    """A text as the maps draw it."""

    text: str
    lost: tuple[str, ...]  # the passages that are left out
    simplified: str  # the letters that are drawn as others, such as “ạ” as “a”
    is_name: bool  # whether what is left can stand for the whole


@lru_cache(maxsize=2_000)
def lettering(text: str) -> Lettering:
    """The text in the characters of the font, and what was left out or simplified."""
    drawn: list[str] = []
    lost: list[str] = []
    simplified: dict[str, None] = {}
    letters = kept = 0
    was_lost = False
    for word in _words(unicodedata.normalize("NFC", text)):
        forms = [_drawable(character) for character in word]
        count = sum(map(str.isalnum, word))
        letters += count
        if None in forms:
            if was_lost:
                lost[-1] += word
            else:
                lost.append(word)
            was_lost = True
            continue
        shown = "".join(form or "" for form in forms)
        kept += count
        simplified |= dict.fromkeys(
            character
            for character, form in zip(word, forms, strict=True)
            if character.isalpha() and character != form
        )
        was_lost = was_lost and not shown.strip()
        if was_lost:
            lost[-1] += word
        drawn.append(shown)
    written = " ".join("".join(drawn).split())
    if lost:
        written = _without_gaps(written, ends_in_gap=was_lost)
    is_whole = not lost or kept == letters
    is_name = any(map(str.isalpha if lost else str.isprintable, written)) and (
        is_whole or kept >= max(_MIN_LETTERS, letters / 3)
    )
    return Lettering(written, tuple(each.strip() for each in lost), "".join(simplified), is_name)


def _words(text: str) -> Iterator[str]:
    """The text in pieces: words of one script, and single characters between them."""
    for script, word in groupby(text, _script):
        if script:
            yield "".join(word)
        else:
            yield from word


def _script(character: str) -> str:
    """The first word of a letter's Unicode name, which is its script; "" for anything else."""
    if unicodedata.category(character)[0] not in "LM" or character in _SUBSTITUTES:
        return ""
    return unicodedata.name(character, "").partition(" ")[0]


@lru_cache(maxsize=1_000)
def _drawable(character: str) -> str | None:
    """What to draw for a character: "" if it is invisible; None if the font has nothing like it."""
    if character.isspace():
        return " "
    if unicodedata.category(character) in _INVISIBLE:
        return ""
    if _has(character):
        return character
    if character in _SUBSTITUTES:
        return _SUBSTITUTES[character]
    digit = str(unicodedata.decimal(character, character))
    for form in (digit, unicodedata.normalize("NFKC", character), _base_letter(character)):
        if form != character and all(_has(each) or each.isspace() for each in form):
            return form
    decomposed = unicodedata.normalize("NFKD", character)
    bases = "".join(each for each in decomposed if not unicodedata.combining(each))
    if bases and bases != character and all(map(_drawable, bases)):
        return "".join(_drawable(base) or "" for base in bases)
    return None


def _has(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in RANGES)


def _base_letter(character: str) -> str:
    """The letter without strokes and hooks, which Unicode does not decompose: “К” for “Қ”."""
    name, _, addition = unicodedata.name(character, "").partition(" WITH ")
    try:
        return unicodedata.lookup(name) if addition else character
    except KeyError:
        return character


def _without_gaps(text: str, *, ends_in_gap: bool) -> str:
    """Remove the punctuation around what was left out, and an “in” or “at” before it."""
    before = None
    while before != text:
        before = text
        text = _EMPTY_BRACKETS.sub(" ", text)
        text = _REPEATED.sub(r"\1", text)
        text = re.sub(r"\s+([,;:.!?)\]])", r"\1", _DANGLING.sub("", text))
        if ends_in_gap:
            text = _LAST_SMALL_WORDS.sub("", text)
        text = " ".join(text.split())
    return text
