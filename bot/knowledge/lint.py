"""Warnings and notes about knowledge that is valid, but that its author should look at."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.knowledge.loading import by_position
from bot.knowledge.misreadings import meant
from bot.knowledge.model import Finding, Knowledge, Position, Severity
from bot.knowledge.odd_characters import oddity

_SMALL_WORDS = frozenset(
    """a an the of in on at to for and or is are was were did do does that this it its there
    any please""".split()
)


def lint(knowledge: Knowledge) -> tuple[Finding, ...]:
    """All warnings and notes, in the order of the files."""
    return tuple(
        sorted(
            (
                *knowledge.warnings,
                *_unknown_see_also(knowledge),
                *_without_source(knowledge),
                *_impossible_positions(knowledge),
                *_leap_days(knowledge),
                *_ownerless_phrasings(knowledge),
                *_wordless_only_if(knowledge),
                *_repeated(knowledge),
                *_near_duplicates(knowledge),
                *_broken_links(knowledge),
                *_unused_sources(knowledge),
            ),
            key=by_position,
        )
    )


def _unknown_see_also(knowledge: Knowledge) -> Iterator[Finding]:
    for entry in knowledge.entries:
        for id_ in entry.see_also:
            if id_ not in knowledge.by_id:
                near = meant(id_, knowledge.by_id)
                instead = f"; {near} may be meant" if near else ""
                yield Finding(
                    entry.position,
                    Severity.WARNING,
                    f"{entry.id}: see_also names “{id_}”{oddity(id_)}, but there is no such entry"
                    f"{instead}",
                )


def _ownerless_phrasings(knowledge: Knowledge) -> Iterator[Finding]:
    for id_, position in knowledge.ownerless_phrasings:
        near = meant(id_, knowledge.by_id)
        yield Finding(
            position,
            Severity.WARNING,
            f"{id_}{oddity(id_)}: there is no such entry, so these phrasings are not used; "
            + (f"write {near} if it is meant" if near else "put them under another entry")
            + ", or remove them if the entry was retired",
        )


def _wordless_only_if(knowledge: Knowledge) -> Iterator[Finding]:
    """What no message can have, because it is compared word by word."""
    for item in (*knowledge.entries, *knowledge.milestones):
        for phrase in item.only_if:
            if not _words(phrase):
                yield Finding(
                    item.position,
                    Severity.WARNING,
                    f"{item.id}: “{phrase}” in only_if has no word, so that no question meets it; "
                    "remove it, or write a word",
                )


def _repeated(knowledge: Knowledge) -> Iterator[Finding]:
    """Wordings that their own entry has already, letter case and punctuation aside."""
    for entry in knowledge.entries:
        first: dict[tuple[str, ...], Position] = {}
        for wording, position in entry.placed_wordings:
            words = tuple(_words(wording))
            if words in first:
                yield Finding(
                    position,
                    Severity.WARNING,
                    f"{entry.id}: “{wording}” is already one of its wordings "
                    f"({first[words]}); remove one",
                )
            elif words:
                first[words] = position


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


def _leap_days(knowledge: Knowledge) -> Iterator[Finding]:
    """Days that most years do not have."""
    for milestone in knowledge.milestones:
        is_posted = knowledge.relay is None or milestone.date in knowledge.relay
        if is_posted and (milestone.date.month, milestone.date.day) == (2, 29):
            yield Finding(
                milestone.position,
                Severity.INFO,
                f"{milestone.id}: in years without 29 February, it is posted on the 28th",
            )


def _near_duplicates(knowledge: Knowledge) -> Iterator[Finding]:
    """Wordings of two entries that differ only in the order of words or in small words.

    Of a wording in faq.yaml and one in another file, the one in the other file is to be reworded.
    """
    wordings = [
        (entry, wording, position)
        for entry in knowledge.entries
        for wording, position in entry.placed_wordings
    ]
    wordings.sort(key=lambda placed: placed[2].path != placed[0].position.path)
    first: dict[frozenset[str], tuple[str, Position]] = {}
    for entry, wording, position in wordings:
        words = frozenset(_words(wording)) - _SMALL_WORDS
        owner, where = first.setdefault(words, (entry.id, position))
        if words and owner != entry.id:
            yield Finding(
                position,
                Severity.WARNING,
                f"{entry.id}: “{wording}” is nearly a wording of {owner} too ({where}); reword it",
            )


def _words(wording: str) -> list[str]:
    return re.findall(r"[^\W_]+", wording.casefold())


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
