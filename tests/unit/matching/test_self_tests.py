"""The self-tests: questions near the subject, with the entry that answers them left out."""

from collections import Counter

from bot.knowledge.model import Knowledge
from bot.matching.decision import Matcher
from bot.matching.index import Index
from bot.matching.query import Exclusion
from bot.matching.self_tests import self_tests
from tests.builders import make_entry, make_knowledge, make_milestone


def test_the_same_index_gives_the_same_tests(bakery: Knowledge):
    assert list(self_tests(Index(bakery))) == list(self_tests(Index(bakery)))


def test_every_wording_is_asked_once_with_its_whole_entry_left_out(matcher: Matcher):
    tests = Counter((test.query.stems, test.exclusion) for test in self_tests(matcher.index))

    assert tests == Counter(
        (stems, Exclusion(number))
        for number, entry in enumerate(matcher.index.entries)
        for stems in entry.stems
    )


def test_the_number_of_wordings_can_be_limited_and_then_they_come_from_anywhere(matcher: Matcher):
    tests = list(self_tests(matcher.index, 10))

    assert len(tests) == 10
    assert len({test.exclusion for test in tests}) > 3
    assert all(test in list(self_tests(matcher.index)) for test in tests)


def test_an_entry_of_one_wording_and_a_milestone_are_never_left_out():
    one, two = make_entry("one"), make_entry("two", phrasings=("Open now?",))
    index = Index(make_knowledge(one, two, milestones=[make_milestone()]))

    assert {test.exclusion for test in self_tests(index)} == {Exclusion(1)}
