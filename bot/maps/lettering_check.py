"""Checks whether the font of the maps has the letters of all names."""

from collections.abc import Iterator

from bot.knowledge.model import Finding, Knowledge, Milestone, Position, Severity
from bot.maps.legible import legible, track_name
from bot.maps.lettering import lettering

_SHOWN = 5  # of what the font does not have


def check_lettering(knowledge: Knowledge) -> Iterator[Finding]:
    """Warn of each name that the maps draw only in part, and note each simplified one."""
    tracks: dict[str, Milestone] = {}
    for milestone in knowledge.milestones:
        drawn = legible(milestone)
        yield from _findings(
            milestone, milestone.place_position, "place", milestone.place, drawn.place,
            "add the name in Latin, Greek or Cyrillic letters to its aliases",
        )  # fmt: skip
        yield from _findings(
            milestone, milestone.title_position, "title", milestone.title, drawn.title,
            "write the title in Latin, Greek or Cyrillic letters",
        )  # fmt: skip
        if milestone.track:
            tracks.setdefault(milestone.track, milestone)
    for number, (track, milestone) in enumerate(tracks.items(), 1):
        yield from _findings(
            milestone, milestone.position, "track", track, track_name(track, number),
            "write the track in Latin, Greek or Cyrillic letters",
        )  # fmt: skip


def _findings(
    milestone: Milestone, position: Position, key: str, written: str, drawn: str, advice: str
) -> Iterator[Finding]:
    found = lettering(written)
    missing = found.lost or tuple(found.simplified)
    if not missing:
        return
    shown = ", ".join(f"“{each}”" for each in missing[:_SHOWN])
    message = (
        f"{milestone.id}: the font of the maps has no {shown}, "
        f"so the maps show “{drawn}” as the {key}"
    )
    if found.lost:
        message = f"{message}; if that is not right, {advice}"
    yield Finding(position, Severity.WARNING if found.lost else Severity.INFO, message)
