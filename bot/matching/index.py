"""The index: prepares the knowledge for matching, and turns questions into queries.

A term is a stem, or stands for a group of synonyms. Terms are numbered, so that 100,000 wordings
fit into the memory of a small server.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from bot.knowledge.model import Knowledge
from bot.language import word_vectors
from bot.language.english import QUESTION_WORDS
from bot.language.question import Question, parse_question
from bot.language.question_form import QuestionForm, classify, opens_question
from bot.language.spelling import SpellingCorrector
from bot.language.synonyms import Synonyms
from bot.language.terms import Term, content_tokens, information_share
from bot.language.tokens import Token, tokenise
from bot.language.word_vectors import Vector
from bot.matching.bigrams import bigrams
from bot.matching.bm25 import CONTEXT_SHARE, Bm25Index
from bot.matching.query import Exclusion, IndexedEntry, Query
from bot.matching.semantic_similarity import SemanticIndex, phrase_vector, weighted_sum

LENGTH_SHARE = 0.5  # BM25's b: how much a long entry is penalised


class Index:
    """Everything about the knowledge that matching needs."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.synonyms = Synonyms(knowledge.vocabulary)
        self._numbers: dict[str, int] = {}  # key of a term → its number
        self._keys: list[str] = [""]  # number → key
        self._vectors: list[Vector | None] = [None]  # number → vector
        frequencies: Counter[str] = Counter()

        def terms(tokens: Sequence[Token]) -> tuple[int, ...]:
            frequencies.update(token.word for token in tokens)
            return tuple(
                self._number(key, tokens[start:stop])
                for key, start, stop in self.synonyms.fold(tokens)
            )

        wordings_of_entries: list[list[tuple[int, ...]]] = []
        kinds_of_entries: list[tuple[QuestionForm, ...]] = []
        for entry in knowledge.entries:
            tokenised = [content_tokens(tokenise(text)) for text in entry.wordings]
            wordings_of_entries.append([terms(tokens) for tokens in tokenised])
            kinds_of_entries.append(tuple(classify(tokens).kind for tokens in tokenised))
        answers = [
            frozenset(terms(content_tokens(tokenise(entry.answer)))) for entry in knowledge.entries
        ]
        for milestone in knowledge.milestones:
            for text in (milestone.title, milestone.place, milestone.text, *milestone.aliases):
                frequencies.update(token.word for token in tokenise(text))
        self.corrector = SpellingCorrector(frequencies, self.synonyms.words)
        sizes = [sum(len(set(w)) for w in wordings) for wordings in wordings_of_entries]
        mean = sum(sizes) / max(len(sizes), 1) or 1.0
        self.entries = [
            IndexedEntry(
                id=entry.id,
                texts=entry.wordings,
                stems=tuple(" ".join(self._keys[n] for n in wording) for wording in wordings),
                wordings_by_term=_wordings_by_term(wordings),
                kinds=kinds,
                answer=answer,
                length=1 - LENGTH_SHARE + LENGTH_SHARE * size / mean,
            )
            for entry, kinds, wordings, answer, size in zip(
                knowledge.entries,
                kinds_of_entries,
                wordings_of_entries,
                answers,
                sizes,
                strict=True,
            )
        ]
        self.owners: dict[str, tuple[int, ...]] = {}  # the terms of a wording → its entries
        for number, entry in enumerate(self.entries):
            for stems in set(entry.stems):
                self.owners[stems] = (*self.owners.get(stems, ()), number)
        self.bm25 = Bm25Index(self.entries, wordings_of_entries, self._keys)
        self._semantic_index = SemanticIndex(
            [self._sum(chain.from_iterable(wordings)) for wordings in wordings_of_entries]
        )

    def _number(self, key: str, tokens: Sequence[Token]) -> int:
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._keys)
            self._keys.append(key)
            self._vectors.append(phrase_vector(tokens))
        return number

    def _sum(self, terms: Iterable[int]) -> Vector:
        """Return the sum of the terms' vectors, weighted by their information."""
        return weighted_sum(
            (self._vectors[term], count * self.bm25.weight(term))
            for term, count in Counter(terms).items()
        )

    def similarity(self, query: Query, number: int, exclusion: Exclusion | None = None) -> float:
        """Return how similar an entry and a question are in meaning, from -1 to 1."""
        excluded = None
        if exclusion is not None and exclusion.wording is not None and exclusion.entry == number:
            stems = self.entries[number].stems[exclusion.wording]
            excluded = self._sum(self._numbers[key] for key in stems.split(" ") if key)
        return self._semantic_index.similarity(query.meaning, number, excluded)

    def weight_of(self, key: str) -> float:
        """Return the information of the term with a key, in nats."""
        return self.bm25.weight(self._numbers.get(key, -1))

    def parse_query(self, text: str, context: str = "") -> Query:
        """Tokenise a text, correct its spelling, and prepare it for the search."""
        return self.build_query(
            parse_question(text, self.corrector),
            parse_question(context, self.corrector) if context else None,
        )

    def build_query(self, question: Question, context: Question | None = None) -> Query:
        """Prepare a question for the search.

        `context`: the sentences before it; they count a little when entries are ranked, but an
        entry need not cover them.
        """
        content = question.content
        context_terms = tuple(self._terms(context.content, context=True)) if context else ()
        terms = tuple(self._terms(content))
        unknown: dict[str, int] = {}

        def number(term: Term) -> int:
            return self._numbers.get(term.key) or unknown.setdefault(term.key, -1 - len(unknown))

        numbers = [number(term) for term in terms]
        by_number = {number(term): term for term in context_terms} | dict(
            zip(numbers, terms, strict=True)
        )
        weights = {
            number: (CONTEXT_SHARE if term.context else 1.0)
            * (1.0 if number > 0 else information_share(term.key))
            * self.bm25.weight(number)
            for number, term in by_number.items()
        }
        total = weighted_sum(
            (self._vectors[n] if n > 0 else word_vectors.vector(term.intended), weights[n])
            for n, term in by_number.items()
        )
        return Query(
            terms=(*context_terms, *terms),
            salient=tuple(number for number, term in by_number.items() if term.salient),
            sought=_sought(terms, numbers),
            weights=weights,
            bigrams=tuple(dict.fromkeys(bigrams(numbers))),
            context=frozenset(number for number, term in by_number.items() if term.context),
            stems=" ".join(term.key for term in terms),
            kind=classify(content).kind,
            opens=opens_question(content),
            meaning=self._semantic_index.centred(total),
        )

    def _terms(self, tokens: Sequence[Token], *, context: bool = False) -> Iterator[Term]:
        for key, start, stop in self.synonyms.fold(tokens):
            span = tokens[start:stop]
            yield Term(
                key=key,
                written=" ".join(token.written for token in span),
                corrected=next((token.word for token in span if token.word != token.written), None),
                context=context,
            )


def _wordings_by_term(wordings: Sequence[tuple[int, ...]]) -> dict[int, tuple[int, ...]]:
    """Return the numbers of the wordings that have each term."""
    by_term: dict[int, list[int]] = {}
    for number, wording in enumerate(wordings):
        for term in dict.fromkeys(wording):
            by_term.setdefault(term, []).append(number)
    return {term: tuple(numbers) for term, numbers in by_term.items()}


def _sought(terms: Sequence[Term], numbers: Sequence[int]) -> tuple[int, ...]:
    """Return the salient terms after the question word, or all of them if none comes after it."""
    is_question_word = [term.intended.split()[0] in QUESTION_WORDS for term in terms]
    start = is_question_word.index(True) + 1 if True in is_question_word else 0
    salient = [(at, numbers[at]) for at, term in enumerate(terms) if term.salient]
    after = dict.fromkeys(number for at, number in salient if at >= start)
    return tuple(after or dict.fromkeys(number for _, number in salient))
