"""What `/faq` says about the knowledge files: reloaded, refused, checked."""

from collections.abc import Sequence

from bot.knowledge.diff import Changes, Difference
from bot.knowledge.model import Finding, Severity
from bot.text.counts import counted
from bot.text.markup import MESSAGE_LIMIT

_SHOWN_IDS = 10  # of each kind of change
_FINDING_LIMIT = 400  # characters
_NOT_TRIED = (
    "I haven't tested whether each wording finds its own entry, because that takes longer: "
    "run `flamekeeper check` in a terminal."
)
_FRAME = 60  # characters for the code block and the line that counts the rest


def reloaded(entries: int, changes: Difference, warnings: Sequence[Finding]) -> str:
    """After a reload: the number of entries, what changed, and the warnings."""
    text = f"Reloaded: {counted(entries, 'entry', 'entries')}. {_changes(changes)}"
    return _with_findings(text, warnings)


def reload_failed(findings: Sequence[Finding]) -> str:
    """After a reload of files with errors: the errors, and which version is in use."""
    return _with_findings("**Reload failed**; I'm still using the previous version.", findings)


def checked(entries: int | None, findings: Sequence[Finding]) -> str:
    """After a check: its findings; `entries` is None if the files can't be used."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    shown = [finding for finding in findings if finding.severity is not Severity.INFO]
    if entries is None:
        text = (
            f"{counted(errors, 'error')}. Fix {'it' if errors == 1 else 'them'} before reloading."
        )
    else:
        warnings = counted(len(shown), "warning")
        text = f"No errors: {counted(entries, 'entry', 'entries')}, {warnings}. {_NOT_TRIED}"
    return _with_findings(text, shown)


def _changes(changes: Difference) -> str:
    if not changes:
        return "Nothing has changed."
    parts = [
        _ids("entry", "entries", changes.entries),
        _ids("milestone", "milestones", changes.milestones),
        "the vocabulary or relay window changed" if changes.rest else "",
    ]
    text = "; ".join(filter(None, parts))
    return f"{text[0].upper()}{text[1:]}."


def _ids(noun: str, plural: str, changes: Changes) -> str:
    kinds = (("added", changes.added), ("removed", changes.removed), ("changed", changes.changed))
    parts: list[str] = []
    for kind, ids in kinds:
        if ids:
            more = f" and {len(ids) - _SHOWN_IDS} more" if len(ids) > _SHOWN_IDS else ""
            names = ", ".join(f"`{id_}`" for id_ in ids[:_SHOWN_IDS])
            parts.append(f"{counted(len(ids), noun, plural)} {kind}: {names}{more}")
    return "; ".join(parts)


def _with_findings(text: str, findings: Sequence[Finding]) -> str:
    """The text with as many findings as fit in one message, in the order of the files."""
    room = MESSAGE_LIMIT - len(text) - _FRAME
    lines: list[str] = []
    for finding in findings:
        line = str(finding).replace("```", "'''")[:_FINDING_LIMIT]
        if sum(map(len, lines)) + len(lines) + len(line) > room:
            break
        lines.append(line)
    if not lines:
        return text
    left = len(findings) - len(lines)
    more = f"\n… and {left} more: `flamekeeper check` lists them all." if left else ""
    listed = "\n".join(lines)
    return f"{text}\n```\n{listed}\n```{more}"
