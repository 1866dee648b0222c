"""The words of the milestones: which of them tell one milestone from another."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.knowledge.model import Milestone
from bot.language.edit_distance_limits import MIN_NAME
from bot.language.english import is_common
from bot.language.synonyms import Synonyms
from bot.language.terms import FUNCTION_STEMS, QUESTION_STEMS
from bot.language.tokens import Token, stem, tokenise

COMMON_SHARE = 0.15  # a term in the texts of more milestones than this is a subject term
MIN_COMMON = 3  # the least number of milestones for that
SHORT_STEM = 3  # letters; a stem as short as this may happen to be a name
MIN_SHARED = 5  # letters that a noun and its adjective must share: Russia, Russian

# Words that people use in questions about a date, a place or an event, on any subject.
_GENERIC_WORDS = """date day time visit pass reach stop stage leg come go arrive leave left happen
occur town city region place country milestone event calendar special happening birthday month year
monday tuesday wednesday thursday friday saturday sunday exactly supposed plan same himself herself
themselves host turn point able route part history anniversary way carry bring hold
run see last put set make take use stay mean list everything entry programme night evening weekend
week location position whereabouts meet celebrate welcome greet ride""".split()
GENERIC_STEMS = FUNCTION_STEMS | QUESTION_STEMS | frozenset(map(stem, _GENERIC_WORDS))

_LOWER_CASE_WORD = re.compile(r"(?<![\w-])[a-z]+")  # not a name


class MilestoneTerms:
    """The terms of every milestone, and the terms that they have in common."""

    def __init__(
        self, milestones: Iterable[Milestone], vocabulary: Sequence[Sequence[str]] = ()
    ) -> None:
        """`vocabulary`: groups of words and phrases that mean the same."""
        self.milestones = tuple(milestones)
        self._synonyms = Synonyms(vocabulary)
        self._all_terms: dict[str, frozenset[str]] = {}  # by id
        words: Counter[str] = Counter(_GENERIC_WORDS)
        in_texts: Counter[str] = Counter()
        inflected: set[str] = set()
        for milestone in self.milestones:
            names = " . ".join((milestone.title, *milestone.events, *milestone.place_names))
            tokens, text = tokenise(names), tokenise(milestone.text)
            words.update(token.word for token in (*tokens, *text))
            text_terms = frozenset(self.terms(text))
            in_texts.update(text_terms)
            self._all_terms[milestone.id] = text_terms | frozenset(self.terms(tokens))
            lower_case = _LOWER_CASE_WORD.findall(f"{names} . {milestone.text}")
            inflected.update(map(stem, lower_case))
        self.word_frequencies = words
        self._stems = frozenset(map(stem, words))
        self._inflected_stems = frozenset(inflected)
        self._terms = sorted(frozenset[str]().union(*self._all_terms.values()))
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

    def covered(self, terms: Sequence[str], milestone: Milestone) -> int:
        """Return how many of those terms a milestone has, in some inflection."""
        own = self._all_terms[milestone.id]
        return sum(not self._inflections(term).isdisjoint(own) for term in terms)

    def _find_inflections(self, term: str) -> frozenset[str]:
        """Return a term and the calendar's terms that differ from it only in their ending."""
        return frozenset((term, *(other for other in self._terms if _same_but_ending(term, other))))


def _same_but_ending(one: str, other: str) -> bool:
    """Whether two stems differ only in their ending."""
    if one[:4] != other[:4] or abs(len(one) - len(other)) > 2:
        return False
    shorter, longer = sorted((one, other), key=len)
    same = len(shorter) == len(longer) and shorter[:-1] == longer[:-1]
    return len(shorter) >= MIN_SHARED and (same or longer.startswith(shorter))
