"""How near entries come to a question: their order, and the signals of each match."""

import math
from dataclasses import replace

import pytest
from rapidfuzz import fuzz

from bot.matching.bm25 import CONTEXT_SHARE
from bot.matching.decision import Matcher
from bot.matching.features import ANSWER_SHARE, FEATURE_SIGNS, LONG, USUAL, Match, extract_features
from bot.matching.index import Index
from bot.matching.learned_weights import WEIGHTS
from bot.matching.query import Exclusion
from bot.matching.ranking import CANDIDATES, Candidate, RankingWeights, rank
from tests.builders import make_entry, make_knowledge


def matches(index: Index, text: str, exclusion: Exclusion | None = None) -> list[Match]:
    """Every candidate, best first, with its signals."""
    query = index.parse_query(text)
    ranked = rank(index, query, RankingWeights(), exclusion)
    return [
        extract_features(index, query, ranked, place, exclusion) for place in range(len(ranked))
    ]


def ranked(matcher: Matcher, text: str) -> list[Match]:
    return matches(matcher.index, text)


def best(matcher: Matcher, text: str) -> Match:
    return ranked(matcher, text)[0]


def test_every_wording_of_an_entry_finds_that_entry_first(matcher: Matcher):
    for entry in matcher.index.entries:
        for text in entry.texts:
            assert best(matcher, text).id == entry.id, text


def test_a_wording_itself_is_the_nearest_there_can_be(matcher: Matcher):
    match = best(matcher, "When does the bakery open?")

    assert match.wording == "When does the bakery open?"
    assert match.similarity == pytest.approx(1)
    assert match.ranked.spelling == pytest.approx(1)
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
def test_one_word_that_tells_outweighs_many_that_any_question_has(
    matcher: Matcher, text: str, id_: str
):
    assert best(matcher, text).id == id_


def assert_within_bounds(match: Match) -> None:
    for similarity in ("information", "spelling", "kind"):
        assert -ROUNDING <= getattr(match.ranked, similarity) <= 1 + ROUNDING, (match, similarity)
    assert -1 - ROUNDING <= match.ranked.meaning <= 1 + ROUNDING
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
def test_signals_lie_within_their_bounds(matcher: Matcher, text: str):
    for match in ranked(matcher, text):
        assert_within_bounds(match)


def test_signals_lie_within_their_bounds_where_a_part_of_the_index_is_looked_past(
    matcher: Matcher,
):
    for number, entry in enumerate(matcher.index.entries):
        for wording, text in enumerate(entry.texts):
            for exclusion in (None, Exclusion(number, wording), Exclusion(number)):
                for match in matches(matcher.index, text, exclusion):
                    assert_within_bounds(match)


def test_the_best_leads_by_its_margin_and_the_others_lag_by_theirs(matcher: Matcher):
    first, second, *_ = ranked(matcher, "gluten bread")

    assert first.margin == pytest.approx(first.ranked.score - second.ranked.score)
    assert second.margin == pytest.approx(second.ranked.score - first.ranked.score)
    assert first.margin > 0 > second.margin


def test_what_no_entry_knows_is_told_from_what_only_this_one_lacks(matcher: Matcher):
    unknown = best(matcher, "volcano oven")
    elsewhere = best(matcher, "sourdough sourdough oven how hot is the oven")

    assert unknown.unknown == pytest.approx(matcher.index.weight_of("volcano"))
    assert unknown.elsewhere == pytest.approx(0)
    assert elsewhere.unknown == 0
    assert elsewhere.elsewhere == pytest.approx(matcher.index.weight_of("sourdough"))


def test_what_only_the_answer_speaks_of_is_covered_by_half(matcher: Matcher):
    assert best(matcher, "beech").id == "oven"
    match = best(matcher, "beech")
    assert match.covered == pytest.approx(ANSWER_SHARE * match.about)
    assert match.elsewhere == pytest.approx((1 - ANSWER_SHARE) * match.about)


def test_words_in_their_order_count_for_more_than_shuffled_ones(matcher: Matcher):
    ordered = best(matcher, "how hot is the oven")
    shuffled = best(matcher, "oven the is hot how")

    assert ordered.similarity == pytest.approx(shuffled.similarity)
    assert ordered.ranked.spelling > shuffled.ranked.spelling
    assert (
        ordered.ranked.information > shuffled.ranked.information
    )  # it has the pairs of neighbours


def test_what_a_tenth_of_the_wordings_of_an_entry_have_is_typical_of_it():
    wordings = ["the oven and the wood", *(f"the oven number {at}" for at in range(19))]
    many = make_entry("oven", "Is it an oven?", phrasings=tuple(wordings[:-1]))
    index = Index(make_knowledge(many, make_entry(question="Is there wood?")))

    def typical(text: str) -> float:
        return next(match.typical for match in matches(index, text) if match.id == "oven")

    assert len(many.wordings) == 20
    assert typical("the oven") == pytest.approx(1)
    assert typical("the wood") == pytest.approx(1 / (USUAL * 20))


def test_what_is_unknown_makes_a_question_less_typical(matcher: Matcher):
    assert 0 < best(matcher, "the volcano oven").typical < best(matcher, "the oven").typical


def test_what_a_question_is_about_is_the_information_of_its_salient_terms(matcher: Matcher):
    weight = matcher.index.weight_of

    assert best(matcher, "how is the wood oven").about == pytest.approx(
        weight("wood") + weight("oven")
    )
    assert best(matcher, "how is the").about == 0
    assert best(matcher, "how is the").covered == 0


def test_entries_of_the_same_words_are_ranked_by_how_these_are_neighbours():
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
        assert first.ranked.information > second.ranked.information
        assert first.covered == second.covered == pytest.approx(first.about)


def test_a_question_without_a_known_word_ranks_nothing(matcher: Matcher):
    assert ranked(matcher, "xyzzy plugh") == []
    assert ranked(matcher, "") == []


def test_a_wording_that_is_looked_past_is_never_the_nearest(matcher: Matcher):
    for number, entry in enumerate(matcher.index.entries):
        for wording, text in enumerate(entry.texts):
            found = matches(matcher.index, text, Exclusion(number, wording))

            assert text not in {match.wording for match in found}
            assert entry.id not in {
                match.id for match in matches(matcher.index, text, Exclusion(number))
            }


def test_a_wording_that_is_looked_past_lends_its_entry_no_signal():
    index = Index(
        make_knowledge(
            make_entry("cake", "Is there a red cake?", phrasings=("a green cake", "a cake")),
            make_entry("bread", "Is there bread?"),
        )
    )
    whole, *_ = matches(index, "a green cake")
    less, *_ = matches(index, "a green cake", Exclusion(0, 1))

    assert less.wording == "a cake"
    assert less.unknown > whole.unknown == 0  # nothing else is green
    for similarity in ("information", "spelling", "meaning"):
        assert getattr(less.ranked, similarity) < getattr(whole.ranked, similarity), similarity
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
        assert first.ranked.kind > second.ranked.kind


def test_every_signal_has_a_sign_and_a_weight(matcher: Matcher):
    assert len(FEATURE_SIGNS) == len(WEIGHTS) == len(best(matcher, "the oven").features())
    for weight, (name, sign) in zip(WEIGHTS, FEATURE_SIGNS.items(), strict=True):
        assert weight * sign >= 0, name


def test_a_long_message_is_no_surer_for_being_longer(matcher: Matcher):
    short = best(matcher, " ".join(["the"] * LONG) + " oven")
    long = best(matcher, " ".join(["the"] * LONG * 3) + " oven")

    assert long.terms > short.terms
    assert long.features()[-2] == short.features()[-2]


# Small cases, worked out by hand: two entries, of four terms and of two.

TWICE = math.log(1 + 1.5 / 1.5)  # the information of what one of two entries has
NEVER = math.log(1 + 2.5 / 0.5)  # of what none has


@pytest.fixture(scope="module")
def cakes() -> Index:
    cake = make_entry("cake", "red cake", phrasings=("green cake",), answer="Nothing.")
    return Index(make_knowledge(cake, make_entry("bread", "white bread", answer="Nothing.")))


def test_what_an_entry_gathers_saturates_and_a_long_entry_gathers_less(cakes: Index):
    query = cakes.parse_query("cake")
    norm = 1 - 0.5 + 0.5 * 4 / 3  # four terms, three on average
    twice = 2 * 2 / (2 + norm)  # the term stands in two wordings, and so does (cake, end)

    assert cakes.postings.candidates(query, 9) == [(0, pytest.approx(TWICE * twice * 1.5))]
    # Besides the term itself: (cake, end) is known, and (start, cake) is not. Each counts half.
    assert cakes.postings.most(query) == pytest.approx((TWICE * 1.5 + NEVER / 2) * 2)


def test_the_share_of_the_information_is_what_was_gathered_of_the_most(cakes: Index):
    query = cakes.parse_query("cake")
    ((_, gathered),) = cakes.postings.candidates(query, 9)

    assert rank(cakes, query, RankingWeights())[0].information == pytest.approx(
        gathered / cakes.postings.most(query)
    )


def test_what_was_said_before_gathers_its_share_only(cakes: Index):
    alone, before = (
        replace(cakes.parse_query(*said), pairs=()) for said in (("cake",), ("is", "a cake"))
    )
    ((_, gathered),) = cakes.postings.candidates(alone, 9)

    assert cakes.postings.candidates(before, 9) == [(0, pytest.approx(CONTEXT_SHARE * gathered))]


def test_the_nearest_wording_is_the_most_alike_of_those_that_share_most(cakes: Index):
    match = matches(cakes, "green cake volcano")[0]

    assert match.wording == "green cake"
    assert match.similarity == pytest.approx(fuzz.ratio("cake green", "cake green volcano") / 100)


def test_a_wording_that_shares_fewer_terms_is_not_the_nearest_for_its_letters():
    long = "how very hot is the big oven for all of the bread today"
    index = Index(make_knowledge(make_entry("oven", long, phrasings=("oven hat breed",))))

    assert matches(index, "oven hot bread")[0].wording == long


def test_a_wording_as_it_stands_outdoes_an_entry_that_is_all_about_its_words():
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


def test_a_wording_as_it_stands_is_found_however_many_entries_share_its_words():
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
    for excluded_wording in (Exclusion(len(bread)), Exclusion(len(bread), 1)):
        every = rank(index, query, RankingWeights(), excluded_wording)
        assert len(every) == CANDIDATES
        assert len(bread) not in {each.entry for each in every}


def test_a_score_is_the_likenesses_each_as_often_as_it_counts(cakes: Index):
    query = cakes.parse_query("which green cake")
    counts = RankingWeights(information=1, spelling=300, meaning=4_000, kind=50_000)
    found = rank(cakes, query, counts)[0]

    assert found.score == pytest.approx(
        found.information + 300 * found.spelling + 4_000 * found.meaning + 50_000 * found.kind
    )
    assert 0 < found.spelling < 1


def test_the_likeness_in_kind_is_the_share_of_wordings_that_ask_for_it():
    wine = make_entry("wine", "When is wine made?", phrasings=("what wine", "wine", "why wine"))
    index = Index(make_knowledge(wine))

    assert [
        rank(index, index.parse_query(text), RankingWeights())[0].kind
        for text in ("when wine", "red wine", "how wine")
    ] == [0.25, 0.25, 0.0]


def test_signals_are_told_in_the_order_of_their_signs():
    ranked = Candidate(0, 9.0, 8.0, spelling=0.1, meaning=0.2, kind=0.5)
    match = Match(
        entry=0,
        id="e",
        wording="w",
        ranked=ranked,
        similarity=0.15,
        shared=3,
        margin=0.3,
        typical=0.6,
        least=0.7,
        missed=0.8,
        covered=math.e - 1,
        unknown=math.e**2 - 1,
        elsewhere=math.e**3 - 1,
        terms=7,
        opens=True,
    )

    assert dict(zip(FEATURE_SIGNS, match.features(), strict=True)) == pytest.approx(
        {
            "constant": 1, "similarity": 0.15, "shared": math.log(4), "meaning": 0.2,
            "margin": 0.3, "kind": 0.5, "typical": 0.6, "least": 0.7, "missed": 0.8, "covered": 1,
            "terms": math.log(8), "opens": 1,
        }
    )  # fmt: skip
    assert match.about == pytest.approx(match.covered + match.unknown + match.elsewhere)


@pytest.mark.parametrize(
    ("text", "least", "missed"),
    [
        ("red cake", 1.0, 0.0),
        ("red volcano cake", 0.0, 1 / 3),
        ("a volcano! which cake is red", 1.0, 0.0),  # sought is what follows the question word
        ("which volcano", 0.0, 1.0),
        ("red red volcano cake", 0.0, 1 / 3),  # said twice, it is sought once
        ("a volcano of cake, where", 0.0, 0.5),  # nothing does
    ],
)
def test_what_is_sought_may_be_rare_or_missing_in_an_entry(
    cakes: Index, text: str, least: float, missed: float
):
    query = cakes.parse_query(text)
    match = extract_features(
        cakes, query, rank(cakes, cakes.parse_query("cake"), RankingWeights()), 0
    )

    assert (match.id, match.least, match.missed) == ("cake", least, pytest.approx(missed))


def test_where_nothing_is_sought_neither_is_it_rare_nor_missing(cakes: Index):
    match = extract_features(
        cakes,
        cakes.parse_query("what is it"),
        rank(cakes, cakes.parse_query("cake"), RankingWeights()),
        0,
    )

    assert (match.least, match.missed) == (0.5, 0.0)


def test_one_wording_alone_counts_for_the_terms_it_shares(cakes: Index):
    assert matches(cakes, "is the red cake green")[0].shared == 2  # not three, of both wordings
    assert matches(cakes, "cake")[0].shared == 1


def test_a_wording_is_alike_in_spelling_in_whatever_order(cakes: Index):
    swapped = matches(cakes, "cake green")[0]

    assert swapped.similarity == 1 > swapped.ranked.spelling


def test_a_wording_left_out_neither_shares_nor_is_alike(cakes: Index):
    query, exclusion = cakes.parse_query("green cake"), Exclusion(0, 1)
    match = extract_features(
        cakes, query, rank(cakes, query, RankingWeights(), exclusion), 0, exclusion
    )

    assert (match.id, match.shared) == ("cake", 1)
    assert 0 < match.similarity < 1


def test_without_a_rival_the_whole_score_is_the_margin(cakes: Index):
    (match,) = matches(cakes, "cake")

    assert match.margin == match.ranked.score > 0
