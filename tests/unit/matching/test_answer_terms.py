"""Which sentences have a term, and what it says about which one is meant."""

import pytest

from bot.language.tokens import tokenise
from bot.matching.answer_terms import (
    LEAST_SHARE,
    MOST_TYPICAL,
    NEAR_SYNONYM,
    SAME_BEGINNING,
    SYNONYM,
    AnswerTerms,
    everyday_share,
)
from bot.matching.asking import salient_terms
from bot.matching.index import Index
from tests.builders import make_entry, make_knowledge

SENTENCES = ("A bun is a bun.", "The baker takes three of them.", "Bread and a roll.", "Nothing.")
INDEX = Index(
    make_knowledge(
        make_entry("a", "What of bread?", phrasings=("the bread", "bread, a bun", "bread")),
        vocabulary=[["bun", "roll"]],
    )
)
TERMS = AnswerTerms(SENTENCES, INDEX.entries[0], INDEX.synonyms)


def only(question: str):
    ((key, tokens),) = salient_terms(tokenise(question), INDEX.synonyms).items()
    return key, tokens


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("bun", {0: 1.0, 2: SYNONYM}),
        ("bread", {2: 1.0}),
        ("bake", {1: SAME_BEGINNING}),
        ("bakers", {1: 1.0}),
        ("3", {1: 1.0}),
        ("carry", {1: NEAR_SYNONYM}),
        ("basilica", {}),
    ],
)
def test_a_term_is_shared_literally_or_by_a_synonym_or_by_its_beginning(
    word: str, expected: dict[int, float]
):
    assert TERMS.shares(*only(word)) == expected


def test_a_term_says_more_the_fewer_sentences_have_it():
    scone = only("scone")

    assert TERMS.weight(*scone, 1) > TERMS.weight(*scone, 2) > TERMS.weight(*scone, 3) > 0


def test_what_most_wordings_have_says_less():
    scone, bread = only("scone"), only("bread")

    weight = TERMS.weight(*scone, 1) * (1 - MOST_TYPICAL) * everyday_share(bread[1])
    assert TERMS.weight(*bread, 1) == pytest.approx(weight)


def test_everyday_words_say_less():
    shares = [everyday_share(tokenise(word)) for word in ("make", "bread", "scone", "qwxyzzy")]

    assert shares == sorted(shares)
    assert LEAST_SHARE <= shares[0] < shares[-2] == shares[-1] == 1.0


def test_the_sentence_about_something_similar_is_the_most_similar_in_meaning():
    similarities = dict(TERMS.similarities(only("loaf")[1]))

    assert max(similarities, key=lambda number: similarities[number]) == 2
    assert list(TERMS.similarities(only("qwxyzzy")[1])) == []
