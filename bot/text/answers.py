"""Outcomes as sentences."""

from collections.abc import Sequence

from bot.calendar.day_names import day_name
from bot.knowledge.model import Entry
from bot.text.markup import MESSAGE_LIMIT, Markup
from bot.text.milestones import milestone_cards
from bot.text.outcome import Answer, Outcome, Silent, Suggest, Unknown
from bot.text.sources import with_sources
from bot.text.unknown import unknown_text

SUGGEST = "I'm not sure what you mean. Is it one of these?"


def answer_text(outcome: Outcome, markup: Markup) -> str:
    """The text of an outcome, without the sources of entries; empty if the bot stays silent."""
    match outcome:
        case Answer(entries=(), milestones=milestones, linked=linked):
            below = _see_also(linked, markup)
            return milestone_cards(milestones, markup, limit=MESSAGE_LIMIT - len(below)) + below
        case Answer(entries=(entry,)):
            body = markup.body(entry.answer)
            return "\n".join([*_dates(outcome, markup), body, *_linked_days(outcome, markup)])
        case Answer(entries=entries, shortened=shortened):
            answers = (opening(entry) if shortened else entry.answer.strip() for entry in entries)
            both = "\n\n".join(
                f"{markup.bold(entry.question)}\n{markup.body(answer)}"
                for entry, answer in zip(entries, answers, strict=True)
            )
            return "\n".join([both, *_linked_days(outcome, markup)])
        case Suggest():
            return SUGGEST
        case Unknown(reason=reason, linked=linked):
            return unknown_text(reason, markup) + _see_also(linked, markup)
        case Silent():
            return ""


def answer_message(outcome: Outcome, markup: Markup) -> str:
    """The text of an outcome, sources included. The sources of a milestone are on its card."""
    text = answer_text(outcome, markup)
    match outcome:
        case Answer(entries=(_, *_), sources=sources):
            return with_sources(text, sources, markup)
        case _:
            return text


def opening(entry: Entry) -> str:
    """The first paragraph of an entry's answer."""
    return entry.answer.strip().split("\n\n")[0]


def _dates(answer: Answer, markup: Markup) -> list[str]:
    return [
        f"{markup.bold(day_name(milestone.date))} · {milestone.title}"
        for milestone in answer.milestones
    ]


def _linked_days(answer: Answer, markup: Markup) -> list[str]:
    links = [
        f"{day_name(milestone.date)}, {milestone.title} "
        f"({markup.code(f'/milestone {milestone.date.isoformat()}')})"
        for milestone in answer.linked_days
    ]
    return [markup.small(f"See also: {'; '.join(links)}")] if links else []


def _see_also(entries: Sequence[Entry], markup: Markup) -> str:
    return "".join(f"\n{markup.small(f'See also: {entry.question}')}" for entry in entries)
