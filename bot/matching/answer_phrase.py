"""Chooses which words of the sentence that answers are set bold."""

from collections.abc import Sequence
from functools import lru_cache

from bot.language.prose import Sentence, Span
from bot.language.tokens import tokenise

_FULL_STOPS = ".!?…"
SHORT = 60  # characters; a sentence up to this length is set bold as a whole
MOST = 0.7  # so is one of which the phrase would be more than this share


def phrase(
    sentence: Sentence, question: frozenset[str], things: Sequence[Span], *, all_things: bool
) -> tuple[Span, ...]:
    """Return where in a sentence to set bold.

    `question`: the stems of its salient words; `things`: where the sentence has what it asks for;
    `all_things`: the answer is all of them together. What the author set bold stays so if it holds
    such a thing, as far as it has the most of the question. Otherwise it is the shortest run of
    clauses that has the things and all that the sentence has of the question.
    """
    marked = [span for span in sentence.bold if not things or any(_held(things, *span))]
    if marked:
        shared = [len(_stems(sentence.text[slice(*span)]) & question) for span in marked]
        most = max(shared)
        return tuple(span for span, own in zip(marked, shared, strict=True) if own == most)
    whole = (0, len(sentence.text))
    if len(sentence.text) <= SHORT or not things:
        return (whole,)
    start, stop = _shortest_run(sentence, question, things, all_things=all_things) or whole
    if stop - start > MOST * len(sentence.text):
        return (whole,)
    return ((start, start + len(sentence.text[start:stop].rstrip(_FULL_STOPS))),)


def _shortest_run(
    sentence: Sentence, question: frozenset[str], things: Sequence[Span], *, all_things: bool
) -> Span | None:
    clauses = _clauses(sentence)
    words = [stems & question for _, stems in clauses]
    needed = frozenset[str]().union(*words)
    runs: list[Span] = []
    for first, ((start, _), _) in enumerate(clauses):
        had: frozenset[str] = frozenset()
        for own, ((_, stop), _) in zip(words[first:], clauses[first:], strict=True):
            had |= own
            held = _held(things, start, stop)
            if had == needed and (all(held) if all_things else any(held)):
                runs.append((start, stop))
                break
    return min(runs, key=lambda run: run[1] - run[0], default=None) if needed else None


@lru_cache(500)
def _clauses(sentence: Sentence) -> list[tuple[Span, frozenset[str]]]:
    """Return the clauses of a sentence with their stems."""
    return [(span, _stems(sentence.text[slice(*span)])) for span in sentence.clauses]


def _held(things: Sequence[Span], start: int, stop: int) -> list[bool]:
    """Return for each thing whether it lies between two positions."""
    return [start <= first and last <= stop for first, last in things]


def _stems(text: str) -> frozenset[str]:
    return frozenset(token.stem for token in tokenise(text))
