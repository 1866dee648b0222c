"""The experiments: what should be found, and what should be refused."""

from collections import Counter

import pytest

from bot.knowledge.model import Knowledge
from bot.matching.decision import Matcher
from bot.matching.index import Index
from bot.matching.self_tests import Probe, probes
from tests.builders import make_entry, make_knowledge


def test_the_same_index_gives_the_same_experiments(bakery: Knowledge):
    assert list(probes(Index(bakery))) == list(probes(Index(bakery)))


def test_every_wording_is_left_out_with_and_without_its_entry(matcher: Matcher):
    every = list(probes(matcher.index))
    tried = {
        (probe.without.entry, probe.without.wording)
        for probe in every
        if probe.without.wording is not None
    }
    wordings = {(n, w) for n, e in enumerate(matcher.index.entries) for w in range(len(e.texts))}

    assert tried == wordings
    assert {probe.without.entry for probe in every if probe.without.wording is None} == set(
        range(len(matcher.index.entries))
    )


def test_what_is_left_out_is_what_answers_or_nothing_does(matcher: Matcher):
    kinds: Counter[str] = Counter()
    for probe in probes(matcher.index):
        if probe.entry is not None:
            assert probe.entry == probe.without.entry
            assert probe.without.wording is not None
            own = matcher.index.entries[probe.entry].stems[probe.without.wording]
            kinds["as it is" if probe.asked.stems == own else "with small talk"] += 1
        else:
            whole = probe.without.wording is None
            kinds["entry left out" if whole else "about something else"] += 1

    assert min(kinds[kind] for kind in kinds) > 10
    assert len(kinds) == 4


def test_only_so_many_wordings_are_tried(matcher: Matcher):
    assert len({p.without for p in probes(matcher.index, 5) if p.without.wording is not None}) == 5


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


def own_words(index: Index, probe: Probe) -> list[str]:
    assert probe.without.wording is not None
    return index.entries[probe.without.entry].stems[probe.without.wording].split()


def test_small_talk_adds_a_word_or_two_and_leaves_the_others_in_order(colours: Index):
    added: Counter[int] = Counter()
    for probe in probes(colours):
        if probe.entry is not None:
            own, rest = own_words(colours, probe), iter(probe.asked.stems.split())
            assert all(word in rest for word in own), probe.asked.stems
            added[len(probe.asked.terms) - len(own)] += 1

    assert added.keys() == {0, 1, 2}  # a filler counts nothing
    assert min(added[1], added[2]) > 10


def test_with_an_entry_left_out_its_wordings_are_asked_as_they_stand(colours: Index):
    asked = Counter(
        (probe.without.entry, probe.asked.stems)
        for probe in probes(colours)
        if probe.without.wording is None
    )

    assert asked == Counter(
        (number, stems) for number, entry in enumerate(colours.entries) for stems in entry.stems
    )


def test_what_is_about_something_else_lacks_the_most_telling_word_and_keeps_the_others(
    colours: Index,
):
    known = strange = 0
    for probe in probes(colours):
        if probe.entry is None and probe.without.wording is not None:
            own, now = own_words(colours, probe), probe.asked.stems.split()
            weights = {word: colours.weight_of(word) for word in own}
            lost = set(own) - set(now)
            assert len(lost) == 1
            assert weights[lost.pop()] == max(weights.values())
            if all(colours.postings.knows(term) for term in probe.asked.weights):
                known += 1
            else:
                strange += 1

    # Every other word is one of the knowledge's own.
    assert min(known, strange) > (known + strange) / 4


def test_a_wording_that_is_an_entrys_only_one_is_never_left_out():
    index = Index(make_knowledge(make_entry("one"), make_entry("two", phrasings=("Open now?",))))

    assert {probe.without.entry for probe in probes(index)} == {1}
