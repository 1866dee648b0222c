"""Results as the JSON that programs read: the shapes are a contract, spelt out in the README."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from bot.knowledge.model import Milestone, Source
from bot.service.answering import Answerer
from bot.service.evaluation import Scores, Share
from bot.service.milestone_lookup import look_up
from bot.service.reply import Reply
from bot.service.snapshot import Snapshot


def reply_json(reply: Reply) -> dict[str, Any]:
    """The result object of `ask`."""
    return {
        "question": reply.question,
        "outcome": reply.outcome,
        "entries": [entry.id for entry in reply.entries],
        "milestones": sorted({milestone.date.isoformat() for milestone in reply.milestones}),
        "confidence": round(reply.confidence, 4),
        "suggestions": [entry.id for entry in reply.suggestions],
        "nearest": [[id_, round(probability, 4)] for id_, probability in reply.nearest],
        "answer": reply.text,
        "sources": [_source(source) for source in reply.sources],
        "elapsed_ms": reply.elapsed_ms,
    }


def answer_lines(
    answerer: Answerer, lines: Iterable[bytes], today: date, *, overheard: bool
) -> Iterator[dict[str, Any]]:
    """One result a line of JSON, in order; an object with `error` for a line that is none."""
    for raw in lines:
        try:
            line: Any = json.loads(raw.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            yield {"error": f"not a JSON object: {error}"}
            continue
        match line:
            case {"q": str(question)}:
                unasked = overheard or line.get("overheard") is True
                yield reply_json(answerer.ask(question, today, overheard=unasked))
            case _:
                yield {"error": "expected an object with a text under “q”"}


def scores_json(scores: Scores) -> dict[str, Any]:
    """The result object of `eval`."""
    return {
        "figures": {name: each.percent for name, each in scores.figures.items()},
        "styles": {name: {"n": e.n, "ok": e.percent} for name, e in scores.styles.items()},
    }


def scores_lines(scores: Scores, *, misses: bool) -> Iterator[str]:
    """The same to be read, with 95 % intervals; `misses`: and every question that went wrong."""
    yield from (_share(name, share) for name, share in scores.figures.items())
    yield ""
    yield from (
        _share(name or "(no style)", share) for name, share in sorted(scores.styles.items())
    )
    for case, reply in scores.misses if misses else ():
        got = [entry.id for entry in (*reply.entries, *reply.suggestions)]
        wanted = case.gold if case.dates is None else case.dates
        yield f"{case.style}: {case.q!r} → {reply.outcome} {got}, wanted {wanted}"


def _share(name: str, share: Share) -> str:
    if share.interval is None:
        return f"{name:<14} {'–':>6}"
    low, high = share.interval
    return f"{name:<14} {share.percent:>5} %  of {share.n:>4}   (95 %: {low}–{high})"


def lookup_json(snapshot: Snapshot, query: str, today: date) -> dict[str, Any]:
    """The result object of `milestone`, with the calendar's neighbouring days."""
    found = look_up(snapshot.lookup, query, today).milestones
    previous = snapshot.calendar.previous(found[0].date) if found else None
    following = snapshot.calendar.next(found[-1].date) if found else None
    return {
        "query": query,
        "milestones": [_milestone(each) for each in found],
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
