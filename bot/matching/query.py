"""What the index holds of an entry, and how it sees a question."""

from dataclasses import dataclass

from bot.language.terms import Term
from bot.language.word_vectors import Vector


@dataclass(frozen=True, slots=True)
class IndexedEntry:
    """One entry, prepared for comparison. Its wordings go by their numbers."""

    id: str
    texts: tuple[str, ...]
    stems: tuple[str, ...]  # each wording's terms in order, joined by blanks
    where: dict[int, tuple[int, ...]]  # term → the wordings that have it
    kinds: tuple[str | None, ...]  # of each wording: what kind of question it is
    answer: frozenset[int]  # the terms of the answer
    length: float  # BM25's length norm


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A part of the index to look past: an entry, or one of its several wordings."""

    entry: int
    wording: int | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the index sees it."""

    terms: tuple[Term, ...]
    weights: dict[int, float]  # term → its information, in nats; below zero: no entry has it
    salient: tuple[int, ...]  # those terms that say what the question is about
    sought: tuple[int, ...]  # of those the ones behind the question word, in order; else all
    pairs: tuple[int, ...]  # the different pairs of neighbours
    context: frozenset[int]  # those terms that were only said before the question
    stems: str  # the terms in order, joined by blanks
    kind: str | None  # what kind of question it is: who, when, how many …
    opens: bool  # whether it begins with a question word or an inverted verb
    meaning: Vector  # seen from the middle of all entries
