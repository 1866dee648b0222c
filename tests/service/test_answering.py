"""One question in, one reply out: the reply to each decision of the matcher and to each date."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.model import Knowledge, RelayWindow
from bot.matching.choice import (
    AnswerEntries,
    Choice,
    Decision,
    NoMatch,
    StaySilent,
    SuggestEntries,
)
from bot.service.answering import Answerer
from tests.narrowing import present
from tests.service.fakes.data import entry, milestone, source
from tests.service.fakes.snapshots import ScriptedMatcher, snapshot
from tests.service.spread import Spread, SpreadAnswerer

TODAY = date(2026, 11, 9)
PAPER = source("paper", url="https://example.org", link=True)
OTHER = source("other")

KNOWLEDGE = Knowledge(
    entries=(
        entry("who", "Who took the torch outside?", "Kotov and Ryazanskiy.", sources=(PAPER,)),
        entry("when", "When was the spacewalk?"),
        entry("cost", "What did the torch cost?"),
    ),
    milestones=(
        milestone("2013-10-07", title="The relay starts", place="Moscow", sources=(PAPER,)),
        milestone("2013-11-07", title="Launch", sources=(PAPER, OTHER)),
        milestone("2013-11-09", title="Spacewalk", sources=(OTHER, PAPER)),
        milestone("2014-02-07", title="Opening", place="Sochi"),
    ),
    relay=RelayWindow(date(2013, 9, 29), date(2014, 2, 7), date(2013, 10, 7)),
)
NEAREST = (("who", 0.9), ("when", 0.05))


def decided(outcome: Choice) -> Decision:
    return Decision(outcome, NEAREST, ("Because.",))


def answerer(knowledge: Knowledge = KNOWLEDGE, /, **decisions: Decision) -> SpreadAnswerer:
    """An answerer whose matcher has a decision for a question's first word."""
    made = snapshot(knowledge, ScriptedMatcher(**decisions))
    return SpreadAnswerer(Answerer(lambda: made))


# --- The four outcomes ----------------------------------------------------------------------------


def test_an_answer_has_the_entrys_text_and_sources():
    reply = answerer(who=decided(AnswerEntries(("who",)))).ask("who was it?", TODAY)
    assert (reply.outcome, reply.text) == ("answer", "Kotov and Ryazanskiy.")
    assert [each.id for each in reply.entries] == ["who"]
    assert reply.sources == (PAPER,)
    assert (reply.suggestions, reply.milestones) == ((), ())


def test_a_suggestion_offers_entries_in_their_order_and_answers_from_none():
    reply = answerer(hm=decided(SuggestEntries(("when", "who")))).ask("hm", TODAY)
    assert reply.outcome == "suggest"
    assert [each.id for each in reply.suggestions] == ["when", "who"]
    assert (reply.entries, reply.milestones, reply.sources) == ((), (), ())
    assert reply.text


def test_an_unknown_question_gets_a_reply_that_says_so():
    reply = answerer(why=decided(NoMatch())).ask("why?", TODAY)
    assert reply.outcome == "unknown"
    assert "don't know" in reply.text
    assert (reply.entries, reply.suggestions, reply.milestones, reply.sources) == ((), (), (), ())


def test_silence_has_no_text():
    reply = answerer(lol=decided(StaySilent())).ask("lol", TODAY, overheard=True)
    assert (reply.outcome, reply.text, reply.entries) == ("silent", "", ())


@pytest.mark.parametrize(
    "outcome",
    [AnswerEntries(("who",)), SuggestEntries(("who",)), NoMatch(), StaySilent()],
    ids=repr,
)
def test_question_nearest_confidence_and_reasons_are_there_whatever_the_outcome(outcome):
    reply = answerer(so=decided(outcome)).ask(" so? ", TODAY)
    assert reply.question == " so? ", "as received"
    assert reply.nearest == NEAREST
    assert reply.confidence == 0.9
    assert reply.reasons == ("Because.",)
    assert reply.elapsed_ms >= 0


def test_without_a_near_entry_the_confidence_is_zero():
    reply = answerer(x=Decision(NoMatch(), (), ())).ask("x", TODAY)
    assert reply.confidence == 0


def test_the_matcher_knows_whether_a_question_was_overheard():
    matcher = ScriptedMatcher(a=decided(StaySilent()), b=decided(NoMatch()))
    made = snapshot(KNOWLEDGE, matcher)
    Answerer(lambda: made).ask("a", TODAY, overheard=True)
    Answerer(lambda: made).ask("b", TODAY)
    assert matcher.asked == [("a", True), ("b", False)]


def test_every_question_is_answered_from_the_snapshot_in_use_at_that_moment():
    snapshots = [
        snapshot(
            Knowledge((entry("who", "Who?", text),)),
            ScriptedMatcher(x=decided(AnswerEntries(("who",)))),
        )
        for text in ("old", "new")
    ]
    answers = SpreadAnswerer(Answerer(lambda: snapshots[0]))
    assert answers.ask("x", TODAY).text == "old"
    snapshots.pop(0)
    assert answers.ask("x", TODAY).text == "new"


def test_the_message_has_the_sources_in_small_print_below_the_text():
    reply = answerer(who=decided(AnswerEntries(("who",)))).ask("who", TODAY)
    assert reply.message == (
        "Kotov and Ryazanskiy.\n-# NASA: [Title of paper](<https://example.org>)"
    )


@pytest.mark.parametrize("blank", ["", " ", "\n\t ", "\u200b", "\u3000"])
def test_white_space_is_unknown(blank):
    made = snapshot(KNOWLEDGE)
    assert SpreadAnswerer(Answerer(lambda: made)).ask(blank, TODAY).outcome == "unknown"


# --- Dates ----------------------------------------------------------------------------------------


def dated(question: str, outcome: Choice | None = None, *, overheard: bool = False) -> Spread:
    word = question.split(maxsplit=1)[0].casefold().rstrip(",")
    decisions = {word: decided(outcome or NoMatch())}
    return answerer(KNOWLEDGE, **decisions).ask(question, TODAY, overheard=overheard)


@pytest.mark.parametrize(
    "question",
    ["what on 2013-11-09?", "what happened on 9 November?", "what was on November 9th, 2013"],
)
def test_a_date_is_answered_from_the_calendar_with_that_day_and_no_other(question):
    reply = dated(question)
    assert reply.outcome == "answer"
    assert [each.date for each in reply.milestones] == [date(2013, 11, 9)]
    assert "Spacewalk" in reply.text
    assert reply.entries == ()
    assert reply.nearest == NEAREST


@pytest.mark.parametrize("outcome", [NoMatch(), SuggestEntries(("who",))])
def test_the_calendar_comes_before_a_mere_suggestion(outcome):
    reply = dated("what on 9 November 2013", outcome)
    assert (reply.outcome, reply.suggestions) == ("answer", ())


def test_a_confident_answer_comes_before_the_calendar():
    reply = dated("who went out on 9 November 2013?", AnswerEntries(("who",)))
    assert [each.id for each in reply.entries] == ["who"]
    assert reply.milestones == ()


def test_a_month_brings_its_days_in_order_and_each_source_once():
    reply = dated("what in november 2013?")
    assert [each.date.day for each in reply.milestones] == [7, 9]
    assert [each.id for each in reply.sources] == ["paper", "other"]


def test_the_sources_of_milestones_stand_in_the_message_once():
    reply = dated("what on 2013-11-09?")
    assert reply.message.count("Title of other") == 1


def test_the_reasons_name_what_the_calendar_found():
    matcher, calendar = dated("what on 2013-11-09?").reasons
    assert matcher == "Because."
    assert calendar == "The calendar answers: the question is about a date."


def test_a_day_without_milestones_is_unknown_and_names_its_neighbours_only_in_the_text():
    reply = dated("what on 8 November 2013?")
    assert (reply.outcome, reply.milestones, reply.sources) == ("unknown", (), ())
    assert "8 November 2013" in reply.text
    assert "7 November 2013 (Launch)" in reply.text
    assert "9 November 2013 (Spacewalk)" in reply.text


def test_before_the_first_and_after_the_last_day_there_is_one_neighbour():
    before, after = dated("what on 2012-01-01?"), dated("what on 2020-01-01?")
    assert "next milestone is 7 October 2013 (The relay starts)" in before.text
    assert "previous" not in before.text
    assert "previous milestone is 7 February 2014 (Opening)" in after.text
    assert "next" not in after.text


@pytest.mark.parametrize(
    "question",
    ["what on 30 February 2014", "what on 31 November?", "what on 2013-13-01?", "what on 0 May"],
)
def test_an_impossible_date_is_unknown_and_the_text_says_so(question):
    reply = dated(question)
    assert (reply.outcome, reply.milestones) == ("unknown", ())
    assert "no such day" in reply.text


@pytest.mark.parametrize(("year", "named"), [("", "2014"), (" 2013", "2013"), (" 2014", "2014")])
def test_29_february_does_not_exist_in_a_common_year(year, named):
    reply = dated(f"what on 29 February{year}")
    assert (reply.outcome, reply.milestones) == ("unknown", ())
    assert reply.text.startswith(f"There is no such day as 29 February {named}")


def test_29_february_exists_in_a_leap_year():
    assert "nothing for 29 February 2012" in dated("what on 29 February 2012").text


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("what happened on 9-Nov-13", "2013-11-09"),
        ("Nov-9", "2013-11-09"),
        ("what happened on <t:1383984000:D>", "2013-11-09"),
        ("<t:1383984000:R>", "2013-11-09"),
        ("what happened on 9 november at 5pm", "2013-11-09"),
        ("what happened on 7 november at 04:14 utc", "2013-11-07"),
        ("where was it on the ninth of november", "2013-11-09"),
        ("day 34", "2013-11-09"),
        ("what was day 32", "2013-11-07"),
        ("where was it on the 34th day of the relay", "2013-11-09"),
    ],
)
def test_a_date_is_answered_in_whatever_form_people_write_it(question, day):
    reply = dated(f"so, {question}")
    assert reply.outcome == "answer"
    assert [each.date.isoformat() for each in reply.milestones] == [day]


@pytest.mark.parametrize(
    "question",
    ["were 1/2 of them women", "3-2", "won 4-1", "is it lit 24/7?", "i'd give it 9/10", "v9.11.13"],
)
def test_fractions_and_scores_are_no_dates(question):
    reply = dated(f"so, {question}")
    assert (reply.outcome, reply.milestones) == ("unknown", ())
    assert "calendar" not in reply.text


def test_a_day_beyond_the_relay_does_not_exist():
    reply = dated("what happened on day 125")
    assert (reply.outcome, reply.milestones) == ("unknown", ())
    assert reply.text.startswith("There is no day 125:")


@pytest.mark.parametrize("outcome", [StaySilent(), AnswerEntries(("who",))])
def test_an_overheard_date_is_not_answered_from_the_calendar(outcome):
    reply = dated("dinner on 9 November?", outcome, overheard=True)
    assert reply.milestones == ()
    assert reply.outcome in {"answer", "silent"}


@pytest.mark.parametrize("question", ["so today", "so what happens tomorrow?", "so yesterday"])
def test_today_in_passing_is_not_answered_from_the_calendar(question):
    assert dated(question).outcome == "unknown"


@pytest.mark.parametrize("question", ["today", "what happened today", "anything today?"])
def test_a_question_about_today_is_answered_with_todays_anniversary(question):
    reply = dated(question)
    assert [each.date for each in reply.milestones] == [date(2013, 11, 9)]


def test_a_question_for_a_place_is_answered_with_its_days():
    reply = dated("when was it in sotchi?")
    assert [each.date for each in reply.milestones] == [date(2014, 2, 7)]
    assert (reply.outcome, reply.entries) == ("answer", ())


def test_a_place_that_the_calendar_does_not_have_is_unknown_and_the_closest_is_named():
    reply = dated("did it go to Moscowiana")
    assert reply.outcome == "unknown"
    assert "no stop called Moscowiana" in reply.text
    assert "Moscow" in reply.text


def test_an_entry_that_may_be_meant_is_linked_below_the_calendars_answer():
    reply = dated("what happened on 9 November?", AnswerEntries(("who",)))
    assert [each.date for each in reply.milestones] == [date(2013, 11, 9)]
    assert [each.id for each in reply.linked] == ["who"]
    assert reply.text.endswith("\n-# See also: Who took the torch outside?")
    assert reply.entries == ()


def test_an_entry_that_is_hardly_probable_is_not_linked():
    unlikely = Decision(NoMatch(), (("who", 0.14),), ())
    reply = answerer(what=unlikely).ask("what happened on 9 November?", TODAY)
    assert (reply.outcome, reply.linked, reply.related) == ("answer", (), ())


def test_a_long_list_begins_with_its_first_line_and_leaves_room_for_the_link():
    many = replace(
        KNOWLEDGE,
        milestones=tuple(
            milestone(f"2013-11-{day:02}", title="t" * 60, id_=f"m{day}") for day in range(1, 31)
        ),
    )
    linked = Decision(NoMatch(), (("who", 0.2),), ())
    reply = answerer(many, what=linked).ask("what happened in november", TODAY)
    assert len(reply.message) <= 2_000
    assert reply.text[0] not in "\n "
    assert "See also" in reply.text


@pytest.mark.parametrize("question", ["what on 8 November", "what on 31 November", "what on 3 May"])
def test_it_never_says_that_nothing_happened(question):
    reply = dated(question)
    assert reply.outcome == "unknown"
    assert "othing happened" not in reply.text


def test_for_a_month_that_does_not_exist_the_first_and_last_day_are_named():
    text = dated("what on 2013-13-01?").text
    assert "7 October 2013" in text
    assert "7 February 2014" in text


@pytest.mark.parametrize("question", ["moscow", "so Baikonur?", "so sochi"])
def test_a_bare_place_is_no_answer(question):
    assert dated(question).milestones == ()


def test_many_milestones_still_make_one_message():
    many = Knowledge(
        (entry("who", "Who?"), entry("when", "When?")),
        tuple(
            milestone(
                "2013-11-09", id_=f"m{each}", title=f"Title {each} " + "x" * 80, text="y" * 900
            )
            for each in range(60)
        ),
    )
    made = answerer(many, what=decided(NoMatch()))
    reply = made.ask("what on 9 November 2013", TODAY)
    assert len(reply.milestones) == 60
    assert len(reply.message) <= 2_000


def test_without_any_milestone_the_text_on_a_date_is_still_a_sentence():
    made = answerer(
        Knowledge((entry("who", "Who?"), entry("when", "When?"))), what=decided(NoMatch())
    )
    reply = made.ask("what on 3 May 2020?", TODAY)
    assert reply.outcome == "unknown"
    assert "; ." not in reply.text


@pytest.mark.parametrize("question", ["so 20 to 40 december 9999", "so 30-99 december 9999"])
def test_a_stretch_of_days_past_the_last_year_is_no_error(question):
    assert dated(question).outcome == "unknown"


_words = st.sampled_from(
    "what on the 9 30 31 0 99 november february may 2013 2014 9999 0000 1 - – / . : to until "
    "first last week of in twenty-first christmas today 2013-11-09 9.11.2013 11/9 torch who "
    "🔥 ½ ٣".split()
)


@given(st.lists(_words, max_size=9).map(" ".join) | st.text(max_size=40), st.booleans())
def test_any_text_gets_a_reply_of_a_valid_shape(question, overheard):
    reply = ANSWERER.ask(question, TODAY, overheard=overheard)
    assert reply.outcome in (
        {"answer", "silent"} if overheard else {"answer", "suggest", "unknown"}
    )
    assert bool(reply.text) == (reply.outcome != "silent")
    assert bool(reply.entries or reply.milestones) == (reply.outcome == "answer")
    assert len(reply.suggestions) in ((1, 2, 3) if reply.outcome == "suggest" else (0,))
    assert len(reply.nearest) <= 5
    assert [each[1] for each in reply.nearest] == sorted(
        (each[1] for each in reply.nearest), reverse=True
    )
    assert 0 <= reply.confidence <= 1
    assert len(reply.message) <= 2_000


_SNAPSHOT = snapshot(KNOWLEDGE)
ANSWERER = SpreadAnswerer(Answerer(lambda: _SNAPSHOT))


# --- Chosen, not asked ----------------------------------------------------------------------------


def test_an_entry_is_answered_by_its_id():
    reply = present(ANSWERER.entry("cost"))
    assert (reply.outcome, reply.question) == ("answer", "What did the torch cost?")
    assert [each.id for each in reply.entries] == ["cost"]


def test_an_entry_that_is_no_longer_there_is_none():
    assert ANSWERER.entry("gone") is None


def test_a_choice_of_the_autocomplete_is_answered_by_its_exact_question():
    for each in KNOWLEDGE.entries:
        assert present(ANSWERER.exact(each.question)).entries == (each,)


@pytest.mark.parametrize("almost", ["who took the torch outside?", "Who took the torch", "", "who"])
def test_anything_but_the_exact_question_is_no_choice(almost):
    assert ANSWERER.exact(almost) is None


def test_the_entries_that_contain_half_a_question_are_offered_first():
    assert ANSWERER.complete("WHAT did")[0].id == "cost"
    assert ANSWERER.complete(" took the ")[0].id == "who"
    assert ANSWERER.complete("тоо\u0336k thе")[0].id == "who"


@pytest.mark.parametrize("typed", ["", " ", "zzzz", "🔥", "who", "9 November", "x" * 100])
def test_there_is_always_something_to_choose_and_nothing_twice(typed):
    found = ANSWERER.complete(typed)
    assert len(found) == len(set(found)) == 3


def test_at_most_25_choices_are_offered():
    made = snapshot(Knowledge(tuple(entry(f"e{each}", f"Question {each}?") for each in range(60))))
    answers = Answerer(lambda: made)
    assert len(answers.complete("")) == len(answers.complete("question 1")) == 25
    assert len(answers.complete("", limit=3)) == 3


# --- Related questions ----------------------------------------------------------------------------


def test_what_may_be_meant_comes_before_what_is_related_and_nothing_twice():
    # Two answers that do not fit are shortened, and those that were cut are linked: here “when”.
    first = replace(KNOWLEDGE.entries[0], see_also=("cost", "gone", "when"))
    second = replace(KNOWLEDGE.entries[1], answer="Short.\n\n" + "x" * 1_990)
    knowledge = replace(KNOWLEDGE, entries=(first, second, KNOWLEDGE.entries[2]))
    both = decided(AnswerEntries(("who", "when")))
    reply = answerer(knowledge, who=both).ask("who", TODAY)
    assert [each.id for each in reply.linked] == ["when"]
    assert [each.id for each in reply.related] == ["when", "cost"]


def test_the_entry_named_below_the_calendars_answer_is_related_to_it():
    reply = dated("what happened on 9 November?", AnswerEntries(("who",)))
    assert [each.id for each in reply.related] == ["who"]


def test_an_answer_chosen_by_its_id_has_its_related_entries():
    related = replace(KNOWLEDGE.entries[0], see_also=("cost",))
    knowledge = replace(KNOWLEDGE, entries=(related, *KNOWLEDGE.entries[1:]))
    made = answerer(knowledge).entry("who")
    assert made
    assert [each.id for each in made.related] == ["cost"]
