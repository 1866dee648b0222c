"""Tells from the words beside a number whether it is a date: “on 9/11”, not “1/2 of the …”."""

import re

from bot.language.english import FUNCTION_WORDS, QUESTION_WORDS


def _one_of(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


# “version 9.11.13”, “the ratio is 3/2”
_LABEL = _one_of(
    r"""v ver version release build patch firmware update pages? pp? chapters? ch sections? sec
    paragraphs? articles? art verse fig figure table line step level lap part vol volume issue nr
    number phone tel telephone fax call ip room gate platform results? ratio odds scale marks? size
    costs? chances? probability scores?"""
)
# “a solid 9/10”, “nearly 1/2”
_MEASURE = _one_of(
    """an? solid only nearly almost roughly approx approximately over under than least most half
    past another other"""
)
# “they won 4/1”, “i'd give it 9/10”
_RESULT = _one_of(
    r"""scor(?:e[ds]?|ing) w[io]ns? winning los(?:e|t|ing) beat(?:en)? dr[ae]w le(?:d|ads?|ading)
    rat(?:e[ds]?|ing) graded? g[ia]ve[ns]? weigh(?:s|ed|ing)? measured?
    g[eo]ts? deserve[ds]?"""
)
_OTHER_NUMBER = re.compile(
    rf"(?:\b{_LABEL}\.?(?: (?:of|is|was|are|were))?|\b{_MEASURE}|\bno\.|(?<![:.])\b\d{{1,3}}\)?"
    rf"|\b{_RESULT}(?: (?!(?:me|us|on)\b)[^\W\d]+){{0,2}}|(?<!what )(?<!how )\babout"
    r"|(?<!what )(?<!when )(?<!today )\b(?:is|are|be))[\s:(]*\Z"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_DATE_WORD = re.compile(
    rf"(?:^was|\b(?:on|since|until|till|before|after|dated?|day|{_WEEKDAY}))[\s:(,.]*\Z"
)
_START_OR_LINK = re.compile(
    r"(?:^|[?!;]|\b(?:(?:what|how) about|for|from|to|and|or|between|of|happen(?:ed|s)?|events?))"
    r"[\s:(]*\Z"
)
_NO_PLURAL = _one_of("does this thus always perhaps events news things happens whats wheres")
_COUNTED = re.compile(
    r"\s*(?:people|persons|men|women|children|percent|per cent|k?m|kg|miles?|half|halves|full|empty"
    rf"|way|majority|inch|cup|hours?|th|(?!{_NO_PLURAL}\b)[a-z]{{3,}}s)\b"
)
# “1/2 of the towns”, “between 1/2 and 2/3 of them”, but “9/11 of 2013”
_PART = re.compile(
    r"(?:\s*(?:and|or|to|-|–|,)\s*\d{1,2}/\d{1,2})?\s*(?:%|of\b(?! (?:19|20)\d\d\b))"
)
_WORDS_AFTER_DATES = _one_of(
    r"""what where who when which why how whats wheres did does do has have had any anything some
    something events? happen\w* please pls plz thanks? and or to until till through at in on from
    with for by during there then too again also as tell show (?:is|was)\s(?:it|there) noon
    midnight \d{1,2}"""
)
_AFTER_DATE = re.compile(
    rf"\s*(?:\Z|[?;:)\]\"”…,–—-]|\.(?!\d)|{_WORDS_AFTER_DATES}\b|\d{{1,2}}[:ap])"
)
_INFINITIVE = re.compile(r" (?:i|we|you|he|she|they|be|have|not|also|only|never|carry|take)\b")

_WORD_BEFORE = re.compile(r"([\w']+)\s*\Z")
_OPEN_WORDS = FUNCTION_WORDS | QUESTION_WORDS | frozenset({"happened", "happens", "whats"})
FARTHEST = 60  # characters; no words before a number that say what it is are longer


def is_other_number(text: str, start: int) -> bool:
    """Whether what begins at a position is a version, a page, a score or the like."""
    return _stands_before(_OTHER_NUMBER, text, start)


def word_before(text: str, start: int) -> str:
    """Return the word that ends right before a position, apart from whitespace, or ""."""
    word = _WORD_BEFORE.search(text, max(0, start - FARTHEST), start)
    return word[1] if word else ""


def is_named(text: str, start: int) -> bool:
    """Whether a word before a position may be the name of what is counted: “mission day 3”.

    That is any word that carries meaning of its own.
    """
    word = word_before(text, start).removesuffix("'s")
    return bool(word) and word not in _OPEN_WORDS


def is_date_without_year(text: str, start: int, stop: int, *, decimal: bool) -> bool:
    """Whether a span of figures like `9/11` is a date, and no fraction or score.

    `decimal`: whether it could also be a decimal fraction at the end of a sentence, like `9.11.`.
    """
    if _PART.match(text, stop) or counts_something(text, stop):
        return False
    if _stands_before(_DATE_WORD, text, start):
        return True
    if not _AFTER_DATE.match(text, stop) or is_other_number(text, start):
        return False
    return not decimal or _stands_before(_START_OR_LINK, text, start)


def _stands_before(words: re.Pattern[str], text: str, start: int) -> bool:
    return words.search(text, max(0, start - FARTHEST), start) is not None


def counts_something(text: str, stop: int) -> bool:
    """Whether the number before a position counts what follows: “14 people”."""
    return bool(_COUNTED.match(text, stop))


def is_verb(text: str, stop: int) -> bool:
    """Whether “may” or “march” before a position is a verb: “may I …”, “may be …”."""
    return bool(_INFINITIVE.match(text, stop))
