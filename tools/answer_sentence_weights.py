"""Fit the weights with which the sentences of an answer are compared, and print them.

    python tools/answer_sentence_weights.py [FILE]

It learns from the parts `seen` and `own` of `knowledge/eval_sentences.jsonl`, and from the entries'
own questions, which the author's bold words answer: of a right sentence and a wrong one, the right
one should score higher. The printed weights belong into `bot/matching/answer_sentence.py`.
"""

import argparse
from collections.abc import Iterator, Sequence
from operator import mul, sub
from pathlib import Path

from answer_sentences import numbers_with_bold, read_rows, right_sentences

from bot.knowledge.loading import load
from bot.knowledge.model import Knowledge
from bot.language.prose import read_prose
from bot.language.question import parse_question
from bot.matching.answer_sentence import WEIGHTS, AnswerSentences, Features
from bot.matching.asking import Asking
from bot.matching.index import Index
from bot.matching.logistic_regression import fit
from bot.service.emphasis import asked_in
from bot.settings import packaged_knowledge
from bot.store.folder import DiskFolder

PARTS = ("seen", "own")
ROUNDS = 3  # in each, the right sentence with the highest score in the one before counts
RIDGE = 1.0

Case = tuple[Sequence[Features], set[int]]  # of the sentences of an answer, and which are right


def learn(cases: Sequence[Case]) -> Features:
    """Return the weights that put a right sentence above the wrong ones."""
    weights = WEIGHTS
    for _ in range(ROUNDS):
        better = [pair for case in cases for pair in _differences(case, weights)]
        worse = [tuple(-value for value in pair) for pair in better]
        labels = [1.0] * len(better) + [0.0] * len(worse)
        weights = Features(*fit([*better, *worse], labels, [1] * len(WEIGHTS), RIDGE))
    return weights


def _differences(case: Case, weights: Features) -> Iterator[tuple[float, ...]]:
    """Yield by how much the features of the best right sentence exceed those of each wrong one."""
    sentences, right = case
    best = max((sentences[number] for number in right), key=lambda own: sum(map(mul, own, weights)))
    for number, other in enumerate(sentences):
        if number not in right:
            yield tuple(map(sub, best, other))


def cases_in(knowledge: Knowledge, path: Path) -> Iterator[Case]:
    """Yield the labelled questions and the entries' own."""
    index = Index(knowledge)
    documents = {document.id: document for document in index.entries}
    proses = {entry.id: read_prose(entry.answer) for entry in knowledge.entries}
    rows = [row for row in read_rows(path) if row.part in PARTS]
    asked = [(row.entry, row.question, right_sentences(proses[row.entry], row)) for row in rows]
    asked += [
        (entry.id, entry.question, numbers_with_bold(proses[entry.id]))
        for entry in knowledge.entries
    ]
    for id_, question, right in asked:
        sentences = AnswerSentences(index, documents[id_], proses[id_])
        parsed = asked_in(parse_question(question, index.corrector))[-1]
        if right:
            yield sentences.features(Asking.of(parsed.content, index.synonyms)), right


def main() -> None:
    """Print the weights."""
    folder = packaged_knowledge()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=folder / "eval_sentences.jsonl")
    disk = DiskFolder(folder)
    cases = [*cases_in(load(disk.name, disk.read()), parser.parse_args().file)]
    weights = learn(cases)._asdict()
    print(", ".join(f"{name}={value:.1f}" for name, value in weights.items()))  # noqa: T201


if __name__ == "__main__":
    main()
