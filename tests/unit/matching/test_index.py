"""The index knows how much information terms have, and turns questions into queries."""

from dataclasses import replace

import pytest

from bot.language.english import FILLERS, FUNCTION_WORDS, QUESTION_WORDS
from bot.matching.bm25 import CONTEXT_SHARE
from bot.matching.decision import Matcher
from bot.matching.index import Index
from bot.matching.query import Exclusion, Query
from tests.builders import make_entry, make_knowledge, make_milestone


def found(index: Index, text: str) -> list[int]:
    return [number for number, _ in index.bm25.search(index.parse_query(text), 20)]


def weight(index: Index, word: str) -> float:
    """What a single word weighs in a question, in nats."""
    (value,) = index.parse_query(word).weights.values()
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
    (term,) = matcher.index.parse_query(word).weights

    assert matcher.index.bm25.knows(term) == known


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how much is the bread", ["price+", "be", "the", "bread"]),
        ("Zwei Loaves!", ["zwei", "loaf+"]),
        ("the oven, the oven", ["the", "oven", "the", "oven"]),
        ("", []),
    ],
)
def test_a_question_becomes_terms_in_order(matcher: Matcher, text: str, expected: list[str]):
    query = matcher.index.parse_query(text)

    assert [term.key for term in query.terms] == expected
    assert query.stems == " ".join(expected)


def test_a_repeated_term_counts_once(matcher: Matcher):
    query = matcher.index.parse_query("the volcano oven: the volcano oven")

    assert len(query.weights) == 3
    assert query.salient == tuple(query.weights)[1:]
    assert len(set(query.bigrams)) == len(query.bigrams)


def test_words_that_no_entry_has_are_distinct_terms(matcher: Matcher):
    assert len(matcher.index.parse_query("volcano spaceship volcano").weights) == 2


def test_wordings_are_referred_to_by_their_numbers(matcher: Matcher):
    for entry in matcher.index.entries:
        assert len(entry.texts) == len(entry.stems) == len(entry.kinds) == 7
        for wording, text in enumerate(entry.texts):
            query = matcher.index.parse_query(text)

            assert entry.stems[wording] == query.stems
            assert entry.kinds[wording] == query.kind
            assert all(wording in entry.wordings_by_term[term] for term in query.weights)


def test_a_corrected_term_has_the_written_and_the_corrected_word(matcher: Matcher):
    (term,) = matcher.index.parse_query("soudrough").terms

    assert (term.key, term.written, term.corrected) == ("sourdough", "soudrough", "sourdough")


def test_a_misspelt_phrase_is_corrected_before_synonyms_are_replaced():
    index = Index(
        make_knowledge(make_entry(question="In space?"), vocabulary=[["iss", "space station"]])
    )
    (term,) = index.parse_query("spcae station").terms

    assert (term.key, term.written, term.corrected) == ("iss+", "spcae station", "space")


def test_misspelt_words_are_corrected_to_words_of_milestones_too(matcher: Matcher):
    assert matcher.index.parse_query("zhezkagzan").terms[0].corrected == "zhezkazgan"


def test_misspelt_words_are_corrected_to_words_of_a_milestones_title_and_text():
    milestone = make_milestone(title="The Blinovian parade", text="Kvassnikov sold umbrellas.")
    index = Index(make_knowledge(make_entry(), milestones=[milestone]))

    assert index.parse_query("blinovain").terms[0].corrected == "blinovian"
    assert index.parse_query("kvasnikov").terms[0].corrected == "kvassnikov"


def test_a_decimal_number_is_never_corrected():
    index = Index(make_knowledge(make_entry(question="What is 0.125 good for?")))

    assert [term.corrected for term in index.parse_query("0.126").terms] == [None]


@pytest.mark.parametrize(
    ("text", "salient"),
    [
        ("what is the price", ["price"]),
        ("who took it there and why", ["took"]),
        ("please tell me about it", []),
        ("when did you", []),
        ("7 loaves", ["7", "loaves"]),
    ],
)
def test_the_words_that_say_what_a_question_is_about_are_salient(
    matcher: Matcher, text: str, salient: list[str]
):
    query = matcher.index.parse_query(text)

    assert [term.written for term in query.terms if term.salient] == salient
    assert len(query.salient) == len(salient)


def test_candidates_are_the_entries_that_share_a_term_best_first(matcher: Matcher):
    ids = [matcher.index.entries[number].id for number in found(matcher.index, "gluten bread")]

    assert ids[0] == "gluten"
    assert set(ids) == {"gluten", "sourdough", "delivery"}  # the others have no bread


def test_the_number_of_candidates_is_limited(matcher: Matcher):
    query = matcher.index.parse_query("gluten bread")

    assert matcher.index.bm25.search(query, 2) == matcher.index.bm25.search(query, 20)[:2]


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


# Fillers have no meaning.


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("yo how hot is the oven lol", "how hot is the oven"),
        ("hey guys, how hot is the oven actually?", "how hot is the oven"),
        ("just how hot is the oven even, bro", "how hot is the oven"),
        ("um", "um"),
    ],
)
def test_fillers_do_not_change_a_question(matcher: Matcher, text: str, same_as: str):
    assert matcher.index.parse_query(text) == matcher.index.parse_query(same_as)


def test_fillers_do_not_change_a_wording():
    wordings = ("please, how hot is the oven?", "just how hot is the oven even")
    index = Index(make_knowledge(make_entry(question="How hot is the oven?", phrasings=wordings)))
    (entry,) = index.entries

    assert entry.texts[1:] == wordings
    assert set(entry.stems) == {"how hot be the oven"}
    (please,) = index.parse_query("please").weights
    assert not index.bm25.knows(please)


def test_a_text_of_nothing_but_fillers_keeps_them():
    index = Index(make_knowledge(make_entry("chat", "lol ok"), make_entry("hours", "ok, open?")))

    assert index.parse_query("lol ok").stems == "lol ok"
    assert found(index, "lol") == [0]


def test_every_filler_is_a_function_word_or_an_interjection():
    # A text of fillers alone must not seem to be about something, unless it is an interjection.
    assert not FILLERS & QUESTION_WORDS
    assert {"hahaha", "lmao", "omg", "btw"} >= FILLERS - FUNCTION_WORDS


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
    (first, high), (second, low) = index.bm25.search(index.parse_query(text), 20)

    assert (first, second) == (best, 1 - best)
    assert high > low


def test_the_first_and_the_last_word_of_a_wording_form_a_bigram_with_the_edge():
    index = bigram_index("twice")

    assert found(index, "cat") == [0, 1]
    assert found(index, "dog") == [1, 0]


def test_a_bigram_in_a_single_wording_does_not_count():
    index = bigram_index()
    (_, first), (_, second) = index.bm25.search(index.parse_query("so dog bites cat"), 20)

    assert first == second


def test_fillers_do_not_break_bigrams():
    index = bigram_index("twice")

    assert (
        index.parse_query("cat even bites just dog").bigrams
        == index.parse_query("cat bites dog").bigrams
    )


def test_a_word_that_no_entry_has_forms_bigrams_that_no_entry_has():
    index = bigram_index("twice")
    known, separated = index.parse_query("cat bites"), index.parse_query("cat volcano bites")

    assert dict(index.bm25.search(separated, 20))[0] < dict(index.bm25.search(known, 20))[0]
    assert index.bm25.highest_score(separated) > index.bm25.highest_score(known)


def test_no_entry_scores_more_than_the_maximum(matcher: Matcher):
    for entry in matcher.index.entries:
        for text in (*entry.texts, *(f"{text} volcano" for text in entry.texts)):
            query = matcher.index.parse_query(text)
            reached = matcher.index.bm25.search(query, 1)[0][1]

            assert 0 < reached <= matcher.index.bm25.highest_score(query)


# The self-tests exclude a wording or a whole entry, as if it were not there.


def test_an_excluded_entry_is_not_a_candidate(matcher: Matcher):
    query = matcher.index.parse_query("how hot is the oven")
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
        return dict(index.bm25.search(index.parse_query(text), 20, exclusion))[0]

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

        query = index.parse_query(text)
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
    (term,) = index.parse_query(word).weights

    assert index.bm25.knows(term, exclusion) == known


# The context of a question counts a little.


def test_the_context_counts_a_little_and_need_not_be_covered(matcher: Matcher):
    alone, with_context = (
        matcher.index.parse_query("how hot"),
        matcher.index.parse_query("how hot", "the oven there"),
    )
    (oven,) = matcher.index.parse_query("oven").weights

    assert with_context.stems == alone.stems
    assert with_context.salient == alone.salient
    assert with_context.bigrams == alone.bigrams
    assert with_context.weights[oven] == pytest.approx(
        CONTEXT_SHARE * matcher.index.weight_of("oven")
    )
    assert oven in with_context.context


def test_a_term_of_the_question_counts_in_full_even_if_the_context_has_it_too(matcher: Matcher):
    query = matcher.index.parse_query("how hot is the oven", "we have an oven")
    (oven,) = matcher.index.parse_query("oven").weights

    assert query.weights[oven] == matcher.index.weight_of("oven")
    assert oven in query.salient
    assert oven not in query.context


def test_the_context_finds_its_entry(matcher: Matcher):
    index = matcher.index
    (first, _), *_ = index.bm25.search(
        index.parse_query("how hot does it get?", "about your oven"), 20
    )

    assert index.entries[first].id == "oven"


@pytest.mark.parametrize(
    ("text", "kind", "opens"),
    [
        ("how hot is the oven", "how", True),
        ("wehn do you close", "when", True),  # corrected first
        ("sourdough, what does it cost?", "what", False),
        ("opening hours", "none", False),
    ],
)
def test_a_query_has_the_kind_of_its_question(matcher: Matcher, text: str, kind: str, opens: bool):
    query = matcher.index.parse_query(text)

    assert (query.kind, query.opens) == (kind, opens)


# Similarity in meaning.


def test_an_entry_is_more_similar_to_words_of_related_meaning(matcher: Matcher):
    index = matcher.index
    ids = [entry.id for entry in index.entries]

    def similarity(text: str, id_: str) -> float:
        return index.similarity(index.parse_query(text), ids.index(id_))

    assert similarity("a furnace", "oven") > similarity("a furnace", "hours") + 0.1
    assert similarity("marriage", "wedding-cake") > similarity("marriage", "oven") + 0.1
    assert all(similarity("qqzzqq", id_) == 0 for id_ in ids)


def test_the_meaning_of_an_entry_without_a_wording_is_that_of_the_others():
    entries = [make_entry("wine", "Is the wine red?", phrasings=("a bottle of wine", "grapes"))]
    less = [make_entry("wine", "Is the wine red?", phrasings=("grapes",))]
    other = make_entry("oven", "Is the furnace hot?")
    whole, rest = (Index(make_knowledge(*each, other)) for each in (entries, less))
    query = whole.parse_query("some drink")

    excluded_wording = whole.similarity(query, 0, Exclusion(0, 1))

    assert excluded_wording != whole.similarity(query, 0)
    # The average of all entries changes a little too; calibration ignores that.
    assert excluded_wording == pytest.approx(
        rest.similarity(rest.parse_query("some drink"), 0), abs=0.12
    )
