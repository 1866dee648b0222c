"""What the index holds: the entries of the FAQ and the milestones of the calendar, side by side."""

from dataclasses import dataclass

from bot.knowledge.model import Entry, Knowledge, Milestone


@dataclass(frozen=True, slots=True)
class Document:
    """An entry or a milestone: the ways of asking for it, and the text that answers."""

    item: Entry | Milestone
    wordings: tuple[str, ...]
    text: str

    @property
    def id(self) -> str:
        """The id of the entry or milestone."""
        return self.item.id


def documents_of(knowledge: Knowledge) -> tuple[Document, ...]:
    """Return a document for each entry, then one for each milestone.

    The names of a milestone (its title, place, aliases and events) are indexed as questions for its
    day, so that they are compared with a question like the wordings of an entry.
    """
    entries = (Document(entry, entry.wordings, entry.answer) for entry in knowledge.entries)
    milestones = (
        Document(milestone, tuple(f"when {name}" for name in _names(milestone)), milestone.text)
        for milestone in knowledge.milestones
    )
    return (*entries, *milestones)


def _names(milestone: Milestone) -> tuple[str, ...]:
    return tuple(dict.fromkeys((milestone.title, *milestone.events, *milestone.place_names)))
