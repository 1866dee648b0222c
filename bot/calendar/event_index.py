"""Finds the milestones that a question describes, by the words that distinguish them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log

from bot.knowledge.model import Milestone
from bot.language.edit_distance_limits import MIN_NAME
from bot.language.english import is_common
from bot.language.synonyms import Synonyms
from bot.language.terms import FUNCTION_STEMS, QUESTION_STEMS
from bot.language.tokens import Token, stem, tokenise

COMMON_SHARE = 0.08  # a term in the texts of more milestones than this is a subject term
MIN_COMMON = 3  # the least number of milestones for that
TEXT_SHARE = 0.6  # the share of a term's weight that counts if only the text has it
SHORT_STEM = 3  # letters; a stem as short as this may happen to be a name
MIN_SHARED = 5  # letters that a noun and its adjective must share: Russia, Russian

# Words that people use in questions about a date, a place or an event, on any subject.
_GENERIC_WORDS = """date day time visit pass reach stop stage leg come go arrive leave left happen
occur town city region place country milestone event calendar special happening birthday month year
monday tuesday wednesday thursday friday saturday sunday exactly supposed plan same himself herself
themselves host turn point able route part history anniversary way carry bring hold
run see last put set make use list everything entry programme night evening weekend week
location position whereabouts meet celebrate welcome greet ride""".split()
GENERIC_STEMS = FUNCTION_STEMS | QUESTION_STEMS | frozenset(map(stem, _GENERIC_WORDS))

_LOWER_CASE_WORD = re.compile(r"(?<![\w-])[a-z]+")  # not a name


class EventIndex:
    """The terms of every milestone; the fewer milestones have a term, the more it weighs."""

    def __init__(
        self, milestones: Iterable[Milestone], vocabulary: Sequence[Sequence[str]] = ()
    ) -> None:
        """`vocabulary`: groups of words and phrases that mean the same."""
        self.milestones = tuple(milestones)
        self._synonyms = Synonyms(vocabulary)
        self._title_terms: dict[str, frozenset[str]] = {}  # by id; includes those of all names
        self._text_terms: dict[str, frozenset[str]] = {}  # by id
        words: Counter[str] = Counter(_GENERIC_WORDS)
        for milestone in self.milestones:
            title, text = tokenise(_names(milestone)), tokenise(milestone.text)
            words.update(token.word for token in (*title, *text))
            self._title_terms[milestone.id] = frozenset(self.terms(title))
            self._text_terms[milestone.id] = frozenset(self.terms(text))
        self.word_frequencies = words
        self._stems = frozenset(map(stem, words))
        self._inflected_stems = frozenset(
            stem(word)
            for milestone in self.milestones
            for word in _LOWER_CASE_WORD.findall(f"{_names(milestone)} . {milestone.text}")
        )
        self._frequencies = Counter(
            term
            for id_, terms in self._title_terms.items()
            for term in terms | self._text_terms[id_]
        )
        self._terms = sorted(self._frequencies)
        in_texts = Counter(term for terms in self._text_terms.values() for term in terms)
        common = max(MIN_COMMON, COMMON_SHARE * len(self.milestones))
        # Terms in many texts are about the subject as a whole; they do not tell milestones apart.
        self.subject_terms = frozenset(term for term, count in in_texts.items() if count > common)
        self._uninformative = GENERIC_STEMS | self.subject_terms
        self._inflections = lru_cache(maxsize=10_000)(self._find_inflections)

    def terms(self, tokens: Sequence[Token]) -> list[str]:
        """Return the terms of some tokens, with synonyms replaced by one term."""
        return [term for term, _, _ in self._synonyms.fold(tokens)]

    def calendar_tokens(self, tokens: Iterable[Token]) -> tuple[Token, ...]:
        """Return the tokens with everything undone that may have changed a name.

        A correction is undone if the calendar has the written word, or if that is short and the
        corrected one is not a common English word. A short word that may be a name is not stemmed:
        Mars is not Mar.
        """
        return tuple(map(self._restore_name, tokens))

    def _restore_name(self, token: Token) -> Token:
        word, written = token.word, token.written
        if word != written and (
            written in self.word_frequencies or (len(written) < MIN_NAME and not is_common(word))
        ):
            word = written
        cut = stem(word)
        known = (
            word in self.word_frequencies
            or cut in self._uninformative
            or cut in self._inflected_stems
        )
        return Token(word, cut if known or len(cut) > SHORT_STEM else word, written)

    def has_word(self, word: str) -> bool:
        """Whether the calendar has a word in some inflection."""
        return stem(word) in self._stems

    def informative_terms(self, tokens: Sequence[Token]) -> list[str]:
        """Return the terms of some tokens that tell one milestone from another."""
        return [
            term
            for term, start, stop in self._synonyms.fold(tokens)
            if term not in self._uninformative
            # A phrase of the vocabulary is informative even if its words are not: “day off”.
            and (stop - start > 1 or tokens[start].stem not in self._uninformative)
        ]

    def covered_weight(self, terms: Sequence[str], milestone: Milestone) -> float:
        """Return the total weight of those terms that a milestone has."""
        title, text = self._title_terms[milestone.id], self._text_terms[milestone.id]
        covered = 0.0
        for term in terms:
            inflections = self._inflections(term)
            if not inflections.isdisjoint(title):
                covered += self.weight(term)
            elif not inflections.isdisjoint(text):
                covered += self.weight(term) * TEXT_SHARE
        return covered

    def total_weight(self, terms: Sequence[str]) -> float:
        """Return the total weight of some terms."""
        return sum(map(self.weight, terms))

    def best_matches(
        self, tokens: Sequence[Token], among: Iterable[Milestone] | None = None
    ) -> tuple[float, list[Milestone]]:
        """Return the milestones that cover the most of the tokens' weight, and their share of it.

        Among equals, those win whose titles have more of all the terms, including subject terms.
        """
        terms = self.informative_terms(tokens)
        total = self.total_weight(terms)
        if not total:
            return 0.0, []
        all_terms = set(self.terms(tokens))
        scores = [
            (
                (
                    self.covered_weight(terms, milestone) / total,
                    len(all_terms & self._title_terms[milestone.id]),
                ),
                milestone,
            )
            for milestone in (self.milestones if among is None else among)
        ]
        best = max((score for score, _ in scores), default=(0.0, 0))
        share, _ = best
        return share, [milestone for score, milestone in scores if score == best and share]

    def _find_inflections(self, term: str) -> frozenset[str]:
        """Return a term and the calendar's terms that differ from it only in their ending."""
        return frozenset((term, *(other for other in self._terms if _same_but_ending(term, other))))

    def weight(self, term: str) -> float:
        """Return the information of a term in nats: the fewer milestones have it, the more."""
        return log((len(self.milestones) + 1) / (self._frequencies[term] + 0.5))


def _names(milestone: Milestone) -> str:
    return " . ".join((milestone.title, milestone.place, *milestone.aliases))


def _same_but_ending(one: str, other: str) -> bool:
    """Whether two stems differ only in their ending."""
    if one[:4] != other[:4] or abs(len(one) - len(other)) > 2:
        return False
    shorter, longer = sorted((one, other), key=len)
    same = len(shorter) == len(longer) and shorter[:-1] == longer[:-1]
    return len(shorter) >= MIN_SHARED and (same or longer.startswith(shorter))
