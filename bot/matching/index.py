"""The knowledge prepared for matching, and the way in which it sees a question.

Terms are stems, or terms of the vocabulary. Numbers stand for them, so that 100,000 wordings fit
into a small server.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.knowledge.model import Knowledge
from bot.language import word_vectors
from bot.language.english import QUESTION_WORDS
from bot.language.question_form import kind_of, opens
from bot.language.spelling import SpellingCorrector
from bot.language.synonyms import Synonyms
from bot.language.terms import Term, meant, share_of
from bot.language.tokens import Token, stem, tokens
from bot.language.word_vectors import Vector
from bot.matching.bigrams import bigrams
from bot.matching.bm25 import CONTEXT_SHARE, Bm25Index
from bot.matching.query import Exclusion, IndexedEntry, Query
from bot.matching.semantic_similarity import SemanticIndex, phrase_vector, weighted_sum

LENGTH_SHARE = 0.5  # BM25's b: how far a long entry is held against itself


class Index:
    """Everything about the knowledge that matching needs."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.vocabulary = Synonyms(knowledge.vocabulary)
        self._numbers: dict[str, int] = {}
        self._keys: list[str] = [""]
        self._vectors: list[Vector | None] = [None]
        spelt: Counter[str] = Counter()

        def terms(words: Sequence[Token]) -> tuple[int, ...]:
            spelt.update(token.word for token in words)
            return tuple(
                self._number(key, words[start:stop])
                for key, start, stop in self.vocabulary.fold(words)
            )

        written: list[list[tuple[int, ...]]] = []
        kinds: list[tuple[str | None, ...]] = []
        for entry in knowledge.entries:
            worded = [meant(text) for text in entry.wordings]
            written.append([terms(words) for words in worded])
            kinds.append(tuple(kind_of([token.word for token in words]) for words in worded))
        answers = [frozenset(terms(meant(entry.answer))) for entry in knowledge.entries]
        for milestone in knowledge.milestones:
            spelt.update(token.word for token in tokens(milestone.place))
        self.speller = SpellingCorrector(spelt, self.vocabulary.words)
        sizes = [sum(len(set(wording)) for wording in each) for each in written]
        mean = sum(sizes) / max(len(sizes), 1) or 1.0
        self.entries = [
            IndexedEntry(
                id=entry.id,
                texts=entry.wordings,
                stems=tuple(" ".join(self._keys[n] for n in wording) for wording in wordings),
                where=_where(wordings),
                kinds=asked_for,
                answer=answer,
                length=1 - LENGTH_SHARE + LENGTH_SHARE * size / mean,
            )
            for entry, asked_for, wordings, answer, size in zip(
                knowledge.entries, kinds, written, answers, sizes, strict=True
            )
        ]
        self.owners: dict[str, tuple[int, ...]] = {}  # the terms of a wording → its entries
        for number, entry in enumerate(self.entries):
            for stems in set(entry.stems):
                self.owners[stems] = (*self.owners.get(stems, ()), number)
        self.postings = Bm25Index(self.entries, written, self._keys)
        self._semantic_index = SemanticIndex(
            [self._sum(n for w in each for n in w) for each in written]
        )

    def _number(self, key: str, words: Sequence[Token]) -> int:
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._keys)
            self._keys.append(key)
            self._vectors.append(phrase_vector(words))
        return number

    def _sum(self, terms: Iterable[int]) -> Vector:
        return weighted_sum(
            (self._vectors[term], count * self.postings.weight(term))
            for term, count in Counter(terms).items()
        )

    def similarity(self, query: Query, number: int, exclusion: Exclusion | None = None) -> float:
        """How near an entry is to a question in meaning, from -1 to 1."""
        less = None
        if exclusion is not None and exclusion.wording is not None and exclusion.entry == number:
            less = self._sum(self._terms_of(self.entries[number].stems[exclusion.wording]))
        return self._semantic_index.similarity(query.meaning, number, less)

    def weight_of(self, key: str) -> float:
        """The information of a term, by its key, in nats."""
        return self.postings.weight(self._numbers.get(key, -1))

    def parse_query(self, text: str, before: str = "") -> Query:
        """Prepare a question: its terms in order, typing errors repaired.

        What was said `before` it counts a little when entries are ranked, but need not be covered.
        """
        words = meant(text)
        said = [self.speller.repair(token.word) or token.word for token in words]
        context = tuple(self._terms(meant(before), context=True)) if before else ()
        question = tuple(self._terms(words))
        unknown: dict[str, int] = {}

        def number(term: Term) -> int:
            return self._numbers.get(term.key) or unknown.setdefault(term.key, -1 - len(unknown))

        numbers = [number(term) for term in question]
        every = {number(term): term for term in context} | dict(zip(numbers, question, strict=True))
        weights = {
            number: (CONTEXT_SHARE if term.context else 1.0)
            * (1.0 if number > 0 else share_of(term.key))
            * self.postings.weight(number)
            for number, term in every.items()
        }
        total = weighted_sum(
            (self._vectors[n] if n > 0 else word_vectors.vector(term.meant), weights[n])
            for n, term in every.items()
        )
        return Query(
            terms=(*context, *question),
            salient=tuple(number for number, term in every.items() if term.salient),
            sought=_sought(question, numbers),
            weights=weights,
            pairs=tuple(dict.fromkeys(bigrams(numbers))),
            context=frozenset(number for number, term in every.items() if term.context),
            stems=" ".join(term.key for term in question),
            kind=kind_of(said),
            opens=opens(said),
            meaning=self._semantic_index.centred(total),
        )

    def _terms(self, written: Sequence[Token], *, context: bool = False) -> Iterator[Term]:
        repairs = [self.speller.repair(token.word) for token in written]
        words = [
            Token(repair, stem(repair)) if repair else token
            for token, repair in zip(written, repairs, strict=True)
        ]
        for key, start, stop in self.vocabulary.fold(words):
            yield Term(
                key=key,
                written=" ".join(token.word for token in written[start:stop]),
                repaired=next(filter(None, repairs[start:stop]), None),
                context=context,
            )

    def _terms_of(self, stems: str) -> list[int]:
        return [self._numbers[key] for key in stems.split(" ") if key]


def _where(wordings: Sequence[tuple[int, ...]]) -> dict[int, tuple[int, ...]]:
    where: dict[int, list[int]] = {}
    for at, wording in enumerate(wordings):
        for number in dict.fromkeys(wording):
            where.setdefault(number, []).append(at)
    return {number: tuple(places) for number, places in where.items()}


def _sought(question: Sequence[Term], numbers: Sequence[int]) -> tuple[int, ...]:
    begins = [term.meant.split()[0] in QUESTION_WORDS for term in question]
    start = begins.index(True) + 1 if True in begins else 0
    salient = [(at, numbers[at]) for at, term in enumerate(question) if term.salient]
    behind = dict.fromkeys(number for at, number in salient if at >= start)
    return tuple(behind or dict.fromkeys(number for _, number in salient))
