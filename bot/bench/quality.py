"""Whether matchers put the right entry first, and whether their scores tell right from wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from rapidfuzz import fuzz, process

from bot.knowledge.model import Knowledge
from bot.language.tokens import tokenise
from bot.matching.decision import Matcher
from bot.service.evaluation import Share
from bot.service.question_file import Case

FALSE_SHARE = 0.02  # the share of out-of-scope questions that may get an answer
Ask = Callable[[str], tuple[str | None, float]]  # a question → the best entry and its score


@dataclass(frozen=True, slots=True)
class Quality:
    """The figures of one matcher on one set of questions."""

    matcher: str
    first: Share  # the right entry comes first, of the questions in scope
    right: Share  # and its score is above those of all but 2 % of the out-of-scope questions
    out_of_scope: int  # the number of out-of-scope questions


def measure_quality(name: str, ask: Ask, cases: Sequence[Case]) -> Quality:
    """Ask each question that an entry answers or nothing does, and count the results.

    Overheard ones are left out, and those that only the calendar answers.
    """
    in_scope: list[tuple[float, bool]] = []
    false_scores: list[float] = []  # the scores of wrong answers to out-of-scope questions
    out_of_scope = 0
    for case in cases:
        if case.overheard or case.gold is None or (case.dates and not case.gold):
            continue
        first, score = ask(case.q)
        if case.gold:
            in_scope.append((score, first in case.gold))
            continue
        out_of_scope += 1
        if first is not None and first not in case.ok_if:
            false_scores.append(score)
    false_scores.sort(reverse=True)
    allowed = int(FALSE_SHARE * out_of_scope)
    threshold = false_scores[allowed] if len(false_scores) > allowed else float("-inf")
    return Quality(
        name,
        Share(sum(right for _, right in in_scope), len(in_scope)),
        Share(sum(right and score > threshold for score, right in in_scope), len(in_scope)),
        out_of_scope,
    )


def flamekeeper(matcher: Matcher) -> Ask:
    """Our own matcher; its score is the probability."""

    def ask(question: str) -> tuple[str | None, float]:
        nearest = matcher.decide(question).nearest
        return nearest[0] if nearest else (None, 0.0)

    return ask


def rapidfuzz_scorer(knowledge: Knowledge, scorer: Callable[..., float]) -> Ask:
    """A matcher that takes the entry whose wording one of rapidfuzz's scorers rates best."""
    owners = [entry.id for entry in knowledge.entries for _ in entry.wordings]
    wordings = [_words(text) for entry in knowledge.entries for text in entry.wordings]

    def ask(question: str) -> tuple[str | None, float]:
        found = process.extractOne(_words(question), wordings, scorer=scorer)
        return (owners[found[2]], found[1]) if found else (None, 0.0)

    return ask


SCORERS: dict[str, Callable[..., float]] = {
    "rapidfuzz WRatio": fuzz.WRatio,
    "rapidfuzz token_sort_ratio": fuzz.token_sort_ratio,
    "rapidfuzz token_set_ratio": fuzz.token_set_ratio,
}


def bm25(knowledge: Knowledge) -> Ask:
    """BM25 with stemming and one document per entry. Raises ImportError without `bm25s`."""
    bm25s: Any = import_module("bm25s")

    ids = [entry.id for entry in knowledge.entries]
    # Wording by wording, because `tokenise` cuts a text at the length of a message.
    documents = [
        [stem for wording in entry.wordings for stem in _stems(wording)]
        for entry in knowledge.entries
    ]
    retriever: Any = bm25s.BM25()
    retriever.index(documents, show_progress=False)

    def ask(question: str) -> tuple[str | None, float]:
        known = [stem for stem in _stems(question) if stem in retriever.vocab_dict]
        if not known:
            return None, 0.0
        found, scores = retriever.retrieve([known], k=1, show_progress=False)
        return ids[int(found[0][0])], float(scores[0][0])

    return ask


def _stems(text: str) -> list[str]:
    return [token.stem for token in tokenise(text)]


def _words(text: str) -> str:
    return " ".join(token.word for token in tokenise(text))
