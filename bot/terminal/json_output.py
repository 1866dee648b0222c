"""Results as the JSON that programs read. The shapes are a contract: see the README."""

from collections.abc import Sequence
from typing import Any

from bot.calendar.calendar import Calendar
from bot.knowledge.model import Entry, Milestone, Source
from bot.service.evaluation import Scores
from bot.service.reply import Reply
from bot.text.answers import answer_text
from bot.text.markup import DISCORD
from bot.text.outcome import Answer, Outcome, Silent, Suggest, Unknown


def reply_json(reply: Reply) -> dict[str, Any]:
    """The result object of `ask`."""
    entries: Sequence[Entry] = ()
    milestones: Sequence[Milestone] = ()
    suggestions: Sequence[Entry] = ()
    sources: Sequence[Source] = ()
    match reply.outcome:
        case Answer():
            entries, milestones = reply.outcome.entries, reply.outcome.milestones
            sources = reply.outcome.sources
        case Suggest():
            suggestions = reply.outcome.entries
        case Unknown() | Silent():
            pass
    return {
        "question": reply.question,
        "outcome": outcome_name(reply.outcome),
        "entries": [entry.id for entry in entries],
        "milestones": sorted({milestone.date.isoformat() for milestone in milestones}),
        "confidence": round(reply.confidence, 4),
        "suggestions": [entry.id for entry in suggestions],
        "nearest": [[id_, round(probability, 4)] for id_, probability in reply.nearest],
        "answer": answer_text(reply.outcome, DISCORD),
        "sources": [_source(source) for source in sources],
        "elapsed_ms": reply.elapsed_ms,
    }


def outcome_name(outcome: Outcome) -> str:
    """The outcome as one word of the contract."""
    match outcome:
        case Answer():
            return "answer"
        case Suggest():
            return "suggest"
        case Unknown():
            return "unknown"
        case Silent():
            return "silent"


def error_json(message: str) -> dict[str, Any]:
    """The result object for a line that holds no question."""
    return {"error": message}


def scores_json(scores: Scores) -> dict[str, Any]:
    """The result object of `eval`."""
    return {
        "figures": {name: share.percent for name, share in scores.figures.items()},
        "styles": {
            name: {"n": share.n, "ok": share.percent} for name, share in scores.styles.items()
        },
    }


def lookup_json(query: str, milestones: Sequence[Milestone], calendar: Calendar) -> dict[str, Any]:
    """The result object of `milestone`, with the calendar's neighbouring days."""
    previous = calendar.previous(milestones[0].date) if milestones else None
    following = calendar.next(milestones[-1].date) if milestones else None
    return {
        "query": query,
        "milestones": [_milestone(milestone) for milestone in milestones],
        "previous": previous.isoformat() if previous else None,
        "next": following.isoformat() if following else None,
    }


def _source(source: Source) -> dict[str, Any]:
    return {"title": source.title, "publisher": source.publisher, "url": source.url}


def _milestone(milestone: Milestone) -> dict[str, Any]:
    return {
        "id": milestone.id,
        "date": milestone.date.isoformat(),
        "time_utc": milestone.time_utc,
        "title": milestone.title,
        "place": milestone.place,
        "lat": milestone.lat,
        "lon": milestone.lon,
        "text": milestone.text,
        "sources": [_source(source) for source in milestone.sources],
    }
