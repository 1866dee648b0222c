"""Checks that the wordings of an entry have the words without which it is not meant."""

from bot.knowledge.model import Finding, Knowledge, Severity
from bot.language.only_if import NeededWords, folded
from bot.language.synonyms import Synonyms
from bot.language.tokens import tokenise


def check_only_if(knowledge: Knowledge) -> tuple[Finding, ...]:
    """A warning for each wording of an entry with `only_if` that has none of those words."""
    synonyms = Synonyms(knowledge.vocabulary)
    warnings: list[Finding] = []
    for entry in knowledge.entries:
        if not (needed := NeededWords(entry.only_if, synonyms)):
            continue
        words = ", ".join(f"“{word}”" for word in entry.only_if)
        for wording, position in entry.placed_wordings:
            if not needed.are_met_by(folded(tokenise(wording), synonyms)):
                message = (
                    f"{entry.id}: “{wording}” has no word of its only_if ({words}), so that "
                    "nothing else like it is answered; add one to the wording, or to only_if"
                )
                warnings.append(Finding(position, Severity.WARNING, message))
    return tuple(warnings)
