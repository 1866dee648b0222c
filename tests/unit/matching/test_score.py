"""The signals of a match say how near an entry comes to a question."""

import pytest

from bot.matching.decide import Matcher
from bot.matching.index import Index, Without
from bot.matching.score import Match, rank
from tests.builders import make_entry, make_knowledge


def ranked(matcher: Matcher, text: str) -> list[Match]:
    return rank(matcher.index, matcher.index.ask(text))


def best(matcher: Matcher, text: str) -> Match:
    return ranked(matcher, text)[0]


def test_every_wording_of_an_entry_finds_that_entry_first(matcher: Matcher):
    for entry in matcher.index.entries:
        for text in entry.texts:
            assert best(matcher, text).id == entry.id, text


def test_a_wording_itself_is_the_nearest_there_can_be(matcher: Matcher):
    match = best(matcher, "When does the bakery open?")

    assert match.wording == "When does the bakery open?"
    assert match.nearest == pytest.approx(1)
    assert match.spelling == pytest.approx(1)
    assert match.content == pytest.approx(1)
    assert (match.covered, match.unknown) == (pytest.approx(1), 0)


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
    for signal in SHARES:
        assert -ROUNDING <= getattr(match, signal) <= 1 + ROUNDING, (match, signal)
    assert -1 <= match.margin <= 1
    assert 0 <= match.together <= match.about + ROUNDING


ROUNDING = 1e-6
SHARES = "information nearest spelling content typical covered unknown".split()


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
            asked = matcher.index.ask(text)
            for without in (None, Without(number, wording), Without(number)):
                for match in rank(matcher.index, asked, without):
                    assert_within_bounds(match)


def test_the_best_leads_by_its_margin_and_the_others_lag_by_theirs(matcher: Matcher):
    first, second, *_ = ranked(matcher, "gluten bread")

    assert first.margin == pytest.approx(first.score - second.score)
    assert second.margin == pytest.approx(second.score - first.score)
    assert first.margin > 0 > second.margin


def test_what_no_entry_knows_is_told_from_what_only_this_one_lacks(matcher: Matcher):
    unknown = best(matcher, "volcano oven")
    elsewhere = best(matcher, "sourdough sourdough oven how hot is the oven")

    assert unknown.unknown > 0.4
    assert elsewhere.unknown == 0
    assert elsewhere.covered < 1


def test_what_only_the_answer_speaks_of_is_covered_by_half(matcher: Matcher):
    assert best(matcher, "beech").id == "oven"
    assert best(matcher, "beech").covered == pytest.approx(0.5)


def test_words_in_their_order_count_for_more_than_shuffled_ones(matcher: Matcher):
    ordered = best(matcher, "how hot is the oven")
    shuffled = best(matcher, "oven the is hot how")

    assert ordered.nearest == pytest.approx(shuffled.nearest)
    assert ordered.spelling > shuffled.spelling
    assert ordered.information > shuffled.information  # it has the pairs of neighbours


def test_words_that_any_question_has_do_not_lower_the_likeness_of_the_content(matcher: Matcher):
    match = best(matcher, "can you say how hot that oven was")

    assert match.content == pytest.approx(1)
    assert match.nearest < 1


def test_what_most_wordings_of_an_entry_have_is_typical_of_it(matcher: Matcher):
    assert best(matcher, "the oven").typical == pytest.approx(1)
    assert best(matcher, "the wood").typical == pytest.approx(2 / 7)
    assert best(matcher, "the beech").typical == 0  # the answer alone has it


def test_what_is_unknown_makes_a_question_less_typical(matcher: Matcher):
    assert 0 < best(matcher, "the volcano oven").typical < best(matcher, "the oven").typical


def test_what_stands_together_in_one_wording_is_told_from_what_stands_in_several(matcher: Matcher):
    together = best(matcher, "is the wood fired")
    apart = best(matcher, "is the wood built")

    assert together.id == apart.id == "oven"
    assert together.covered == apart.covered == pytest.approx(1)
    assert together.together == pytest.approx(together.about)
    assert 0 < apart.together < apart.about


def test_what_a_question_is_about_is_the_information_of_its_salient_terms(matcher: Matcher):
    weight = matcher.index.weight_of

    assert best(matcher, "how is the wood oven").about == pytest.approx(
        weight("wood") + weight("oven")
    )
    assert best(matcher, "how is the").about == 0
    assert (best(matcher, "how is the").covered, best(matcher, "how is the").unknown) == (0, 1)


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
        first, second = rank(index, index.ask(text))

        assert first.id == id_
        assert first.information > second.information
        assert first.covered == second.covered == pytest.approx(1)


def test_a_question_without_a_known_word_ranks_nothing(matcher: Matcher):
    assert ranked(matcher, "xyzzy plugh") == []
    assert ranked(matcher, "") == []


def test_a_wording_that_is_looked_past_is_never_the_nearest(matcher: Matcher):
    for number, entry in enumerate(matcher.index.entries):
        for wording, text in enumerate(entry.texts):
            asked = matcher.index.ask(text)
            found = rank(matcher.index, asked, Without(number, wording))

            assert text not in {match.wording for match in found if match.nearest}
            assert entry.id not in {
                match.id for match in rank(matcher.index, asked, Without(number))
            }


def test_a_wording_that_is_looked_past_lends_its_entry_no_signal():
    index = Index(
        make_knowledge(
            make_entry("cake", "Is there a red cake?", phrasings=("a green cake", "a cake")),
            make_entry("bread", "Is there bread?"),
        )
    )
    whole, *_ = rank(index, index.ask("a green cake"))
    less, *_ = rank(index, index.ask("a green cake"), Without(0, 1))

    assert less.wording == "a cake"
    assert less.unknown > whole.unknown == 0  # nothing else is green
    for signal in ("information", "nearest", "spelling", "content", "typical", "covered"):
        assert getattr(less, signal) < getattr(whole, signal), signal
    assert less.together < whole.together
    assert less.about == whole.about
