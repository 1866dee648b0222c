"""How near entries come to a question: their order, and the signals of each match."""

import pytest

from bot.matching.decide import Matcher
from bot.matching.experience import WEIGHTS
from bot.matching.index import Index
from bot.matching.indexed import Without
from bot.matching.score import Ranking, rank
from bot.matching.signals import ANSWER_SHARE, LONG, SIGNS, USUAL, Match, look
from tests.builders import make_entry, make_knowledge


def matches(index: Index, text: str, without: Without | None = None) -> list[Match]:
    """Every candidate, best first, with its signals."""
    asked = index.ask(text)
    ranked = rank(index, asked, Ranking(), without)
    return [look(index, asked, ranked, place, without) for place in range(len(ranked))]


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
    assert match.ranked.nearest == pytest.approx(1)
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
    for likeness in ("information", "nearest", "spelling", "kind"):
        assert -ROUNDING <= getattr(match.ranked, likeness) <= 1 + ROUNDING, (match, likeness)
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
            for without in (None, Without(number, wording), Without(number)):
                for match in matches(matcher.index, text, without):
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

    assert ordered.ranked.nearest == pytest.approx(shuffled.ranked.nearest)
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
            found = matches(matcher.index, text, Without(number, wording))

            assert text not in {match.wording for match in found if match.ranked.nearest}
            assert entry.id not in {
                match.id for match in matches(matcher.index, text, Without(number))
            }


def test_a_wording_that_is_looked_past_lends_its_entry_no_signal():
    index = Index(
        make_knowledge(
            make_entry("cake", "Is there a red cake?", phrasings=("a green cake", "a cake")),
            make_entry("bread", "Is there bread?"),
        )
    )
    whole, *_ = matches(index, "a green cake")
    less, *_ = matches(index, "a green cake", Without(0, 1))

    assert less.wording == "a cake"
    assert less.unknown > whole.unknown == 0  # nothing else is green
    for likeness in ("information", "nearest", "spelling", "meaning"):
        assert getattr(less.ranked, likeness) < getattr(whole.ranked, likeness), likeness
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
    assert len(SIGNS) == len(WEIGHTS) == len(best(matcher, "the oven").signals())
    for weight, (name, sign) in zip(WEIGHTS, SIGNS.items(), strict=True):
        assert weight * sign >= 0, name


def test_a_long_message_is_no_surer_for_being_longer(matcher: Matcher):
    short = best(matcher, " ".join(["the"] * LONG) + " oven")
    long = best(matcher, " ".join(["the"] * LONG * 3) + " oven")

    assert long.terms > short.terms
    assert long.signals()[-2] == short.signals()[-2]
