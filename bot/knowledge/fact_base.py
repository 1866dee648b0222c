"""Checks the facts that entries name against the fact base, facts.yaml.

Only people who write the FAQ need it: the bot never reads it to answer, and any findings are
warnings, because nothing in it makes the knowledge unusable. Beyond `facts:`, a list of items
with an `id`, its form is free.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.knowledge.loading import FAQ
from bot.knowledge.model import Finding, KnowledgeError, Position, Severity
from bot.knowledge.validation import FileValidator, child
from bot.knowledge.yaml_tree import Node, read_tree

FACTS = "facts.yaml"


def check_facts(
    folder: str, files: Mapping[str, bytes], facts: bytes | None
) -> tuple[Finding, ...]:
    """A warning for each fact that an entry names but that the fact base does not have.

    `files`: those of a folder without errors; `facts`: the fact base, None if there is none.
    """
    if facts is None:
        return ()
    checker = _Checker(folder)
    known = checker.known(facts)
    if known:
        for entry in checker.children(child(checker.root(FAQ, files[FAQ], {"entries"}), "entries")):
            checker.report_unknown(entry, "facts", known, "fact")
    return tuple(replace(finding, severity=Severity.WARNING) for finding in checker.findings)


class _Checker(FileValidator):
    """Reads the fact base as freely as its form is."""

    def known(self, data: bytes) -> set[str]:
        """The ids of the facts; none, with the reason reported, if they cannot be read."""
        path = f"{self.folder}/{FACTS}"
        try:
            tree = read_tree(path, data)
        except KnowledgeError as error:
            self.findings.extend(error.findings)
            return set()
        self.findings.extend(tree.findings)
        facts = [
            (id_, fact) for fact in self.children(child(tree.root, "facts")) if (id_ := _id(fact))
        ]
        if not facts:
            self.report(
                Position(path), "no fact can be looked up; it needs “facts:”, a list with ids"
            )
        self.report_duplicates(facts)
        return {id_ for id_, _ in facts}


def _id(fact: Node) -> str | None:
    node = child(fact, "id")
    return node.value if node is not None and isinstance(node.value, str) else None
