"""The experiments: what should be found, and what should be refused."""

from collections import Counter

from bot.knowledge.model import Knowledge
from bot.matching.decide import Matcher
from bot.matching.index import Index
from bot.matching.probes import probes


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
