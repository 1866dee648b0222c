"""Small knowledge for tests: objects made by hand, and the bytes of knowledge files."""

from collections.abc import Iterable, Mapping
from datetime import date
from textwrap import dedent
from typing import Any

import yaml

from bot.calendar.calendar import Calendar
from bot.calendar.lookup import Lookup
from bot.knowledge.model import Entry, Knowledge, Milestone, RelayWindow, Source
from bot.matching.index import Index


def make_source(id_: str = "paper", **fields: Any) -> Source:
    return Source(id=id_, **{"title": "A title", "publisher": "A paper", **fields})


def make_entry(id_: str = "hours", question: str = "When is it open?", **fields: Any) -> Entry:
    return Entry(
        id=id_, question=question, **{"phrasings": (), "answer": "From nine to five.", **fields}
    )


def make_milestone(
    id_: str = "launch", day: date | str = date(2013, 11, 7), **fields: Any
) -> Milestone:
    return Milestone(
        id=id_,
        date=date.fromisoformat(day) if isinstance(day, str) else day,
        **{
            "title": "The torch lifts off",
            "place": "Baikonur",
            "lat": 45.9,
            "lon": 63.3,
            "text": "Off it went.",
            **fields,
        },
    )


def make_window(first: str, last: str, day_one: str | None = None) -> RelayWindow:
    return RelayWindow(
        date.fromisoformat(first),
        date.fromisoformat(last),
        date.fromisoformat(day_one) if day_one else None,
    )


def make_knowledge(
    *entries: Entry,
    milestones: Iterable[Milestone] = (),
    vocabulary: Iterable[Iterable[str]] = (),
    sources: Iterable[Source] = (),
    relay: RelayWindow | None = None,
) -> Knowledge:
    return Knowledge(
        entries=entries,
        milestones=tuple(milestones),
        sources={source.id: source for source in sources},
        vocabulary=tuple(tuple(group) for group in vocabulary),
        relay=relay,
    )


def make_lookup(calendar: Calendar, vocabulary: Iterable[Iterable[str]] = ()) -> Lookup:
    """A lookup with the spelling corrector that a snapshot of the same milestones has."""
    knowledge = make_knowledge(milestones=calendar.milestones, vocabulary=vocabulary)
    return Lookup(calendar, Index(knowledge).corrector, knowledge.vocabulary)


FAQ = "entries:\n  - id: hours\n    question: When is it open?\n    answer: From nine to five.\n"


def make_files(
    faq: str | bytes | None = FAQ,
    *,
    milestones: str | bytes | None = None,
    sources: str | bytes | None = None,
    vocabulary: str | bytes | None = None,
) -> dict[str, bytes]:
    """The files of a folder as `load` takes them; indented text is dedented, None is no file."""
    texts = {
        "faq.yaml": faq,
        "milestones.yaml": milestones,
        "sources.yaml": sources,
        "vocabulary.yaml": vocabulary,
    }
    return {
        name: text if isinstance(text, bytes) else dedent(text).encode()
        for name, text in texts.items()
        if text is not None
    }


def dump(data: Mapping[str, Any]) -> bytes:
    """Plain data as YAML."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()
