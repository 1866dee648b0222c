"""Extracts the proper names of a text, in a form in which two spellings of one name are equal."""

import re
import unicodedata
from collections.abc import Set as AbstractSet

from tests.knowledge.quantities import ORDINALS, TENS, WORDS

# Names that are in every other text of this subject: a reader needs no source to know them.
SUBJECT = "sochi russia moscow olympic olympics games winter summer international space station iss"
# In texts on any subject: the planet, days and months (their dates are compared as dates), clock
# times, holidays, titles, and the bot itself.
ANY_TEXT = """
earth monday tuesday wednesday thursday friday saturday sunday january february march april may
june july august september october november december utc a.m p.m new year eve mr mrs dr time day
flamekeeper discord
"""
# What kind of thing is named, or where it lies: "Lake Baikal" is proved by "Baikal".
KINDS = """
lake mount sea river island coast cosmodrome stadium airport square cathedral mission expedition
north south east west far northern southern eastern western
"""
NEED_NO_PROOF = frozenset(f"{SUBJECT} {ANY_TEXT} {KINDS}".split())
# Words that are no names although our texts have them only at the start of a sentence.
STARTS = frozenset({"besides", "arriving", "dozens", *WORDS, *TENS, *ORDINALS})
# What belongs to a country or a people → the country's name.
PEOPLES = {
    "alaskan": "alaska", "american": "us", "asian": "asia", "australian": "australia",
    "belgian": "belgium", "british": "britain", "buddhist": "buddhism", "canadian": "canada",
    "chechen": "chechnya", "chinese": "china", "european": "europe", "french": "france",
    "georgian": "georgia", "german": "germany", "greek": "greece", "italian": "italy",
    "japanese": "japan", "kazakh": "kazakhstan", "norwegian": "norway",
    "paralympic": "paralympics", "polish": "poland", "russian": "russia", "siberian": "siberia",
    "swiss": "switzerland", "ukrainian": "ukraine",
}  # fmt: skip
# Another spelling of a name, or another name of the same → the one that all are compared in.
SPELLINGS = {
    "ryazansky": "ryazanskiy", "tretyak": "tretiak", "isinbaeva": "isinbayeva",
    "kapralos": "capralos", "kaptorenko": "kaptarenko", "tjurin": "tyurin", "sergei": "sergey",
    "yelena": "elena", "aleksandr": "alexander", "roskosmos": "roscosmos",
    "usa": "us", "america": "us", "uk": "britain", "olympian": "olympic",
    "paralympian": "paralympics",
}  # fmt: skip
# The words that an abbreviation stands for → the abbreviation.
_PHRASES = {
    "european space agency": "esa",
    "international olympic committee": "ioc",
    "saint petersburg": "st petersburg",
    "united kingdom": "britain",
    "united nations": "un",
    "united states": "us",
}
_WORD = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*")
_CAPITALISED = r"[^\W\d_a-zà-þ][^\W\d_]+(?:['’][^\W\d_]+)?"
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]['\"”’)]?\s|\n)\s*(?:- )?[\"“‘'(]*(?=[^\W\d_])")


def fold(word: str) -> str:
    """Returns a word in lower case, without accents, possessive, plural or variant spelling."""
    word = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    word = "".join(letter for letter in word if not unicodedata.combining(letter))
    word = word.removesuffix("'s").rstrip("'.")
    word = SPELLINGS.get(word, word)
    if word.endswith("s") and word.removesuffix("s") in PEOPLES:
        word = word.removesuffix("s")
    return PEOPLES.get(word, word)


def _plain(text: str) -> str:
    text = text.replace("*", "").replace("‑", "-")
    for phrase, short in _PHRASES.items():
        text = re.sub(rf"\b{phrase}\b", short.upper(), text, flags=re.IGNORECASE)
    return text


def words(text: str) -> set[str]:
    """Returns all words of a text, folded: what a name is looked for in."""
    return {fold(word) for word in _WORD.findall(_plain(text))}


def common_words(text: str) -> set[str]:
    """Returns the words that a text has in lower case, which are therefore no names anywhere."""
    return {fold(word) for word in _WORD.findall(_plain(text)) if word[0].islower()}


def names(text: str, common: AbstractSet[str]) -> dict[str, str]:
    """Returns the proper names of a text, word by word: folded → as it is written.

    A capitalised word that starts a sentence is a name unless it is in `common`.
    """
    text = _plain(text)
    starts = {match.end() for match in _SENTENCE_START.finditer(text)}
    found: dict[str, str] = {}
    for match in _WORD.finditer(text):
        word, folded = match[0], fold(match[0])
        if not word[0].isupper() or folded in NEED_NO_PROOF or len(folded) < 2:
            continue
        if match.start() in starts and folded in common | STARTS:
            continue
        found.setdefault(folded, word.removesuffix("'s").removesuffix("’s"))
    return found


def full_names(text: str) -> set[tuple[str, str]]:
    """Returns the pairs of neighbouring capitalised words, folded: "Oleg Kotov", "Lake Baikal"."""
    return {
        (fold(first), fold(second))
        for first, second in re.findall(
            rf"(?=\b({_CAPITALISED})[ -]({_CAPITALISED}))", _plain(text)
        )
    }


def proves(known: AbstractSet[str], name: str) -> bool:
    """Says whether a folded name is among the folded words of a text, in singular or plural."""
    return name in known or f"{name}s" in known or name.removesuffix("s") in known
