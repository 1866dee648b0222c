"""Print the ablation table of docs/matching.md: the matcher's figures without each of its parts.

    python tools/ablation_table.py QUESTIONS.jsonl [FOLDER CLEAN.jsonl TYPOS.jsonl]

`QUESTIONS` are put to the packaged knowledge. `FOLDER` is another FAQ; the last two files are
questions to it, without and with typing errors. Weights and calibration are fitted again without
the part. The figures are percentages: how often the right entry comes first, and how many answers
are right if at most 2 %, or at most 5 %, of the out-of-scope questions may get an answer.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from learned_weights import learn

from bot.knowledge.loading import load
from bot.knowledge.model import Knowledge
from bot.language import question, spelling, synonyms, tokens
from bot.language.question import Question
from bot.language.question_form import QuestionForm
from bot.language.sentences import QuestionSpan
from bot.matching import bm25, calibration, decision, features, index, ranking
from bot.matching.decision import Matcher
from bot.matching.features import FEATURE_SIGNS, extract_features
from bot.matching.logistic_regression import fit
from bot.matching.ranking import rank
from bot.matching.self_tests import self_tests
from bot.settings import packaged_knowledge
from bot.store.folder import DiskFolder

Case = dict[str, Any]


def _none(*_: object) -> None:
    return None


def _no_form(_: object) -> QuestionForm:
    return QuestionForm.NONE


def _never(*_: object) -> bool:
    return False


def _zero(*_: object) -> float:
    return 0.0


def _no_counts(_: object) -> Counter[int]:
    return Counter()


class _NoSimilarity:
    @staticmethod
    def extractOne(*_: object, **__: object) -> tuple[str, float, int]:  # noqa: N802
        return "", 0.0, 0


def _whole_message(message: Question) -> list[QuestionSpan]:
    return [QuestionSpan(message)]


def _unstemmed(word: str) -> str:
    return word


def _unfolded(_: object, words: Sequence[tokens.Token]) -> list[tuple[str, int, int]]:
    return [(token.stem, at, at + 1) for at, token in enumerate(words)]


# For each part: the module or class, the name to patch, and what replaces it.
WITHOUT: dict[str, list[tuple[object, str, object]]] = {
    "everything in": [],
    "spelling correction": [(spelling.SpellingCorrector, "_correct", _none)],
    "the list of English words": [(spelling, "is_english", _never)],
    "stems": [(tokens, "stem", _unstemmed), (question, "stem", _unstemmed)],
    "vocabulary": [(synonyms.Synonyms, "fold", _unfolded)],
    "bigrams": [(bm25, "BIGRAM_SHARE", 0.0)],
    "the answer's words": [(bm25, "ANSWER_WEIGHT", 0.0)],
    "terms shared with one wording": [(features, "Counter", _no_counts)],
    "spelling as a feature": [(features, "process", _NoSimilarity)],
    "spelling in the ranking": [(ranking, "_spelling", _zero)],
    "word vectors": [(index.Index, "similarity", _zero)],
    "splitting of long messages": [(decision, "question_spans", _whole_message)],
    "the kind of question": [(index, "classify", _no_form)],
}


def main(arguments: list[str]) -> None:
    """Print the table."""
    if len(arguments) not in {1, 4}:
        sys.exit(__doc__)
    own = _knowledge(packaged_knowledge())
    sets: list[tuple[Knowledge, list[Case]]] = [(own, _cases(arguments[0]))]
    if len(arguments) == 4:
        other = _knowledge(Path(arguments[1]))
        sets += [(other, _cases(file)) for file in arguments[2:]]
    for name, patches in WITHOUT.items():
        with _patched(patches):
            learn(Matcher(own))
            _print(name, sets)
    with _patched([]):
        calibration.WEIGHTS = _from_self_tests(Matcher(own))
        _print("training questions (self-tests instead)", sets)


def _print(name: str, sets: list[tuple[Knowledge, list[Case]]]) -> None:
    cells = [_figures(knowledge, cases) for knowledge, cases in sets]
    print(f"| {name} | {' | '.join(cells)} |", flush=True)  # noqa: T201


def _from_self_tests(matcher: Matcher) -> tuple[float, ...]:
    """The weights of the features if they are fitted to the self-tests."""
    rows: list[tuple[float, ...]] = []
    labels: list[float] = []
    for test in self_tests(matcher.index):
        ranked = rank(matcher.index, test.query, matcher.calibration.ranking, test.exclusion)
        if ranked:
            match = extract_features(matcher.index, test.query, ranked, 0, test.exclusion)
            rows.append(match.features())
            labels.append(float(match.entry == test.expected))
    return fit(rows, labels, tuple(FEATURE_SIGNS.values()))


@contextmanager
def _patched(patches: list[tuple[object, str, object]]) -> Generator[None]:
    with ExitStack() as stack:
        stack.enter_context(patch.object(calibration, "WEIGHTS", calibration.WEIGHTS))
        for target, name, replacement in patches:
            stack.enter_context(patch.object(target, name, replacement))
        if hasattr(tokens.stem, "cache_clear"):  # the replacement has no cache
            tokens.stem.cache_clear()
        tokens.expand.cache_clear()
        yield


def _figures(knowledge: Knowledge, cases: list[Case]) -> str:
    matcher = Matcher(knowledge)
    in_scope: list[tuple[float, bool]] = []
    false: list[float] = []  # the probabilities of wrong answers to out-of-scope questions
    for case in cases:
        found = matcher.search(matcher.parse(case["q"]))
        first = found.match.id if found.match else None
        if case["gold"]:
            in_scope.append((found.probability, first in case["gold"]))
        elif first not in case.get("ok_if", ()):
            false.append(found.probability)
    false.sort(reverse=True)

    def share(right: Callable[[float, bool], bool]) -> str:
        return f"{100 * sum(right(*case) for case in in_scope) / len(in_scope):.1f}"

    thresholds = [false[int(allowed * len(false))] if false else 0.0 for allowed in (0.02, 0.05)]
    return " / ".join(
        [share(lambda _, ok: ok)]
        + [share(lambda p, ok, at_least=threshold: ok and p > at_least) for threshold in thresholds]
    )


def _knowledge(folder: Path) -> Knowledge:
    disk = DiskFolder(folder)
    return load(disk.name, disk.read())


def _cases(file: str) -> list[Case]:
    cases = map(json.loads, Path(file).read_text("utf-8").splitlines())
    return [case for case in cases if "gold" in case and not case.get("overheard")]


if __name__ == "__main__":
    main(sys.argv[1:])
