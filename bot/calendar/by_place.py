"""Questions for the day of a place or an event that they name, or whether it came there."""

import re
from collections.abc import Collection, Sequence
from datetime import date

from bot.calendar.event_index import ROUND
from bot.calendar.interpretation import ASIDES, EVENT, LOOSE, PLACE, TALK, Kind, Reading
from bot.calendar.lookup import Found, Lookup, common
from bot.calendar.place_names import NamedPlace
from bot.calendar.question import Question
from bot.knowledge.model import Milestone
from bot.language.asked_for import Asks
from bot.language.english import is_common
from bot.language.tokens import stem

NAMED = 9.0  # the weight of a name, against some 5 of a word that one milestone has
DOUBT = 1.0  # the weight against an event: it matters where but one common word speaks for it
MOST_DAYS = 4  # told for one event
NEARLY = 0.95  # of the best share: as good
AGREEING = 0.4  # share of the question that an event has to hold whose day an entry names too

_PRONOUNS = frozenset("it they them this that".split())
_MORE = frozenset("only first last before since when while made".split())  # asked beyond the visit
_PAST = frozenset("did was were has have had".split())
_HAVING = frozenset(map(stem, "have get see host receive visit reach include".split()))
_ROUTE = frozenset("route itinerary".split())
_STAGES = frozenset("stage stop leg visit".split())
_CAPITALS = r"(?:(?<=\s)[A-ZÀ-ÞА-Я]\w*\s+)*"  # “New” in New York, though a common word
_INTO = frozenset("in to through at visit reach pass via into near past by as".split())


def by_place(lookup: Lookup, question: Question, named: Sequence[NamedPlace]) -> Reading | None:
    """When the journey was at a place, or whether; of several times there those described."""
    within = {at for each in named for at in range(each.start, each.stop)}
    others = [token for at, token in enumerate(question.words) if at not in within]
    terms = lookup.told.informative(others)
    worth = PLACE * (LOOSE if terms else 1.0)
    match question.asks:
        case Asks.WHEN:
            worth = EVENT if terms else PLACE  # with more said, it is as much the event's name
        case Asks.WHETHER if _is_visit(lookup, question, named):
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
        shares = [(lookup.told.covered(terms, each), each) for each in common(named)]
        covered = max(share for share, _ in shares)
        if covered:
            milestones = tuple(each for share, each in shares if share >= covered * NEARLY)
    total = lookup.told.total(terms) + NAMED * sum(token.word in ASIDES for token in others)
    return Reading(
        Kind.PLACE,
        Found(milestones),
        worth * (NAMED + covered) / (NAMED + total),
        pure=not terms and question.asks in {Asks.WHEN, Asks.WHETHER},
        day=question.asks is Asks.WHEN,
    )


def _is_visit(lookup: Lookup, question: Question, named: Sequence[NamedPlace]) -> bool:
    """Whether a question with a verb in front asks if the journey came to a place."""
    words = [token.word for token in question.words]
    travels = any(
        token.word in _PRONOUNS or token.stem in lookup.told.subject for token in question.words
    ) or bool(set(lookup.told.fold(question.words)) & lookup.told.subject)
    there = words[-1] == "there" and bool(_PAST & {*words})
    past = words[0] in _PAST or there or bool((_ROUTE | _STAGES) & {*words})
    into = any(
        each.proper and each.start and words[each.start - 1] in _INTO | {"the"} for each in named
    )
    has = any(each.proper for each in named) and bool(
        _HAVING & {token.stem for token in question.words}
    )
    return travels and past and (into or has or there) and not (TALK | _MORE) & {*words}


def by_event(lookup: Lookup, question: Question) -> Reading | None:
    """When that happened which the question's words describe."""
    if question.asks is not Asks.WHEN:
        return None
    share, best = lookup.told.best(question.words)
    if not best:
        return None
    milestones = _visits(tuple(best))
    days = sorted({milestone.date for milestone in milestones})[:MOST_DAYS]
    first = tuple(each for each in milestones if each.date in days)
    total = lookup.told.total(lookup.told.informative(question.words))
    strength = EVENT * share * total / (total + DOUBT)
    return Reading(Kind.EVENT, Found(first), strength, day=True)


def agreeing(lookup: Lookup, question: Question, days: Collection[date]) -> Reading | None:
    """For a question that asks for a day: what it may mean of what happened on these days."""
    if question.asks is not Asks.WHEN:
        return None
    among = [milestone for day in sorted(days) for milestone in lookup.calendar.on(day)]
    if mentions := question.dated.mentions:
        on = set(lookup.on(mentions))
        among = [milestone for milestone in among if milestone in on]
    share, best = lookup.told.best(question.words, among)
    if share < AGREEING:
        return None
    return Reading(Kind.EVENT, Found(tuple(best)), EVENT * share, day=True)


def nowhere(lookup: Lookup, text: str, question: Question) -> Reading | None:
    """A place named in the form of a visit, which the calendar does not have."""
    if question.asks not in {Asks.WHEN, Asks.WHETHER} or question.dated.mentions:
        return None
    words = [token.word for token in question.written]
    known = ROUND | lookup.told.subject
    strange = [
        at
        for at, token in enumerate(question.written)
        if token.stem not in known
        and ((at and words[at - 1] in _INTO) or question.words[at].stem not in known)
        and token.word.isalpha()
        and not is_common(token.word)
        and not lookup.told.is_told(token.word)
    ]
    if not strange:
        return None
    first = strange[0]
    name = re.search(rf"{_CAPITALS}(?i:{re.escape(words[first])})\b", text)
    named = name[0] if name else words[first]
    begin = first - len(named.split()) + 1
    others = [
        token
        for at, token in enumerate(question.words)
        if at not in strange and not begin <= at <= first
    ]
    into = (begin and words[begin - 1] in _INTO) or _ROUTE & {*words}
    if lookup.told.informative(others) or not (into or len(words) <= len(strange) + 1):
        return None
    return Reading(Kind.NOWHERE, Found(()), PLACE, name=named)


def _visits(milestones: tuple[Milestone, ...]) -> tuple[Milestone, ...]:
    """Those at which the journey itself was there, or all of them where it never was."""
    return tuple(each for each in milestones if each.track) or milestones
