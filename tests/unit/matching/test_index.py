"""The index knows which terms tell entries apart, and reads a question into such terms."""

import pytest

from bot.matching.decide import Matcher
from bot.matching.index import Index, Without
from tests.builders import make_entry, make_knowledge


def found(index: Index, text: str) -> list[int]:
    keys = [term.key for term in index.terms(text)]
    return [number for number, _ in index.candidates(keys, 20)]


def test_rare_words_weigh_more_than_common_ones_and_function_words_least(matcher: Matcher):
    weight = matcher.index.weight

    assert weight("sourdough") > weight("bread") > weight("what") > weight("the")


def test_a_word_that_no_entry_has_weighs_at_least_as_much_as_any(matcher: Matcher):
    weight = matcher.index.weight

    assert weight("volcano") >= max(map(weight, ("sourdough", "oven", "gluten", "bread")))
    assert weight("volcano") > weight("between")


@pytest.mark.parametrize(
    ("word", "known"), [("sourdough", True), ("beech", True), ("degre", True), ("volcano", False)]
)
def test_it_knows_the_words_of_wordings_and_answers(matcher: Matcher, word: str, known: bool):
    assert matcher.index.knows(word) == known


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how much is the bread", ["price+", "be", "the", "bread"]),
        ("Zwei Loaves!", ["zwei", "loaf+"]),
        ("", []),
    ],
)
def test_a_question_becomes_stems_and_terms_in_order(
    matcher: Matcher, text: str, expected: list[str]
):
    assert [term.key for term in matcher.index.terms(text)] == expected


def test_a_repaired_term_tells_what_was_written_and_what_it_was_read_as(matcher: Matcher):
    (term,) = matcher.index.terms("soudrough")

    assert (term.key, term.written, term.repaired) == ("sourdough", "soudrough", "sourdough")


def test_an_error_in_a_phrase_of_the_vocabulary_is_repaired_before_it_is_folded():
    index = Index(
        make_knowledge(make_entry(question="In space?"), vocabulary=[["iss", "space station"]])
    )
    (term,) = index.terms("spcae station")

    assert (term.key, term.written, term.repaired) == ("iss+", "spcae station", "space")


def test_places_of_milestones_are_words_that_errors_are_repaired_to(matcher: Matcher):
    assert matcher.index.terms("zhezkagzan")[0].repaired == "zhezkazgan"


def test_a_number_below_one_is_never_repaired():
    index = Index(make_knowledge(make_entry(question="What is 0.125 good for?")))

    assert [term.repaired for term in index.terms("0.126")] == [None]


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
def test_the_words_that_say_what_it_is_about_are_salient(
    matcher: Matcher, text: str, salient: list[str]
):
    assert [term.written for term in matcher.index.terms(text) if term.salient] == salient


def test_candidates_are_the_entries_that_share_a_term_best_first(matcher: Matcher):
    ids = [matcher.index.entries[number].id for number in found(matcher.index, "gluten bread")]

    assert ids[0] == "gluten"
    assert set(ids) == {"gluten", "sourdough", "delivery"}  # the others have no bread


def test_a_term_in_a_wording_counts_more_than_one_in_the_answer_alone():
    index = Index(
        make_knowledge(
            make_entry("answer", "What burns?", answer="Beech burns."),
            make_entry("wording", "Does beech burn?", answer="It does."),
        )
    )

    assert found(index, "beech") == [1, 0]


def test_among_equals_the_first_of_the_file_comes_first():
    index = Index(make_knowledge(make_entry("b", "Is it red?"), make_entry("a", "Is it red?")))

    assert found(index, "red") == [0, 1]


@pytest.mark.parametrize("text", ["", "xyzzy"])
def test_knowledge_without_entries_is_indexed_too(text: str):
    assert found(Index(make_knowledge()), text) == []


# Calibration looks past a wording or a whole entry, as if it were not there.


def test_an_entry_that_is_looked_past_is_no_candidate(matcher: Matcher):
    keys = [term.key for term in matcher.index.terms("how hot is the oven")]
    everyone = [number for number, _ in matcher.index.candidates(keys, 20)]
    others = [number for number, _ in matcher.index.candidates(keys, 20, Without(everyone[0]))]

    assert everyone[1:] == others


def test_a_wording_that_is_looked_past_lowers_its_entry_by_what_it_alone_adds():
    index = Index(
        make_knowledge(
            make_entry("cake", "Is there a red cake?", phrasings=("a red cake", "a green cake")),
            make_entry("bread", "Is there bread?"),
        )
    )
    wordings = index.entries[0].wordings

    def score(key: str, without: Without | None = None) -> float:
        return dict(index.candidates([key], 20, without))[0]

    assert score("red", Without(0, wordings[0])) < score("red")
    assert score("red", Without(0, wordings[2])) == score("red")
    assert score("green", Without(0, wordings[2])) == pytest.approx(0)
    assert score("red", Without(1)) == score("red")


@pytest.mark.parametrize(
    ("key", "without", "known"),
    [
        ("green", None, True),
        ("green", 0, True),  # another wording has it
        ("green", 1, False),  # this one alone
        ("green", "entry", False),
        ("red", 1, True),
        ("beech", 0, True),  # the answer has it
        ("beech", "entry", False),
        ("bread", "entry", True),
        ("volcano", None, False),
    ],
)
def test_what_only_stands_where_it_looks_past_is_not_known(
    key: str, without: int | str | None, known: bool
):
    index = Index(
        make_knowledge(
            make_entry("cake", "Is it red?", phrasings=("a green cake",), answer="Of beech."),
            make_entry("bread", "Is there red bread?"),
        )
    )
    match without:
        case None:
            passed = None
        case int(number):
            passed = Without(0, index.entries[0].wordings[number])
        case _:
            passed = Without(0)

    assert index.knows(key, passed) == known
