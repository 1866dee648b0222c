"""The order of the candidates, and the features of each match."""

import math
from dataclasses import replace

import pytest
from rapidfuzz import fuzz

from bot.matching.bm25 import CONTEXT_SHARE
from bot.matching.decision import Matcher
from bot.matching.features import (
    ANSWER_SHARE,
    FEATURE_SIGNS,
    MAX_COUNTED_TERMS,
    TYPICAL_SHARE,
    Match,
    extract_features,
)
from bot.matching.index import Index
from bot.matching.learned_weights import WEIGHTS
from bot.matching.query import Exclusion
from bot.matching.ranking import CANDIDATES, Candidate, RankingWeights, rank
from tests.builders import make_entry, make_knowledge


def matches(index: Index, text: str, exclusion: Exclusion | None = None) -> list[Match]:
    """Every candidate, best first, with its features."""
    query = index.parse_query(text)
    ranked = rank(index, query, RankingWeights(), exclusion)
    return [
        extract_features(index, query, ranked, position, exclusion)
        for position in range(len(ranked))
    ]


def ranked(matcher: Matcher, text: str) -> list[Match]:
    return matches(matcher.index, text)


def best(matcher: Matcher, text: str) -> Match:
    return ranked(matcher, text)[0]


def test_every_wording_of_an_entry_finds_that_entry_first(matcher: Matcher):
    for entry in matcher.index.entries:
        for text in entry.texts:
            assert best(matcher, text).id == entry.id, text


def test_a_wording_asked_word_for_word_has_every_similarity_at_its_highest(matcher: Matcher):
    match = best(matcher, "When does the bakery open?")

    assert match.wording == "When does the bakery open?"
    assert match.similarity == pytest.approx(1)
    assert match.candidate.spelling == pytest.approx(1)
    assert match.covered == pytest.approx(match.about)
    assert match.unknown == 0


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("what do you do with the oven when you are there", "oven"),
        ("is there a price for this sourdough", "sourdough"),
        ("how do i do it if i want gluten", "gluten"),
        ("is there one of them that is for the wedding", "wedding-cake"),
    ],
)
def test_one_informative_word_outweighs_many_function_words(matcher: Matcher, text: str, id_: str):
    assert best(matcher, text).id == id_


def assert_within_bounds(match: Match) -> None:
    for similarity in ("information", "spelling", "kind"):
        assert -ROUNDING <= getattr(match.candidate, similarity) <= 1 + ROUNDING, (
            match,
            similarity,
        )
    assert -1 - ROUNDING <= match.candidate.meaning <= 1 + ROUNDING
    assert -ROUNDING <= match.typical <= 1 + ROUNDING
    assert min(match.covered, match.unknown, match.elsewhere) >= 0
    assert match.terms >= 1


ROUNDING = 1e-6


@pytest.mark.parametrize(
    "text",
    [
        "oven oven oven",
        "the",
        "lol",
        "how much does the volcano cost",
        "open bread",
        "xyzzy plugh oven plugh xyzzy",
    ],
)
def test_features_lie_within_their_bounds(matcher: Matcher, text: str):
    for match in ranked(matcher, text):
        assert_within_bounds(match)


def test_features_lie_within_their_bounds_with_an_exclusion(matcher: Matcher):
    for number, entry in enumerate(matcher.index.entries):
        for wording, text in enumerate(entry.texts):
            for exclusion in (None, Exclusion(number, wording), Exclusion(number)):
                for match in matches(matcher.index, text, exclusion):
                    assert_within_bounds(match)


def test_the_margin_is_positive_for_the_best_candidate_and_negative_for_others(matcher: Matcher):
    first, second, *_ = ranked(matcher, "gluten bread")

    assert first.margin == pytest.approx(first.candidate.score - second.candidate.score)
    assert second.margin == pytest.approx(second.candidate.score - first.candidate.score)
    assert first.margin > 0 > second.margin


def test_terms_of_no_entry_are_distinguished_from_terms_of_other_entries(matcher: Matcher):
    unknown = best(matcher, "volcano oven")
    elsewhere = best(matcher, "sourdough sourdough oven how hot is the oven")

    assert unknown.unknown == pytest.approx(matcher.index.weight_of("volcano"))
    assert unknown.elsewhere == pytest.approx(0)
    assert elsewhere.unknown == 0
    assert elsewhere.elsewhere == pytest.approx(matcher.index.weight_of("sourdough"))


def test_a_term_that_only_the_answer_has_is_half_covered(matcher: Matcher):
    assert best(matcher, "beech").id == "oven"
    match = best(matcher, "beech")
    assert match.covered == pytest.approx(ANSWER_SHARE * match.about)
    assert match.elsewhere == pytest.approx((1 - ANSWER_SHARE) * match.about)


def test_words_in_order_score_higher_than_shuffled_ones(matcher: Matcher):
    ordered = best(matcher, "how hot is the oven")
    shuffled = best(matcher, "oven the is hot how")

    assert ordered.similarity == pytest.approx(shuffled.similarity)
    assert ordered.candidate.spelling > shuffled.candidate.spelling
    assert ordered.candidate.information > shuffled.candidate.information  # it has the bigrams


def test_a_term_in_a_tenth_of_the_wordings_is_fully_typical():
    wordings = ["the oven and the wood", *(f"the oven number {at}" for at in range(19))]
    many = make_entry("oven", "Is it an oven?", phrasings=tuple(wordings[:-1]))
    index = Index(make_knowledge(many, make_entry(question="Is there wood?")))

    def typical(text: str) -> float:
        return next(match.typical for match in matches(index, text) if match.id == "oven")

    assert len(many.wordings) == 20
    assert typical("the oven") == pytest.approx(1)
    assert typical("the wood") == pytest.approx(1 / (TYPICAL_SHARE * 20))


def test_an_unknown_term_makes_a_question_less_typical(matcher: Matcher):
    assert 0 < best(matcher, "the volcano oven").typical < best(matcher, "the oven").typical


def test_about_is_the_information_of_the_salient_terms(matcher: Matcher):
    weight = matcher.index.weight_of

    assert best(matcher, "how is the wood oven").about == pytest.approx(
        weight("wood") + weight("oven")
    )
    assert best(matcher, "how is the").about == 0
    assert best(matcher, "how is the").covered == 0


def test_entries_with_the_same_words_are_ranked_by_their_bigrams():
    wordings = {
        "cat": ("Does a cat bite a dog?", "when cat bite dog", "has cat bite dog"),
        "dog": ("Does a dog bite a cat?", "when dog bite cat", "has dog bite cat"),
    }
    index = Index(
        make_knowledge(
            *(make_entry(id_, first, phrasings=rest) for id_, (first, *rest) in wordings.items())
        )
    )
    for id_, text in (("cat", "did that cat bite dog"), ("dog", "did that dog bite cat")):
        first, second = matches(index, text)

        assert first.id == id_
        assert first.candidate.information > second.candidate.information
        assert first.covered == second.covered == pytest.approx(first.about)


def test_a_question_without_a_known_word_has_no_candidates(matcher: Matcher):
    assert ranked(matcher, "xyzzy plugh") == []
    assert ranked(matcher, "") == []


def test_an_excluded_wording_is_never_the_nearest(matcher: Matcher):
    for number, entry in enumerate(matcher.index.entries):
        for wording, text in enumerate(entry.texts):
            found = matches(matcher.index, text, Exclusion(number, wording))

            assert text not in {match.wording for match in found}
            assert entry.id not in {
                match.id for match in matches(matcher.index, text, Exclusion(number))
            }


def test_an_excluded_wording_adds_nothing_to_the_features_of_its_entry():
    index = Index(
        make_knowledge(
            make_entry("cake", "Is there a red cake?", phrasings=("a green cake", "a cake")),
            make_entry("bread", "Is there bread?"),
        )
    )
    whole, *_ = matches(index, "a green cake")
    less, *_ = matches(index, "a green cake", Exclusion(0, 1))

    assert less.wording == "a cake"
    assert less.unknown > whole.unknown == 0  # no other wording has "green"
    for similarity in ("information", "spelling", "meaning"):
        assert getattr(less.candidate, similarity) < getattr(whole.candidate, similarity), (
            similarity
        )
    assert less.covered < whole.covered
    assert less.typical < whole.typical
    assert less.about == pytest.approx(whole.about)


def test_an_entry_that_asks_for_the_same_kind_of_thing_comes_first():
    wordings = {"when": "When did it fly to them?", "where": "Where did it fly to them?"}
    index = Index(
        make_knowledge(
            *(
                make_entry(word, text, phrasings=tuple(f"{word} flight {way}" for way in "abcd"))
                for word, text in wordings.items()
            )
        )
    )

    for word in wordings:
        first, second = matches(index, f"so {word} flight")
        assert first.id == word
        assert first.candidate.kind > second.candidate.kind


def test_every_feature_has_a_sign_and_a_weight(matcher: Matcher):
    assert len(FEATURE_SIGNS) == len(WEIGHTS) == len(best(matcher, "the oven").features())
    for weight, (name, sign) in zip(WEIGHTS, FEATURE_SIGNS.items(), strict=True):
        assert weight * sign >= 0, name


def test_the_length_of_a_question_counts_only_up_to_a_limit(matcher: Matcher):
    short = best(matcher, " ".join(["the"] * MAX_COUNTED_TERMS) + " oven")
    long = best(matcher, " ".join(["the"] * MAX_COUNTED_TERMS * 3) + " oven")

    assert long.terms > short.terms
    assert long.features()[-2] == short.features()[-2]


# Small cases computed by hand: two entries, one with four terms and one with two.

IN_ONE = math.log(1 + 1.5 / 1.5)  # the information of a term that one of two entries has
IN_NONE = math.log(1 + 2.5 / 0.5)  # of a term that no entry has


@pytest.fixture(scope="module")
def cakes() -> Index:
    cake = make_entry("cake", "red cake", phrasings=("green cake",), answer="Nothing.")
    return Index(make_knowledge(cake, make_entry("bread", "white bread", answer="Nothing.")))


def test_frequent_terms_saturate_and_long_entries_score_less(cakes: Index):
    query = cakes.parse_query("cake")
    norm = 1 - 0.5 + 0.5 * 4 / 3  # four terms, three on average
    twice = 2 * 2 / (2 + norm)  # two wordings have the term, and the bigram (cake, end)

    assert cakes.bm25.search(query, 9) == [(0, pytest.approx(IN_ONE * twice * 1.5))]
    # Besides the term itself, (cake, end) is known and (start, cake) is not; each counts half.
    assert cakes.bm25.highest_score(query) == pytest.approx((IN_ONE * 1.5 + IN_NONE / 2) * 2)


def test_the_information_is_the_share_of_the_highest_score(cakes: Index):
    query = cakes.parse_query("cake")
    ((_, score),) = cakes.bm25.search(query, 9)

    assert rank(cakes, query, RankingWeights())[0].information == pytest.approx(
        score / cakes.bm25.highest_score(query)
    )


def test_a_context_term_scores_only_its_share(cakes: Index):
    alone, before = (
        replace(cakes.parse_query(*texts), bigrams=()) for texts in (("cake",), ("is", "a cake"))
    )
    ((_, score),) = cakes.bm25.search(alone, 9)

    assert cakes.bm25.search(before, 9) == [(0, pytest.approx(CONTEXT_SHARE * score))]


def test_the_nearest_wording_is_the_most_similar_of_those_that_share_the_most_terms(cakes: Index):
    match = matches(cakes, "green cake volcano")[0]

    assert match.wording == "green cake"
    assert match.similarity == pytest.approx(fuzz.ratio("cake green", "cake green volcano") / 100)


def test_a_wording_with_similar_letters_but_fewer_shared_terms_is_not_the_nearest():
    long = "how very hot is the big oven for all of the bread today"
    index = Index(make_knowledge(make_entry("oven", long, phrasings=("oven hat breed",))))

    assert matches(index, "oven hot bread")[0].wording == long


def test_an_identical_wording_comes_before_an_entry_with_a_higher_score():
    hot = ("bread hot", "is bread hot", "very hot bread", "bread so hot", "hot fresh bread")
    index = Index(
        make_knowledge(
            make_entry("bread", "How hot is bread?", phrasings=hot),
            make_entry("mill", "Who owns the mill?", phrasings=("hot bread", "old mill", "mill")),
        )
    )
    first, second = rank(index, index.parse_query("hot bread"), RankingWeights())

    assert index.entries[first.entry].id == "mill"
    assert first.score < second.score


def test_an_identical_wording_is_found_however_many_entries_share_its_words():
    bread = [
        make_entry(
            f"bread-{n}", "Is hot bread hot?", phrasings=("hot bread hot", "bread, hot bread")
        )
        for n in range(CANDIDATES + 2)
    ]
    mill = make_entry("mill", "Who owns the mill?", phrasings=("hot bread", "old mill", "mill"))
    index = Index(make_knowledge(*bread, mill))
    query = index.parse_query("hot bread")

    assert index.entries[rank(index, query, RankingWeights())[0].entry].id == "mill"
    for exclusion in (Exclusion(len(bread)), Exclusion(len(bread), 1)):
        candidates = rank(index, query, RankingWeights(), exclusion)
        assert len(candidates) == CANDIDATES
        assert len(bread) not in {candidate.entry for candidate in candidates}


def test_a_score_is_the_weighted_sum_of_the_similarities(cakes: Index):
    query = cakes.parse_query("which green cake")
    weights = RankingWeights(information=1, spelling=300, meaning=4_000, kind=50_000)
    found = rank(cakes, query, weights)[0]

    assert found.score == pytest.approx(
        found.information + 300 * found.spelling + 4_000 * found.meaning + 50_000 * found.kind
    )
    assert 0 < found.spelling < 1


def test_the_similarity_in_kind_is_the_share_of_wordings_of_that_kind():
    wine = make_entry("wine", "When is wine made?", phrasings=("what wine", "wine", "why wine"))
    index = Index(make_knowledge(wine))

    assert [
        rank(index, index.parse_query(text), RankingWeights())[0].kind
        for text in ("when wine", "red wine", "how wine")
    ] == [0.25, 0.25, 0.0]


def test_features_come_in_the_order_of_their_signs():
    candidate = Candidate(0, 9.0, 8.0, spelling=0.1, meaning=0.2, kind=0.5)
    match = Match(
        entry=0,
        id="e",
        wording="w",
        candidate=candidate,
        similarity=0.15,
        shared=3,
        margin=0.3,
        typical=0.6,
        least_typical=0.7,
        missing=0.8,
        covered=math.e - 1,
        unknown=math.e**2 - 1,
        elsewhere=math.e**3 - 1,
        terms=7,
        opens=True,
    )

    assert dict(zip(FEATURE_SIGNS, match.features(), strict=True)) == pytest.approx(
        {
            "constant": 1, "similarity": 0.15, "shared": math.log(4), "meaning": 0.2,
            "margin": 0.3, "kind": 0.5, "typical": 0.6, "least_typical": 0.7, "missing": 0.8,
            "covered": 1, "terms": math.log(8), "opens": 1,
        }
    )  # fmt: skip
    assert match.about == pytest.approx(match.covered + match.unknown + match.elsewhere)


@pytest.mark.parametrize(
    ("text", "least_typical", "missing"),
    [
        ("red cake", 1.0, 0.0),
        ("red volcano cake", 0.0, 1 / 3),
        ("a volcano! which cake is red", 1.0, 0.0),  # only what follows the question word is sought
        ("which volcano", 0.0, 1.0),
        ("red red volcano cake", 0.0, 1 / 3),  # a repeated term counts once
        ("a volcano of cake, where", 0.0, 0.5),  # nothing follows it
    ],
)
def test_a_sought_term_may_be_untypical_of_an_entry_or_missing_from_it(
    cakes: Index, text: str, least_typical: float, missing: float
):
    query = cakes.parse_query(text)
    match = extract_features(
        cakes, query, rank(cakes, cakes.parse_query("cake"), RankingWeights()), 0
    )

    assert (match.id, match.least_typical, match.missing) == (
        "cake",
        least_typical,
        pytest.approx(missing),
    )


def test_without_a_sought_term_the_features_are_neutral(cakes: Index):
    match = extract_features(
        cakes,
        cakes.parse_query("what is it"),
        rank(cakes, cakes.parse_query("cake"), RankingWeights()),
        0,
    )

    assert (match.least_typical, match.missing) == (0.5, 0.0)


def test_shared_terms_are_counted_in_a_single_wording(cakes: Index):
    assert matches(cakes, "is the red cake green")[0].shared == 2  # not the three of both wordings
    assert matches(cakes, "cake")[0].shared == 1


def test_the_similarity_does_not_depend_on_the_order_of_words(cakes: Index):
    swapped = matches(cakes, "cake green")[0]

    assert swapped.similarity == 1 > swapped.candidate.spelling


def test_an_excluded_wording_shares_no_terms_and_is_not_similar(cakes: Index):
    query, exclusion = cakes.parse_query("green cake"), Exclusion(0, 1)
    match = extract_features(
        cakes, query, rank(cakes, query, RankingWeights(), exclusion), 0, exclusion
    )

    assert (match.id, match.shared) == ("cake", 1)
    assert 0 < match.similarity < 1


def test_without_a_rival_the_margin_is_the_whole_score(cakes: Index):
    (match,) = matches(cakes, "cake")

    assert match.margin == match.candidate.score > 0
