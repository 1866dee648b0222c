"""Warnings about knowledge that is valid, but that its author should look at."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.knowledge.model import Finding, Knowledge, Severity

_SMALL_WORDS = frozenset(
    """a an the of in on at to for and or is are was were did do does that this it its there
    any please""".split()
)


def lint(knowledge: Knowledge) -> tuple[Finding, ...]:
    """All warnings, in the order of the files."""
    return tuple(
        sorted(
            (
                *_unknown_see_also(knowledge),
                *_without_source(knowledge),
                *_impossible_positions(knowledge),
                *_near_duplicates(knowledge),
                *_broken_links(knowledge),
                *_unused_sources(knowledge),
            ),
            key=lambda finding: (finding.position.path, finding.position.line),
        )
    )


def _unknown_see_also(knowledge: Knowledge) -> Iterator[Finding]:
    for entry in knowledge.entries:
        for id_ in entry.see_also:
            if id_ not in knowledge.by_id:
                yield Finding(
                    entry.position,
                    Severity.WARNING,
                    f"{entry.id}: see_also names “{id_}”, but there is no such entry",
                )


def _without_source(knowledge: Knowledge) -> Iterator[Finding]:
    if not knowledge.sources:
        return
    for entry in knowledge.entries:
        if not entry.sources:
            yield Finding(entry.position, Severity.WARNING, f"{entry.id}: the answer has no source")


def _impossible_positions(knowledge: Knowledge) -> Iterator[Finding]:
    for milestone in knowledge.milestones:
        if abs(milestone.lat) > 90 or abs(milestone.lon) > 180:
            yield Finding(
                milestone.position,
                Severity.WARNING,
                f"{milestone.id}: {milestone.lat:g}, {milestone.lon:g} is not a position on Earth",
            )


def _near_duplicates(knowledge: Knowledge) -> Iterator[Finding]:
    """Wordings of two entries that differ only in the order of words or in small words."""
    first: dict[frozenset[str], str] = {}
    for entry in knowledge.entries:
        for wording in entry.wordings:
            words = frozenset(re.findall(r"[^\W_]+", wording.casefold())) - _SMALL_WORDS
            owner = first.setdefault(words, entry.id)
            if words and owner != entry.id:
                yield Finding(
                    entry.position,
                    Severity.WARNING,
                    f"{entry.id}: “{wording}” is nearly a wording of {owner} too; reword it",
                )


def _broken_links(knowledge: Knowledge) -> Iterator[Finding]:
    for source in knowledge.sources.values():
        parts = urlsplit(source.url or "")
        if source.link and (parts.scheme != "https" or "." not in parts.netloc):
            yield Finding(
                source.position,
                Severity.WARNING,
                f"{source.id}: shown as a link, but its url is not an https address",
            )


def _unused_sources(knowledge: Knowledge) -> Iterator[Finding]:
    cited = {
        source.id for item in (*knowledge.entries, *knowledge.milestones) for source in item.sources
    }
    for source in knowledge.sources.values():
        if source.id not in cited:
            yield Finding(
                source.position, Severity.WARNING, f"{source.id}: nothing cites this source"
            )
