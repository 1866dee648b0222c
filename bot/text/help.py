"""What `/help` says, and the line below the bot's name that leads to it."""

from collections.abc import Iterable, Mapping, Sequence

from bot.knowledge.model import Entry
from bot.text.markup import MESSAGE_LIMIT

STATUS = "/help shows what I know"

_ABOUT = """**Ask me in your own words**: mention me, reply to one of my answers, send me a DM, \
or use `/ask`.
`/milestone` shows what happened on a day, at a place or at an event; on its own, today's \
anniversary or the next one.
`/journey` shows the whole route on a map.
If I don't know something, I'll say so. My answers name their sources.

**What you can ask me about** (`/help` with a topic lists its questions):"""


def overview(groups: Mapping[str, Sequence[Entry]]) -> str:
    """What the bot does, and the topics with an example each."""
    return _with_lines(
        _ABOUT,
        [
            f"- **{name}** ({len(entries)}): {entries[0].question}"
            for name, entries in groups.items()
        ],
    )


def topic_questions(name: str, entries: Sequence[Entry]) -> str:
    """The questions of one topic."""
    return _with_lines(f"**{name}**", [f"- {entry.question}" for entry in entries])


def no_such_topic(names: Iterable[str]) -> str:
    """The reply to a topic that doesn't exist: the topics that do."""
    return f"I don't have that topic. My topics are: {', '.join(names)}."


def _with_lines(text: str, lines: Sequence[str]) -> str:
    """The text with as many lines below it as fit in one message; the rest are counted."""
    for at, line in enumerate(lines):
        more = f"\n… and {len(lines) - at} more"
        if len(text) + len(line) + len(more) > MESSAGE_LIMIT:
            return text + more
        text += f"\n{line}"
    return text
