"""The experiments: what should be found, and what should be refused."""

from collections import Counter

import pytest

from bot.knowledge.model import Knowledge
from bot.matching.decision import Matcher
from bot.matching.index import Index
from bot.matching.self_tests import SelfTest, self_tests
from tests.builders import make_entry, make_knowledge


def test_the_same_index_gives_the_same_experiments(bakery: Knowledge):
    assert list(self_tests(Index(bakery))) == list(self_tests(Index(bakery)))


def test_every_wording_is_left_out_with_and_without_its_entry(matcher: Matcher):
    every = list(self_tests(matcher.index))
    tried = {
        (test.exclusion.entry, test.exclusion.wording)
        for test in every
        if test.exclusion.wording is not None
    }
    wordings = {(n, w) for n, e in enumerate(matcher.index.entries) for w in range(len(e.texts))}

    assert tried == wordings
    assert {test.exclusion.entry for test in every if test.exclusion.wording is None} == set(
        range(len(matcher.index.entries))
    )


def test_what_is_left_out_is_what_answers_or_nothing_does(matcher: Matcher):
    kinds: Counter[str] = Counter()
    for test in self_tests(matcher.index):
        if test.entry is not None:
            assert test.entry == test.exclusion.entry
            assert test.exclusion.wording is not None
            own = matcher.index.entries[test.entry].stems[test.exclusion.wording]
            kinds["as it is" if test.query.stems == own else "with small talk"] += 1
        else:
            whole = test.exclusion.wording is None
            kinds["entry left out" if whole else "about something else"] += 1

    assert min(kinds[kind] for kind in kinds) > 10
    assert len(kinds) == 4


def test_only_so_many_wordings_are_tried(matcher: Matcher):
    assert (
        len({p.exclusion for p in self_tests(matcher.index, 5) if p.exclusion.wording is not None})
        == 5
    )


@pytest.fixture(scope="module")
def colours() -> Index:
    """Of wordings that are two words each, without fillers and phrases."""
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


def test_small_talk_adds_a_word_or_two_and_leaves_the_others_in_order(colours: Index):
    added: Counter[int] = Counter()
    for test in self_tests(colours):
        if test.entry is not None:
            own, rest = own_words(colours, test), iter(test.query.stems.split())
            assert all(word in rest for word in own), test.query.stems
            added[len(test.query.terms) - len(own)] += 1

    assert added.keys() == {0, 1, 2}  # a filler counts nothing
    assert min(added[1], added[2]) > 10


def test_with_an_entry_left_out_its_wordings_are_asked_as_they_stand(colours: Index):
    query = Counter(
        (test.exclusion.entry, test.query.stems)
        for test in self_tests(colours)
        if test.exclusion.wording is None
    )

    assert query == Counter(
        (number, stems) for number, entry in enumerate(colours.entries) for stems in entry.stems
    )


def test_what_is_about_something_else_lacks_the_most_telling_word_and_keeps_the_others(
    colours: Index,
):
    known = strange = 0
    for test in self_tests(colours):
        if test.entry is None and test.exclusion.wording is not None:
            own, now = own_words(colours, test), test.query.stems.split()
            weights = {word: colours.weight_of(word) for word in own}
            lost = set(own) - set(now)
            assert len(lost) == 1
            assert weights[lost.pop()] == max(weights.values())
            if all(colours.postings.knows(term) for term in test.query.weights):
                known += 1
            else:
                strange += 1

    # Every other word is one of the knowledge's own.
    assert min(known, strange) > (known + strange) / 4


def test_a_wording_that_is_an_entrys_only_one_is_never_left_out():
    index = Index(make_knowledge(make_entry("one"), make_entry("two", phrasings=("Open now?",))))

    assert {test.exclusion.entry for test in self_tests(index)} == {1}
