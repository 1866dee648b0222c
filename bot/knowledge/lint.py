"""What is allowed in the knowledge files and still worth a curator's look."""

from collections.abc import Iterator

from bot.knowledge.model import Finding, Knowledge, Severity


def lint(knowledge: Knowledge) -> tuple[Finding, ...]:
    """Warnings, in the order of the files. The knowledge itself is valid."""
    return tuple(
        sorted(
            (*_dangling(knowledge), *_unsourced(knowledge), *_off_the_earth(knowledge)),
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
