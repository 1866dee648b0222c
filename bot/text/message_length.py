"""Checks that the answers and milestones of the knowledge fit into Discord's messages."""

from collections.abc import Iterator

from bot.knowledge.model import Finding, Knowledge, Position, Severity
from bot.text.markup import DISCORD, MESSAGE_LIMIT
from bot.text.milestones import milestone_card
from bot.text.sources import with_sources

HEADING_ROOM = 200  # characters kept free for a heading above a milestone
CROWDED = 0.9  # of a message: a longer answer leaves no room for another source


def too_long(knowledge: Knowledge) -> Iterator[Finding]:
    """An error for each answer and each milestone that does not fit into one message."""
    for entry in knowledge.entries:
        length = len(with_sources(entry.answer, entry.sources, DISCORD))
        if length > MESSAGE_LIMIT:
            yield _error(entry.answer_position, "answer", length, MESSAGE_LIMIT)
    for milestone in knowledge.milestones:
        length = len(milestone_card(milestone, DISCORD))
        if length > MESSAGE_LIMIT - HEADING_ROOM:
            yield _error(milestone.text_position, "text", length, MESSAGE_LIMIT - HEADING_ROOM)


def _error(position: Position, key: str, length: int, limit: int) -> Finding:
    return Finding(
        position,
        Severity.ERROR,
        f"“{key}” is too long: {length:,} characters on Discord, sources included; "
        f"at most {limit:,} fit",
    )


def crowded(knowledge: Knowledge) -> Iterator[Finding]:
    """A warning for each answer that nearly fills a message."""
    for entry in knowledge.entries:
        length = len(with_sources(entry.answer, entry.sources, DISCORD))
        if length > CROWDED * MESSAGE_LIMIT:
            yield Finding(
                entry.position,
                Severity.WARNING,
                f"{entry.id}: {length:,} of the {MESSAGE_LIMIT:,} characters that fit are used",
            )
