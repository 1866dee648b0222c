"""The knowledge tried out by the matcher itself: wordings that do not lead to their own entry."""

from bot.knowledge.model import Finding, Knowledge, Position, Severity
from bot.matching.index import Index
from bot.matching.query import Exclusion
from bot.matching.ranking import RankingWeights, rank


def check_wordings(knowledge: Knowledge) -> tuple[Finding, ...]:
    """A warning on each wording that is nearer to another entry, even as it stands.

    Then, for information, how many wordings find their entry when they are left out, and which do
    not: what is left of an entry should still attract them.
    """
    index, by = Index(knowledge), RankingWeights()
    warnings: list[Finding] = []
    lost: list[Finding] = []
    tried = 0
    for number, entry in enumerate(knowledge.entries):
        for wording, text in enumerate(entry.wordings):
            query = index.parse_query(text)
            if len(entry.wordings) > 1:
                tried += 1
                others = rank(index, query, by, Exclusion(number, wording))
                if others and others[0].entry == number:
                    continue  # found without itself, it is found with itself all the more
                taken = index.entries[others[0].entry].id if others else "nothing"
                said = f"{entry.id}: left out, “{text}” finds {taken}"
                lost.append(Finding(entry.position, Severity.INFO, said))
            nearest = rank(index, query, by)
            if nearest and nearest[0].entry != number:
                taken = index.entries[nearest[0].entry].id
                said = f"{entry.id}: “{text}” is nearer to {taken}; reword it or move it"
                warnings.append(Finding(entry.position, Severity.WARNING, said))
    if not tried:
        return tuple(warnings)
    found = tried - len(lost)
    said = f"{found:,} of {tried:,} wordings ({found / tried:.1%}) find their entry when left out"
    summary = Finding(Position(knowledge.entries[0].position.path), Severity.INFO, said)
    return (*warnings, summary, *lost)
