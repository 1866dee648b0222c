"""Interprets questions about when the journey came to a place, or whether it did."""

import re
from collections.abc import Sequence

from bot.calendar.event_index import GENERIC_STEMS
from bot.calendar.interpretation import (
    ASKS_FOR_DAY,
    ASKS_FOR_EVENTS,
    ASKS_WHETHER,
    DIVERTING_WORDS,
    EVENT_STRENGTH,
    LOOSE_FACTOR,
    PERSONAL_WORDS,
    PLACE_STRENGTH,
    DatedQuestion,
    Interpretation,
    InterpretationKind,
)
from bot.calendar.lookup import FoundMilestones, Lookup, of_journey, shared_milestones
from bot.calendar.place_names import NamedPlace
from bot.language.english import is_common
from bot.language.question_form import QuestionForm
from bot.language.tokens import stem

NAME_WEIGHT = 9.0  # of a place name; a word that only one milestone has weighs about 5
TIE_SHARE = 0.95  # milestones with this share of the highest weight count as equal to the best
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
    """Find the visits to the places, or those that the question describes if it says more.

    None if the question does not ask for a visit.
    """
    form = question.form
    in_names = {at for place in places for at in range(place.start, place.stop)}
    others = [token for at, token in enumerate(question.tokens) if at not in in_names]
    terms = lookup.events.informative_terms(others)
    strength = PLACE_STRENGTH * (LOOSE_FACTOR if terms else 1.0)
    if form in ASKS_FOR_DAY:
        # If the question says more, the place is a part of the description of an event.
        strength = EVENT_STRENGTH if terms else PLACE_STRENGTH
    elif form in ASKS_WHETHER:
        if not _asks_for_visit(lookup, question, places):
            return None
    elif (form in ASKS_FOR_EVENTS and any(place.proper for place in places)) or (
        form is QuestionForm.NONE and _STOP_WORDS & {token.word for token in others}
    ):
        strength = PLACE_STRENGTH * LOOSE_FACTOR
    else:
        return None
    at_places = shared_milestones(places)
    visits = of_journey(at_places)
    covered = 0.0
    if terms:
        weights = [lookup.events.covered_weight(terms, milestone) for milestone in at_places]
        covered = max(weights)
        if covered:
            visits = tuple(
                milestone
                for weight, milestone in zip(weights, at_places, strict=True)
                if weight >= covered * TIE_SHARE
            )
    total = lookup.events.total_weight(terms)
    total += NAME_WEIGHT * sum(token.word in DIVERTING_WORDS for token in others)
    return Interpretation(
        InterpretationKind.PLACE,
        FoundMilestones(visits),
        strength * (NAME_WEIGHT + covered) / (NAME_WEIGHT + total),
        nothing_else=not terms and form in ASKS_FOR_DAY | ASKS_WHETHER,
        asks_for_day=form in ASKS_FOR_DAY,
    )


def _asks_for_visit(lookup: Lookup, question: DatedQuestion, places: Sequence[NamedPlace]) -> bool:
    """Whether a yes-or-no question asks if the journey came to one of the places."""
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
        place.proper and place.start and words[place.start - 1] in _PREPOSITIONS | {"the"}
        for place in places
    )
    visited = any(place.proper for place in places) and not _VISITING_STEMS.isdisjoint(stems)
    diverted = not (PERSONAL_WORDS | _BEYOND_A_VISIT).isdisjoint(distinct)
    return about_journey and past and (into or visited or there) and not diverted


def interpret_unknown_place(lookup: Lookup, question: DatedQuestion) -> Interpretation | None:
    """Recognise a question about a visit to a place that the calendar does not have.

    Its name is taken from the text as it is written there.
    """
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
