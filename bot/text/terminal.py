"""What the terminal's chat says around answers: a welcome, help, questions to choose from."""

from collections.abc import Sequence

from bot.knowledge.model import Entry, Knowledge

CHAT_HELP = """Ask a question in your own words, or type
  a number           to choose one of the questions offered last
  /milestone [WHEN]  to see what happened on a day, at a place or at an event
  /help [TOPIC]      to see what you can ask
  /quit              to leave"""

WELCOME = "Ask me something; /help shows what I know, /quit leaves."
GO_LIVE = "To go live on Discord, set DISCORD_TOKEN (see .env.example)."
ENTRY_GONE = "That answer no longer exists."


def numbered(entries: Sequence[Entry]) -> str:
    """Questions to choose from, one a line, each with a number."""
    return "\n".join(f"  {at}. {entry.question}" for at, entry in enumerate(entries, start=1))


def topics_text(knowledge: Knowledge, topic: str) -> str:
    """The questions of a topic; all topics if there is none of that name."""
    for name, entries in knowledge.groups.items():
        if name.casefold() == topic.casefold():
            return "\n".join([f"{name}:", *(f"  {entry.question}" for entry in entries)])
    groups = knowledge.groups.items()
    return "\n".join(["Topics:", *(f"  {name} ({len(entries)})" for name, entries in groups)])
