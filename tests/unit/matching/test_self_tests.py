"""The self-tests: questions that should find their entry, and questions that should find none."""

from collections import Counter

import pytest

from bot.knowledge.model import Knowledge
from bot.matching.decision import Matcher
from bot.matching.index import Index
from bot.matching.self_tests import SelfTest, self_tests
from tests.builders import make_entry, make_knowledge


def test_the_same_index_gives_the_same_tests(bakery: Knowledge):
    assert list(self_tests(Index(bakery))) == list(self_tests(Index(bakery)))


def test_every_wording_is_left_out_alone_and_with_its_whole_entry(matcher: Matcher):
    tests = list(self_tests(matcher.index))
    left_out = {
        (test.exclusion.entry, test.exclusion.wording)
        for test in tests
        if test.exclusion.wording is not None
    }
    wordings = {(n, w) for n, e in enumerate(matcher.index.entries) for w in range(len(e.texts))}

    assert left_out == wordings
    assert {test.exclusion.entry for test in tests if test.exclusion.wording is None} == set(
        range(len(matcher.index.entries))
    )


def test_the_expected_entry_is_the_one_with_a_wording_left_out_or_there_is_none(matcher: Matcher):
    kinds: Counter[str] = Counter()
    for test in self_tests(matcher.index):
        if test.expected is not None:
            assert test.expected == test.exclusion.entry
            assert test.exclusion.wording is not None
            own = matcher.index.entries[test.expected].stems[test.exclusion.wording]
            kinds["unchanged" if test.query.stems == own else "with small talk"] += 1
        else:
            whole = test.exclusion.wording is None
            kinds["entry left out" if whole else "word replaced"] += 1

    assert min(kinds[kind] for kind in kinds) > 10
    assert len(kinds) == 4


def test_the_number_of_wordings_can_be_limited(matcher: Matcher):
    assert (
        len({t.exclusion for t in self_tests(matcher.index, 5) if t.exclusion.wording is not None})
        == 5
    )


@pytest.fixture(scope="module")
def colours() -> Index:
    """An index in which each wording is two words, with no fillers and no phrases."""
    things = "house dress door wall flower bird".split()
    return Index(
        make_knowledge(
            *(
                make_entry(
                    thing,
                    f"yellow {thing}",
                    phrasings=tuple(f"{colour} {thing}" for colour in COLOURS),
                    answer="Nothing.",
                )
                for thing in things
            )
        )
    )


COLOURS = "red green blue black white brown pink grey gold".split()


def own_words(index: Index, test: SelfTest) -> list[str]:
    assert test.exclusion.wording is not None
    return index.entries[test.exclusion.entry].stems[test.exclusion.wording].split()


def test_small_talk_adds_one_or_two_words_and_keeps_the_others_in_order(colours: Index):
    added: Counter[int] = Counter()
    for test in self_tests(colours):
        if test.expected is not None:
            own, rest = own_words(colours, test), iter(test.query.stems.split())
            assert all(word in rest for word in own), test.query.stems
            added[len(test.query.terms) - len(own)] += 1

    assert added.keys() == {0, 1, 2}  # fillers are dropped
    assert min(added[1], added[2]) > 10


def test_with_an_entry_left_out_its_wordings_are_asked_unchanged(colours: Index):
    queries = Counter(
        (test.exclusion.entry, test.query.stems)
        for test in self_tests(colours)
        if test.exclusion.wording is None
    )

    assert queries == Counter(
        (number, stems) for number, entry in enumerate(colours.entries) for stems in entry.stems
    )


def test_a_replacement_removes_the_most_informative_word_and_keeps_the_others(colours: Index):
    known = unknown = 0
    for test in self_tests(colours):
        if test.expected is None and test.exclusion.wording is not None:
            own, now = own_words(colours, test), test.query.stems.split()
            weights = {word: colours.weight_of(word) for word in own}
            removed = set(own) - set(now)
            assert len(removed) == 1
            assert weights[removed.pop()] == max(weights.values())
            if all(colours.bm25.knows(term) for term in test.query.weights):
                known += 1
            else:
                unknown += 1

    # About half of the replacements are words of other entries.
    assert min(known, unknown) > (known + unknown) / 4


def test_the_only_wording_of_an_entry_is_never_left_out():
    index = Index(make_knowledge(make_entry("one"), make_entry("two", phrasings=("Open now?",))))

    assert {test.exclusion.entry for test in self_tests(index)} == {1}
