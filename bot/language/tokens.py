"""Splits text as people type it into tokens that can be compared."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from Stemmer import Stemmer

from bot.language.english import BASE_FORMS, is_common
from bot.language.look_alikes import (
    Surroundings,
    in_latin_letters,
    plain_letters,
    surroundings,
    unframed,
    without_marks,
)

MAX_CHARACTERS = 1_000  # the rest of a question is ignored; real ones have at most a third of that

_STEMMER = Stemmer("english", 0)  # without a cache of its own: `expand` has one
_STEMMER_LOCK = Lock()  # the C stemmer is not re-entrant, and a reload runs in another thread

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u2018\u02bc\u00b4`\u2032", "'"))
_DISCORD_MARKUP = re.compile(
    r"<(?:@[!&]?|#)\d+>|<a?:\w+:\d+>|<t:-?\d+(?::\w)?>|https?://\S+|@(?:everyone|here)\b"
)
_UNIT = r"(?:k?ms?|kgs?|cm|mm|k?mph|kph|hrs?|mins?|secs?|am|pm)(?![^\W_])"
_TOKEN = re.compile(
    rf"\d+(?:[.,:]\d+)*(?:(?:st|nd|rd|th)?(?![^\W_])|(?=(?!m){_UNIT}))|[^\W_]+(?:'[^\W_]+)*"
)
_NON_SPACE = re.compile(r"\S+")
_NUMBER = re.compile(r"(\d+(?:[.,:]\d+)*)(?:st|nd|rd|th)?")
# Texts in which only case and whitespace need folding: a fast path for most texts of a large FAQ.
_PLAIN = re.compile(r"[A-Za-z0-9 \n!\"#$%&'()*+,.:;=?\[\]^_~“”–—-]*")
_YO = str.maketrans("ёЁ", "еЕ")
_INVISIBLE = {"Cf", "Cs", "Co", "Cn"}  # Unicode categories
_PASSES = 8  # one pass may uncover something for the next (an accent behind an invisible character)
_NEGATION = re.compile(
    r"(is|are|was|were|do|does|did|has|have|had|could|would|should|might|must)n'?t"
)
_CLITIC = re.compile(r"([^\W\d_]+)'(s|re|ve|ll|d|m|all)")

# Chat shorthands that spelling correction cannot resolve; they do not depend on the subject.
_SHORTHANDS = {
    "u": "you", "ur": "your", "r": "are", "y": "why", "wat": "what", "wht": "what", "wut": "what",
    "wats": "what is", "wen": "when", "wer": "where", "wher": "where", "wich": "which",
    "hw": "how", "abt": "about", "bc": "because", "cuz": "because", "coz": "because",
    "cos": "because", "pls": "please", "plz": "please", "ppl": "people", "w": "with",
    "wo": "without", "b4": "before", "n": "and", "thru": "through", "da": "the", "teh": "the",
    "dat": "that", "dis": "this", "dey": "they", "im": "i am", "ive": "i have", "thx": "thanks",
    "ty": "thanks", "idk": "i do not know", "smth": "something", "sth": "something",
    "sb": "somebody", "tho": "though", "rly": "really", "every1": "everyone", "any1": "anyone",
    "some1": "someone", "2day": "today", "gonna": "going to", "wanna": "want to", "cant": "can not",
    "can't": "can not", "wont": "will not", "won't": "will not", "cannot": "can not",
    "whos": "who is", "whats": "what is", "wheres": "where is", "whens": "when is",
    "hows": "how is", "whys": "why is", "thats": "that is", "theres": "there is", "km": "kilometre",
    "kms": "kilometre", "kg": "kilogram", "kgs": "kilogram", "kilos": "kilogram",
    "whered": "where did", "howd": "how did", "whod": "who did", "whatd": "what did",
    "gimme": "give me", "lemme": "let me", "gotta": "have to", "dunno": "do not know",
    "kinda": "kind of", "ya": "you", "wtf": "what", "tf": "the", "pic": "picture",
    "pics": "pictures",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number of a text, in lower case."""

    word: str
    stem: str
    written: str  # what was typed, if the word is a spelling correction; else the word itself


def normalise(text: str) -> str:
    """Return the text without differences that do not matter, cut to `MAX_CHARACTERS`.

    Folds case, Unicode forms, accents, look-alikes of Latin letters, ё and curly apostrophes;
    removes Discord markup and extra whitespace. Idempotent.
    """
    return _normalise(_cut(text).translate(_APOSTROPHES))


def without_many_marks(text: str) -> str:
    """Return the text, without combining marks if it is longer than `MAX_CHARACTERS`.

    A decorated question of a few words may have thousands of marks.
    """
    if len(text) <= MAX_CHARACTERS or text.isascii():
        return text
    return without_marks(unicodedata.normalize("NFC", text))


def _cut(text: str) -> str:
    return without_many_marks(text)[:MAX_CHARACTERS]


def _normalise(text: str, around: Surroundings | None = None) -> str:
    """Fold a text as often as it changes; `around`: by default, what its own letters are."""
    if _PLAIN.fullmatch(text):
        return " ".join(text.lower().split())
    around = around or _surroundings(text)
    for _ in range(_PASSES):
        folded = _fold(text, around)
        if folded == text:
            break
        text = folded
    return text


def _fold(text: str, around: Surroundings) -> str:
    text = text[:MAX_CHARACTERS].translate(_APOSTROPHES)
    if not text.isascii():
        text = in_latin_letters(_composed(text), around)
    folded = unicodedata.normalize("NFKC", text.casefold())
    folded = _DISCORD_MARKUP.sub(" ", folded.translate(_APOSTROPHES)).replace("ё", "е")
    return " ".join(folded.split())[:MAX_CHARACTERS].rstrip()


@lru_cache(maxsize=8)  # one text is composed several times in a row
def _composed(text: str) -> str:
    """The visible text without accents on Latin letters, with one character for each letter."""
    visible = "".join(
        character
        for character in unframed(text.translate(_APOSTROPHES))
        if unicodedata.category(character) not in _INVISIBLE
    )
    # One character may stand for eighteen (ﷺ): what is behind the limit is not worth reading.
    composed = without_marks(unicodedata.normalize("NFKC", visible)[:MAX_CHARACTERS])
    return plain_letters(composed).translate(_YO)


def _surroundings(text: str) -> Surroundings:
    return surroundings(_DISCORD_MARKUP.sub(" ", _composed(_cut(text))))


def bare_name(text: str) -> str:
    """Return the normalised name with only letters, digits and single spaces left."""
    kept = (character if character.isalnum() else " " for character in normalise(text))
    return " ".join("".join(kept).split())


def tokenise(text: str) -> list[Token]:
    """Return the tokens of a text in order, with contractions and shorthands written out."""
    return [token for word in _TOKEN.findall(normalise(text)) for token in expand(word)]


def readings(phrase: str) -> list[list[Token]]:
    """Return the tokens of a name or phrase, and those that it has among Latin words if others.

    “СССР” stays in Cyrillic by itself, but in an English question it reads like “CCCP”. What would
    read like an English word has no such reading.
    """
    alone = tokenise(phrase)
    if phrase.isascii():
        return [alone]
    found = [alone]
    for around in (Surroundings.LATIN, Surroundings.LATIN_CAPITALS):
        words = _TOKEN.findall(_normalise(phrase, around))
        tokens = [token for word in words for token in expand(word)]
        if tokens not in found and not all(is_common(token.word) for token in tokens):
            found.append(tokens)
    return found


def tokenise_with_offsets(text: str) -> Iterator[tuple[int, Token]]:
    """Yield the tokens of a text of any length, each with the position of the word it comes from.

    If normalising changes the length of a stretch without whitespace, all its tokens get the
    position of its beginning.
    """
    if _PLAIN.fullmatch(text):  # lower case has the same positions
        for word in _TOKEN.finditer(text.lower()):
            yield from ((word.start(), token) for token in expand(word[0]))
        return
    around = _surroundings(text)
    for chunk in _NON_SPACE.finditer(text):
        normalised = _normalise(_cut(chunk[0]), around)
        same_length = len(normalised) == len(chunk[0])
        for word in _TOKEN.finditer(normalised):
            offset = chunk.start() + (word.start() if same_length else 0)
            yield from ((offset, token) for token in expand(word[0]))


@lru_cache(maxsize=1_000)
def expand(written: str) -> tuple[Token, ...]:
    """Return the tokens that one written word or number stands for."""
    return tuple(Token(word, stem(word), word) for word in _words(written))


def _words(written: str) -> list[str]:
    if number := _NUMBER.fullmatch(written):
        return [_plain_number(number[1])]
    if (shorthand := _SHORTHANDS.get(written)) is not None:
        return shorthand.split()
    if negation := _NEGATION.fullmatch(written):
        return [negation[1], "not"]
    if clitic := _CLITIC.fullmatch(written):
        return [clitic[1]]
    return [written.replace("'", "")]


def _plain_number(text: str) -> str:
    """Remove leading zeros (not from decimal fractions and times) and thousands separators."""
    return re.sub(r"^0+(?=\d)(?![\d]*[:.])", "", re.sub(r",(?=\d{3}(?:\D|$))", "", text))


def stem(word: str) -> str:
    """Return the Snowball stem of a word; numbers and other scripts are returned unchanged.

    An irregular verb form has the stem of its base form.
    """
    if not word.isascii() or word[0].isdigit():
        return word
    with _STEMMER_LOCK:
        return _STEMMER.stemWord(BASE_FORMS.get(word, word))
