"""The inverted index: what each term adds to the score of each document, and who scores most."""

import math
from dataclasses import replace

import pytest

from bot.language.question import parse_question
from bot.matching.bm25 import CONTEXT_SHARE
from bot.matching.decision import Matcher
from bot.matching.index import Index
from bot.matching.query import Exclusion, Query
from bot.matching.query_builder import build_query, parse_query
from tests.builders import make_entry, make_knowledge, make_milestone


def found(index: Index, text: str) -> list[int]:
    return [number for number, _ in index.bm25.search(parse_query(index, text), 20)]


def weight(index: Index, word: str) -> float:
    """What a single word weighs in a question, in nats."""
    (value,) = parse_query(index, word).weights.values()
    return value


def test_rare_words_weigh_more_than_common_ones_and_function_words_least(matcher: Matcher):
    sourdough, bread, the = (weight(matcher.index, word) for word in ("sourdough", "bread", "the"))

    assert sourdough > bread > the > 0


def test_a_function_word_weighs_less_than_an_equally_rare_word():
    index = Index(make_knowledge(make_entry(question="Who is there?"), make_entry("b", "What?")))

    assert weight(index, "there") < weight(index, "who")
    assert weight(index, "between") < weight(index, "volcano")  # no entry has either


def test_a_word_that_no_entry_has_weighs_at_least_as_much_as_any(matcher: Matcher):
    known = (weight(matcher.index, word) for word in ("sourdough", "oven", "gluten", "bread"))

    assert weight(matcher.index, "volcano") >= max(known)


def test_the_weight_of_a_key_is_that_of_its_word(matcher: Matcher):
    for word in ("sourdough", "bread", "the", "volcano"):
        assert matcher.index.weight_of(word) == weight(matcher.index, word)


@pytest.mark.parametrize(
    ("word", "known"),
    [("sourdough", True), ("beech", True), ("degrees", True), ("volcano", False)],
)
def test_the_words_of_wordings_and_answers_are_known(matcher: Matcher, word: str, known: bool):
    (term,) = parse_query(matcher.index, word).weights

    assert matcher.index.bm25.knows(term) == known


def test_candidates_are_the_entries_that_share_a_term_best_first(matcher: Matcher):
    ids = [matcher.index.entries[number].id for number in found(matcher.index, "gluten bread")]

    assert ids[0] == "gluten"
    assert set(ids) == {"gluten", "sourdough", "delivery"}  # the others have no bread


def test_the_number_of_candidates_is_limited(matcher: Matcher):
    query = parse_query(matcher.index, "gluten bread")

    assert matcher.index.bm25.search(query, 2) == matcher.index.bm25.search(query, 20)[:2]


# Entries and milestones are found apart, so that neither crowds out the other.

MARKETS = Index(
    make_knowledge(
        *(make_entry(f"e{at}", f"Which market {'is ' * at}it?") for at in range(4)),
        milestones=[make_milestone(f"m{at}", title="Market " + "day " * at) for at in range(5)],
    )
)


@pytest.mark.parametrize(("limit", "days"), [(1, 1), (1, 3), (3, 1), (9, 2), (2, 9), (2, 0)])
def test_entries_and_milestones_have_limits_of_their_own(limit: int, days: int):
    query = parse_query(MARKETS, "market day")
    everything = MARKETS.bm25.search(query, 20, milestones=20)
    entries, milestones = everything[:4], everything[4:]

    assert {number for number, _ in entries} == set(range(4))
    assert {number for number, _ in milestones} == set(range(4, 9))
    for found in (entries, milestones):
        assert [score for _, score in found] == sorted((s for _, s in found), reverse=True)
    assert MARKETS.bm25.search(query, limit, milestones=days) == entries[:limit] + milestones[:days]


def test_documents_to_include_are_found_beyond_the_limit_if_they_share_a_term():
    query = parse_query(MARKETS, "market")
    entry, milestone = MARKETS.bm25.search(query, 1, milestones=1)
    others = dict(MARKETS.bm25.search(query, 20, milestones=20))

    assert MARKETS.bm25.search(query, 1, None, [2, 7, entry[0]], milestones=1) == [
        entry,
        milestone,
        (2, others[2]),
        (7, others[7]),
    ]
    assert MARKETS.bm25.search(parse_query(MARKETS, "volcano"), 1, None, [2, 7]) == []


# What most documents have is added to the scores of those that are good without it.

FAIRS = Index(
    make_knowledge(
        *(make_entry(f"e{at}", f"Is there a{at} fair?", answer="It is.") for at in range(60)),
        make_entry("red", "Is the red fair here?", answer="No."),
        make_entry("blue", "Is there a fair, a blue fair?", answer="No."),
    )
)


def test_a_term_that_most_documents_have_counts_for_those_that_have_another():
    def scores(text: str) -> dict[int, float]:
        query = replace(parse_query(FAIRS, text), bigrams=())
        return dict(FAIRS.bm25.search(query, 99))

    red, fair, both = scores("red"), scores("fair"), scores("red fair")

    assert len(fair) == 62  # all that have it, if it is the only term
    assert both.keys() == red.keys() == {60}
    assert both[60] == pytest.approx(red[60] + fair[60])
    assert scores("red blue fair") == {
        number: pytest.approx(scores("red blue")[number] + fair[number]) for number in (60, 61)
    }


def test_what_only_frequent_terms_find_is_decided_for_entries_and_milestones_apart():
    fairs = [make_entry(f"e{at}", f"Is a{at} fair?") for at in range(60)]
    days = [make_milestone(f"m{at}", f"2013-05-{at + 1:02}", title="fair") for at in range(3)]
    red = make_milestone("red", "2013-06-01", title="A red thing")
    index = Index(make_knowledge(*fairs, milestones=[*days, red]))
    query = parse_query(index, "red fair")

    found = [number for number, _ in index.bm25.search(query, 99, milestones=9)]

    assert found == [*range(60), 63], "the entries for the frequent term, the day for the other"
    assert [number for number, _ in index.bm25.search(query, 99)] == [*range(60)]


def test_the_context_share_of_a_term_that_most_documents_have_is_the_same():
    red, fair = parse_question("red"), parse_question("fair")
    alone, before = (
        replace(build_query(FAIRS, question, context), bigrams=())
        for question, context in ((red, None), (red, fair))
    )
    ((_, score),), ((_, more),) = (FAIRS.bm25.search(query, 9) for query in (alone, before))
    own = dict(FAIRS.bm25.search(replace(parse_query(FAIRS, "fair"), bigrams=()), 99))[60]

    assert more - score == pytest.approx(CONTEXT_SHARE * own)


def test_a_document_that_is_good_only_with_frequent_terms_is_found_among_many_alone():
    cow = "Which cow is it at the fair?"
    cows = [make_entry(f"e{at}", cow, phrasings=("one cow", "one more")) for at in range(10)]
    twice = make_entry("twice", cow, phrasings=("one cow", "one fair"))
    others = [make_entry(f"f{at}", f"Is there a{at} fair?") for at in range(50)]
    index = Index(make_knowledge(*cows, twice, *others))
    query = replace(parse_query(index, "cow fair"), bigrams=())

    assert index.bm25.search(query, 11)[0][0] == 10
    assert 10 not in dict(index.bm25.search(query, 1))


def test_a_term_in_a_wording_counts_more_than_one_in_the_answer_alone():
    index = Index(
        make_knowledge(
            make_entry("answer", "What burns?", answer="Beech burns."),
            make_entry("wording", "Does beech burn?", answer="It does."),
        )
    )

    assert found(index, "beech") == [1, 0]


def test_among_equals_the_first_in_the_file_comes_first():
    index = Index(make_knowledge(make_entry("b", "Is it red?"), make_entry("a", "Is it red?")))

    assert found(index, "red") == [0, 1]


@pytest.mark.parametrize("text", ["", "xyzzy"])
def test_knowledge_without_entries_can_be_indexed(text: str):
    assert found(Index(make_knowledge()), text) == []


# Two words side by side count more than the same words apart.


def bigram_index(*extra: str) -> Index:
    return Index(
        make_knowledge(
            make_entry("cat", "Cat bites dog?", phrasings=extra and ("cat bites dog now",)),
            make_entry("dog", "Dog bites cat?", phrasings=extra and ("dog bites cat now",)),
        )
    )


@pytest.mark.parametrize(
    ("text", "best"), [("so cat bites dog", 0), ("so dog bites cat", 1), ("bites dog", 0)]
)
def test_bigrams_decide_between_entries_with_the_same_words(text: str, best: int):
    index = bigram_index("twice")
    (first, high), (second, low) = index.bm25.search(parse_query(index, text), 20)

    assert (first, second) == (best, 1 - best)
    assert high > low


def test_the_first_and_the_last_word_of_a_wording_form_a_bigram_with_the_edge():
    index = bigram_index("twice")

    assert found(index, "cat") == [0, 1]
    assert found(index, "dog") == [1, 0]


def test_a_bigram_in_a_single_wording_does_not_count():
    index = bigram_index()
    (_, first), (_, second) = index.bm25.search(parse_query(index, "so dog bites cat"), 20)

    assert first == second


def test_a_word_that_no_entry_has_forms_bigrams_that_no_entry_has():
    index = bigram_index("twice")
    known, separated = parse_query(index, "cat bites"), parse_query(index, "cat volcano bites")

    assert dict(index.bm25.search(separated, 20))[0] < dict(index.bm25.search(known, 20))[0]
    assert index.bm25.highest_score(separated) > index.bm25.highest_score(known)


def test_no_entry_scores_more_than_the_maximum(matcher: Matcher):
    for entry in matcher.index.entries:
        for text in (*entry.texts, *(f"{text} volcano" for text in entry.texts)):
            query = parse_query(matcher.index, text)
            reached = matcher.index.bm25.search(query, 1)[0][1]

            assert 0 < reached <= matcher.index.bm25.highest_score(query)


# The self-tests exclude a wording or a whole entry, as if it were not there.


def test_an_excluded_entry_is_not_a_candidate(matcher: Matcher):
    query = parse_query(matcher.index, "how hot is the oven")
    everything = [number for number, _ in matcher.index.bm25.search(query, 20)]
    others = [
        number for number, _ in matcher.index.bm25.search(query, 20, Exclusion(everything[0]))
    ]

    assert everything[1:] == others


def test_excluding_a_wording_lowers_its_entry_by_what_it_alone_adds():
    index = Index(
        make_knowledge(
            make_entry("cake", "Is there a red cake?", phrasings=("a red cake", "a green cake")),
            make_entry("bread", "Is there bread?"),
        )
    )

    def score(text: str, exclusion: Exclusion | None = None) -> float:
        return dict(index.bm25.search(parse_query(index, text), 20, exclusion))[0]

    assert score("red", Exclusion(0, 0)) < score("red")
    assert score("red", Exclusion(0, 2)) == score("red")
    assert score("green", Exclusion(0, 2)) == pytest.approx(0, abs=1e-6)
    assert score("red", Exclusion(1)) == score("red")


def test_excluding_a_wording_excludes_its_bigrams():
    index = Index(
        make_knowledge(
            make_entry("cake", "Has a red cake cream?", phrasings=("any red cake", "cake so red")),
            make_entry("bread", "Is there bread?"),
        )
    )

    def loss(text: str, wording: int) -> float:
        """What the entry loses by the wording beyond the terms themselves."""

        def lost(query: Query) -> float:
            whole, less = (
                dict(index.bm25.search(query, 20, exclusion))[0]
                for exclusion in (None, Exclusion(0, wording))
            )
            return whole - less

        query = parse_query(index, text)
        return lost(query) - lost(replace(query, bigrams=()))

    assert loss("is red cake it", 0) == pytest.approx(loss("is red cake it", 1))
    assert loss("is red cake it", 0) > 0.01
    assert loss("is red cake it", 2) == pytest.approx(0)  # has both words, but not side by side
    assert loss("is red it", 0) == pytest.approx(0)


@pytest.mark.parametrize(
    ("word", "exclusion", "known"),
    [
        ("green", None, True),
        ("green", Exclusion(0, 0), True),  # another wording has it
        ("green", Exclusion(0, 1), False),  # this one alone
        ("green", Exclusion(0), False),
        ("red", Exclusion(0, 1), True),
        ("beech", Exclusion(0, 0), True),  # the answer has it
        ("beech", Exclusion(0), False),
        ("bread", Exclusion(0), True),
        ("volcano", None, False),
        ("volcano", Exclusion(0), False),
    ],
)
def test_a_word_that_only_the_excluded_part_has_is_not_known(
    word: str, exclusion: Exclusion | None, known: bool
):
    index = Index(
        make_knowledge(
            make_entry("cake", "Is it red?", phrasings=("a green cake",), answer="Of beech."),
            make_entry("bread", "Is there red bread?"),
        )
    )
    (term,) = parse_query(index, word).weights

    assert index.bm25.knows(term, exclusion) == known


# Small cases computed by hand: two entries, one with four terms and one with two.

IN_ONE = math.log(1 + 1.5 / 1.5)  # the information of a term that one of two entries has
IN_NONE = math.log(1 + 2.5 / 0.5)  # of a term that no entry has


def test_frequent_terms_saturate_and_long_entries_score_less(cakes: Index):
    query = parse_query(cakes, "cake")
    norm = 1 - 0.5 + 0.5 * 4 / 3  # four terms, three on average
    twice = 2 * 2 / (2 + norm)  # two wordings have the term, and the bigram (cake, end)

    assert cakes.bm25.search(query, 9) == [(0, pytest.approx(IN_ONE * twice * 1.5))]
    # Besides the term itself, (cake, end) is known and (start, cake) is not; each counts half.
    assert cakes.bm25.highest_score(query) == pytest.approx((IN_ONE * 1.5 + IN_NONE / 2) * 2)


def test_a_context_term_scores_only_its_share(cakes: Index):
    alone = replace(parse_query(cakes, "cake"), bigrams=())
    before = build_query(cakes, parse_question("is"), parse_question("a cake"))
    before = replace(before, bigrams=())
    ((_, score),) = cakes.bm25.search(alone, 9)

    assert cakes.bm25.search(before, 9) == [(0, pytest.approx(CONTEXT_SHARE * score))]
