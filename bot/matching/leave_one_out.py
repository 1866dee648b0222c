"""Checks that each wording, asked as a question, finds its own entry."""

from bot.knowledge.model import Finding, Knowledge, Position, Severity
from bot.matching.index import Index
from bot.matching.query import Exclusion
from bot.matching.ranking import RankingWeights, rank


def check_wordings(knowledge: Knowledge) -> tuple[Finding, ...]:
    """Return a warning for each wording that is nearer to another entry than to its own.

    Further findings, for information, say how many wordings find their entry when they are left out
    of it (leave-one-out), and which do not. The other wordings of an entry should be enough.
    """
    index, weights = Index(knowledge), RankingWeights()
    warnings: list[Finding] = []
    lost: list[Finding] = []
    tested = 0
    for number, entry in enumerate(knowledge.entries):
        for wording, text in enumerate(entry.wordings):
            query = index.parse_query(text)
            if len(entry.wordings) > 1:
                tested += 1
                ranked = rank(index, query, weights, Exclusion(number, wording))
                if ranked and ranked[0].entry == number:
                    continue  # with the wording itself, the entry scores even higher
                other = index.entries[ranked[0].entry].id if ranked else "nothing"
                message = f"{entry.id}: left out, “{text}” finds {other}"
                lost.append(Finding(entry.position, Severity.INFO, message))
            ranked = rank(index, query, weights)
            if ranked and ranked[0].entry != number:
                other = index.entries[ranked[0].entry].id
                message = f"{entry.id}: “{text}” is nearer to {other}; reword it or move it"
                warnings.append(Finding(entry.position, Severity.WARNING, message))
    if not tested:
        return tuple(warnings)
    found = tested - len(lost)
    message = (
        f"{found:,} of {tested:,} wordings ({found / tested:.1%}) find their entry when left out"
    )
    summary = Finding(Position(knowledge.entries[0].position.path), Severity.INFO, message)
    return (*warnings, summary, *lost)
