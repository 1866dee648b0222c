"""Outcomes from the FAQ: one answer, two in one message, suggestions, unknown or silence."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.matching.choice import AnswerEntries, NoMatch, StaySilent, SuggestEntries
from bot.service.faq_outcome import from_decision
from bot.text.answers import SUGGEST
from bot.text.markup import DISCORD, MESSAGE_LIMIT
from bot.text.sources import with_sources
from tests.builders import make_entry, make_knowledge, make_milestone, make_source
from tests.service.spread import spread

UNKNOWN = "I don't know that one. `/help` shows what you can ask me."
SOURCES = tuple(make_source(f"s{at}", title=f"Title {at} " + "x" * 60) for at in range(4))


def entry(id_: str, answer: str, sources=()):
    return make_entry(id_, f"What about {id_}?", answer=answer, sources=tuple(sources))


def reply_to(outcome, *entries):
    return spread(from_decision(outcome, make_knowledge(*entries)))


A, B = entry("a", "It is A.", SOURCES[:1]), entry("b", "It is B.", SOURCES[1:2])


def test_one_answer_is_the_entrys_own():
    reply = reply_to(AnswerEntries(("a",)), A, B)

    assert (reply.outcome, reply.text, reply.entries) == ("answer", "It is A.", (A,))
    assert reply.sources == A.sources


def test_two_answers_stand_below_each_other_under_their_questions():
    reply = reply_to(AnswerEntries(("b", "a")), A, B)

    assert reply.entries == (B, A)
    assert reply.text == "**What about b?**\nIt is B.\n\n**What about a?**\nIt is A."
    assert reply.sources == (*B.sources, *A.sources)
    assert reply.linked == ()


OPENED = make_milestone("opened", "2013-05-01", title="The gates open", sources=SOURCES[2:3])
BORN = make_milestone("born", "2013-05-02", title="A lion is born", sources=SOURCES[3:])


def reply_with_days(choice, *entries):
    knowledge = make_knowledge(*entries, milestones=[OPENED, BORN])
    return spread(from_decision(choice, knowledge))


def test_each_of_two_answers_stands_below_the_days_that_it_tells_of():
    opening = replace(A, milestones=("opened",))
    choice = AnswerEntries(("b", "a"), ("opened",))
    reply = reply_with_days(choice, opening, B)

    assert reply.milestones == (OPENED,)
    assert reply.text == (
        "**What about b?**\nIt is B.\n\n"
        "**What about a?**\n**1 May 2013** · The gates open\nIt is A."
    )


def test_a_day_that_both_answers_tell_of_is_named_once():
    first, second = (replace(each, milestones=("born",)) for each in (A, B))
    reply = reply_with_days(AnswerEntries(("a", "b"), ("born",)), first, second)

    assert reply.text.count("A lion is born") == 1


def test_of_two_long_answers_the_first_keeps_its_own_days_alone():
    first = make_entry("a", answer="x" * 1_500, milestones=("opened",))
    second = make_entry("b", answer="y" * 1_500, milestones=("born",))
    reply = reply_with_days(AnswerEntries(("a", "b"), ("opened", "born")), first, second)

    assert (reply.entries, reply.linked, reply.milestones) == ((first,), (second,), (OPENED,))


def test_a_day_that_the_entry_does_not_tell_of_stands_above_it_with_its_source():
    reply = reply_with_days(AnswerEntries(("a",), ("born",)), A, B)

    assert reply.text == "**2 May 2013** · A lion is born\nIt is A."
    assert reply.sources == (*A.sources, *BORN.sources)


def test_two_long_answers_are_shortened_to_their_first_paragraphs_and_linked():
    long = entry("a", f"The beginning.\n\n{'More of it. ' * 165}", SOURCES)
    reply = reply_to(AnswerEntries(("a", "b")), long, B)

    assert "The beginning." in reply.text
    assert "More of it." not in reply.text
    assert reply.linked == (long,)
    assert len(reply.message) <= MESSAGE_LIMIT


def test_of_two_answers_with_long_first_paragraphs_only_the_first_is_shown():
    first, second = entry("a", "x" * 1_500), entry("b", "y" * 1_500)
    reply = reply_to(AnswerEntries(("a", "b")), first, second)

    assert (reply.text, reply.entries, reply.linked) == (first.answer, (first,), (second,))


@given(st.lists(st.integers(1, 1_300), min_size=2, max_size=2), st.integers(0, 4))
def test_a_reply_always_fits_into_one_message(lengths: list[int], count: int):
    entries = [
        entry(id_, "A line. " + "x" * (length // 2) + "\n\n" + "y" * (length // 2), SOURCES[:count])
        for id_, length in zip("ab", lengths, strict=True)
    ]

    reply = reply_to(AnswerEntries(("a", "b")), *entries)

    assert len(reply.message) <= MESSAGE_LIMIT
    assert reply.entries[0] == entries[0]
    assert {each.id for each in (*reply.entries, *reply.linked)} == {"a", "b"}


def test_suggestions_unknown_and_silence():
    assert reply_to(SuggestEntries(("b", "a")), A, B).suggestions == (B, A)
    assert reply_to(SuggestEntries(("b",)), A, B).text == SUGGEST
    assert (reply_to(NoMatch()).outcome, reply_to(NoMatch()).text) == ("unknown", UNKNOWN)
    assert (reply_to(StaySilent()).outcome, reply_to(StaySilent()).text) == ("silent", "")


def room_for_two(sources) -> int:
    """The characters that two answers may have together with these sources below them."""
    empty = reply_to(AnswerEntries(("a", "b")), entry("a", ""), entry("b", ""))
    return MESSAGE_LIMIT - len(empty.text) - len(with_sources("", sources, DISCORD))


def test_both_answers_are_shown_in_full_up_to_the_last_character_of_a_message():
    room = room_for_two(SOURCES[:2])
    for over in (0, 1):
        first = entry("a", "Short." + "\n\n" + "x" * (room - 16 + over), SOURCES[:1])
        reply = reply_to(AnswerEntries(("a", "b")), first, B)

        assert (len(reply.message) == MESSAGE_LIMIT) is (over == 0)
        assert reply.linked == ((first,) if over else ())
        assert ("x" in reply.text) is (over == 0)


def test_sources_are_cut_to_one_each_before_an_answer_is_shortened():
    shared, own = SOURCES[:1], SOURCES[1:3]
    room = room_for_two((*shared, *own))
    first = entry("a", "Short.\n\n" + "x" * (room - 15), (*shared, *own))
    second = entry("b", "It is B.", (*own, *shared))

    reply = reply_to(AnswerEntries(("a", "b")), first, second)

    assert first.answer in reply.text
    assert second.answer in reply.text
    assert reply.sources == (shared[0], own[0])
    assert reply.linked == ()
    assert len(reply.message) <= MESSAGE_LIMIT


def test_a_source_of_both_answers_is_named_once():
    second = entry("b", "It is B.", SOURCES[:2])
    reply = reply_to(AnswerEntries(("a", "b")), A, second)

    assert reply.sources == SOURCES[:2]
    assert reply.message.count("Title 0") == 1


def test_only_a_shortened_answer_is_linked_and_all_sources_are_kept_if_they_fit():
    first = entry("a", "Short A.\n\n" + "x" * 1_900, SOURCES[:2])
    second = entry("b", "Whole B.", SOURCES[2:3])

    reply = reply_to(AnswerEntries(("b", "a")), first, second)

    assert (reply.entries, reply.linked) == ((second, first), (first,))
    assert "Short A." in reply.text
    assert "Whole B." in reply.text
    assert reply.sources == (SOURCES[2], *SOURCES[:2])
