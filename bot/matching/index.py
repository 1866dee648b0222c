"""The index: the entries and the milestones, prepared for the search.

A term is a stem, or stands for a group of synonyms.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from bot.knowledge.model import Knowledge
from bot.language.english import PRESENT_WORDS
from bot.language.only_if import NeededWords, folded
from bot.language.question import Question
from bot.language.question_form import QuestionForm, asked_form
from bot.language.spelling import SpellingCorrector
from bot.language.synonyms import Synonyms
from bot.language.terms import content_tokens, is_salient
from bot.language.tokens import Token, stem, tokenise
from bot.language.word_vectors import Vector
from bot.matching.bm25 import Bm25Index
from bot.matching.documents import Document, documents_of
from bot.matching.query import Exclusion, IndexedDocument, Query
from bot.matching.semantic_similarity import SemanticIndex, weighted_sum
from bot.matching.term_table import TermTable

LENGTH_SHARE = 0.5  # BM25's b: how much a long entry is penalised
SUBJECT_SHARE = 0.08  # a term that more than this share of the entries has belongs to the subject
ONE_SUBJECT_SHARE = 0.35  # a salient term of this share of the entries is what the FAQ is about
VARYING_SHARE = 0.4  # with two names and more a wording than this, the names are examples


class Index:
    """Everything about the knowledge that the search needs. The entries come first."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.synonyms = Synonyms(knowledge.vocabulary)
        self.terms = TermTable()
        frequencies: Counter[str] = Counter()

        def terms(tokens: Sequence[Token]) -> tuple[int, ...]:
            frequencies.update(token.word for token in tokens)
            return tuple(
                self.terms.add(key, tokens[start:stop])
                for key, start, stop in self.synonyms.fold(tokens)
            )

        documents = documents_of(knowledge)
        shared: dict[tuple[int, ...], tuple[int, ...]] = {}  # most terms are in the same wordings
        wordings: list[list[tuple[int, ...]]] = []  # the terms of each wording of each document
        kinds: list[tuple[QuestionForm, ...]] = []
        for document in documents:
            tokenised = [content_tokens(tokenise(text)) for text in document.wordings]
            wordings.append([terms(tokens) for tokens in tokenised])
            kinds.append(tuple(asked_form(tokens).kind for tokens in tokenised))
        texts = [frozenset(terms(content_tokens(tokenise(each.text)))) for each in documents]
        for document in documents:
            for phrase in document.item.only_if:
                frequencies.update(token.word for token in tokenise(phrase))
        self.corrector = SpellingCorrector(frequencies, self.synonyms.words)
        count = len(knowledge.entries)
        self._subject = _frequent(wordings[:count], texts[:count])
        self.has_one_subject = _has_one_subject(wordings[:count], self.terms.keys)
        names = self.terms.names - self._subject
        # A milestone has far fewer wordings than an entry, so it is compared with its own kind.
        lengths = chain(_lengths(wordings[:count]), _lengths(wordings[count:]))
        self.documents = [
            IndexedDocument(
                id=document.id,
                is_milestone=number >= count,
                texts=document.wordings,
                stems=tuple(" ".join(self.terms.keys[term] for term in each) for each in own),
                wordings_by_term=(by_term := _wordings_by_term(own, shared)),
                kinds=kinds[number],
                answer=texts[number],
                names_vary=number < count
                and len(names & by_term.keys()) > max(1, VARYING_SHARE * len(own)),
                length=length,
            )
            for number, (document, own, length) in enumerate(
                zip(documents, wordings, lengths, strict=True)
            )
        ]
        self.entries = self.documents[:count]
        self.related = _related(knowledge)
        self._needed = _needed_words(documents, self.synonyms)
        self._present = self.terms.numbers(map(stem, PRESENT_WORDS))
        self.owners: dict[str, tuple[int, ...]] = {}  # the terms of a wording → its documents
        for number, indexed in enumerate(self.documents):
            alone = (number,)  # one tuple for all the wordings that only this document has
            for stems in set(indexed.stems):
                others = self.owners.get(stems)
                self.owners[stems] = alone if others is None else (*others, number)
        self.bm25 = Bm25Index(self.documents, wordings, self.terms.keys)
        self.semantic = SemanticIndex([self._sum(chain.from_iterable(own)) for own in wordings])

    def _sum(self, terms: Iterable[int]) -> Vector:
        """Return the sum of the terms' vectors, weighted by their information."""
        return weighted_sum(
            (self.terms.vectors[term], count * self.bm25.weight(term))
            for term, count in Counter(terms).items()
        )

    def similarity(self, query: Query, number: int, exclusion: Exclusion | None = None) -> float:
        """Return how similar a document and a question are in meaning, from -1 to 1."""
        excluded = None
        if exclusion is not None and exclusion.wording is not None and exclusion.document == number:
            stems = self.documents[number].stems[exclusion.wording]
            excluded = self._sum(self.terms.numbers(filter(None, stems.split(" "))))
        return self.semantic.similarity(query.meaning, number, excluded)

    def weight_of(self, key: str) -> float:
        """Return the information of the term with a key, in nats."""
        return self.bm25.weight(self.terms.number(key) or -1)

    def is_subject(self, key: str) -> bool:
        """Whether so many entries have the term with a key that it belongs to their subject."""
        return self.terms.number(key) in self._subject

    def needs_words(self, number: int) -> bool:
        """Whether a document answers only messages that have certain words (`only_if`)."""
        return number in self._needed

    def may_answer(self, number: int, query: Query, message: str) -> bool:
        """Whether a message has one of the words that a document needs (`only_if`).

        A wording of the document needs none. `message`: as `fold_message` returns it.
        """
        needed = self._needed.get(number)
        return (
            needed is None
            or needed.are_met_by(message)
            or query.stems in self.documents[number].stems
        )

    def fold_message(self, message: Question) -> str:
        """Return a message in the form in which it is searched for needed words."""
        return folded(message.tokens, self.synonyms)

    def is_about_present(self, number: int) -> bool:
        """Whether a wording of a document asks about the present: “where is it now”."""
        return not self._present.isdisjoint(self.documents[number].wordings_by_term)


def _frequent(
    wordings: Sequence[Sequence[tuple[int, ...]]], texts: Sequence[frozenset[int]]
) -> frozenset[int]:
    """Return the terms that more than `SUBJECT_SHARE` of the entries have, and more than one."""
    counts = Counter(
        term for own, text in zip(wordings, texts, strict=True) for term in text.union(*own)
    )
    most = max(1, SUBJECT_SHARE * len(wordings))
    return frozenset(term for term, count in counts.items() if count > most)


def _has_one_subject(wordings: Sequence[Sequence[tuple[int, ...]]], keys: Sequence[str]) -> bool:
    """Whether some salient term is in the wordings of `ONE_SUBJECT_SHARE` of the entries."""
    counts = Counter(term for own in wordings for term in frozenset[int]().union(*own))
    most = max((n for term, n in counts.items() if is_salient(keys[term])), default=0)
    return most > 1 and most >= ONE_SUBJECT_SHARE * len(wordings)


def _lengths(wordings: Sequence[Sequence[tuple[int, ...]]]) -> Iterator[float]:
    """Yield the length of each document for BM25; 1 for one of mean length."""
    sizes = [sum(len(set(wording)) for wording in own) for own in wordings]
    mean = sum(sizes) / max(len(sizes), 1) or 1.0
    return (1 - LENGTH_SHARE + LENGTH_SHARE * size / mean for size in sizes)


def _wordings_by_term(
    wordings: Sequence[tuple[int, ...]], shared: dict[tuple[int, ...], tuple[int, ...]]
) -> dict[int, tuple[int, ...]]:
    """Return the numbers of the wordings that have each term.

    `shared`: the tuples of the documents before, so that equal ones are kept once.
    """
    by_term: dict[int, list[int]] = {}
    for number, wording in enumerate(wordings):
        for term in dict.fromkeys(wording):
            by_term.setdefault(term, []).append(number)
    tuples = ((term, tuple(numbers)) for term, numbers in by_term.items())
    return {term: shared.setdefault(numbers, numbers) for term, numbers in tuples}


def _related(knowledge: Knowledge) -> dict[int, tuple[int, ...]]:
    """Return, for an entry, the milestones that it tells of, and the other way round."""
    start = len(knowledge.entries)
    numbers = {milestone.id: at for at, milestone in enumerate(knowledge.milestones, start)}
    related: dict[int, list[int]] = {}
    for entry, at in ((entry, at) for at, entry in enumerate(knowledge.entries)):
        for number in (numbers[id_] for id_ in entry.milestones):
            related.setdefault(at, []).append(number)
            related.setdefault(number, []).append(at)
    return {number: tuple(others) for number, others in related.items()}


def _needed_words(documents: Sequence[Document], synonyms: Synonyms) -> dict[int, NeededWords]:
    return {
        number: NeededWords(document.item.only_if, synonyms)
        for number, document in enumerate(documents)
        if document.item.only_if
    }
