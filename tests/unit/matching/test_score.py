"""The signals of a match say how near an entry comes to a question."""

import pytest

from bot.matching.decide import Matcher
from bot.matching.index import Without
from bot.matching.score import Match, rank


def ranked(matcher: Matcher, text: str) -> list[Match]:
    return rank(matcher.index, matcher.index.terms(text))


def best(matcher: Matcher, text: str) -> Match:
    return ranked(matcher, text)[0]


def test_every_wording_of_an_entry_finds_that_entry_first(matcher: Matcher):
    for entry in matcher.index.entries:
        for wording in entry.wordings:
            assert best(matcher, wording.text).id == entry.id, wording.text


def test_a_wording_itself_is_the_nearest_there_can_be(matcher: Matcher):
    match = best(matcher, "When does the bakery open?")

    assert match.wording == "When does the bakery open?"
    assert match.nearest == pytest.approx(1)
    assert match.order == pytest.approx(1)
    assert (match.covered, match.unknown) == (pytest.approx(1), 0)


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("what do you do with the oven when you are there", "oven"),
        ("is there a price for this sourdough", "sourdough"),
        ("how do i do it if i want gluten", "gluten"),
        ("when is the what of the wedding", "wedding-cake"),
    ],
)
def test_one_word_that_tells_outweighs_many_that_any_question_has(
    matcher: Matcher, text: str, id_: str
):
    assert best(matcher, text).id == id_


def test_signals_lie_between_nought_and_one(matcher: Matcher):
    for text in ("oven oven oven", "the", "how much does the volcano cost", "open bread"):
        for match in ranked(matcher, text):
            for signal in ("information", "nearest", "order", "covered", "unknown"):
                assert 0 <= getattr(match, signal) <= 1, (text, signal)


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
    assert best(matcher, "how hot is the oven").order > best(matcher, "oven the is hot how").order


def test_a_question_without_a_known_word_ranks_nothing(matcher: Matcher):
    assert ranked(matcher, "xyzzy plugh") == []
    assert ranked(matcher, "") == []


def test_a_wording_that_is_looked_past_is_never_the_nearest(matcher: Matcher):
    for number, entry in enumerate(matcher.index.entries):
        for wording in entry.wordings:
            terms = matcher.index.terms(wording.text)
            found = rank(matcher.index, terms, Without(number, wording))

            assert wording.text not in {match.wording for match in found}
            assert entry.id not in {
                match.id for match in rank(matcher.index, terms, Without(number))
            }
