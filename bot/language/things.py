"""Finds the kinds of things that questions ask for: numbers, days, names, places, reasons."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto

from bot.language.names import Name, find_names


class Thing(StrEnum):
    """A kind of thing that a question may ask for."""

    DATE = auto()
    TIME = auto()  # of the day
    YEAR = auto()
    DURATION = auto()
    SIZE = auto()  # also a distance or a height
    SPEED = auto()
    AGE = auto()
    WEIGHT = auto()
    PRICE = auto()
    FREQUENCY = auto()
    TEMPERATURE = auto()
    NUMBER = auto()  # any but a date, a time and a year
    WEATHER = auto()
    COLOUR = auto()
    REASON = auto()
    PERSON = auto()
    PLACE = auto()
    NAME = auto()  # of anything


NAMES = frozenset({Thing.PERSON, Thing.PLACE, Thing.NAME})


@dataclass(frozen=True, slots=True)
class Found:
    """Something found in a text, at a position, and how certain it is that it is of its kind."""

    text: str
    start: int
    certainty: float = 1.0


def _any(words: str) -> str:
    """A pattern for any of these words."""
    return f"(?:{'|'.join(words.split())})"


_MONTH = _any(
    "january february march april may june july august september october november december"
)
_DAY = _any("monday tuesday wednesday thursday friday saturday sunday")
_YEAR = r"(?:1[5-9]|20)\d\d"
_ORDINALS = _any("first second third fourth fifth sixth seventh eighth ninth tenth")
_ORDINAL = rf"(?:{_ORDINALS}|\d+(?:st|nd|rd|th))"
_CARDINALS = _any(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundreds? thousands? millions? dozens? half"""
)
_NUMBER = rf"(?:{_CARDINALS}|[-−]?\d(?:[\d,.]*\d)?½?)"
_UNITS = {
    Thing.DURATION: "seconds? minutes? hours? days? weeks? months? years? nights? decades?",
    Thing.SIZE: r"""k?m kilomet\w+ met(?:er|re)s? miles? ft feet foot [cm]m centimet\w+ millimet\w+
        inch(?:es)? yards? acres? hectares? lit(?:er|re)s? gallons? [kmgt]b \w+bytes?""",
    Thing.WEIGHT: r"k?g kilo\w* grams? lbs? pounds? ounces? tons? tonnes?",
    Thing.PRICE: """roubles? rubles? dollars? euros? pounds? cents? pence yen yuan rupees? francs?
        usd eur gbp""",
}
_QUANTITIES = {
    thing: rf"{_NUMBER}(?: and a half)?(?: {_any('hundred thousand million billion')})?[ -]?"
    rf"(?:{_any('nautical square cubic')} )?{_any(units)}\b"
    for thing, units in _UNITS.items()
}
_DATE = "|".join(
    (
        rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b",
        rf"{_MONTH} (?:\d{{1,2}}(?:st|nd|rd|th)?|{_YEAR})\b",
        rf"{_any('in late early mid')}[ -]{_MONTH}\b",
        rf"{_any('in since before after until of')} {_YEAR}\b",
        rf"{_DAY}\b",
        r"the (?:[12]?\d|3[01])(?:st|nd|rd|th)\b",
        rf"{_YEAR}-\d\d-\d\d\b",
    )
)
_TIME = r"\d{1,2}:\d\d\b|\d{1,2} ?[ap]\.?m\b|midnight\b|noon\b"
_PERIOD = r"from \d+\b.{0,15}?\b(?:to|until) \d+\b|(?:until|till|since|always|forever)\b"
_COLOURS = "red blue green white black silver gold(?:en)? yellow orange purple pink gr[ae]y brown"
_WEATHER = _any(
    """sk(?:y|ies) clouds? cloudy sun sunny rain(?:y|ed|ing)? snow(?:y|ed|ing|fall)? wind(?:y|s)?
    storms? stormy fog foggy frost(?:y|s)? cyclones? gales? thunder blizzards? °"""
)
_REPEATED = r"(?:once|twice|every \w+|daily|weekly|monthly|yearly)"
_BECAUSE = (
    r"(?:because|(?:so|in order) that|(?:due|owing|thanks|in order) to|reasons?|therefore"
    r"|(?:which|that) is why)"
)
# For each kind, patterns of it with how certain they are.
_PATTERNS: dict[Thing, tuple[tuple[str, float], ...]] = {
    Thing.DATE: ((_DATE, 1.0),),
    Thing.TIME: ((_TIME, 1.0),),
    Thing.YEAR: ((rf"{_YEAR}\b", 1.0),),
    Thing.DURATION: (
        (_QUANTITIES[Thing.DURATION], 1.0),
        (rf"(?:half )?an? {_any('second minute hour day week month year')}\b", 1.0),
        (_PERIOD, 0.4),
    ),
    Thing.SIZE: ((_QUANTITIES[Thing.SIZE], 1.0),),
    Thing.WEIGHT: ((_QUANTITIES[Thing.WEIGHT], 1.0),),
    Thing.PRICE: ((_QUANTITIES[Thing.PRICE], 1.0), (r"[$€£] ?\d|free\b", 1.0)),
    Thing.SPEED: (
        (rf"{_NUMBER}.{{0,20}}?(?: (?:per|an?) (?:second|minute|hour)|/[hs]|mph|kph)\b", 1.0),
    ),
    Thing.AGE: ((r"\d+-year-old\b|\d+ years old\b|(?:aged|age of) \w+|lived to be \d+\b", 1.0),),
    Thing.FREQUENCY: (
        (rf"(?:{_NUMBER}|{_ORDINAL}) (?:(?:or more|of) )?times?\b", 1.0),
        (rf"{_REPEATED}\b", 1.0),
    ),
    Thing.TEMPERATURE: ((r"[-−+]?\d[\d,.]* ?°|\d+ degrees\b|below zero\b|freezing\b", 1.0),),
    Thing.NUMBER: ((rf"{_NUMBER}\b", 1.0), (rf"{_ORDINAL}\b", 0.5)),
    Thing.WEATHER: ((rf"{_WEATHER}(?!\w)", 1.0),),
    Thing.COLOUR: ((rf"(?:[a-z]+-)*{_any(_COLOURS)}\b", 1.0),),
    Thing.REASON: (
        (rf"{_BECAUSE}\b", 1.0),
        (rf"{_any('so since means meant')}\b", 0.5),
        (r"(?<=[,;:] )(?:as|for|to)\b", 0.5),
    ),
}
_COMPILED = {
    thing: tuple((re.compile(rf"(?<![\w.,:-])(?:{p})", re.IGNORECASE), c) for p, c in patterns)
    for thing, patterns in _PATTERNS.items()
}
_COMPILED_UNITS = {thing: re.compile(_any(units)) for thing, units in _UNITS.items()}
_DATES = re.compile(rf"\b(?:{_DATE}|{_TIME}|{_YEAR}\b)", re.IGNORECASE)
_UNSITED = _any(
    """beginning start middle end day days night morning evening hour hours minute time times week
    month year years moment occasion way whole case same other first second last next"""
)
_SITE = re.compile(
    r"\b(?:outside|inside|near|beside|behind|in front of|on|at|above|along|under|in) the"
    rf" (?!(?:[\w-]+ )?{_UNSITED}\b)(?:\w+ )?[a-z]+"
)
_SITE_CERTAINTY = 0.6


def thing_in(unit: str) -> Thing | None:
    """The kind of thing that has a unit: a duration for “days”."""
    return next((thing for thing, known in _COMPILED_UNITS.items() if known.fullmatch(unit)), None)


def find_things(thing: Thing, sentence: str) -> Iterator[Found]:
    """Yield everything of a kind in a sentence."""
    match thing:
        case Thing.PERSON:
            yield from (_found(name, name.as_person) for name in find_names(sentence))
        case Thing.PLACE:
            yield from (_found(name, name.as_place) for name in find_names(sentence))
            for site in _SITE.finditer(sentence):
                yield Found(site[0], site.start(), _SITE_CERTAINTY)
        case Thing.NAME:
            yield from (_found(name, 1.0) for name in find_names(sentence))
        case Thing.NUMBER:
            yield from _by_pattern(thing, _without_dates(sentence))
        case _:
            yield from _by_pattern(thing, sentence)


def _found(name: Name, certainty: float) -> Found:
    return Found(name.text, name.start, certainty)


def _by_pattern(thing: Thing, sentence: str) -> Iterator[Found]:
    for pattern, certainty in _COMPILED[thing]:
        for found in pattern.finditer(sentence):
            yield Found(found[0], found.start(), certainty)


def _without_dates(sentence: str) -> str:
    """The sentence with its dates, times and years blanked out, at the same positions."""
    return _DATES.sub(lambda found: " " * len(found[0]), sentence)
