"""Finds proper names in a sentence, and guesses which of them are people and which are places.

A name is a run of capitalised words. What comes before it tells more than the name itself: “in”
comes before a place, and two names in a row without it are rather a person.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.english import FUNCTION_WORDS, is_common

_CAPITALISED = r"[^\W\d_a-z][\w'’-]*"
_NAME = re.compile(rf"{_CAPITALISED}(?: (?:(?:of|the|de|von|van|al) )?{_CAPITALISED})*")
_POSSESSIVE = re.compile(r"['’]s?\b")
_MARKS = " \"“‘'(*_["  # what may stand before a word
_REACH = 40  # characters before a name in which the two words before it are looked for
_ARTICLES = frozenset("the a an".split())
_POSSESSIVE_ENDINGS = ("'s", "’s", "s'", "s’")
_NO_NAMES = frozenset(
    """january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday utc gmt i yes no""".split()
)
_INSIDE = frozenset("in at near from through outside inside across around over".split())
_BESIDE = frozenset("of on by to".split())
_NOT_BEFORE_PEOPLE = (_INSIDE | {"of", "on"}) - {"from"}
_UNLIKELY = 0.3
_OF_SOMETHING = 0.4
_NOUN = re.compile(r" ([a-z]+)")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: where it begins, and the preposition (or other word) before it."""

    words: tuple[str, ...]
    start: int
    before: str
    article: bool  # whether “the” or “a” is directly before it
    possessive: bool  # as in “Ann's”
    attributive: bool  # as in “Graz bakers”

    @property
    def text(self) -> str:
        """The name in one piece."""
        return " ".join(self.words)

    @property
    def as_person(self) -> float:
        """How certain it is that a person is meant, from 0 to 1."""
        joined = "of" in self.words or "the" in self.words
        if self.article or joined or self.before in _NOT_BEFORE_PEOPLE:
            return _UNLIKELY
        return 1.0 if len(self.words) > 1 and not self.possessive else 0.7

    @property
    def as_place(self) -> float:
        """How certain it is that a place is meant, from 0 to 1."""
        certainty = 1.0 if self.before in _INSIDE else 0.5 if self.before in _BESIDE else 0.2
        return certainty * (_OF_SOMETHING if self.attributive else 1.0)


def find_names(sentence: str) -> Iterator[Name]:
    """Yield the names in a sentence; a common word at its beginning is none."""
    for found in _NAME.finditer(sentence):
        words = _POSSESSIVE.sub("", found[0]).split()
        start = found.start()
        before = sentence[max(0, start - _REACH) : start].rstrip(_MARKS)
        if not before or before[-1] in ":;":
            while words and _is_no_name(words):
                before = words.pop(0)  # “In Rome …”
                start += len(before) + 1
        if words and words[0].lower() not in _NO_NAMES:
            following = _NOUN.match(sentence, found.end())
            *earlier, word = ["", "", *before.lower().split()]
            article = word in _ARTICLES
            yield Name(
                tuple(words),
                start,
                earlier[-1] if article else word,
                article=article,
                possessive=found[0].endswith(_POSSESSIVE_ENDINGS),
                attributive=bool(following) and following[1] not in FUNCTION_WORDS,
            )


def _is_no_name(words: list[str]) -> bool:
    """Whether the first of the words is capitalised only because a sentence begins with it."""
    first = words[0].lower()
    return first in FUNCTION_WORDS or (len(words) == 1 and is_common(first))
