"""The results of `check` and `eval`, as lines to read."""

from collections.abc import Iterable, Sequence

from bot.knowledge.model import Finding, Knowledge, Severity
from bot.text.counts import counted

NO_STYLE = "(no style)"  # for questions whose file gives none


def check_summary(knowledge: Knowledge | None, findings: Sequence[Finding]) -> str:
    """The size of the knowledge, if it can be used, and the number of errors and warnings."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    summary = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
    if knowledge is None:
        return summary
    phrasings = sum(len(entry.phrasings) for entry in knowledge.entries)
    size = (
        f"{counted(len(knowledge.entries), 'entry', 'entries')}, "
        f"{counted(phrasings, 'phrasing')}, {counted(len(knowledge.milestones), 'milestone')}"
    )
    return f"{size}: {summary}"


def share_line(
    name: str, percent: float | None, interval: tuple[float, float] | None, n: int
) -> str:
    """A share in percent with its 95 % interval; a dash if nothing was counted."""
    if percent is None or interval is None:
        return f"{name:<14} {'–':>6}"
    low, high = interval
    return f"{name:<14} {percent:>5} %  of {n:>4}   (95 %: {low}–{high})"


def left_out(follow_ups: int) -> str:
    """What `eval` says of questions that are not asked."""
    return f"{counted(follow_ups, 'follow-up')} left out: questions are asked one by one."


def miss_line(
    style: str, question: str, outcome: str, shown: Iterable[str], wanted: Iterable[str]
) -> str:
    """A question with the wrong outcome: what was shown, and what was wanted."""
    return f"{style}: {question!r} → {outcome} {[*shown]}, wanted {[*wanted]}"
