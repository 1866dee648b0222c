"""Interprets questions about when the journey came to a place, or whether it did."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from datetime import timedelta

from bot.calendar.interpretation import (
    DIVERTING_WORDS,
    PERSONAL_WORDS,
    DatedQuestion,
    Interpretation,
    InterpretationKind,
)
from bot.calendar.lookup import FoundMilestones, Lookup, of_journey, shared_milestones
from bot.calendar.milestone_terms import GENERIC_STEMS
from bot.calendar.place_names import NamedPlace
from bot.knowledge.model import Milestone
from bot.language.english import is_common
from bot.language.look_alikes import without_marks
from bot.language.question import Question
from bot.language.question_form import ASKS_FOR_DAY, ASKS_FOR_EVENTS, ASKS_WHETHER, QuestionForm
from bot.language.tokens import stem

_PRONOUNS = frozenset("it they them this that".split())
_BEYOND_A_VISIT = frozenset("only first last before since when while made".split())
_PAST = frozenset("did was were has have had".split())
_VISITING_STEMS = frozenset(map(stem, "have get see host receive visit reach include".split()))
_ARRIVING_STEMS = frozenset(map(stem, "arrive reach come get enter".split()))
_LEAVING_STEMS = frozenset(map(stem, "leave depart quit".split()))
_ROUTE_WORDS = frozenset("route itinerary".split())
_STOP_WORDS = frozenset("stage stop leg visit".split())
_PREPOSITIONS = frozenset("in to through at visit reach pass via into near past by as".split())
# “New” belongs to New York, though a common word.
_CAPITALISED_BEFORE = re.compile(r"(?:(?<=\s)[A-ZÀ-ÞА-Я]\w*\s+)*$")
_WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*")  # with combining accents


def interpret_place(
    lookup: Lookup,
    question: DatedQuestion,
    places: Sequence[NamedPlace],
    withheld: Collection[Milestone] = (),
) -> Interpretation | None:
    """Find the visits to the places, or those that the question describes if it says more.

    None if the question does not ask for a visit, or only for those that are withheld.
    """
    form = question.form
    in_names = {at for place in places for at in range(place.start, place.stop)}
    others = [token for at, token in enumerate(question.tokens) if at not in in_names]
    terms = lookup.terms.informative_terms(others)
    if form in ASKS_WHETHER:
        if not _asks_for_visit(lookup, question, places):
            return None
    elif not (
        form in ASKS_FOR_DAY
        or (form in ASKS_FOR_EVENTS and any(place.proper for place in places))
        or (form is QuestionForm.NONE and _STOP_WORDS & {token.word for token in others})
    ):
        return None
    stems = {token.stem for token in others}
    if stems & _LEAVING_STEMS:
        return None  # the day on which it left is told by a milestone, if any
    unexplained = sum(token.word in DIVERTING_WORDS for token in others)
    at_places = tuple(each for each in shared_milestones(places) if each not in withheld)
    if not at_places:
        return None
    visits = of_journey(at_places)
    most = 0
    if terms:
        explained = {milestone: lookup.terms.covered(terms, milestone) for milestone in at_places}
        most = max(explained.values())
        unexplained += len(terms) - most
        if most:
            visits = tuple(m for m in at_places if explained[m] == most)
    elif form in ASKS_FOR_DAY and stems & _ARRIVING_STEMS:
        visits = _arrivals(visits)
    if unexplained:
        return None  # “when was Moscow founded”
    return Interpretation(
        InterpretationKind.PLACE, FoundMilestones(visits), exact=not terms, described=most > 0
    )


def _arrivals(visits: Sequence[Milestone]) -> tuple[Milestone, ...]:
    """Return the milestones on the first day of each stay."""
    days = {visit.date for visit in visits}
    return tuple(visit for visit in visits if visit.date - timedelta(days=1) not in days)


def _asks_for_visit(lookup: Lookup, question: DatedQuestion, places: Sequence[NamedPlace]) -> bool:
    """Whether a yes-or-no question asks if the journey came to one of the places."""
    words, subject = question.words, lookup.terms.subject_terms
    distinct, stems = {*words}, {token.stem for token in question.tokens}
    about_journey = not (
        _PRONOUNS.isdisjoint(distinct)
        and subject.isdisjoint(stems)
        and subject.isdisjoint(lookup.terms.terms(question.tokens))
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
    tokens, terms = question.tokens, lookup.terms
    written = [token.written for token in tokens]
    known_stems = GENERIC_STEMS | terms.subject_terms
    unknown = [
        at
        for at, token in enumerate(tokens)
        if stem(token.written) not in known_stems
        and ((at and written[at - 1] in _PREPOSITIONS) or token.stem not in known_stems)
        and token.written.isalpha()
        and not is_common(token.written)
        and not terms.has_word(token.written)
    ]
    if not unknown:
        return None
    first = unknown[0]
    name = _as_written(question.question, written[first])
    begin = first - len(name.split()) + 1
    others = [
        token for at, token in enumerate(tokens) if at not in unknown and not begin <= at <= first
    ]
    into = (begin and written[begin - 1] in _PREPOSITIONS) or _ROUTE_WORDS & {*written}
    if terms.informative_terms(others) or not (into or len(written) <= len(unknown) + 1):
        return None
    return Interpretation(
        InterpretationKind.UNKNOWN_PLACE, FoundMilestones(()), exact=False, unknown_place=name
    )


def _as_written(question: Question, word: str) -> str:
    """Return a name as the text has it, from the word of it that the tokens have."""
    for token, offset in zip(question.tokens, question.offsets, strict=True):
        if token.written == word and (found := _WORD.search(question.text, offset)):
            before = _CAPITALISED_BEFORE.search(question.text, 0, found.start())
            name = without_marks(unicodedata.normalize("NFC", found[0]))[: len(word)]
            return (before[0] if before else "") + name
    return word
