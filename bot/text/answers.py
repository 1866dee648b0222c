"""Outcomes as sentences."""

from collections.abc import Sequence

from bot.calendar.day_names import day_name
from bot.knowledge.model import Entry, Milestone
from bot.text.markup import MESSAGE_LIMIT, Markup
from bot.text.milestones import milestone_cards
from bot.text.outcome import Answer, Outcome, Silent, Suggest, Unknown
from bot.text.sources import with_sources
from bot.text.unknown import unknown_text

SUGGEST = "I'm not sure what you mean. Is it one of these?"


def answer_text(outcome: Outcome, markup: Markup) -> str:
    """The text of an outcome without sources; empty if the bot stays silent."""
    return _text(outcome, markup, cited=False)


def answer_message(outcome: Outcome, markup: Markup) -> str:
    """The text of an outcome, sources included. The sources of a milestone are on its card."""
    text = _text(outcome, markup, cited=True)
    match outcome:
        case Answer(entries=(_, *_), sources=sources):
            return with_sources(text, sources, markup)
        case _:
            return text


def _text(outcome: Outcome, markup: Markup, *, cited: bool) -> str:
    """The text of an outcome; `cited`: with the sources of its cards."""
    match outcome:
        case Answer(entries=(), milestones=milestones, linked=linked):
            below = _see_also(linked, markup)
            limit = MESSAGE_LIMIT - len(below)
            return milestone_cards(milestones, markup, limit=limit, cited=cited) + below
        case Answer(entries=(entry,)):
            return "\n".join([*_dates(outcome.milestones, markup), markup.body(entry.answer)])
        case Answer():
            return _two_answers(outcome, markup)
        case Suggest():
            return SUGGEST
        case Unknown(reason=reason, linked=linked):
            return unknown_text(reason, markup) + _see_also(linked, markup)
        case Silent():
            return ""


def opening(entry: Entry) -> str:
    """The first paragraph of an entry's answer."""
    return entry.answer.strip().split("\n\n")[0]


def _two_answers(answer: Answer, markup: Markup) -> str:
    """Each answer under its question and the days that it tells of."""
    parts: list[str] = []
    left = answer.milestones
    for entry in answer.entries:
        own = [milestone for milestone in left if milestone.id in entry.milestones]
        left = [milestone for milestone in left if milestone not in own]
        text = opening(entry) if answer.shortened else entry.answer.strip()
        lines = [markup.bold(entry.question), *_dates(own, markup), markup.body(text)]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _dates(milestones: Sequence[Milestone], markup: Markup) -> list[str]:
    return [
        f"{markup.bold(day_name(milestone.date))} · {milestone.title}" for milestone in milestones
    ]


def _see_also(entries: Sequence[Entry], markup: Markup) -> str:
    return "".join(f"\n{markup.small(f'See also: {entry.question}')}" for entry in entries)
