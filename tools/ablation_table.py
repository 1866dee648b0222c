"""Print the ablation table of docs/matching.md: the matcher's figures without each of its parts.

    python tools/ablation_table.py QUESTIONS.jsonl [FOLDER CLEAN.jsonl TYPOS.jsonl]

`QUESTIONS` are put to the packaged knowledge. `FOLDER` is another FAQ; the last two files are
questions to it, without and with typing errors. Without the part, the weights are learned and the
level is found again. The figures are percentages: how often the first entry or day is right, and
how many answers are right if at most 2 %, or at most 5 %, of the out-of-scope questions may get an
answer.
"""

import sys
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

from learned_weights import learn, matchers_of

from bot.knowledge.loading import load
from bot.knowledge.model import Entry, Knowledge
from bot.language import english, spelling, synonyms, terms, tokens
from bot.language.question import Question
from bot.language.question_form import QuestionForm
from bot.language.sentences import QuestionSpan
from bot.matching import (
    bm25,
    calibration,
    decision,
    features,
    index,
    query_builder,
    ranking,
    term_table,
)
from bot.matching.decision import Matcher
from bot.matching.documents import Document, documents_of
from bot.matching.search import SearchResult
from bot.service.question_file import Case, read_cases
from bot.settings import packaged_knowledge
from bot.store.folder import DiskFolder


def _none(*_: object) -> None:
    return None


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


class _NoStemmer:
    @staticmethod
    def stemWord(word: str) -> str:  # noqa: N802
        return word


def _entries_alone(knowledge: Knowledge) -> tuple[Document, ...]:
    return tuple(each for each in documents_of(knowledge) if isinstance(each.item, Entry))


def _unfolded(_: object, words: Sequence[tokens.Token]) -> list[tuple[str, int, int]]:
    return [(token.stem, at, at + 1) for at, token in enumerate(words)]


# For each part: the module or class, the name to patch, and what replaces it.
WITHOUT: dict[str, list[tuple[object, str, object]]] = {
    "everything in": [],
    "spelling correction": [(spelling.SpellingCorrector, "_correct", _none)],
    "the list of English words": [(spelling, "is_english", _never)],
    "stems": [
        (tokens, "_STEMMER", _NoStemmer),
        (tokens, "BASE_FORMS", dict[str, str]()),
        (terms, "FUNCTION_STEMS", frozenset(english.FUNCTION_WORDS)),
        (terms, "QUESTION_STEMS", frozenset(english.QUESTION_WORDS)),
    ],
    "vocabulary": [(synonyms.Synonyms, "fold", _unfolded)],
    "bigrams": [(bm25, "BIGRAM_SHARE", 0.0)],
    "the answer's words": [(bm25, "ANSWER_WEIGHT", 0.0)],
    "terms shared with one wording": [(features, "Counter", _no_counts)],
    "spelling as a feature": [(features, "process", _NoSimilarity)],
    "spelling in the ranking": [(ranking, "_spelling", _zero)],
    "word vectors": [(index.Index, "similarity", _zero)],
    "splitting of long messages": [(decision, "question_spans", _whole_message)],
    "the kind of question": [(QuestionForm, "kind", QuestionForm.NONE)],
    "names and years": [
        (query_builder, "is_name_or_year", _never),
        (term_table, "is_name_or_year", _never),
    ],
    "words of the present": [(query_builder, "PRESENT_WORDS", frozenset[str]())],
    "brief questions": [(features, "MANY_TERMS", 0)],
    "milestones in the index": [(index, "documents_of", _entries_alone)],
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
        with without(patches):
            learn(matchers_of(own))
            _print(name, sets)


def _print(name: str, sets: list[tuple[Knowledge, list[Case]]]) -> None:
    cells = [_figures(knowledge, cases) for knowledge, cases in sets]
    print(f"| {name} | {' | '.join(cells)} |", flush=True)  # noqa: T201


@contextmanager
def without(patches: list[tuple[object, str, object]]) -> Generator[None]:
    """Leave a part out; weights that are learned meanwhile are forgotten at the end."""
    with ExitStack() as stack:
        stack.callback(_clear_caches)  # after the patches are undone
        stack.enter_context(patch.object(calibration, "WEIGHTS", calibration.WEIGHTS))
        for target, name, replacement in patches:
            stack.enter_context(patch.object(target, name, replacement))
        _clear_caches()
        yield


def _clear_caches() -> None:
    tokens.expand.cache_clear()


def _figures(knowledge: Knowledge, cases: list[Case]) -> str:
    matcher = Matcher(knowledge)
    in_scope: list[tuple[float, bool]] = []
    false: list[float] = []  # the probabilities of wrong answers to out-of-scope questions
    for case in cases:
        found = matcher.search(matcher.parse(case.q))
        if case.gold or case.dates:
            in_scope.append((found.probability, _is_right(found, case, knowledge)))
        elif found.match is None or found.match.id not in case.ok_if:
            false.append(found.probability)
    false.sort(reverse=True)

    def share(right: Callable[[float, bool], bool]) -> str:
        return f"{100 * sum(right(*case) for case in in_scope) / len(in_scope):.1f}"

    thresholds = [false[int(allowed * len(false))] if false else 0.0 for allowed in (0.02, 0.05)]
    return " / ".join(
        [share(lambda _, ok: ok)]
        + [share(lambda p, ok, at_least=threshold: ok and p > at_least) for threshold in thresholds]
    )


def _is_right(found: SearchResult, case: Case, knowledge: Knowledge) -> bool:
    if found.entry is not None and found.entry.id in (case.gold or ()):
        return True
    dates = {knowledge.milestones_by_id[day.id].date.isoformat() for day in found.days}
    return not dates.isdisjoint(case.dates or ())


def _knowledge(folder: Path) -> Knowledge:
    disk = DiskFolder(folder)
    return load(disk.name, disk.read())


def _cases(file: str) -> list[Case]:
    """The questions to the bot, without those that only the calendar answers."""
    lines = Path(file).read_text("utf-8").splitlines()
    cases = read_cases(file, lines)
    return [case for case in cases if case.gold is not None and not case.overheard]


if __name__ == "__main__":
    main(sys.argv[1:])
