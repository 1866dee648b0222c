"""The types of the search: a document and a question as the index sees them."""

from dataclasses import dataclass

from bot.language.question_form import QuestionForm
from bot.language.terms import Term
from bot.language.word_vectors import Vector


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """An entry or a milestone prepared for comparison. Its wordings are numbered in their order."""

    id: str
    is_milestone: bool
    texts: tuple[str, ...]  # the wordings as written
    stems: tuple[str, ...]  # for each wording, its terms in order, joined by spaces
    wordings_by_term: dict[int, tuple[int, ...]]  # term → the wordings that have it
    kinds: tuple[QuestionForm, ...]  # for each wording, what kind of thing it asks for
    answer: frozenset[int]  # the terms of the answer
    names_vary: bool  # whether the names in its wordings are only examples: “a flight to …”
    length: float  # for BM25's length normalisation; 1 for a document of mean length

    def has(self, term: int) -> bool:
        """Whether a wording or the answer has a term."""
        return term in self.wordings_by_term or term in self.answer


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A part of the index to ignore: a document, or one of its wordings."""

    document: int
    wording: int | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A question prepared for the search. Terms are numbers; those below 0 are in no document."""

    terms: tuple[Term, ...]
    weights: dict[int, float]  # term → its information, in nats
    salient: tuple[int, ...]  # the terms that say what the question is about
    sought: tuple[int, ...]  # the salient terms after the question word, in order, or else all
    bigrams: tuple[int, ...]  # without repetitions
    context: frozenset[int]  # the terms that only the context has
    names: frozenset[int]  # names and years in the whole message, but not those of the subject
    stems: str  # the terms in order, joined by spaces
    kind: QuestionForm  # what kind of thing it asks for: who, when, how many …
    opens: bool  # whether it begins with a question word or an auxiliary verb
    present: bool  # whether it asks about the present or the future: “right now”
    meaning: Vector  # the unit vector of how it differs from the mean document
