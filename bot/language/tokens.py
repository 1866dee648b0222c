"""Text as people type it → tokens that can be compared."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from Stemmer import Stemmer

from bot.language.english import VERB_FORMS

MAX_CHARACTERS = 1_000  # of a message; the longest questions that people write have a third of that

_STEMMER = Stemmer("english")
_STEMMING = Lock()  # the C stemmer is not re-entrant, and a reload builds in another thread

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u2018\u02bc\u00b4`\u2032", "'"))
_DISCORD_MARKUP = re.compile(
    r"<(?:@[!&]?|#)\d+>|<a?:\w+:\d+>|<t:-?\d+(?::\w)?>|https?://\S+|@(?:everyone|here)\b"
)
_UNIT = r"(?:k?ms?|kgs?|cm|mm|k?mph|kph|hrs?|mins?|secs?|am|pm)(?![^\W_])"
_TOKEN = re.compile(
    rf"\d+(?:[.,:]\d+)*(?:(?:st|nd|rd|th)?(?![^\W_])|(?=(?!m){_UNIT}))|[^\W_]+(?:'[^\W_]+)*"
)
_NUMBER = re.compile(r"(\d+(?:[.,:]\d+)*)(?:st|nd|rd|th)?")
_NEGATION = re.compile(
    r"(is|are|was|were|do|does|did|has|have|had|could|would|should|might|must)n'?t"
)
_CLITIC = re.compile(r"([^\W\d_]+)'(s|re|ve|ll|d|m|all)")

# Shorthands of chat that no spelling distance explains, in any subject.
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
    """One word of a text: as written (small letters), and its stem."""

    word: str
    stem: str

    @property
    def is_number(self) -> bool:
        return self.word[0].isdigit()


def normalise(text: str) -> str:
    """Fold what does not tell words apart: Unicode forms, case, ё, curly apostrophes, markup.

    Idempotent; cut to `MAX_CHARACTERS`.
    """
    text = text[:MAX_CHARACTERS].translate(_APOSTROPHES)
    if _PLAIN.fullmatch(text):
        return " ".join(text.lower().split())
    for _ in range(_PASSES):
        folded = _fold(text)
        if folded == text:
            break
        text = folded
    return text


# Nothing to fold but case and blanks; most texts are so, and a large FAQ has many.
_PLAIN = re.compile(r"[A-Za-z0-9 \n!\"#$%&'()*+,.:;=?\[\]^_~“”–—-]*")
_PASSES = 8  # what one pass lays bare (an accent behind something invisible) the next one folds


def _fold(text: str) -> str:
    shown = "".join(
        character
        for character in text[:MAX_CHARACTERS].translate(_APOSTROPHES)
        if unicodedata.category(character) not in _INVISIBLE
    )
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", shown).casefold())
    folded = _DISCORD_MARKUP.sub(" ", folded.translate(_APOSTROPHES)).replace("ё", "е")
    return " ".join(folded.split())[:MAX_CHARACTERS].rstrip()


def bare_name(text: str) -> str:
    """A name as it is compared: normalised, with nothing but letters, digits and single blanks."""
    kept = (character if character.isalnum() else " " for character in normalise(text))
    return " ".join("".join(kept).split())


_INVISIBLE = {"Cf", "Cs", "Co", "Cn"}


def tokens(text: str) -> list[Token]:
    """The words and numbers of a text in order, contractions and shorthands written out."""
    return [Token(word, stem(word)) for word in _words(normalise(text))]


def _words(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word.isalpha() and word not in _SHORTHANDS and not word.endswith("nt"):
            yield word
        elif number := _NUMBER.fullmatch(word):
            yield _plain_number(number[1])
        elif (spelt := _SHORTHANDS.get(word)) is not None:
            yield from spelt.split()
        elif negation := _NEGATION.fullmatch(word):
            yield negation[1]
            yield "not"
        elif clitic := _CLITIC.fullmatch(word):
            yield clitic[1]
        else:
            yield word.replace("'", "")


def _plain_number(text: str) -> str:
    """`65,000` → `65000`; a decimal fraction or a time keeps its mark."""
    return re.sub(r"^0+(?=\d)(?![\d]*[:.])", "", re.sub(r",(?=\d{3}(?:\D|$))", "", text))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Snowball stem of the verb's base form; numbers and other scripts stay as they are."""
    if not word.isascii() or word[0].isdigit():
        return word
    with _STEMMING:
        return _STEMMER.stemWord(VERB_FORMS.get(word, word))
