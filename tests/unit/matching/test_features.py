"""The features of a match: how well a document fits a question, and what it leaves uncovered."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from bot.language.question import parse_question
from bot.matching.decision import Matcher
from bot.matching.features import (
    ANSWER_SHARE,
    FEATURE_SIGNS,
    MANY_TERMS,
    MAX_COUNTED_TERMS,
    TYPICAL_SHARE,
    Match,
    extract_features,
)
from bot.matching.index import Index
from bot.matching.learned_weights import WEIGHTS
from bot.matching.query import Exclusion, Query
from bot.matching.query_builder import build_query, parse_query
from bot.matching.ranking import Candidate, rank
from tests.builders import make_entry, make_knowledge, make_milestone


def matches(index: Index, text: str, exclusion: Exclusion | None = None) -> list[Match]:
    """The entries, best first, with their features."""
    query = parse_query(index, text)
    ranked = rank(index, query, exclusion)
    return [
        extract_features(index, query, ranked, position, exclusion)
        for position in range(len(ranked))
    ]


def by_id(index: Index, query: Query) -> dict[str, Match]:
    """The match of each entry and of each milestone; each kind is ranked by itself."""
    candidates = rank(index, query, milestones=True)
    kinds = [
        [each for each in candidates if index.documents[each.document].is_milestone == milestone]
        for milestone in (False, True)
    ]
    found = [extract_features(index, query, kind, at) for kind in kinds for at in range(len(kind))]
    return {match.id: match for match in found}


def ranked(matcher: Matcher, text: str) -> list[Match]:
    return matches(matcher.index, text)


def best(matcher: Matcher, text: str) -> Match:
    return ranked(matcher, text)[0]


def test_a_wording_asked_word_for_word_has_every_similarity_at_its_highest(matcher: Matcher):
    match = best(matcher, "When does the bakery open?")

    assert match.wording == "When does the bakery open?"
    assert match.similarity == pytest.approx(1)
    assert match.candidate.spelling == pytest.approx(1)
    assert match.covered == pytest.approx(match.about)
    assert match.unknown == 0


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


def test_every_feature_has_a_sign_and_a_weight(matcher: Matcher):
    assert len(FEATURE_SIGNS) == len(WEIGHTS) == len(best(matcher, "the oven").features())
    for weight, (name, sign) in zip(WEIGHTS, FEATURE_SIGNS.items(), strict=True):
        assert weight * sign >= 0, name


def test_the_length_of_a_question_counts_only_up_to_a_limit(matcher: Matcher):
    short = best(matcher, " ".join(["the"] * MAX_COUNTED_TERMS) + " oven")
    long = best(matcher, " ".join(["the"] * MAX_COUNTED_TERMS * 3) + " oven")

    assert long.terms > short.terms
    assert feature(long, "terms") == feature(short, "terms") > feature(SOME, "terms")


def test_the_nearest_wording_is_the_most_similar_of_those_that_share_the_most_terms(cakes: Index):
    match = matches(cakes, "green cake volcano")[0]

    assert match.wording == "green cake"
    assert match.similarity == pytest.approx(fuzz.ratio("cake green", "cake green volcano") / 100)


def test_a_wording_with_similar_letters_but_fewer_shared_terms_is_not_the_nearest():
    long = "how very hot is the big oven for all of the bread today"
    index = Index(make_knowledge(make_entry("oven", long, phrasings=("oven hat breed",))))

    assert matches(index, "oven hot bread")[0].wording == long


SOME = Match(
    document=0,
    id="e",
    wording="w",
    candidate=Candidate(0, 9.0, 8.0, spelling=0.1, meaning=0.2, kind=0.5),
    similarity=0.15,
    shared=3,
    margin=0.3,
    typical=0.6,
    least_typical=0.7,
    covered=math.e - 1,
    unknown=math.e**2 - 1,
    elsewhere=math.e**3 - 1,
    terms=5,
    opens=True,
    foreign=False,
    present=True,
)


def feature(match: Match, name: str) -> float:
    return dict(zip(FEATURE_SIGNS, match.features(), strict=True))[name]


def test_features_come_in_the_order_of_their_signs():
    assert dict(zip(FEATURE_SIGNS, SOME.features(), strict=True)) == pytest.approx(
        {
            "constant": 1, "similarity": 0.15, "shared": math.log(4), "meaning": 0.2,
            "margin": 0.3, "kind": 0.5, "typical": 0.6, "least_typical": 0.7,
            "covered": 1, "terms": math.log(6), "opens": 1, "foreign": 0, "present": 1,
            "brief": 0.7 * math.log((MANY_TERMS + 1) / 6),
        }
    )  # fmt: skip
    assert feature(replace(SOME, foreign=True), "foreign") == 1
    assert SOME.about == pytest.approx(SOME.covered + SOME.unknown + SOME.elsewhere)
    assert SOME.covered_share == pytest.approx(SOME.covered / SOME.about)
    assert replace(SOME, covered=0.0, unknown=0.0, elsewhere=0.0).covered_share == 0


@given(st.integers(1, 20), st.floats(0, 1))
def test_the_shorter_a_brief_question_the_more_its_least_typical_word_counts(
    terms: int, least_typical: float
):
    match = replace(SOME, terms=terms, least_typical=least_typical)
    shorter, longer = replace(match, terms=max(1, terms - 1)), replace(match, terms=terms + 1)

    assert feature(shorter, "brief") >= feature(match, "brief") >= feature(longer, "brief") >= 0
    assert (feature(match, "brief") == 0) == (terms >= MANY_TERMS or least_typical == 0)


@pytest.mark.parametrize(
    ("text", "least_typical"),
    [
        ("red cake", 1.0),
        ("red volcano cake", 0.0),
        ("a volcano! which cake is red", 1.0),  # only what follows the question word is sought
        ("which volcano", 0.0),
        ("a volcano of cake, where", 0.0),  # nothing follows it
    ],
)
def test_a_sought_term_may_be_untypical_of_an_entry(cakes: Index, text: str, least_typical: float):
    query = parse_query(cakes, text)
    match = extract_features(cakes, query, rank(cakes, parse_query(cakes, "cake")), 0)

    assert (match.id, match.least_typical) == ("cake", least_typical)


def test_without_a_sought_term_the_features_are_neutral(cakes: Index):
    match = extract_features(
        cakes,
        parse_query(cakes, "what is it"),
        rank(cakes, parse_query(cakes, "cake")),
        0,
    )

    assert match.least_typical == 0.5


def test_shared_terms_are_counted_in_a_single_wording(cakes: Index):
    assert matches(cakes, "is the red cake green")[0].shared == 2  # not the three of both wordings
    assert matches(cakes, "cake")[0].shared == 1


def test_the_similarity_does_not_depend_on_the_order_of_words(cakes: Index):
    swapped = matches(cakes, "cake green")[0]

    assert swapped.similarity == 1 > swapped.candidate.spelling


def test_an_excluded_wording_shares_no_terms_and_is_not_similar(cakes: Index):
    query, exclusion = parse_query(cakes, "green cake"), Exclusion(0, 1)
    match = extract_features(cakes, query, rank(cakes, query, exclusion), 0, exclusion)

    assert (match.id, match.shared) == ("cake", 1)
    assert 0 < match.similarity < 1


def test_without_a_rival_the_margin_is_the_whole_score(cakes: Index):
    (match,) = matches(cakes, "cake")

    assert match.margin == match.candidate.score > 0


# Names and years that the entry does not know.

TOWNS = Index(
    make_knowledge(
        make_entry("fair", "What was sold at the fair?", answer="Cows, in Berlin in 1996."),
        make_entry(
            "flights",
            "Do you fly to Tokyo?",
            phrasings=("a flight to London", "Vienna flights", "fly me to Paris"),
            answer="Yes.",
        ),
        make_entry("price", "What does the food cost in Berlin?", answer="Little."),
        *(make_entry(f"e{at}", f"Is number {at} here in Rome?", answer="No.") for at in range(30)),
        milestones=[make_milestone("end", title="The end in Prague", place="Riga", text="1997.")],
    )
)


def foreign(id_: str, text: str, message: str | None = None) -> bool:
    """Whether a text has a name that is foreign to a document."""
    question, whole = (parse_question(each, TOWNS.corrector) for each in (text, message or text))
    return by_id(TOWNS, build_query(TOWNS, question, None, whole))[id_].foreign


@pytest.mark.parametrize(
    ("id_", "text", "expected"),
    [
        ("fair", "what was sold at the fair", False),
        ("fair", "what was sold at the fair in Berlin", False),  # the answer has the name
        ("fair", "what was sold at the fair of 1996", False),
        ("fair", "what was sold at the fair in Hamburg", True),
        ("fair", "what was sold at the fair in Vienna", True),  # another entry has it
        ("fair", "what was sold at the fair in Berlin in 1997", True),
        ("fair", "what was sold at the fair in Rome", False),  # all are about Rome
        ("price", "what does food cost in Berlin", False),
        ("price", "what does food cost in London", True),
        ("flights", "is there a flight to Hamburg", False),  # its names are examples
        ("flights", "was there a flight in 1996", False),
        ("end", "when was the end in Prague", False),
        ("end", "when was the end in Riga in 1997", False),
        ("end", "when was the end in Berlin", True),
    ],
)
def test_a_name_or_year_that_the_document_does_not_have_is_foreign(
    id_: str, text: str, expected: bool
):
    assert foreign(id_, text) == expected


@pytest.mark.parametrize(
    "message", ["I was in Hamburg. {}", "{} It was in 1999.", "Hamburg and London, you know. {}"]
)
def test_a_foreign_name_counts_in_whichever_sentence_it_is(message: str):
    question = "what was sold at the fair?"

    assert foreign("fair", question, message.format(question))
    assert not foreign("fair", question, f"I was in Berlin. {question}")


@pytest.mark.parametrize(
    ("id_", "text", "expected"),
    [
        ("oven", "how hot is the oven now", True),
        ("oven", "how hot was the oven", False),
        ("mood", "how is the mood now", False),  # a wording asks about the present too
        ("mood", "how was the mood", False),
    ],
)
def test_a_question_about_the_present_needs_a_wording_about_the_present(
    id_: str, text: str, expected: bool
):
    index = Index(
        make_knowledge(
            make_entry("oven", "How hot was the oven?", answer="It is cold now."),
            make_entry("mood", "How was the mood?", phrasings=("the mood today",)),
        )
    )

    (match,) = (each for each in matches(index, text) if each.id == id_)

    assert match.present == expected


# Milestones have few names, so what their text has counts as theirs.

FAIR = Index(
    make_knowledge(
        make_entry("fair", "What was the fair?", answer="Cows.", milestones=("opening",)),
        make_entry("cows", "Were cows sold at the fair?", answer="Rain fell on cows."),
        milestones=[
            make_milestone("opening", title="The fair opens", place="Riga", text="Rain fell."),
            make_milestone("closing", title="The fair ends", place="Riga", text="It was late."),
        ],
    )
)


def test_a_word_of_the_text_is_covered_by_a_milestone_but_only_half_by_an_entry():
    found = by_id(FAIR, parse_query(FAIR, "when did rain fall"))

    assert found["opening"].covered_share == pytest.approx(1)
    assert found["opening"].least_typical > 0
    assert found["cows"].covered_share == pytest.approx(ANSWER_SHARE)
    assert found["cows"].least_typical == 0


def test_the_rivals_of_a_milestone_are_milestones():
    found = by_id(FAIR, parse_query(FAIR, "when was the fair"))
    scores = {id_: match.candidate.score for id_, match in found.items()}

    assert {id_: match.margin for id_, match in found.items()} == {
        "fair": pytest.approx(scores["fair"] - scores["cows"]),
        "cows": pytest.approx(scores["cows"] - scores["fair"]),
        "opening": pytest.approx(scores["opening"] - scores["closing"]),
        "closing": pytest.approx(scores["closing"] - scores["opening"]),
    }
