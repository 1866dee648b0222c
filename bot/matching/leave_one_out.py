"""Checks that each wording, asked as a question, finds its own entry."""

from collections.abc import Iterator

from bot.knowledge.model import Entry, Finding, Knowledge, Position, Severity
from bot.matching.index import Index
from bot.matching.query import Exclusion
from bot.matching.query_builder import parse_query
from bot.matching.ranking import rank

FEW_WORDINGS = 8  # with fewer, most of people's questions do not find an entry
FEW_FOUND = 0.4  # of an entry's wordings, at least this share should find it when left out


def check_wordings(knowledge: Knowledge) -> tuple[Finding, ...]:
    """Return a warning for each wording that is nearer to another entry than to its own.

    Further findings, for information, say how many wordings find their entry when they are left out
    of it (leave-one-out), which do not, and which entries need more wordings. The other wordings of
    an entry should be enough.
    """
    index = Index(knowledge)
    warnings: list[Finding] = []
    needy: list[Finding] = []
    lost: list[Finding] = []
    for number, entry in enumerate(knowledge.entries):
        own = list(_lost(index, number, entry))
        lost += own
        if own or len(entry.wordings) == 1:
            warnings += _misplaced(index, number, entry)
        needy += _needs_more(entry, len(entry.wordings) - len(own))
    tested = sum(len(entry.wordings) for entry in knowledge.entries if len(entry.wordings) > 1)
    if not tested:
        return (*warnings, *needy)
    found = tested - len(lost)
    message = (
        f"{found:,} of {tested:,} wordings ({found / tested:.1%}) find their entry when left out"
    )
    summary = Finding(Position(knowledge.entries[0].position.path), Severity.INFO, message)
    return (*warnings, summary, *needy, *lost)


def _lost(index: Index, number: int, entry: Entry) -> Iterator[Finding]:
    """Yield a finding for each wording that does not find its entry when it is left out."""
    if len(entry.wordings) < 2:
        return
    for wording, (text, position) in enumerate(entry.placed_wordings):
        ranked = rank(index, parse_query(index, text), Exclusion(number, wording))
        if not ranked or ranked[0].document != number:
            other = index.documents[ranked[0].document].id if ranked else "nothing"
            message = f"{entry.id}: left out, “{text}” finds {other}"
            yield Finding(position, Severity.INFO, message)


def _misplaced(index: Index, number: int, entry: Entry) -> Iterator[Finding]:
    """Yield a warning for each wording that is nearer to another entry."""
    for text, position in entry.placed_wordings:
        ranked = rank(index, parse_query(index, text))
        if ranked and ranked[0].document != number:
            other = index.documents[ranked[0].document].id
            message = f"{entry.id}: “{text}” is nearer to {other}; reword it or move it"
            yield Finding(position, Severity.WARNING, message)


def _needs_more(entry: Entry, found: int) -> Iterator[Finding]:
    """Yield a finding if an entry needs more wordings; `found`: those that find it left out."""
    count = len(entry.wordings)
    if count < FEW_WORDINGS:
        reason = f"it has {count}, and with fewer than {FEW_WORDINGS} most questions do not find it"
    elif found < FEW_FOUND * count:
        reason = f"only {found} of its {count} find it when left out"
    else:
        return
    message = f"{entry.id}: add wordings that use other words: {reason}"
    yield Finding(entry.position, Severity.INFO, message)
