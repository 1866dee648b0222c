"""The order of the candidates: entries and milestones that share a term with the question."""

import pytest

from bot.matching import ranking
from bot.matching.decision import Matcher
from bot.matching.index import Index
from bot.matching.query import Exclusion
from bot.matching.query_builder import parse_query
from bot.matching.ranking import CANDIDATES, MILESTONE_KIND, MILESTONES, Candidate, rank
from tests.builders import make_entry, make_knowledge, make_milestone


def ranked(index: Index, text: str, exclusion: Exclusion | None = None) -> list[Candidate]:
    return rank(index, parse_query(index, text), exclusion)


def with_days(index: Index, text: str) -> list[Candidate]:
    """The candidates, milestones among them."""
    return rank(index, parse_query(index, text), milestones=True)


def first_id(index: Index, text: str) -> str:
    return index.documents[ranked(index, text)[0].document].id


def test_every_wording_of_an_entry_finds_that_entry_first(matcher: Matcher):
    for entry in matcher.index.entries:
        for text in entry.texts:
            assert first_id(matcher.index, text) == entry.id, text


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
    assert first_id(matcher.index, text) == id_


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
        first, second = ranked(index, text)

        assert index.documents[first.document].id == id_
        assert first.information > second.information


def test_a_question_without_a_known_word_has_no_candidates(matcher: Matcher):
    assert ranked(matcher.index, "xyzzy plugh") == []
    assert ranked(matcher.index, "") == []


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
        first, second = ranked(index, f"so {word} flight")
        assert index.documents[first.document].id == word
        assert first.kind > second.kind


def test_the_information_is_the_share_of_the_highest_score(cakes: Index):
    query = parse_query(cakes, "cake")
    ((_, score),) = cakes.bm25.search(query, 9)

    assert rank(cakes, query)[0].information == pytest.approx(
        score / cakes.bm25.highest_score(query)
    )


def test_an_identical_wording_comes_before_an_entry_with_a_higher_score():
    hot = ("bread hot", "is bread hot", "very hot bread", "bread so hot", "hot fresh bread")
    index = Index(
        make_knowledge(
            make_entry("bread", "How hot is bread?", phrasings=hot),
            make_entry("mill", "Who owns the mill?", phrasings=("hot bread", "old mill", "mill")),
        )
    )
    first, second = ranked(index, "hot bread")

    assert index.documents[first.document].id == "mill"
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

    assert first_id(index, "hot bread") == "mill"
    for exclusion in (Exclusion(len(bread)), Exclusion(len(bread), 1)):
        candidates = ranked(index, "hot bread", exclusion)
        assert len(candidates) == CANDIDATES
        assert len(bread) not in {candidate.document for candidate in candidates}


def test_a_score_is_the_weighted_sum_of_the_similarities(
    cakes: Index, monkeypatch: pytest.MonkeyPatch
):
    weights = {"INFORMATION": 1.0, "SPELLING": 300.0, "MEANING": 4_000.0, "KIND": 50_000.0}
    for name, weight in weights.items():
        monkeypatch.setattr(ranking, name, weight)

    found = ranked(cakes, "which green cake")[0]

    assert found.score == pytest.approx(
        found.information + 300 * found.spelling + 4_000 * found.meaning + 50_000 * found.kind
    )
    assert 0 < found.spelling < 1


def test_the_similarity_in_kind_is_the_share_of_wordings_of_that_kind():
    wine = make_entry("wine", "When is wine made?", phrasings=("what wine", "wine", "why wine"))
    index = Index(make_knowledge(wine))

    assert [ranked(index, text)[0].kind for text in ("when wine", "red wine", "how wine")] == [
        0.25,
        0.25,
        0.0,
    ]


# Milestones are candidates too, where a question may be for a day.

MANY = Index(
    make_knowledge(
        *(make_entry(f"e{at}", f"Which market {'so ' * at}is it?") for at in range(20)),
        milestones=[make_milestone(f"m{at}", title="Market " + "hall " * at) for at in range(20)],
    )
)


def test_milestones_are_candidates_only_if_a_question_may_be_for_a_day():
    def count(found: list[Candidate]) -> tuple[int, int]:
        milestones = sum(MANY.documents[each.document].is_milestone for each in found)
        return len(found) - milestones, milestones

    assert count(ranked(MANY, "market hall")) == (CANDIDATES, 0)
    assert count(with_days(MANY, "market hall")) == (CANDIDATES, MILESTONES)
    assert count(ranked(MANY, "when market hall hall")) == (CANDIDATES, 0)  # a milestone's name
    assert "m2" in {MANY.documents[e.document].id for e in with_days(MANY, "when market hall hall")}


def test_entries_and_milestones_are_in_one_order_by_their_scores():
    found = with_days(MANY, "what day was the market in the hall")
    kinds = [MANY.documents[each.document].is_milestone for each in found]

    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert kinds not in (sorted(kinds), sorted(kinds, reverse=True)), "the kinds are mixed"


def test_a_milestone_half_fits_a_question_for_a_day_and_no_other():
    def kinds(text: str) -> set[float]:
        found = with_days(MANY, text)
        return {each.kind for each in found if MANY.documents[each.document].is_milestone}

    assert kinds("when was the market hall") == {MILESTONE_KIND}
    assert kinds("who was in the market hall") == kinds("market hall") == {0.0}


def test_a_milestone_is_found_by_each_of_its_names_and_by_its_text():
    index = Index(
        make_knowledge(
            make_entry("hours", "When are you open?"),
            milestones=[
                make_milestone("other", title="The end", place="Tartu", text="It was late."),
                make_milestone(
                    "fair",
                    title="The fair opens",
                    place="Hall, Riga",
                    aliases=("Rīga",),
                    events=("premiere",),
                    text="Umbrellas were sold.",
                ),
            ],
        )
    )
    for text in ("fair", "hall", "in riga", "Rīga", "the premiere", "umbrellas"):
        assert index.documents[with_days(index, text)[0].document].id == "fair", text
