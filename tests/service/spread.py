"""Replies spread out for assertions: one attribute for each thing that an outcome may hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.knowledge.model import Entry, Milestone, Source
from bot.service.answering import Answerer
from bot.service.reply import Reply
from bot.terminal.json_output import outcome_name
from bot.text.answers import answer_message, answer_text
from bot.text.markup import DISCORD
from bot.text.outcome import Answer, Outcome, Silent, Suggest, Unknown


@dataclass(frozen=True)
class Spread:
    """A reply or an outcome, with everything that it does not hold left empty."""

    outcome: str  # its name in the JSON contract
    text: str
    message: str
    entries: tuple[Entry, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    suggestions: tuple[Entry, ...] = ()
    linked: tuple[Entry, ...] = ()
    sources: tuple[Source, ...] = ()
    question: str = ""
    nearest: tuple[tuple[str, float], ...] = ()
    related: tuple[Entry, ...] = ()
    reasons: tuple[str, ...] = ()
    confidence: float = 0.0
    elapsed_ms: float = 0.0


def spread(outcome: Outcome, **more: Any) -> Spread:
    texts = (
        outcome_name(outcome),
        answer_text(outcome, DISCORD),
        answer_message(outcome, DISCORD),
    )
    match outcome:
        case Answer(entries, milestones, sources, linked=linked):
            return Spread(*texts, entries, milestones, linked=linked, sources=sources, **more)
        case Suggest(entries):
            return Spread(*texts, suggestions=entries, **more)
        case Unknown(linked=linked):
            return Spread(*texts, linked=linked, **more)
        case Silent():
            return Spread(*texts, **more)


def spread_reply(reply: Reply) -> Spread:
    return spread(
        reply.outcome,
        question=reply.question,
        nearest=reply.nearest,
        related=reply.related,
        reasons=reply.reasons,
        confidence=reply.confidence,
        elapsed_ms=reply.elapsed_ms,
    )


class SpreadAnswerer:
    """An `Answerer` whose replies come spread out."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer

    def ask(self, question: str, today: date, *, overheard: bool = False) -> Spread:
        return spread_reply(self._answerer.ask(question, today, overheard=overheard))

    def entry(self, id_: str) -> Spread | None:
        reply = self._answerer.entry(id_)
        return spread_reply(reply) if reply else None

    def complete(self, typed: str, limit: int = 25) -> Sequence[Entry]:
        return self._answerer.complete(typed, limit)

    def exact(self, question: str) -> Spread | None:
        reply = self._answerer.exact(question)
        return spread_reply(reply) if reply else None
