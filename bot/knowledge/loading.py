"""Turns the bytes of the knowledge files into `Knowledge` and findings. Does not read the disk."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.knowledge.model import (
    Entry,
    Finding,
    Knowledge,
    KnowledgeError,
    Milestone,
    RelayWindow,
    Severity,
    Source,
)
from bot.knowledge.phrasings import add_phrasings, ownerless, read_phrasings
from bot.knowledge.schema import (
    EntryShape,
    MilestoneShape,
    RelayShape,
    SourceShape,
    VocabularyShape,
)
from bot.knowledge.validation import FileValidator, child, position_of
from bot.knowledge.yaml_tree import Node

FAQ, MILESTONES, SOURCES, VOCABULARY = (
    "faq.yaml",
    "milestones.yaml",
    "sources.yaml",
    "vocabulary.yaml",
)
FILES = (FAQ, MILESTONES, SOURCES, VOCABULARY)  # and the phrasings files


def load(folder: str, files: Mapping[str, bytes]) -> Knowledge:
    """Build the knowledge from the files of a folder, given as name → bytes.

    `folder` is only used to name positions. Raises KnowledgeError with all errors in the files.
    """
    knowledge, findings = parse(folder, files)
    if errors := errors_in(findings):
        raise KnowledgeError(errors)
    return knowledge


def errors_in(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with which the files cannot be used."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def parse(folder: str, files: Mapping[str, bytes]) -> tuple[Knowledge, tuple[Finding, ...]]:
    """The valid part of the knowledge, and all findings, in the order of the files.

    A file with a YAML syntax error has just that one finding. The warnings are also in the
    knowledge.
    """
    loader = _Loader(folder)
    sources = loader.sources(files.get(SOURCES))
    relay, milestones = loader.milestones(files.get(MILESTONES), sources)
    more = tuple(read_phrasings(loader, files))
    entries = tuple(
        add_phrasings(entry, more) for entry in loader.entries(files.get(FAQ), sources, milestones)
    )
    vocabulary = tuple(loader.vocabulary(files.get(VOCABULARY)))
    findings = without_repeats(loader.findings)
    knowledge = Knowledge(
        entries=entries,
        milestones=tuple(sorted(milestones, key=lambda milestone: milestone.date)),
        sources=sources,
        vocabulary=vocabulary,
        relay=relay,
        ownerless_phrasings=ownerless(more, entries),
        warnings=tuple(finding for finding in findings if finding.severity is not Severity.ERROR),
    )
    return knowledge, findings


def without_repeats(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in the order of the files, without warnings where an error is told."""
    ordered = sorted(findings, key=by_position)
    wrong = {finding.position for finding in errors_in(ordered)}
    return tuple(
        finding
        for finding in ordered
        if finding.severity is Severity.ERROR or finding.position not in wrong
    )


def by_position(finding: Finding) -> tuple[str, int, int]:
    """The order of findings: by file, line and column."""
    return (finding.position.path, finding.position.line, finding.position.column)


class _Loader(FileValidator):
    """Builds the parts of the knowledge from the valid items of the files."""

    sources_have_errors = False  # then citations cannot be checked
    milestones_have_errors = False  # then the days of entries cannot be checked

    def sources(self, data: bytes | None) -> dict[str, Source]:
        errors = len(errors_in(self.findings))
        node = child(self.root(SOURCES, data, {"sources"}), "sources")
        sources = self._sources(node)
        self.sources_have_errors = len(errors_in(self.findings)) > errors
        return sources

    def _sources(self, node: Node | None) -> dict[str, Source]:
        if node is None or node.value is None:
            return {}
        if not isinstance(node.value, dict):
            message = "must be a mapping of id → source"
            remedy = "; write the id and a colon above the other keys, and no “- ”"
            self.report_container(node, message + (remedy if isinstance(node.value, list) else ""))
            return {}
        keys = SourceShape.model_fields
        for key in [key for key, item in node.value.items() if key in keys and item.value]:
            self.report(
                node.keys[key],
                f"“{key}” is indented like the id of a source; indent it more if it belongs to the "
                "one above",
            )
        shapes = (
            (key, self.validate(SourceShape, item))
            for key, item in node.value.items()
            if key not in keys or isinstance(item.value, dict)
        )
        return {
            key: Source(id=key, **shape.model_dump(), position=node.keys[key])
            for key, shape in shapes
            if shape is not None
        }

    def entries(
        self,
        data: bytes | None,
        sources: Mapping[str, Source],
        milestones: Iterable[Milestone],
    ) -> Iterator[Entry]:
        days = {milestone.id for milestone in milestones}
        root = self.root(FAQ, data, {"entries"}, required=True)
        items = list(self.items(root, "entries", EntryShape, required=True))
        self.report_duplicates((shape.id, node) for shape, node in items)
        for shape, node in items:
            if not self.milestones_have_errors:
                self.report_unknown(node, "milestones", days, "milestone")
            yield Entry(
                id=shape.id,
                question=shape.question,
                phrasings=shape.phrasings,
                answer=shape.answer,
                group=shape.group,
                sources=self._cited(shape.sources, node, sources),
                facts=shape.facts,
                see_also=shape.see_also,
                milestones=tuple(id_ for id_ in shape.milestones if id_ in days),
                only_if=shape.only_if,
                position=node.position,
                answer_position=position_of(node, "answer"),
                phrasing_positions=tuple(
                    text.position for text in self.children(child(node, "phrasings"))
                ),
            )

    def milestones(
        self, data: bytes | None, sources: Mapping[str, Source]
    ) -> tuple[RelayWindow | None, list[Milestone]]:
        errors = len(errors_in(self.findings))
        root = self.root(MILESTONES, data, {"relay", "milestones"})
        items = list(self.items(root, "milestones", MilestoneShape))
        self.report_duplicates((shape.id, node) for shape, node in items)
        milestones: list[Milestone] = []
        for shape, node in items:
            fields: dict[str, Any] = shape.model_dump(exclude={"sources"})
            milestones.append(
                Milestone(
                    **fields,
                    sources=self._cited(shape.sources, node, sources),
                    position=node.position,
                    title_position=position_of(node, "title"),
                    place_position=position_of(node, "place"),
                    text_position=position_of(node, "text"),
                )
            )
        self.milestones_have_errors = len(errors_in(self.findings)) > errors
        return self._relay(child(root, "relay")), milestones

    def _relay(self, node: Node | None) -> RelayWindow | None:
        shape = self.validate(RelayShape, node) if node else None
        if node is None or shape is None:
            return None
        if shape.last < shape.first:
            self.report(node.position, f"the relay ends ({shape.last}) before it starts")
        return RelayWindow(shape.first, shape.last, shape.day_one)

    def vocabulary(self, data: bytes | None) -> Iterator[tuple[str, ...]]:
        node = child(self.root(VOCABULARY, data, {"groups"}), "groups")
        for item in self.children(node):
            wrapped = Node({"words": item}, item.position, {"words": item.position})
            if (shape := self.validate(VocabularyShape, wrapped)) is not None:
                yield tuple(shape.words)

    def _cited(
        self, ids: Iterable[str], node: Node, sources: Mapping[str, Source]
    ) -> tuple[Source, ...]:
        """The sources with the given ids; ids that do not exist are reported."""
        if not self.sources_have_errors:
            self.report_unknown(node, "sources", sources, "source")
        return tuple(sources[id_] for id_ in ids if id_ in sources)
