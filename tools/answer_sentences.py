"""Measure how often the bold words of an answer are those that answer the question.

    python tools/answer_sentences.py [FILE] [--knowledge DIR] [--misses]

A line of the file (`knowledge/eval_sentences.jsonl`) has a question `q`, the id of an `entry`, in
`sentences` how each sentence of its answer that answers the question begins, and the `part` of the
set that it belongs to. A question counts if all that is bold lies in such sentences. Below it are
the same figure for what the author of the answer set bold, and how often some of that does.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.knowledge.loading import load
from bot.knowledge.model import Knowledge
from bot.language.prose import Prose, read_prose
from bot.language.question import parse_question
from bot.matching.index import Index
from bot.service.emphasis import Emphasis, asked_in
from bot.service.evaluation import Share
from bot.settings import packaged_knowledge
from bot.store.folder import DiskFolder
from bot.text.checks import share_line


@dataclass(frozen=True)
class Row:
    """A question, with the beginnings of the sentences that answer it."""

    question: str
    entry: str
    beginnings: tuple[str, ...]
    part: str


@dataclass
class Figures:
    """The figures of one part of the set."""

    bold: Share = field(default_factory=Share)
    authors: Share = field(default_factory=Share)
    some_of_authors: Share = field(default_factory=Share)


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a file."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield Row(row["q"], row["entry"], tuple(row["sentences"]), row.get("part", "all"))


def right_sentences(prose: Prose, row: Row) -> set[int]:
    """Return the numbers of the sentences that answer; SystemExit if a beginning is in none."""
    right: set[int] = set()
    for beginning in row.beginnings:
        text = beginning.replace("**", "").removeprefix("- ").strip(" *")
        found = [
            n for n, each in enumerate(prose.sentences) if each.text.lstrip("*").startswith(text)
        ]
        if not found:
            raise SystemExit(f"{row.question}: no sentence of {row.entry} begins with “{text}”.")
        right |= {*found}
    return right


def measure(knowledge: Knowledge, rows: list[Row]) -> tuple[dict[str, Figures], list[Row]]:
    """Return the figures of each part, and the rows with something else in bold."""
    index = Index(knowledge)
    emphasis = Emphasis(index, knowledge)
    figures: dict[str, Figures] = {}
    misses: list[Row] = []
    for row in rows:
        entry = knowledge.by_id[row.entry]
        prose = read_prose(entry.answer)
        right = right_sentences(prose, row)
        questions = asked_in(parse_question(row.question, index.corrector))
        bold = numbers_with_bold(read_prose(emphasis.following(entry, questions).answer))
        authors = numbers_with_bold(prose)
        part = figures.setdefault(row.part, Figures())
        part.bold.add(bool(bold) and bold <= right)
        part.authors.add(bool(authors) and authors <= right)
        part.some_of_authors.add(not authors.isdisjoint(right))
        if not (bold and bold <= right):
            misses.append(row)
    return figures, misses


def numbers_with_bold(prose: Prose) -> set[int]:
    """Return the numbers of the sentences in which something is bold."""
    return {number for number, each in enumerate(prose.sentences) if each.bold}


def main() -> None:
    """Print the figures, with 95 % intervals."""
    folder = packaged_knowledge()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=folder / "eval_sentences.jsonl")
    parser.add_argument("--knowledge", type=Path, default=folder)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    disk = DiskFolder(options.knowledge)
    figures, misses = measure(load(disk.name, disk.read()), list(read_rows(options.file)))
    lines = [*_lines(figures)]
    if options.misses:
        lines += [f"{row.part}, {row.entry}: {row.question}" for row in misses]
    print("\n".join(lines))  # noqa: T201


def _lines(figures: dict[str, Figures]) -> Iterator[str]:
    for part, each in sorted(figures.items()):
        for name, share in (
            (part, each.bold),
            ("author's", each.authors),
            ("some of it", each.some_of_authors),
        ):
            yield share_line(name, share.percent, share.interval, share.n)


if __name__ == "__main__":
    main()
