"""What is allowed in the knowledge files and still worth a curator's look."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.knowledge.model import Finding, Knowledge, Severity

_SMALL = frozenset(
    """a an the of in on at to for and or is are was were did do does that this it its there
    any please""".split()
)


def lint(knowledge: Knowledge) -> tuple[Finding, ...]:
    """Warnings, in the order of the files. The knowledge itself is valid."""
    return tuple(
        sorted(
            (
                *_dangling(knowledge),
                *_unsourced(knowledge),
                *_off_the_earth(knowledge),
                *_near_equal(knowledge),
                *_no_link(knowledge),
                *_unused(knowledge),
            ),
            key=lambda finding: (finding.position.path, finding.position.line),
        )
    )


def _dangling(knowledge: Knowledge) -> Iterator[Finding]:
    for entry in knowledge.entries:
        for id_ in entry.see_also:
            if id_ not in knowledge.by_id:
                yield Finding(
                    entry.position,
                    Severity.WARNING,
                    f"{entry.id}: see_also names “{id_}”, and there is no such entry",
                )


def _unsourced(knowledge: Knowledge) -> Iterator[Finding]:
    if not knowledge.sources:
        return
    for entry in knowledge.entries:
        if not entry.sources:
            yield Finding(
                entry.position, Severity.WARNING, f"{entry.id}: the answer names no source"
            )


def _off_the_earth(knowledge: Knowledge) -> Iterator[Finding]:
    for milestone in knowledge.milestones:
        if abs(milestone.lat) > 90 or abs(milestone.lon) > 180:
            yield Finding(
                milestone.position,
                Severity.WARNING,
                f"{milestone.id}: {milestone.lat:g}, {milestone.lon:g} is not on the earth",
            )


def _near_equal(knowledge: Knowledge) -> Iterator[Finding]:
    """Wordings of two entries that differ only in order or small words."""
    first: dict[frozenset[str], str] = {}
    for entry in knowledge.entries:
        for wording in entry.wordings:
            words = frozenset(re.findall(r"[^\W_]+", wording.casefold())) - _SMALL
            owner = first.setdefault(words, entry.id)
            if words and owner != entry.id:
                yield Finding(
                    entry.position,
                    Severity.WARNING,
                    f"{entry.id}: “{wording}” also asks for {owner}; give it words of its own",
                )


def _no_link(knowledge: Knowledge) -> Iterator[Finding]:
    for source in knowledge.sources.values():
        parts = urlsplit(source.url or "")
        if source.link and (parts.scheme != "https" or "." not in parts.netloc):
            yield Finding(
                source.position,
                Severity.WARNING,
                f"{source.id}: shown as a link, but its url is no https address",
            )


def _unused(knowledge: Knowledge) -> Iterator[Finding]:
    cited = {
        source.id for item in (*knowledge.entries, *knowledge.milestones) for source in item.sources
    }
    for source in knowledge.sources.values():
        if source.id not in cited:
            yield Finding(
                source.position, Severity.WARNING, f"{source.id}: nothing cites this source"
            )
