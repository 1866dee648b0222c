"""Finds what a message means to the calendar, by the dates and places that it names."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.calendar.by_date import interpret_date
from bot.calendar.by_place import interpret_place, interpret_unknown_place
from bot.calendar.date_expression import DateExpression
from bot.calendar.date_parser import parse_dates
from bot.calendar.interpretation import DatedQuestion, Interpretation
from bot.calendar.lookup import FoundMilestones, Lookup
from bot.knowledge.model import Milestone
from bot.language.question import Question, parse_question
from bot.language.question_form import (
    ASKS_FOR_DETAILS,
    ASKS_FOR_EVENTS,
    ASKS_FOR_PLACE,
    QuestionForm,
    asked_form,
)
from bot.language.sentences import clauses, sentences


def parse(lookup: Lookup, question: Question, today: date) -> DatedQuestion:
    """Separate the dates in a question from its other words."""
    dates = parse_dates(question.text, today, lookup.calendar.relay)
    if dates.expressions:
        rest = parse_question(dates.rest, lookup.corrector)
    else:
        rest = question.slice(0, len(question.text))
    tokens = lookup.terms.calendar_tokens(rest.content)
    return DatedQuestion(question, dates, tokens, asked_form(tokens))


def interpret(lookup: Lookup, message: DatedQuestion, today: date) -> Interpretation | None:
    """Return an exact interpretation of a message or of one of its sentences, or else any.

    A clause is interpreted too if it asks what happened on a day, because people say in the same
    sentence why they want to know.
    """
    withheld = lookup.withheld(message.question)
    interpretations = [_interpret(lookup, message, withheld)]
    parsed = {message.question.text: message}
    for sentence in sentences(message.question):
        if sentence.text not in parsed:
            part = parsed[sentence.text] = parse(lookup, sentence, today)
            if part.form is not QuestionForm.NONE:
                interpretations.append(_interpret(lookup, part, withheld))
    for clause in clauses(message.question):
        if clause.text in parsed:
            continue
        part = parse(lookup, clause, today)
        if part.form in ASKS_FOR_PLACE | ASKS_FOR_EVENTS and part.dates.expressions:
            interpretations.append(interpret_date(lookup, part))
    return _first(interpretations)


def _first(interpretations: Iterable[Interpretation | None]) -> Interpretation | None:
    """Return the first exact interpretation, or else the first of all."""
    found = [interpretation for interpretation in interpretations if interpretation]
    return next((one for one in found if one.exact), found[0] if found else None)


def _interpret(
    lookup: Lookup, question: DatedQuestion, withheld: Collection[Milestone]
) -> Interpretation | None:
    """Interpret a message or a part of it; `withheld`: what only a date may find."""
    expressions = question.dates.expressions
    if expressions and (by_date := interpret_date(lookup, question)):
        return by_date
    if question.form.asks_how or question.form in ASKS_FOR_DETAILS | {QuestionForm.WHO}:
        return None
    places = [place for place in lookup.place_names.find(question.words) if place.proper]
    if not places:
        return interpret_unknown_place(lookup, question)
    if expressions and withheld:
        withheld = frozenset(withheld).difference(lookup.on(expressions))
    by_place = interpret_place(lookup, question, places, withheld)
    if expressions and by_place is None and not question.has_question_word:
        return interpret_date(lookup, replace(question, form=QuestionForm.NONE))
    return _restrict(by_place, expressions, lookup)


def _restrict(
    interpretation: Interpretation | None, expressions: Sequence[DateExpression], lookup: Lookup
) -> Interpretation | None:
    """Drop the milestones outside the dates, if the question names dates too.

    If that would leave none, the day in the question is probably wrong: all are kept, and the
    interpretation is not exact. If it is another year, the question is about something else.
    """
    if interpretation is None or not expressions:
        return interpretation
    on_dates = set(lookup.on(expressions))
    kept = tuple(
        milestone for milestone in interpretation.found.milestones if milestone in on_dates
    )
    if not kept and all(expression.is_year for expression in expressions):
        return None
    if not kept:
        return replace(interpretation, exact=False)
    return replace(interpretation, found=FoundMilestones(kept))
