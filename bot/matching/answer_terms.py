"""Which sentences of an answer have a term, and how much that says about which one is meant."""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import mul

from rapidfuzz.distance import Prefix

from bot.language.near_synonyms import near_synonyms
from bot.language.synonyms import Synonyms
from bot.language.tokens import Token, tokenise
from bot.language.word_vectors import DIMENSIONS, Vector, rank, unit
from bot.language.word_vectors import vector as word_vector
from bot.matching.asking import salient_terms
from bot.matching.query import IndexedDocument
from bot.matching.semantic_similarity import phrase_vector

SYNONYM = 0.75  # a synonym counts this much, where the word itself counts 1
SAME_BEGINNING = 0.7  # and a word with the same beginning (“diver” for “dive”) this much
BEGINNING = 4  # letters at least
ENDING = 3  # letters at most
NEAR_SYNONYM = 0.6  # and a word that may stand for it when the entry is known (“open” for “start”)
MOST_TYPICAL = 0.8  # the share of its information that a term loses if every wording has it
LEAST_SHARE = 0.4  # the share of the information of “take” or “make” that counts


def everyday_share(tokens: Sequence[Token]) -> float:
    """Return the share of a term's information that counts: less, the more frequent its word is.

    All of it counts for words that are not among the thousand most frequent ones.
    """
    place = rank(tokens[0].word) if len(tokens) == 1 else None
    return 1.0 if place is None else min(1.0, max(LEAST_SHARE, (math.log10(place + 2) - 1) / 2))


class AnswerTerms:
    """The terms of the sentences of one entry's answer.

    Sets of sentences are the bits of a number: there is one such object for each entry that was
    asked for.
    """

    def __init__(
        self, sentences: Sequence[str], entry: IndexedDocument, synonyms: Synonyms
    ) -> None:
        self._sentences = sentences
        self._wordings = "".join(f" {stems} \n" for stems in entry.stems)
        self._wording_count = len(entry.stems)
        self._synonyms = synonyms
        self._having: dict[str, int] = {}  # a term or a stem → the sentences that have it
        stems: set[str] = set()
        for number, sentence in enumerate(sentences):
            tokens = tokenise(sentence)
            own = {token.stem for token in tokens}
            terms = salient_terms(tokens, synonyms)
            for key in own | terms.keys():
                self._having[key] = self._having.get(key, 0) | 1 << number
            stems |= own
        self._stems = sorted(stems)
        self._meanings: list[Vector] = []  # filled when first needed

    def shares(self, key: str, tokens: Sequence[Token]) -> dict[int, float]:
        """Return the sentences that have a term, each with how much that counts."""
        shares: dict[int, float] = {}
        if len(tokens) == 1:
            for other in near_synonyms(tokens[0].stem):
                shares |= dict.fromkeys(_bits(self._having.get(other, 0)), NEAR_SYNONYM)
            for other in self._related(tokens[0].stem):
                shares |= dict.fromkeys(_bits(self._having[other]), SAME_BEGINNING)
        having = self._having.get(key, 0)
        literally = having
        for token in tokens:
            literally &= self._having.get(token.stem, 0)
        shares |= dict.fromkeys(_bits(having), SYNONYM)
        return shares | dict.fromkeys(_bits(literally), 1.0)

    def weight(self, key: str, tokens: Sequence[Token], having: float) -> float:
        """Return a term's information about which sentence is meant, in nats.

        `having`: the sum of its shares. What most wordings of the entry have says little.
        """
        information = math.log(1 + (len(self._sentences) - having + 0.5) / (having + 0.5))
        typical = self._wordings.count(f" {key} ") / self._wording_count
        return information * (1 - min(MOST_TYPICAL, typical)) * everyday_share(tokens)

    def similarities(self, tokens: Sequence[Token]) -> Iterator[tuple[int, float]]:
        """Yield each sentence with its similarity in meaning to a term; nothing if it has none."""
        vector = _vector(tokens)
        if vector is None:
            return
        meaning = tuple(vector)
        self._meanings = self._meanings or [self._meaning(each) for each in self._sentences]
        for number, other in enumerate(self._meanings):
            yield number, sum(map(mul, meaning, other))

    def _related(self, word: str) -> Iterator[str]:
        """Yield the stems that differ from a stem only in a short ending."""
        if len(word) < BEGINNING or word[0].isdigit():
            return
        beginning = word[:BEGINNING]
        for at in range(bisect_left(self._stems, beginning), len(self._stems)):
            other = self._stems[at]
            if not other.startswith(beginning):
                return
            if max(len(word), len(other)) - Prefix.similarity(word, other) <= ENDING:
                yield other

    def _meaning(self, sentence: str) -> Vector:
        terms = salient_terms(tokenise(sentence), self._synonyms)
        known = [vector for vector in map(_vector, terms.values()) if vector is not None]
        total = [*map(sum, zip(*known, strict=True))] or [0.0] * DIMENSIONS
        return tuple(unit(total))  # twice as fast to multiply as an array


def _vector(tokens: Sequence[Token]) -> Vector | None:
    return word_vector(tokens[0].word) if len(tokens) == 1 else phrase_vector(tokens)


def _bits(number: int) -> Iterator[int]:
    """Yield the positions of the bits that are set."""
    while number:
        last = number & -number
        yield last.bit_length() - 1
        number ^= last
