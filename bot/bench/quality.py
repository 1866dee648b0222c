"""How often the right entry comes first, and how well right answers are told from wrong ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from rapidfuzz import fuzz, process

from bot.knowledge.model import Knowledge
from bot.language.tokens import tokenise
from bot.matching.decision import Matcher
from bot.service.evaluation import Case, Share

FALSE_SHARE = 0.02  # of the questions to refuse may get an answer
Ask = Callable[[str], tuple[str | None, float]]  # a question → the best entry and its score


@dataclass(frozen=True, slots=True)
class Quality:
    """One matcher on one set of questions."""

    matcher: str
    first: Share  # of the questions that the FAQ answers: the right entry comes first
    right: Share  # of them, with a score above that of all but 2 % of those to refuse
    refused: int  # questions to refuse


def judged(name: str, ask: Ask, cases: Sequence[Case]) -> Quality:
    """Ask every question that has a `gold` and was not overheard, and count."""
    inside: list[tuple[float, bool]] = []
    outside: list[float] = []  # the scores of answers to what is to be refused
    refused = 0
    for case in cases:
        if case.gold is None or case.overheard:
            continue
        first, score = ask(case.q)
        if case.gold:
            inside.append((score, first in case.gold))
            continue
        refused += 1
        if first is not None and first not in case.ok_if:
            outside.append(score)
    outside.sort(reverse=True)
    allowed = int(FALSE_SHARE * refused)
    bar = outside[allowed] if len(outside) > allowed else float("-inf")
    return Quality(
        name,
        Share(sum(right for _, right in inside), len(inside)),
        Share(sum(right and score > bar for score, right in inside), len(inside)),
        refused,
    )


def ours(matcher: Matcher) -> Ask:
    """Our own matcher, by probability."""

    def ask(question: str) -> tuple[str | None, float]:
        nearest = matcher.decide(question).nearest
        return nearest[0] if nearest else (None, 0.0)

    return ask


def plain(knowledge: Knowledge, scorer: Callable[..., float]) -> Ask:
    """The best wording under one of rapidfuzz's scorers."""
    owners = [entry.id for entry in knowledge.entries for _ in entry.wordings]
    wordings = [_plain(text) for entry in knowledge.entries for text in entry.wordings]

    def ask(question: str) -> tuple[str | None, float]:
        found = process.extractOne(_plain(question), wordings, scorer=scorer)
        return (owners[found[2]], found[1]) if found else (None, 0.0)

    return ask


SCORERS: dict[str, Callable[..., float]] = {
    "rapidfuzz WRatio": fuzz.WRatio,
    "rapidfuzz token_sort_ratio": fuzz.token_sort_ratio,
    "rapidfuzz token_set_ratio": fuzz.token_set_ratio,
}


def bm25(knowledge: Knowledge) -> Ask:
    """BM25 over one document an entry, stemmed. Raises ImportError without `bm25s`."""
    bm25s: Any = import_module("bm25s")

    ids = [entry.id for entry in knowledge.entries]
    # Wording by wording: a text is cut at the length of a message, and a document is longer.
    documents = [
        [stem for wording in entry.wordings for stem in _stems(wording)]
        for entry in knowledge.entries
    ]
    retriever: Any = bm25s.BM25()
    retriever.index(documents, show_progress=False)

    def ask(question: str) -> tuple[str | None, float]:
        asked = [stem for stem in _stems(question) if stem in retriever.vocab_dict]
        if not asked:
            return None, 0.0
        found, scores = retriever.retrieve([asked], k=1, show_progress=False)
        return ids[int(found[0][0])], float(scores[0][0])

    return ask


def _stems(text: str) -> list[str]:
    return [token.stem for token in tokenise(text)]


def _plain(text: str) -> str:
    return " ".join(token.word for token in tokenise(text))
