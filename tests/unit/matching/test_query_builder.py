"""A question becomes a query: its terms, what they weigh, and what it asks for."""

import pytest

from bot.language.english import FILLERS, FUNCTION_WORDS, QUESTION_WORDS
from bot.language.question import parse_question
from bot.matching.bm25 import CONTEXT_SHARE
from bot.matching.decision import Matcher
from bot.matching.index import Index
from bot.matching.query import Query
from bot.matching.query_builder import build_query, parse_query
from tests.builders import make_entry, make_knowledge


def query_after(index: Index, context: str, text: str) -> Query:
    """The query of a question after the sentences before it."""
    return build_query(index, *(parse_question(each, index.corrector) for each in (text, context)))


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
    query = parse_query(matcher.index, text)

    assert [term.key for term in query.terms] == expected
    assert query.stems == " ".join(expected)


def test_a_repeated_term_counts_once(matcher: Matcher):
    query = parse_query(matcher.index, "the volcano oven: the volcano oven")

    assert len(query.weights) == 3
    assert query.salient == tuple(query.weights)[1:]
    assert len(set(query.bigrams)) == len(query.bigrams)


def test_words_that_no_entry_has_are_distinct_terms(matcher: Matcher):
    assert len(parse_query(matcher.index, "volcano spaceship volcano").weights) == 2


def test_a_corrected_term_has_the_written_and_the_corrected_word(matcher: Matcher):
    (term,) = parse_query(matcher.index, "soudrough").terms

    assert (term.key, term.written, term.corrected) == ("sourdough", "soudrough", "sourdough")


def test_a_misspelt_phrase_is_corrected_before_synonyms_are_replaced():
    index = Index(
        make_knowledge(make_entry(question="In space?"), vocabulary=[["iss", "space station"]])
    )
    (term,) = parse_query(index, "spcae station").terms

    assert (term.key, term.written, term.corrected) == ("iss+", "spcae station", "space")


def test_a_decimal_number_is_never_corrected():
    index = Index(make_knowledge(make_entry(question="What is 0.125 good for?")))

    assert [term.corrected for term in parse_query(index, "0.126").terms] == [None]


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
    query = parse_query(matcher.index, text)

    assert [term.written for term in query.terms if term.salient] == salient
    assert len(query.salient) == len(salient)


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
    assert parse_query(matcher.index, text) == parse_query(matcher.index, same_as)


def test_a_text_of_nothing_but_fillers_keeps_them():
    index = Index(make_knowledge(make_entry("chat", "lol ok"), make_entry("hours", "ok, open?")))

    assert parse_query(index, "lol ok").stems == index.documents[0].stems[0] == "lol ok"


def test_every_filler_is_a_function_word_or_an_interjection():
    # A text of fillers alone must not seem to be about something, unless it is an interjection.
    assert not FILLERS & QUESTION_WORDS
    assert {"hahaha", "lmao", "omg", "btw"} >= FILLERS - FUNCTION_WORDS


def test_fillers_do_not_break_bigrams(matcher: Matcher):
    bigrams = parse_query(matcher.index, "sourdough loaf price").bigrams

    assert parse_query(matcher.index, "sourdough even loaf just price").bigrams == bigrams
    assert parse_query(matcher.index, "sourdough or loaf price").bigrams != bigrams


# The context of a question counts a little.


def test_the_context_counts_a_little_and_need_not_be_covered(matcher: Matcher):
    alone = parse_query(matcher.index, "how hot")
    with_context = query_after(matcher.index, "the oven there", "how hot")
    (oven,) = parse_query(matcher.index, "oven").weights

    assert with_context.stems == alone.stems
    assert with_context.salient == alone.salient
    assert with_context.bigrams == alone.bigrams
    assert with_context.weights[oven] == pytest.approx(
        CONTEXT_SHARE * matcher.index.weight_of("oven")
    )
    assert oven in with_context.context


def test_a_term_of_the_question_counts_in_full_even_if_the_context_has_it_too(matcher: Matcher):
    query = query_after(matcher.index, "we have an oven", "how hot is the oven")
    (oven,) = parse_query(matcher.index, "oven").weights

    assert query.weights[oven] == matcher.index.weight_of("oven")
    assert oven in query.salient
    assert oven not in query.context


def test_the_context_finds_its_entry(matcher: Matcher):
    index = matcher.index
    (first, _), *_ = index.bm25.search(
        query_after(index, "about your oven", "how hot does it get?"), 20
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
    query = parse_query(matcher.index, text)

    assert (query.kind, query.opens) == (kind, opens)


# What a question seeks: the salient terms after the question word.


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("the wood and how hot is the oven", "hot oven"),
        ("oven temperature", "oven temperatur"),
        ("the wood of the oven, how", "wood oven"),  # nothing follows the question word
        ("how hot is the oven, how heated", "hot oven heat"),
        ("how oven oven", "oven"),
    ],
)
def test_the_salient_terms_after_the_question_word_are_sought(
    matcher: Matcher, text: str, sought: str
):
    keys = matcher.index.terms.keys

    query = parse_query(matcher.index, text)

    assert [keys[term] for term in query.sought] == sought.split()
    assert set(query.sought) <= set(query.salient)


# Names and years, anywhere in the message, and words of the present.

TOWNS = make_knowledge(
    *(
        make_entry(f"e{at}", f"What is {word} in Vienna?", answer="It is.")
        for at, word in enumerate("bread wine cake music coffee opera water beer".split())
    ),
    make_entry("trip", "Who went to Berlin in 1996?", answer="Nobody."),
    make_entry("fair", "What is the Prague fair?", answer="A fair."),
    make_entry("ship", "Which ship sails?", answer="The ship."),
)


def names(index: Index, text: str, message: str | None = None) -> set[str]:
    """The keys of the names that the query of a question has."""
    parsed = None if message is None else parse_question(message, index.corrector)
    query = build_query(index, parse_question(text, index.corrector), None, parsed)
    return {index.terms.keys[name] if name > 0 else "unknown" for name in query.names}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("who went to berlin", {"berlin"}),
        ("who went to berlin in 1996", {"berlin", "1996"}),
        ("who went to tokyo in 2020", {"unknown"}),
        ("who went to berlni in may", {"berlin"}),  # corrected first
        ("who played music in vienna", set[str]()),  # all entries are about it
        ("who played 12 or 12345 times", set[str]()),
        ("which fair has bob", set[str]()),  # may be a common word
    ],
)
def test_names_and_years_are_those_words_that_can_be_nothing_else(text: str, expected: set[str]):
    assert names(Index(TOWNS), text) == expected


def test_all_names_of_a_message_count_whichever_part_of_it_the_question_is():
    index = Index(TOWNS)

    assert names(index, "which ship sails?") == set()
    assert names(index, "which ship sails?", "I am in Berlin. which ship sails?") == {"berlin"}


def test_two_unknown_names_are_two_names():
    query = parse_query(Index(TOWNS), "from tokyo to london via tokyo")

    assert len(query.names) == 2
    assert all(name < 0 for name in query.names)


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("where is the ship now", True),
        ("will it sail", True),
        ("what is on tomorrow", True),
        ("where was the ship", False),
        ("nowhere", False),
    ],
)
def test_some_words_ask_about_the_present_or_the_future(text: str, present: bool):
    assert parse_query(Index(TOWNS), text).present == present
