"""The packaged FAQ is complete and well-formed, and each answer contains the expected fact."""

import re
from collections import Counter

import pytest

from bot.knowledge.lint import lint
from bot.knowledge.model import Entry
from bot.language.tokens import tokenise
from tests.knowledge.answers import ANSWERS
from tests.knowledge.material import KNOWLEDGE
from tests.knowledge.topics import TOPICS

ENTRIES = [pytest.param(entry, id=entry.id) for entry in KNOWLEDGE.entries]
GROUPS = {
    "The trip to space",
    "The crews",
    "The flame and its ceremonies",
    "The torch",
    "Torchbearers",
    "Mishaps and safety",
    "The route",
    "Sochi 2014 and the Games",
}
# Words and sources that an answer may have. Lists may have more: those of towns, means of transport
# and places, and that of people, each of whom only one source knows.
WORDS, SOURCES = 135, 6
LONGER = {"journey-overview": 170, "means-of-transport": 150, "odd-places": 150}
MORE_SOURCES = {"famous-torchbearers": 8}
MARKUP = re.compile(r"<[^>]*>|&[a-z]+;|&#\d+;|\]\(|https?://|[*`{}\\]|\n")
FUNCTION_WORDS = "the a an of in on at to for from by with and or it its that this there".split()


def bare(wording: str) -> tuple[str, ...]:
    """Returns the sorted stems of a wording without function words."""
    return tuple(sorted({token.stem for token in tokenise(wording)} - set(FUNCTION_WORDS)))


def test_the_first_hundred_entries_are_still_there_and_ids_are_unique():
    assert len(set(TOPICS)) == 100
    assert set(TOPICS) <= KNOWLEDGE.by_id.keys()
    assert len(KNOWLEDGE.by_id) == len(KNOWLEDGE.entries)


def test_there_are_at_least_1000_phrasings():
    assert sum(len(entry.phrasings) for entry in KNOWLEDGE.entries) >= 1000


def test_the_lint_finds_nothing():
    assert lint(KNOWLEDGE) == ()


def test_every_group_has_entries():
    assert set(KNOWLEDGE.groups) == GROUPS


def test_every_entry_has_an_expected_pattern_and_every_pattern_an_entry():
    assert set(ANSWERS) == set(KNOWLEDGE.by_id)


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_is_complete(entry: Entry):
    assert len(entry.question) <= 80
    assert entry.question.endswith("?")
    assert len(entry.phrasings) >= 10
    assert entry.group in GROUPS
    assert 1 <= len(entry.sources) <= MORE_SOURCES.get(entry.id, SOURCES)
    assert len(set(entry.sources)) == len(entry.sources)
    assert entry.facts


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_see_also_links_of_an_entry_lead_to_other_entries(entry: Entry):
    assert entry.see_also
    assert set(entry.see_also) <= KNOWLEDGE.by_id.keys() - {entry.id}
    assert len(set(entry.see_also)) == len(entry.see_also)


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_answer_is_neither_short_nor_long(entry: Entry):
    assert 50 <= len(entry.answer.split()) <= LONGER.get(entry.id, WORDS)


def test_each_allowance_for_more_is_needed():
    words = {id_: len(KNOWLEDGE.by_id[id_].answer.split()) for id_ in LONGER}
    sources = {id_: len(KNOWLEDGE.by_id[id_].sources) for id_ in MORE_SOURCES}

    assert [id_ for id_, count in words.items() if count <= WORDS] == []
    assert [id_ for id_, count in sources.items() if count <= SOURCES] == []


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_answer_contains_the_expected_fact(entry: Entry):
    assert re.search(ANSWERS[entry.id], entry.answer.replace("*", ""))


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_answer_is_plain_discord_markdown(entry: Entry):
    assert not re.search(r"<[^>]*>|https?://|\]\(|!|^#|[\U0001F000-\U0001FAFF]", entry.answer)
    assert entry.answer.count("**") % 2 == 0
    prose = re.sub(r"(?m)^- .*", "", entry.answer)
    assert 1 <= prose.count("**") / 2 <= 5  # the answer itself
    assert "  " not in entry.answer


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_phrasing_is_one_line_without_markup(entry: Entry):
    for phrasing in entry.phrasings:
        assert not MARKUP.search(phrasing), phrasing
        assert 1 <= len(phrasing.split()) <= 40, phrasing
        assert phrasing == phrasing.strip()


def test_no_two_phrasings_differ_only_in_word_order_and_function_words():
    owners: dict[tuple[str, ...], list[str]] = {}
    for entry in KNOWLEDGE.entries:
        for wording in entry.wordings:
            owners.setdefault(bare(wording), []).append(f"{entry.id}: {wording}")

    assert [same for same in owners.values() if len(same) > 1] == []


def test_at_least_200_sources_are_cited():
    cited = Counter(
        source.id for item in (*KNOWLEDGE.entries, *KNOWLEDGE.milestones) for source in item.sources
    )
    assert len(cited) >= 200


def test_only_https_urls_are_shown_as_links():
    shown = [source for source in KNOWLEDGE.sources.values() if source.link]

    assert shown
    assert [source.id for source in shown if not (source.url or "").startswith("https://")] == []


def test_no_word_is_in_two_groups_of_the_vocabulary():
    words = Counter(word.casefold() for group in KNOWLEDGE.vocabulary for word in set(group))

    assert [word for word, times in words.items() if times > 1] == []
