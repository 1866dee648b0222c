"""The calendar's own reading of a question, and how strong it is.

A question is the calendar's if it asks for what a calendar tells (when, where on that day, what
happened, whether it came there) and names what a calendar has: a date, a place or an event. The
strength is the share of the question's informative words that this explains, times what such a
question is worth at best. Words that it cannot explain speak for another subject.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.knowledge.model import Milestone
from bot.matching.english import QUESTION_WORDS, is_common
from bot.matching.terms import meant
from bot.matching.text import Token
from bot.relay.asking import Asks, asks, says_happening
from bot.relay.dates import Dated, read_dates
from bot.relay.events import ROUND
from bot.relay.finding import Finder, Found, common
from bot.relay.mention import Mention
from bot.relay.names import Named

# What a reading is worth that explains every word.
DATE, PLACE, EVENT = 0.985, 0.93, 0.92
LOOSE = 0.8  # of that, where no day is asked for and there is more in the question
NAMED = 9.0  # the weight of a name, against some 5 of a word that one milestone has
DATED, DATED_AND_ASKED = (
    5.0,
    9.0,
)  # the weight of a date, and of one with “what happened” or “where”
DOUBT = 1.0  # the weight against an event: it matters where but one common word speaks for it
UNEXPLAINED = 4.0  # the weight against a date of each word that its day does not explain
FEW_DAYS = 7  # a longer stretch has something of everything, and so explains no other word
MOST_DAYS = 4  # told for one event
NEARLY = 0.95  # of the best share: as good
ANY_DAY = date(2000, 1, 1)  # for a text in which “today” means nothing
AGREEING = 0.4  # share of the question that an event has to hold whose day an entry names too

# Words that make something else of a visit: “did it go out in …”, “how much …”.
_ASIDES = frozenset("out off up down again much many more most long far often without not".split())
_TALK = frozenset("you your we us our i my".split())  # people talking of themselves
_PRONOUNS = frozenset("it they them this that".split())
_PAST = frozenset("did was were has have had".split())
_HAVING = frozenset("have get see host receive on part include".split())
_STAGES = frozenset("stage stop leg visit".split())
_INTO = frozenset("in to through at visit reach pass via into near past by".split())
_TODAY = re.compile(
    r"\b(?:happen\w*|took place|take place|anything|events?|anniversary|histor\w+)\b"
)
_PAST_PLACE = re.compile(r"\bwhere (?:was|were|did)\b")
_SENTENCE = re.compile(r"(?<=\w\w[.?!])\s+|\n")


class Kind(StrEnum):
    """What in the calendar a question names."""

    DATE = "date"
    PLACE = "place"
    EVENT = "event"
    NOWHERE = "nowhere"  # a place that the calendar does not have


@dataclass(frozen=True, slots=True)
class Reading:
    """What of the calendar a question speaks of; `strength` is between 0 and 1."""

    kind: Kind
    found: Found
    strength: float
    name: str = ""  # of a place that the calendar does not have
    pure: bool = False  # a date or a place, and nothing beside it
    day: bool = False  # a day is what is asked for


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the calendar takes it apart."""

    dated: Dated
    words: tuple[Token, ...]  # its words less dates and fillers, slips mended
    asks: Asks

    @property
    def by_noun(self) -> bool:
        """Whether no question word says what is asked for, but a noun at most."""
        return not QUESTION_WORDS & {token.word for token in self.words}


def take_apart(finder: Finder, text: str, today: date) -> Question:
    """The dates, the other words and the form of a question."""
    dated = read_dates(text, today)
    words = tuple(finder.told.repaired(meant(dated.rest) if dated.rest.strip() else []))
    return Question(dated, words, asks(words))


def read(finder: Finder, text: str, today: date) -> Reading | None:
    """The strongest reading of a message or of one of its sentences; None where there is none."""
    sentences = [part for part in _SENTENCE.split(text) if part.strip()]
    parts = [text, *(sentences if len(sentences) > 1 else ())]
    readings = [reading for part in parts if (reading := _read(finder, part, today))]
    return max(readings, key=lambda reading: reading.strength, default=None)


def days_told(finder: Finder, answer: str) -> frozenset[date]:
    """The calendar's days that an entry's answer names."""
    mentions = [
        mention
        for mention in read_dates(answer, ANY_DAY).mentions
        if mention.days <= FEW_DAYS and not mention.relative
    ]
    return frozenset(milestone.date for milestone in finder.on(mentions))


def agreeing(finder: Finder, text: str, today: date, days: Collection[date]) -> Reading | None:
    """For a question that asks for a day: what it may mean of what happened on these days."""
    question = take_apart(finder, text, today)
    terms = finder.told.informative(question.words)
    total = finder.told.total(terms)
    if question.asks is not Asks.WHEN or not total:
        return None
    among = [milestone for day in sorted(days) for milestone in finder.calendar.on(day)]
    shares = [(finder.told.covered(terms, each) / total, each) for each in among]
    most = max((share for share, _ in shares), default=0.0)
    best = tuple(each for share, each in shares if share >= most * NEARLY)
    return Reading(Kind.EVENT, Found(best), EVENT * most, day=True) if most >= AGREEING else None


def _read(finder: Finder, text: str, today: date) -> Reading | None:
    question = take_apart(finder, text, today)
    if question.dated.mentions and (dated := _by_date(finder, question)):
        return dated
    named = finder.names.find([token.word for token in question.words])
    readings = [_by_event(finder, question), _by_place(finder, question, named) if named else None]
    best = max(
        (reading for reading in readings if reading),
        key=lambda reading: reading.strength,
        default=None,
    )
    if question.dated.mentions and question.by_noun and (best is None or best.strength < EVENT / 2):
        return _by_date(finder, replace(question, asks=Asks.NOTHING))
    if best or named:
        return _within(best, question.dated.mentions, finder)
    return _nowhere(finder, text, question)


def _by_date(finder: Finder, question: Question) -> Reading | None:
    mentions = question.dated.mentions
    if question.asks is Asks.HOW:
        return None
    terms = finder.told.informative(question.words)
    if question.asks is Asks.OTHERWISE and terms:
        return None
    if question.asks is Asks.WHEN and (terms or mentions[0].relative):
        return None  # it asks for a day itself: the date is a part of what it describes
    if all(mention.relative for mention in mentions) and not _asks_of_today(question):
        return None
    said = [token.word for token in question.words]
    asked = question.asks in {Asks.WHERE, Asks.WHAT} or (
        question.asks is Asks.WHETHER and says_happening(said)
    )
    if all(mention.is_year for mention in mentions) and not asked:
        return None
    milestones = finder.on(mentions)
    strange = _unexplained(finder, question, terms, milestones)
    unexplained = len(strange) + (0 if asked else sum(word in _ASIDES | _TALK for word in said))
    anchor = DATED_AND_ASKED if asked else DATED
    worth = DATE * anchor / (anchor + UNEXPLAINED * unexplained)
    strength = worth if asked or not terms else worth * LOOSE
    return Reading(Kind.DATE, Found(milestones, mentions), strength, pure=not terms)


def _unexplained(
    finder: Finder, question: Question, terms: Sequence[str], milestones: Sequence[Milestone]
) -> list[str]:
    """The terms that neither what happened on the days nor any place explains."""
    if question.asks is Asks.WHO:
        return list(terms)
    named = finder.names.find([token.word for token in question.words])
    places = [token for each in named for token in question.words[each.start : each.stop]]
    known = {*finder.told.fold(places), *(token.stem for token in places)}
    if sum(mention.days for mention in question.dated.mentions) > FEW_DAYS:
        milestones = ()
    return [
        term
        for term in terms
        if term not in known and not any(finder.told.covered([term], each) for each in milestones)
    ]


def _asks_of_today(question: Question) -> bool:
    """Whether “today” asks for what is remembered, and not for the day as it goes by."""
    rest = question.dated.rest
    if not question.words:
        return True
    return bool(_TODAY.search(rest) or _PAST_PLACE.search(rest))


def _by_place(finder: Finder, question: Question, named: Sequence[Named]) -> Reading | None:
    within = {at for each in named for at in range(each.start, each.stop)}
    others = [token for at, token in enumerate(question.words) if at not in within]
    terms = finder.told.informative(others)
    worth = PLACE * (LOOSE if terms else 1.0)
    match question.asks:
        case Asks.WHEN:
            worth = EVENT if terms else PLACE  # with more said, it is as much the event's name
        case Asks.WHETHER if _is_visit(finder, question, named):
            pass
        case Asks.WHAT if any(each.proper for each in named):
            worth = PLACE * LOOSE
        case Asks.NOTHING if _STAGES & {token.word for token in others}:
            worth = PLACE * LOOSE
        case _:
            return None
    milestones = _visits(common(named))
    covered = 0.0
    if terms:
        shares = [(finder.told.covered(terms, each), each) for each in common(named)]
        covered = max(share for share, _ in shares)
        if covered:
            milestones = tuple(each for share, each in shares if share >= covered * NEARLY)
    total = finder.told.total(terms) + NAMED * sum(token.word in _ASIDES for token in others)
    return Reading(
        Kind.PLACE,
        Found(milestones),
        worth * (NAMED + covered) / (NAMED + total),
        pure=not terms,
        day=question.asks is Asks.WHEN,
    )


def _is_visit(finder: Finder, question: Question, named: Sequence[Named]) -> bool:
    """Whether a question with a verb in front asks if the journey came to a place."""
    words = [token.word for token in question.words]
    travels = any(
        token.word in _PRONOUNS or token.stem in finder.told.subject for token in question.words
    ) or bool(set(finder.told.fold(question.words)) & finder.told.subject)
    past = words[0] in _PAST or bool({"route", "itinerary", *_STAGES} & {*words})
    into = any(
        each.proper and each.start and words[each.start - 1] in _INTO | {"the"} for each in named
    )
    has = any(each.proper for each in named) and bool(_HAVING & {*words})
    return travels and past and (into or has) and not _TALK & {*words}


def _by_event(finder: Finder, question: Question) -> Reading | None:
    if question.asks is not Asks.WHEN:
        return None
    share, best = finder.told.best(question.words)
    if not best:
        return None
    milestones = _visits(tuple(best))
    days = sorted({milestone.date for milestone in milestones})[:MOST_DAYS]
    first = tuple(each for each in milestones if each.date in days)
    total = finder.told.total(finder.told.informative(question.words))
    strength = EVENT * share * total / (total + DOUBT)
    return Reading(Kind.EVENT, Found(first), strength, day=True)


def _within(reading: Reading | None, mentions: Sequence[Mention], finder: Finder) -> Reading | None:
    """A reading less what lies outside the days that the question names beside it."""
    if reading is None or not mentions:
        return reading
    on = set(finder.on(mentions))
    left = tuple(each for each in reading.found.milestones if each in on)
    return replace(reading, found=Found(left)) if left else None


def _visits(milestones: tuple[Milestone, ...]) -> tuple[Milestone, ...]:
    """Those at which the journey itself was there, or all of them where it never was."""
    return tuple(each for each in milestones if each.track) or milestones


def _nowhere(finder: Finder, text: str, question: Question) -> Reading | None:
    """A place named in the form of a visit, which the calendar does not have."""
    if question.asks not in {Asks.WHEN, Asks.WHETHER} or question.dated.mentions:
        return None
    words = [token.word for token in question.words]
    strange = [
        at
        for at, token in enumerate(question.words)
        if token.stem not in ROUND
        and token.word.isalpha()
        and not finder.told.is_told(token.word)
        and not is_common(token.word)
    ]
    others = [
        token
        for at, token in enumerate(question.words)
        if at not in strange and token.stem not in ROUND | finder.told.subject
    ]
    if not strange or others:
        return None
    first = strange[0]
    if not (first and words[first - 1] in _INTO) and len(words) > len(strange) + 1:
        return None
    name = re.search(re.escape(words[first]), text, re.IGNORECASE)
    return Reading(Kind.NOWHERE, Found(()), PLACE, name=name[0] if name else words[first])
