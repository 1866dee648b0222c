"""Interprets questions for the day of a place or an event, or whether the journey came there."""

import re
from collections.abc import Collection, Sequence
from datetime import date

from bot.calendar.event_index import GENERIC_STEMS
from bot.calendar.interpretation import (
    ASKS_FOR_DAY,
    ASKS_FOR_EVENTS,
    ASKS_WHETHER,
    DIVERTING_WORDS,
    EVENT_STRENGTH,
    LOOSE,
    PERSONAL_WORDS,
    PLACE_STRENGTH,
    DatedQuestion,
    Interpretation,
    InterpretationKind,
)
from bot.calendar.lookup import FoundMilestones, Lookup, shared_milestones
from bot.calendar.place_names import NamedPlace
from bot.knowledge.model import Milestone
from bot.language.english import is_common
from bot.language.question_form import QuestionForm
from bot.language.tokens import stem

NAME_WEIGHT = 9.0  # of a place name; a word that only one milestone has weighs about 5
DOUBT_WEIGHT = 1.0  # against an event: it matters if only one common word suggests the event
MAX_DAYS = 4  # shown for one event
NEARLY = 0.95  # of the best share counts as equal to it
MIN_CONFIRMED_SHARE = 0.4  # of the question, for an event on a day that an entry names too

_PRONOUNS = frozenset("it they them this that".split())
_BEYOND_A_VISIT = frozenset("only first last before since when while made".split())
_PAST = frozenset("did was were has have had".split())
_VISITING_STEMS = frozenset(map(stem, "have get see host receive visit reach include".split()))
_ROUTE_WORDS = frozenset("route itinerary".split())
_STOP_WORDS = frozenset("stage stop leg visit".split())
_PREPOSITIONS = frozenset("in to through at visit reach pass via into near past by as".split())
_CAPITALISED = r"(?:(?<=\s)[A-ZÀ-ÞА-Я]\w*\s+)*"  # “New” belongs to New York, though a common word


def interpret_place(
    lookup: Lookup, question: DatedQuestion, places: Sequence[NamedPlace]
) -> Interpretation | None:
    """Find when the journey was at a place, or whether; of several visits the ones described."""
    form = question.form
    in_names = {at for each in places for at in range(each.start, each.stop)}
    others = [token for at, token in enumerate(question.tokens) if at not in in_names]
    terms = lookup.events.informative_terms(others)
    strength = PLACE_STRENGTH * (LOOSE if terms else 1.0)
    if form in ASKS_FOR_DAY:
        # With more words, the place is as much a part of the event's description.
        strength = EVENT_STRENGTH if terms else PLACE_STRENGTH
    elif form in ASKS_WHETHER:
        if not _asks_for_visit(lookup, question, places):
            return None
    elif (form in ASKS_FOR_EVENTS and any(each.proper for each in places)) or (
        form is QuestionForm.NONE and _STOP_WORDS & {token.word for token in others}
    ):
        strength = PLACE_STRENGTH * LOOSE
    else:
        return None
    milestones = _visits(shared_milestones(places))
    covered = 0.0
    if terms:
        weights = [
            (lookup.events.covered_weight(terms, each), each) for each in shared_milestones(places)
        ]
        covered = max(weight for weight, _ in weights)
        if covered:
            milestones = tuple(each for weight, each in weights if weight >= covered * NEARLY)
    total = lookup.events.total_weight(terms)
    total += NAME_WEIGHT * sum(token.word in DIVERTING_WORDS for token in others)
    return Interpretation(
        InterpretationKind.PLACE,
        FoundMilestones(milestones),
        strength * (NAME_WEIGHT + covered) / (NAME_WEIGHT + total),
        nothing_else=not terms and form in ASKS_FOR_DAY | ASKS_WHETHER,
        asks_for_day=form in ASKS_FOR_DAY,
    )


def _asks_for_visit(lookup: Lookup, question: DatedQuestion, places: Sequence[NamedPlace]) -> bool:
    """Whether a question that begins with a verb asks if the journey came to a place."""
    words, subject = question.words, lookup.events.subject_terms
    distinct, stems = {*words}, {token.stem for token in question.tokens}
    about_journey = not (
        _PRONOUNS.isdisjoint(distinct)
        and subject.isdisjoint(stems)
        and subject.isdisjoint(lookup.events.terms(question.tokens))
    )
    there = words[-1] == "there" and not _PAST.isdisjoint(distinct)
    past = words[0] in _PAST or there or not (_ROUTE_WORDS | _STOP_WORDS).isdisjoint(distinct)
    into = any(
        each.proper and each.start and words[each.start - 1] in _PREPOSITIONS | {"the"}
        for each in places
    )
    visited = any(each.proper for each in places) and not _VISITING_STEMS.isdisjoint(stems)
    diverted = not (PERSONAL_WORDS | _BEYOND_A_VISIT).isdisjoint(distinct)
    return about_journey and past and (into or visited or there) and not diverted


def interpret_event(lookup: Lookup, question: DatedQuestion) -> Interpretation | None:
    """Find when the event happened that the question describes."""
    if question.form not in ASKS_FOR_DAY:
        return None
    share, best = lookup.events.best_matches(question.tokens)
    if not best:
        return None
    milestones = _visits(tuple(best))
    days = sorted({milestone.date for milestone in milestones})[:MAX_DAYS]
    first = tuple(each for each in milestones if each.date in days)
    terms = lookup.events.informative_terms(question.tokens)
    total = lookup.events.total_weight(terms)
    strength = EVENT_STRENGTH * share * total / (total + DOUBT_WEIGHT)
    found = FoundMilestones(first)
    return Interpretation(InterpretationKind.EVENT, found, strength, asks_for_day=True)


def interpret_event_on_days(
    lookup: Lookup, question: DatedQuestion, days: Collection[date]
) -> Interpretation | None:
    """For a question that asks for a day: find the event described among those of some days."""
    if question.form not in ASKS_FOR_DAY:
        return None
    milestones = [milestone for day in sorted(days) for milestone in lookup.calendar.on(day)]
    if expressions := question.dates.expressions:
        on_dates = set(lookup.on(expressions))
        milestones = [milestone for milestone in milestones if milestone in on_dates]
    share, best = lookup.events.best_matches(question.tokens, milestones)
    if share < MIN_CONFIRMED_SHARE:
        return None
    found, strength = FoundMilestones(tuple(best)), EVENT_STRENGTH * share
    return Interpretation(InterpretationKind.EVENT, found, strength, asks_for_day=True)


def interpret_unknown_place(lookup: Lookup, question: DatedQuestion) -> Interpretation | None:
    """Recognise a question about a visit to a place that the calendar does not have."""
    form = question.form
    if form not in ASKS_FOR_DAY | ASKS_WHETHER or question.dates.expressions:
        return None
    tokens, events = question.tokens, lookup.events
    written = [token.written for token in tokens]
    known_stems = GENERIC_STEMS | events.subject_terms
    unknown = [
        at
        for at, token in enumerate(tokens)
        if stem(token.written) not in known_stems
        and ((at and written[at - 1] in _PREPOSITIONS) or token.stem not in known_stems)
        and token.written.isalpha()
        and not is_common(token.written)
        and not events.has_word(token.written)
    ]
    if not unknown:
        return None
    first = unknown[0]
    match = re.search(rf"{_CAPITALISED}(?i:{re.escape(written[first])})\b", question.question.text)
    name = match[0] if match else written[first]
    begin = first - len(name.split()) + 1
    others = [
        token for at, token in enumerate(tokens) if at not in unknown and not begin <= at <= first
    ]
    into = (begin and written[begin - 1] in _PREPOSITIONS) or _ROUTE_WORDS & {*written}
    if events.informative_terms(others) or not (into or len(written) <= len(unknown) + 1):
        return None
    return Interpretation(
        InterpretationKind.UNKNOWN_PLACE, FoundMilestones(()), PLACE_STRENGTH, unknown_place=name
    )


def _visits(milestones: tuple[Milestone, ...]) -> tuple[Milestone, ...]:
    """The milestones at which the journey itself was there, or all if there is no such one."""
    return tuple(each for each in milestones if each.track) or milestones
