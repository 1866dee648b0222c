"""The index: entries and milestones side by side, and everything about them that a search needs."""

from statistics import fmean

import pytest

from bot.knowledge.model import Knowledge
from bot.language.question import parse_question
from bot.language.question_form import QuestionForm
from bot.matching.decision import Matcher
from bot.matching.index import Index
from bot.matching.query import Exclusion
from bot.matching.query_builder import parse_query
from tests.builders import make_entry, make_knowledge, make_milestone


def test_wordings_are_referred_to_by_their_numbers(matcher: Matcher):
    for entry in matcher.index.entries:
        assert len(entry.texts) == len(entry.stems) == len(entry.kinds) == 7
        for wording, text in enumerate(entry.texts):
            query = parse_query(matcher.index, text)

            assert entry.stems[wording] == query.stems
            assert entry.kinds[wording] == query.kind
            assert all(wording in entry.wordings_by_term[term] for term in query.weights)


def test_misspelt_words_are_corrected_to_words_of_milestones_too(matcher: Matcher):
    assert parse_query(matcher.index, "zhezkagzan").terms[0].corrected == "zhezkazgan"


def test_misspelt_words_are_corrected_to_words_of_a_milestones_title_and_text():
    milestone = make_milestone(title="The Blinovian parade", text="Kvassnikov sold umbrellas.")
    index = Index(make_knowledge(make_entry(), milestones=[milestone]))

    assert parse_query(index, "blinovain").terms[0].corrected == "blinovian"
    assert parse_query(index, "kvasnikov").terms[0].corrected == "kvassnikov"


def test_fillers_do_not_change_a_wording():
    wordings = ("please, how hot is the oven?", "just how hot is the oven even")
    index = Index(make_knowledge(make_entry(question="How hot is the oven?", phrasings=wordings)))
    (entry,) = index.entries

    assert entry.texts[1:] == wordings
    assert set(entry.stems) == {"how hot be the oven"}
    (please,) = parse_query(index, "please").weights
    assert not index.bm25.knows(please)


# Similarity in meaning.


def test_an_entry_is_more_similar_to_words_of_related_meaning(matcher: Matcher):
    index = matcher.index
    ids = [entry.id for entry in index.entries]

    def similarity(text: str, id_: str) -> float:
        return index.similarity(parse_query(index, text), ids.index(id_))

    assert similarity("a furnace", "oven") > similarity("a furnace", "hours") + 0.1
    assert similarity("marriage", "wedding-cake") > similarity("marriage", "oven") + 0.1
    assert all(similarity("qqzzqq", id_) == 0 for id_ in ids)


def test_the_meaning_of_an_entry_without_a_wording_is_that_of_the_others():
    entries = [make_entry("wine", "Is the wine red?", phrasings=("a bottle of wine", "grapes"))]
    less = [make_entry("wine", "Is the wine red?", phrasings=("grapes",))]
    other = make_entry("oven", "Is the furnace hot?")
    whole, rest = (Index(make_knowledge(*each, other)) for each in (entries, less))
    query = parse_query(whole, "some drink")

    excluded_wording = whole.similarity(query, 0, Exclusion(0, 1))

    assert excluded_wording != whole.similarity(query, 0)
    # The average of all entries changes a little too; calibration ignores that.
    assert excluded_wording == pytest.approx(
        rest.similarity(parse_query(rest, "some drink"), 0), abs=0.12
    )


# Milestones are documents like entries.

FAIR = make_knowledge(
    make_entry("bread", "What bread is there?", phrasings=("which bread", "bread"), answer="Rye."),
    make_entry("fair", "What was at the fair?", answer="Cows.", milestones=("opening", "closing")),
    make_entry("cows", "Are there cows?", answer="Four.", milestones=("opening",)),
    milestones=[
        make_milestone("opening", title="The fair opens", place="Riga", text="Rain fell."),
        make_milestone("market", title="A market of bread", place="Riga", text="It was dry."),
        make_milestone("closing", title="The fair ends", place="Jelgava", text="It was late."),
    ],
)


def test_the_documents_are_the_entries_and_then_the_milestones():
    index = Index(FAIR)

    assert [each.id for each in index.documents] == [
        "bread", "fair", "cows", "opening", "market", "closing"
    ]  # fmt: skip
    assert [each.is_milestone for each in index.documents] == [False] * 3 + [True] * 3
    assert index.entries == index.documents[:3]


def test_the_names_of_a_milestone_ask_for_its_day_and_its_text_is_its_answer():
    index = Index(FAIR)
    (opening,) = (each for each in index.documents if each.id == "opening")
    (rain,) = parse_query(index, "rain").weights

    assert set(opening.stems) == {"when the fair open", "when riga"}
    assert set(opening.kinds) == {QuestionForm.WHEN}
    assert rain in opening.answer
    assert rain not in opening.wordings_by_term


def test_the_length_of_a_document_is_compared_with_that_of_its_own_kind():
    index = Index(FAIR)
    entries, milestones = index.documents[:3], index.documents[3:]
    less = Index(make_knowledge(*FAIR.entries, milestones=FAIR.milestones[::2]))

    assert fmean(each.length for each in entries) == pytest.approx(1)
    assert fmean(each.length for each in milestones) == pytest.approx(1)
    assert [each.length for each in less.entries] == [each.length for each in entries]
    assert len({each.length for each in entries}) == len(entries)


def test_an_entry_and_the_milestones_that_it_tells_of_are_related():
    index = Index(FAIR)
    ids = [document.id for document in index.documents]

    related = {ids[one]: {ids[other] for other in others} for one, others in index.related.items()}

    assert related == {
        "fair": {"opening", "closing"},
        "cows": {"opening"},
        "opening": {"fair", "cows"},
        "closing": {"fair"},
    }


def test_documents_with_the_same_wording_own_it_together():
    index = Index(FAIR)

    assert [index.documents[owner].id for owner in index.owners["when riga"]] == [
        "opening",
        "market",
    ]
    assert index.owners["bread"] == (0,)


def test_a_wording_asks_for_what_the_same_question_asks_for():
    wordings = ("could you tell me when it opens", "can you say who is there", "opening hours")
    index = Index(make_knowledge(make_entry(question="When is it open?", phrasings=wordings)))

    assert index.entries[0].kinds == ("when", "when", "who", "none")
    for text, kind in zip(wordings, index.entries[0].kinds[1:], strict=True):
        assert parse_query(index, text).kind == kind


def test_words_of_what_is_needed_are_known_to_the_spelling_corrector():
    index = Index(make_knowledge(make_entry(only_if=("Blinovia",))))

    assert parse_query(index, "blinovai").terms[0].corrected == "blinovia"


# A document may need certain words (`only_if`).

NEEDY = make_knowledge(
    make_entry("atlanta", "Was there a first one?", only_if=("Atlanta", "the year before")),
    make_entry("other", "What is there?"),
    milestones=[make_milestone("ban", title="The ban", place="Riga", only_if=("Latvia",))],
    vocabulary=[["atlanta", "georgia"]],
)


def may_answer(number: int, text: str, message: str | None = None) -> bool:
    index = Index(NEEDY)
    folded = index.fold_message(parse_question(message or text, index.corrector))
    return index.may_answer(number, parse_query(index, text), folded)


@pytest.mark.parametrize(
    ("number", "text", "expected"),
    [
        (0, "was there one before", False),
        (0, "was there one in Atlanta", True),
        (0, "was there one in atlnata", True),
        (0, "was there one in georgia", True),
        (0, "was there one the year before", True),
        (0, "was there one before the year", False),
        (0, "Was there a first one?", True),  # its own wording
        (0, "so was there a first one please", True),
        (0, "was there a first one there", False),
        (1, "was there one before", True),
        (2, "when was the ban", False),
        (2, "when was the ban in Latvia", True),
        (2, "when Riga", True),
    ],
)
def test_a_document_that_needs_words_is_meant_only_with_one_or_in_its_own_words(
    number: int, text: str, expected: bool
):
    assert may_answer(number, text) == expected


def test_the_needed_word_may_be_anywhere_in_the_message():
    assert may_answer(0, "was there one before?", "I was in Atlanta. was there one before?")
    assert not may_answer(0, "was there one before?", "I was in Riga. was there one before?")


def test_the_index_knows_which_documents_need_words():
    assert [Index(NEEDY).needs_words(number) for number in range(3)] == [True, False, True]


# What the entries have in common, and what their wordings show.


def test_terms_that_many_entries_have_belong_to_the_subject():
    def index(count: int) -> Index:
        return Index(
            make_knowledge(
                *(make_entry(f"e{at}", f"Is it red{at}?", answer="No.") for at in range(count)),
                make_entry("bread", "Is the bread fresh?", answer="No."),
                make_entry("cake", "Is the cake sweet?", answer="It is like bread."),
            )
        )

    few, many = index(10), index(30)

    assert few.is_subject("bread")  # in 2 of 12: in wordings or in an answer
    assert not few.is_subject("cake")  # in a single one, however few there are
    assert not many.is_subject("bread")  # in 2 of 32
    assert many.is_subject("no")
    assert not many.is_subject("volcano")


@pytest.mark.parametrize(
    ("about_bread", "others", "expected"),
    [
        (4, 6, True),
        (3, 7, False),  # three in ten
        (2, 0, True),
        (1, 1, True),
        (1, 0, False),  # one entry has no common subject
        (0, 4, False),
        (0, 0, False),
    ],
)
def test_a_faq_has_one_subject_if_many_entries_share_a_word_that_says_something(
    about_bread: int, others: int, expected: bool
):
    words = "oven wine music hall grass wood paper".split()
    index = Index(
        make_knowledge(
            *(make_entry(f"b{at}", f"Is the bread {words[at]}?") for at in range(about_bread)),
            *(
                make_entry(f"o{at}", f"What is the {words[at]}?", answer="There is bread.")
                for at in range(others)
            ),
        )
    )

    assert index.has_one_subject == expected


def test_two_entries_that_have_nothing_in_common_have_no_subject():
    entries = [make_entry("bread", "Is there bread?"), make_entry("mill", "Whose is the mill?")]

    assert not Index(make_knowledge(*entries)).has_one_subject


@pytest.mark.parametrize(
    ("wordings", "vary"),
    [
        (["a flight to Tokyo", "fly me to London", "is Berlin a goal", "flights"], True),
        (["a flight to Tokyo", "fly to Tokyo", "Tokyo flights", "when do flights go"], False),
        (["a flight", "flights to anywhere", "when do they fly"], False),
        (["a flight to Tokyo"], False),  # one name is no choice of examples
        (["a flight to Tokyo or London"], True),
        (["a flight to Tokyo", "one to London", "flights", "who flies", "when", "cost"], False),
    ],
)
def test_names_in_the_wordings_of_an_entry_vary_if_there_are_many_for_its_wordings(
    wordings: list[str], vary: bool
):
    first, *rest = wordings
    others = (make_entry("bread", "What bread is there?"), make_entry("cows", "Are there cows?"))
    index = Index(make_knowledge(make_entry("e", first, phrasings=tuple(rest)), *others))

    assert index.entries[0].names_vary == vary


def test_names_that_belong_to_the_subject_do_not_vary():
    entries = [
        make_entry(f"e{at}", f"What is the {word} of Tokyo and London?")
        for at, word in enumerate(("food", "name"))
    ]

    assert not any(each.names_vary for each in Index(make_knowledge(*entries)).entries)
    assert Index(make_knowledge(entries[0], make_entry())).entries[0].names_vary


def test_the_names_of_a_milestone_are_its_own_and_do_not_vary():
    milestone = make_milestone(title="Rome", place="Berlin, Germany", aliases=("Vienna",))
    index = Index(make_knowledge(make_entry(), milestones=[milestone]))

    assert not index.documents[1].names_vary


@pytest.mark.parametrize(
    ("knowledge", "expected"),
    [
        (make_knowledge(make_entry("e", "Where is it?", phrasings=("where is it now",))), True),
        (make_knowledge(make_entry("e", "Where will it be?")), True),
        (make_knowledge(make_entry("e", "Where was it?", answer="It is here now.")), False),
        (make_knowledge(milestones=[make_milestone(title="Here today")]), True),
    ],
)
def test_a_document_is_about_the_present_if_one_of_its_wordings_is(
    knowledge: Knowledge, expected: bool
):
    assert Index(knowledge).is_about_present(0) == expected
