"""What each ingredient of the matcher is worth: the figures without it, everything fitted anew.

    python tools/ablation.py QUESTIONS.jsonl [FOLDER CLEAN.jsonl NOISED.jsonl]

`QUESTIONS` are judged with our own knowledge; `FOLDER` is another FAQ with its own questions.
Figures in percent: the right entry first, then right answers while at most 2 % and 5 % of the
questions to refuse would get one (sweeping the probability).
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from learn import learn

from bot.knowledge.loading import load
from bot.knowledge.model import Knowledge
from bot.language import question, spelling, synonyms, tokens
from bot.language.question import Question
from bot.language.question_form import QuestionForm
from bot.language.sentences import QuestionSpan
from bot.matching import bm25, calibration, decision, features, index, ranking
from bot.matching.decision import Matcher
from bot.matching.features import FEATURE_SIGNS, extract_features
from bot.matching.logistic import fit
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


def _nothing(_: object) -> Counter[int]:
    return Counter()


class _Alike:
    @staticmethod
    def extractOne(*_: object, **__: object) -> tuple[str, float, int]:  # noqa: N802
        return "", 0.0, 0


def _whole(message: Question) -> list[QuestionSpan]:
    return [QuestionSpan(message)]


def _same(word: str) -> str:
    return word


def _unfolded(_: object, words: Sequence[tokens.Token]) -> list[tuple[str, int, int]]:
    return [(token.stem, at, at + 1) for at, token in enumerate(words)]


# What is put in the place of an ingredient: module or class, name, and the substitute.
WITHOUT: dict[str, list[tuple[object, str, object]]] = {
    "everything in": [],
    "typo repair": [(spelling.SpellingCorrector, "_correct", _none)],
    "the guard of English words": [(spelling, "is_english", _never)],
    "stems": [(tokens, "stem", _same), (question, "stem", _same)],
    "vocabulary": [(synonyms.Synonyms, "fold", _unfolded)],
    "pairs of neighbours": [(bm25, "PAIR_SHARE", 0.0)],
    "the answer's words": [(bm25, "ANSWER_WEIGHT", 0.0)],
    "what one wording shares": [(features, "Counter", _nothing)],
    "spelling, to judge by": [(features, "process", _Alike)],
    "spelling, to rank by": [(ranking, "_spelling", _zero)],
    "word vectors": [(index.Index, "similarity", _zero)],
    "readings of long messages": [(decision, "question_spans", _whole)],
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
    for name, substitutes in WITHOUT.items():
        with _replaced(substitutes):
            learn(Matcher(own))
            _print(name, sets)
    with _replaced([]):
        calibration.WEIGHTS = _from_experiments(Matcher(own))
        _print("people's questions (experiments alone)", sets)


def _print(name: str, sets: list[tuple[Knowledge, list[Case]]]) -> None:
    cells = [_figures(*each) for each in sets]
    print(f"| {name} | {' | '.join(cells)} |", flush=True)  # noqa: T201


def _from_experiments(matcher: Matcher) -> tuple[float, ...]:
    """The worth of the signals as the knowledge itself would tell it."""
    rows: list[tuple[float, ...]] = []
    labels: list[float] = []
    for test in self_tests(matcher.index):
        ranked = rank(matcher.index, test.query, matcher.calibration.ranking, test.exclusion)
        if ranked:
            match = extract_features(matcher.index, test.query, ranked, 0, test.exclusion)
            rows.append(match.features())
            labels.append(float(match.entry == test.entry))
    return fit(rows, labels, tuple(FEATURE_SIGNS.values()))


@contextmanager
def _replaced(substitutes: list[tuple[object, str, object]]) -> Generator[None]:
    with ExitStack() as stack:
        stack.enter_context(patch.object(calibration, "WEIGHTS", calibration.WEIGHTS))
        for where, name, substitute in substitutes:
            stack.enter_context(patch.object(where, name, substitute))
        tokens.stem.cache_clear() if hasattr(tokens.stem, "cache_clear") else None
        tokens.expand.cache_clear()
        yield


def _figures(knowledge: Knowledge, cases: list[Case]) -> str:
    matcher = Matcher(knowledge)
    inside: list[tuple[float, bool]] = []
    outside: list[float] = []
    for case in cases:
        found = matcher.search(matcher.parse(case["q"]))
        first = found.match.id if found.match else None
        if case["gold"]:
            inside.append((found.probability, first in case["gold"]))
        elif first not in case.get("ok_if", ()):
            outside.append(found.probability)
    outside.sort(reverse=True)

    def share(right: Callable[[float, bool], bool]) -> str:
        return f"{100 * sum(right(*each) for each in inside) / len(inside):.1f}"

    thresholds = [outside[int(allowed * len(outside))] for allowed in (0.02, 0.05)]
    return " / ".join(
        [share(lambda _, ok: ok)]
        + [share(lambda sure, ok, bar=bar: ok and sure > bar) for bar in thresholds]
    )


def _knowledge(folder: Path) -> Knowledge:
    disk = DiskFolder(folder)
    return load(disk.name, disk.read())


def _cases(file: str) -> list[Case]:
    every = map(json.loads, Path(file).read_text("utf-8").splitlines())
    return [case for case in every if "gold" in case and not case.get("overheard")]


if __name__ == "__main__":
    main(sys.argv[1:])
