"""Finds the strongest interpretation of a message by the dates, places and events it names."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.calendar.by_date import interpret_date
from bot.calendar.by_event import interpret_event
from bot.calendar.by_place import interpret_place, interpret_unknown_place
from bot.calendar.date_expression import DateExpression
from bot.calendar.date_parser import parse_dates
from bot.calendar.interpretation import (
    ASKS_FOR_DETAILS,
    ASKS_FOR_EVENTS,
    ASKS_FOR_PLACE,
    EVENT_STRENGTH,
    LOOSE_FACTOR,
    DatedQuestion,
    Interpretation,
)
from bot.calendar.lookup import FoundMilestones, Lookup
from bot.language.english import POLITE_MODALS
from bot.language.question import Question, parse_question
from bot.language.question_form import QuestionForm, classify
from bot.language.sentences import clauses, sentences
from bot.language.tokens import Token


def parse(lookup: Lookup, question: Question, today: date) -> DatedQuestion:
    """Separate the dates in a question from its other words."""
    dates = parse_dates(question.text, today)
    if dates.expressions:
        rest = parse_question(dates.rest, lookup.corrector)
    else:
        rest = question.slice(0, len(question.text))
    tokens = lookup.events.calendar_tokens(rest.content)
    return DatedQuestion(question, dates, tokens, _form(tokens))


def _form(tokens: Sequence[Token]) -> QuestionForm:
    """The form of a question, or of what a polite request asks for: “could you tell me when …”."""
    polite = bool(tokens) and tokens[0].word in POLITE_MODALS
    return classify(tokens[1:] if polite else tokens)


def interpret(lookup: Lookup, message: DatedQuestion, today: date) -> Interpretation | None:
    """Return the strongest interpretation of a message or of one of its sentences, if any.

    A clause is interpreted too if it asks what happened on a day, because people say in the same
    sentence why they want to know.
    """
    interpretations = [_interpret(lookup, message)]
    parsed = {message.question.text: message}
    for sentence in sentences(message.question):
        if sentence.text not in parsed:
            part = parsed[sentence.text] = parse(lookup, sentence, today)
            if part.form is not QuestionForm.NONE:
                interpretations.append(_interpret(lookup, part))
    for clause in clauses(message.question):
        if clause.text in parsed:
            continue
        part = parse(lookup, clause, today)
        if part.form in ASKS_FOR_PLACE | ASKS_FOR_EVENTS and part.dates.expressions:
            interpretations.append(interpret_date(lookup, part))
    return _strongest(interpretations)


def _strongest(interpretations: Iterable[Interpretation | None]) -> Interpretation | None:
    """Return the strongest interpretation, or the first of several."""
    found = (interpretation for interpretation in interpretations if interpretation)
    return max(found, key=lambda interpretation: interpretation.strength, default=None)


def _interpret(lookup: Lookup, question: DatedQuestion) -> Interpretation | None:
    expressions = question.dates.expressions
    if expressions and (by_date := interpret_date(lookup, question)):
        return by_date
    if question.form.asks_how or question.form in ASKS_FOR_DETAILS | {QuestionForm.WHO}:
        return None
    places = lookup.place_names.find(question.words)
    best = _strongest(
        [
            interpret_event(lookup, question),
            interpret_place(lookup, question, places) if places else None,
        ]
    )
    weak = best is None or best.strength < EVENT_STRENGTH / 2
    if expressions and weak and not question.has_question_word:
        return interpret_date(lookup, replace(question, form=QuestionForm.NONE))
    best = _restrict(best, expressions, lookup)
    return best if places else _strongest((best, interpret_unknown_place(lookup, question)))


def _restrict(
    interpretation: Interpretation | None, expressions: Sequence[DateExpression], lookup: Lookup
) -> Interpretation | None:
    """Drop the milestones outside the dates, if the question names dates too.

    If that would leave none, the date in the question is probably wrong: all are kept, and the
    interpretation gets weaker.
    """
    if interpretation is None or not expressions:
        return interpretation
    on_dates = set(lookup.on(expressions))
    kept = tuple(
        milestone for milestone in interpretation.found.milestones if milestone in on_dates
    )
    if not kept:
        return replace(interpretation, strength=interpretation.strength * LOOSE_FACTOR)
    return replace(interpretation, found=FoundMilestones(kept))
